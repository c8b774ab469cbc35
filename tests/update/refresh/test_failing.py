"""Banks that fail, stores that are damaged, and the last known rate."""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing
from datetime import UTC, date, datetime, timedelta

import pytest

from update.refresh.banks import (
    ANSWER,
    CBR,
    ECB,
    LONG_AGO,
    broken,
    cbr,
    damage,
    fill,
    first_line,
    hanging,
    hosts,
    journal,
)

LAST_KNOWN = "1,000,000,000.00 USD = 80,000,000,000.00 RUB"
NORGES = "data.norges-bank.no"


def let_the_pause_pass(path):
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("UPDATE asked SET at = ?1, due = ?1", (LONG_AGO,))


def timed(fxconv, *typed, **variables):
    """Return how many seconds a program took, which a busy machine makes more, and what it did."""
    began = time.monotonic()
    done = fxconv(*typed, **variables)
    return time.monotonic() - began, done


@pytest.fixture
def cbr_alone(tmp_path, path):
    """Have the Bank of Russia asked and nobody else; return the day of its last known rate."""
    (tmp_path / "none.toml").write_text('order = ["cbr"]')
    day = datetime.now(UTC).date() - timedelta(40)
    fill(path, [("USD", "RUB", "80.0000", day, "cbr")])
    return day


def test_a_bank_that_hangs_costs_the_budget_and_the_last_known_rate_answers(fxconv, banks, path):
    banks.banks[CBR] = hanging
    took, done = timed(fxconv, "1e9", "USD", "RUB", FXCONV_BUDGET="0.5")
    assert took < 0.5 + 10 * timed(fxconv, "--version")[0]
    assert done.returncode == 0
    assert "currency-api market rate" in done.stdout
    said = done.stderr.splitlines()[0]
    assert "cbr" in said
    assert "no answer" in said  # in time, or within the budget: whichever ends first
    assert "Traceback" not in done.stderr
    assert set(hosts(banks)) <= {CBR}
    row = journal(path, "cbr")
    assert row.failures == 1
    assert row.due - row.at == timedelta(minutes=5)

    banks.banks[CBR] = cbr
    resting = fxconv("1e9", "USD", "RUB", FXCONV_BUDGET="0.5")
    assert "currency-api market rate" in resting.stdout
    assert CBR not in hosts(banks)

    let_the_pause_pass(path)
    healed = fxconv("1e9", "USD", "RUB")
    assert first_line(healed) == ANSWER
    assert hosts(banks) == [CBR]
    assert journal(path, "cbr").failures == 0


def test_a_bank_that_drips_does_not_cost_more_than_the_budget(fxconv, banks):
    def dripping(handler, _):
        handler.send_response(200)
        handler.end_headers()
        while not handler.server.awake.wait(0.1):
            handler.wfile.write(b" ")

    banks.banks[CBR] = dripping
    took, done = timed(fxconv, "1e9", "USD", "RUB", FXCONV_BUDGET="0.5")
    assert took < 0.5 + 10 * timed(fxconv, "--version")[0]
    assert done.returncode == 0
    assert "currency-api market rate" in done.stdout
    assert "cbr" in done.stderr


def test_a_bank_that_fails_is_left_alone_longer_each_time_until_it_heals(
    fxconv, banks, path, cbr_alone
):
    old = cbr_alone
    banks.banks[CBR] = broken
    done = fxconv("1e9", "USD", "RUB")
    assert done.returncode == 0
    assert first_line(done) == LAST_KNOWN
    assert f"cbr official rate of {old}" in done.stdout
    assert "fxconv: could not download newer rates: cbr (the server answered 500)\n" in done.stderr
    assert hosts(banks) == [CBR]
    assert journal(path, "cbr").why == "the server answered 500"

    pauses = [journal(path, "cbr")]
    fxconv("1e9", "USD", "RUB")
    assert hosts(banks) == []
    for _ in range(2):
        let_the_pause_pass(path)
        fxconv("1e9", "USD", "RUB")
        assert hosts(banks) == [CBR]
        pauses.append(journal(path, "cbr"))
    assert [row.failures for row in pauses] == [1, 2, 3]
    assert [row.due - row.at for row in pauses] == [timedelta(minutes=m) for m in (5, 10, 20)]

    banks.banks[CBR] = cbr
    let_the_pause_pass(path)
    assert first_line(fxconv("1e9", "USD", "RUB")) == ANSWER
    assert journal(path, "cbr").failures == 0


