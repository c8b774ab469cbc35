"""Rates that are stale, and days that lie after the last one asked for."""

from __future__ import annotations

from contextlib import closing
from datetime import date, timedelta

import pytest

from fxconv import Converter, Quote, Source, Store
from fxconv.dates.spans import Span
from fxconv.store.journal import Journal
from update.refresh.banks import LONG_AGO

TODAY = date(2026, 11, 24)


def ages(pair, **days):
    """Return a converter of a store in which each provider has one bulletin, so many days old."""
    store = Store.memory()
    for provider, age in days.items():
        source = Source(provider, "https://bank.example/", "", LONG_AGO)
        quotes = [("EUR", "USD", "1.1172"), ("EUR", pair, "4.4038")]
        if provider != "ecb":
            quotes = [("USD", pair, "3.9400"), ("EUR", pair, "4.4038")]
        on = TODAY - timedelta(age)
        store.add(source, [Quote(*quote, on, provider) for quote in quotes])
    return Converter(store, today=lambda: TODAY)


@pytest.mark.parametrize(
    ("term", "days", "who"),
    [
        ("RUB", {"cbr": 0, "ecb": 0}, "cbr"),
        ("PLN", {"nbp": 0, "ecb": 0}, "nbp"),
        ("PLN", {"nbp": 10, "ecb": 0}, "nbp"),
        ("PLN", {"nbp": 11, "ecb": 1}, "ecb"),
        ("RUB", {"cbr": 13, "ecb": 7}, "ecb"),
        ("PLN", {"nbp": 30, "ecb": 20}, "nbp"),
        ("PLN", {"nbp": 386, "ecb": 20}, "nbp"),
        ("PLN", {"nbp": 387, "ecb": 20}, "ecb"),
        ("PLN", {"ecb": 20}, "ecb"),
    ],
)
def test_the_issuing_bank_answers_unless_it_is_stale_and_another_is_not(term, days, who):
    assert ages(term, **days).convert("100", "USD", term).provider == who


def test_a_day_after_the_last_one_that_was_asked_for_is_answered_with_a_warning(fxconv, path):
    with closing(Store(str(path), "rwc")) as store:
        quote = Quote("USD", "RUB", "84.1", date(2026, 3, 3), "cbr", kind="official")
        store.add(Source("cbr", "https://bank.example/", "", LONG_AGO), [quote])
        Journal(store).cover("cbr", Span(date(2026, 3, 1), date(2026, 3, 4)))
    sure = fxconv("1", "USD", "RUB", "--on", "2026-03-04", "--offline")
    assert (sure.returncode, sure.stderr) == (0, "")
    done = fxconv("1", "USD", "RUB", "--on", "2026-03-07", "--offline")
    assert "cbr official rate of 2026-03-03, 4 days old" in done.stdout
    assert done.stderr == (
        "fxconv: cbr's rates from 2026-03-05 to 2026-03-07 have not been downloaded;"
        " run `fxconv update cbr --since 2026-03-05 --until 2026-03-07`\n"
    )
    monday = fxconv("1", "USD", "RUB", "--at", "2026-03-04 12:00 MSK", "--offline")
    assert (monday.returncode, monday.stderr) == (0, "")


def test_a_weekend_and_a_holiday_of_the_seed_are_no_gap(fxconv):
    for day in ("2026-01-01", "2026-03-08", "2026-04-05"):
        done = fxconv("1", "EUR", "USD", "--on", day, "--offline")
        assert (done.returncode, done.stderr) == (0, "")
    done = fxconv("1", "EUR", "USD", "--on", "2026-11-03", "--offline")
    assert "ecb's rates from 2026-11-02 to 2026-11-03 have not been downloaded" in done.stderr
