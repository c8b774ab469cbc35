"""Currencies with several rates: which, when, and who says so."""

from collections import defaultdict
from datetime import date, timedelta
from itertools import pairwise

import pytest

from fxconv import Currency
from fxconv.data import facts
from fxconv.data.facts import references, rows
from fxconv.rules.parallel_rates import on

USUAL = ["EUR", "USD", "GBP", "CHF", "JPY", "RUB", "ANG", "XAU"]


def periods():
    """Return the first and last days by code and in order."""
    found = defaultdict(list)
    for code, since, until, _, _ in rows("dual.tsv"):
        end = date.max if until == "-" else date.fromisoformat(until)
        found[code].append((date.fromisoformat(since), end))
    return found


def test_every_period_is_sane():
    for code, since, until, what, source in rows("dual.tsv"):
        currency = Currency(code)
        assert currency.lived(date.fromisoformat(since)), code
        assert until == "-" or currency.lived(date.fromisoformat(until)), code
        assert until != "-" or not currency.retired, code
        assert 2 <= len(what.split()) <= 9, code
        assert source in references(), code


def test_periods_of_a_currency_never_overlap():
    for code, spans in periods().items():
        assert all(since <= until for since, until in spans), code
        assert all(until < since for (_, until), (since, _) in pairwise(spans)), code


def test_each_day_of_a_border_is_answered():
    for code, since, until, what, source in rows("dual.tsv"):
        first = on(code, date.fromisoformat(since))
        assert first is not None
        assert (first.what, (first.title, first.url)) == (what, references()[source])
        last = date.max if until == "-" else date.fromisoformat(until)
        assert on(code, last) == first
        assert first.until == (None if until == "-" else last)


@pytest.mark.parametrize(
    ("code", "day", "dual"),
    [
        ("ARS", date(2011, 10, 30), False),
        ("ARS", date(2011, 12, 1), True),
        ("ARS", date(2015, 12, 17), False),
        ("ARS", date(2017, 6, 1), False),
        ("ARS", date(2022, 7, 29), True),
        ("ARS", date(2025, 3, 21), True),
        ("CUP", date(2021, 1, 15), True),
        ("ZWL", date(2024, 4, 5), True),
        ("ZWL", date(2024, 4, 6), False),
        ("UZS", date(2017, 9, 4), True),
        ("UZS", date(2017, 9, 5), False),
        ("EGP", date(2016, 11, 2), True),
        ("EGP", date(2016, 11, 3), False),
        ("EGP", date(2024, 3, 6), False),
        ("BYR", date(2011, 7, 1), True),
        ("BYR", date(2012, 7, 1), False),
        ("MMK", date(2012, 4, 1), False),
        ("SDG", date(2021, 2, 21), False),
        ("IRR", date(2026, 11, 24), True),
    ],
)
def test_days_with_several_rates(code, day, dual):
    assert (on(code, day) is not None) == dual


def test_words_for_the_argentine_peso():
    found = on("ARS", date(2022, 7, 29))
    assert found is not None
    assert (found.code, found.since, found.until) == ("ARS", date(2019, 9, 1), date(2025, 4, 13))
    assert found.what == "official and parallel (blue, MEP, CCL)"
    assert found.url.startswith("https://")


@pytest.mark.parametrize("code", USUAL)
def test_the_usual_currency_never_has_several_rates(code):
    days = (date(1950, 1, 1) + timedelta(365 * years) for years in range(100))
    assert not any(on(code, day) for day in days)


def test_the_usual_currency_reads_no_row(monkeypatch):
    monkeypatch.setattr(facts, "rows", lambda name: pytest.fail(f"{name} was read"))
    assert on("EUR", date(2022, 7, 29)) is None