@pytest.mark.usefixtures("cbr_alone")
def test_a_document_that_is_none_leaves_the_last_known_rate(fxconv, banks, path):
    banks.banks[CBR] = lambda handler, _: handler.give(b"<html>maintenance</html>")
    done = fxconv("1e9", "USD", "RUB")
    assert done.returncode == 0
    assert first_line(done) == LAST_KNOWN
    assert "could not download newer rates: cbr (<html> is not a table of rates)" in done.stderr
    assert journal(path, "cbr").failures == 1


def test_where_nothing_can_be_kept_nothing_is_asked(fxconv, banks, tmp_path):
    (tmp_path / "file").write_text("mine")
    done = fxconv("1e9", "USD", "RUB", FXCONV_STORE=str(tmp_path / "file" / "rates.sqlite"))
    assert "currency-api market rate" in done.stdout
    assert done.returncode == 0
    assert "Traceback" not in done.stderr
    assert hosts(banks) == []
    assert (tmp_path / "file").read_text() == "mine"


def test_a_damaged_store_is_read_around_and_set_aside_by_the_next_update(fxconv, banks, path):
    fill(path, [("USD", "RUB", "84.0000", date(2026, 9, 1), "cbr")])
    damage(path)
    damaged = path.read_bytes()
    done = fxconv("1e9", "USD", "RUB", "--offline")
    assert "currency-api market rate" in done.stdout
    assert done.returncode == 0
    assert "damaged" in done.stderr
    assert path.read_bytes() == damaged

    today = str(datetime.now(UTC).date())
    update = fxconv("update", "cbr", "--since", today, "--until", today)
    assert update.returncode == 0
    (kept,) = path.parent.glob("rates.sqlite.damaged-*Z")
    assert kept.read_bytes() == damaged
    healed = fxconv("1e9", "USD", "RUB", "--offline")
    assert first_line(healed) == ANSWER
    assert healed.stderr == ""


def other_database(path):
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("CREATE TABLE diary (day TEXT)")


@pytest.mark.parametrize(
    "make",
    [lambda path: path.write_text("dear diary, " * 100), other_database],
    ids=["text", "another database"],
)
def test_a_foreign_file_is_neither_moved_nor_written(fxconv, banks, path, make):
    make(path)
    before = path.read_bytes()
    done = fxconv("1e9", "USD", "RUB")
    assert done.returncode == 0
    assert "currency-api market rate" in done.stdout
    assert str(path) in done.stderr
    assert "Traceback" not in done.stderr
    update = fxconv("update", "cbr")
    assert update.returncode == 4
    assert len(update.stderr.splitlines()) == 1
    assert hosts(banks) == []
    assert path.read_bytes() == before
    assert [file.name for file in path.parent.iterdir() if file.name != "none.toml"] == [path.name]


def test_where_the_issuing_bank_fails_the_next_that_knows_the_pair_answers(fxconv, banks):
    banks.banks[NORGES] = broken
    done = fxconv("100", "USD", "NOK")
    assert first_line(done) == "100.00 USD = 923.02 NOK"
    assert "ecb reference rate" in done.stdout
    assert (
        done.stderr == "fxconv: could not download newer rates: norges (the server answered 500)\n"
    )
    assert done.returncode == 0
    assert hosts(banks) == [NORGES, ECB]


def test_the_order_of_the_settings_is_followed(fxconv, banks, tmp_path):
    (tmp_path / "none.toml").write_text('order = ["ecb"]')
    done = fxconv("100", "USD", "PLN")
    assert first_line(done) == "100.00 USD = 394.18 PLN"
    assert hosts(banks) == [ECB]
    unknown = fxconv("100", "USD", "RUB")
    assert unknown.returncode == 3
    assert "--from-provider" not in unknown.stderr
    assert hosts(banks) == []
