"""A program that goes on: it refreshes once, and what comes late serves the next conversion."""

from __future__ import annotations

import time

import pytest

import fxconv as library
from fxconv import Converter
from fxconv.update.throttle import THROTTLE
from surroundings import forget
from update.refresh.banks import AHEAD, CBR, cbr_table, day_of, hanging, hosts, journal


@pytest.fixture
def online(monkeypatch, banks, path):
    monkeypatch.setenv("TZ", AHEAD)
    monkeypatch.setenv("FXCONV_STORE", str(path))
    monkeypatch.setenv("FXCONV_MIRROR", banks.url)
    monkeypatch.delenv("FXCONV_OFFLINE")
    monkeypatch.setattr(THROTTLE, "_free", {})  # each test is a process of its own to the banks
    time.tzset()
    forget()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.usefixtures("online")
def test_a_program_refreshes_once_and_then_makes_no_request(banks):
    answers = {str(library.convert("1e9", "USD", "RUB").result) for _ in range(1001)}
    assert answers == {"84612300000.00"}
    assert hosts(banks) == [CBR]


@pytest.mark.usefixtures("online")
def test_an_answer_that_comes_late_is_used_by_the_next_conversion(banks, monkeypatch):
    def late(handler, query):
        time.sleep(0.35)
        handler.send_response(200)
        handler.end_headers()
        handler.wfile.flush()
        time.sleep(0.35)
        handler.wfile.write(cbr_table(day_of(query)))

    monkeypatch.setenv("FXCONV_BUDGET", "0.5")
    banks.banks[CBR] = late
    assert library.convert("1e9", "USD", "RUB").provider == "currency-api"
    time.sleep(0.8)
    assert library.convert("1e9", "USD", "RUB").provider == "cbr"
    assert hosts(banks) == [CBR]


@pytest.mark.usefixtures("online")
def test_a_bank_that_hangs_has_failed_once_in_a_program_that_goes_on(banks, path, monkeypatch):
    monkeypatch.setenv("FXCONV_BUDGET", "0.3")
    banks.banks[CBR] = hanging
    assert library.convert("1e9", "USD", "RUB").provider == "currency-api"
    time.sleep(0.5)
    assert library.convert("1e9", "USD", "RUB").provider == "currency-api"
    assert hosts(banks).count(CBR) == 1
    assert journal(path, "cbr").failures == 1


@pytest.mark.usefixtures("online")
def test_a_converter_of_a_path_never_goes_online(banks, path):
    made = Converter(str(path)).convert("1e9", "USD", "RUB")
    assert made.provider == "currency-api"
    assert hosts(banks) == []
    assert not path.exists()
