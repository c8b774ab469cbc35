"""Which providers a conversion asks first, and whose table it then uses."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from hashlib import sha256
from urllib.parse import parse_qs, urlsplit

import pytest

from update.refresh.banks import (
    ANSWER,
    CBR,
    ECB,
    cbr_table,
    day_of,
    fill,
    first_line,
    hosts,
    journal,
    table_of,
)


def test_a_conversion_asks_the_issuing_bank_once_and_answers_with_its_table(fxconv, banks, path):
    done = fxconv("1e9", "USD", "RUB")
    (asked,) = (day_of(parse_qs(urlsplit(seen).query)) for seen in banks.seen)
    printed = table_of(asked)
    assert first_line(done) == ANSWER
    assert f"cbr official rate of {printed}" in done.stdout
    assert (done.returncode, done.stderr) == (0, "")
    assert hosts(banks) == [CBR]
    assert journal(path, "cbr").due > datetime.now(UTC)

    again = fxconv("1e9", "USD", "RUB")
    assert again.stdout == done.stdout
    assert hosts(banks) == []


def test_when_the_table_of_tomorrow_is_out_that_of_today_is_asked_for_and_answers(fxconv, banks):
    behind = fxconv("1e9", "USD", "RUB", TZ="BEHIND+24")
    assert first_line(behind) == ANSWER
    assert "cbr official rate" in behind.stdout
    assert set(hosts(banks)) == {CBR}


def test_a_gap_before_the_table_of_tomorrow_is_closed_too(fxconv, banks, path):
    today = (datetime.now(UTC) - timedelta(1)).date()
    fill(path, [("USD", "RUB", "80.0000", today - timedelta(5), "cbr")])
    behind = fxconv("1e9", "USD", "RUB", TZ="BEHIND+24")
    assert first_line(behind) == ANSWER


def test_after_an_update_the_answer_is_that_of_the_store_with_its_document(fxconv, banks):
    today = datetime.now(UTC).date()
    done = fxconv("update", "cbr", "--since", str(today), "--until", str(today))
    assert done.returncode == 0
    assert done.stdout == f"cbr: {today} to {today}, 2 rates\n"
    assert hosts(banks) == [CBR]

    answer = fxconv("1e9", "USD", "RUB", "--explain")
    assert first_line(answer) == ANSWER
    assert f"cbr official rate of {table_of(today)}" in answer.stdout
    assert f"https://www.cbr.ru/scripts/XML_daily.asp?date_req={today:%d/%m/%Y}" in answer.stdout
    assert f"sha256 {sha256(cbr_table(today)).hexdigest()}" in answer.stdout
    assert f"through {banks.url}" in answer.stdout
    assert hosts(banks) == []


@pytest.mark.parametrize(
    ("options", "variables", "settings"),
    [
        (["--offline"], {}, ""),
        ([], {"FXCONV_OFFLINE": "1"}, ""),
        ([], {}, "offline = true"),
        (["--on", "2014-11-20"], {}, ""),
    ],
    ids=["--offline", "FXCONV_OFFLINE", "settings", "an old day"],
)
def test_nobody_is_asked(fxconv, banks, path, tmp_path, options, variables, settings):
    (tmp_path / "none.toml").write_text(settings)
    done = fxconv("1e9", "USD", "RUB", *options, **variables)
    assert done.returncode == 0
    assert done.stdout.startswith("1,000,000,000.00 USD = ")
    assert hosts(banks) == []
    assert not path.exists()


def test_the_variable_goes_before_the_settings(fxconv, banks, tmp_path):
    (tmp_path / "none.toml").write_text("offline = true")
    assert first_line(fxconv("1e9", "USD", "RUB", FXCONV_OFFLINE="0")) == ANSWER
    assert hosts(banks) == [CBR]


def test_a_provider_that_is_named_is_the_only_one_asked(fxconv, banks):
    done = fxconv("100", "USD", "EUR", "--from-provider", "cbr")
    assert first_line(done) == "100.00 USD = 89.51 EUR"
    assert "cbr official rate" in done.stdout
    assert hosts(banks) == [CBR]


def test_euros_in_dollars_are_asked_of_the_ecb_alone(fxconv, banks):
    done = fxconv("100", "EUR", "USD")
    assert first_line(done) == "100.00 EUR = 111.72 USD"
    assert "ecb reference rate" in done.stdout
    assert done.stderr == ""
    assert hosts(banks) == [ECB]
    assert fxconv("100", "EUR", "USD").stdout == done.stdout
    assert hosts(banks) == []


def test_a_day_of_late_is_asked_for(fxconv, banks):
    today = datetime.now(UTC).date() + timedelta(1)
    done = fxconv("1e9", "USD", "RUB", "--on", str(today))
    assert first_line(done) == ANSWER
    assert hosts(banks) == [CBR]


@pytest.mark.parametrize("age", [2, 8])
def test_a_day_last_week_is_not_due_and_the_way_to_get_it_is_said(fxconv, banks, age):
    day = datetime.now(UTC).date() - timedelta(age)
    done = fxconv("1e9", "USD", "RUB", "--on", str(day))
    assert (done.stdout, done.returncode) == ("", 3)
    assert "run `fxconv update cbr`" in done.stderr
    assert hosts(banks) == []
