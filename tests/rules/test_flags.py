"""What a rate is flagged with."""

from __future__ import annotations

from datetime import date

from fxconv import Quote
from fxconv.publishing.registry import load
from rules.tables import DAY, converting


def test_a_table_of_crosses_is_of_several_moments(cbr, tcmb, nbp):
    assert cbr.convert(1, "USD", "CNY", on=DAY).flags == ("asynchronous",)
    assert cbr.convert(1, "USD", "RUB", on=DAY).flags == ()
    assert cbr.convert(1, "RUB", "USD", on=DAY).flags == ()
    assert "asynchronous" not in tcmb.convert(1, "USD", "EUR", on=DAY).flags
    assert "asynchronous" not in nbp.convert(1, "USD", "HUF", on=DAY).flags


def test_only_some_banks_cross_other_fixings():
    assert not load("cbr").snapshot
    assert load("ecb").snapshot


def test_two_days_in_one_rate_are_of_several_moments():
    quotes = [
        Quote("USD", "PLN", "3.6", date(2026, 3, 5), "nbp", kind="average"),
        Quote("AFN", "PLN", "0.05", date(2026, 3, 4), "nbp", kind="average"),
    ]
    asked = converting("nbp", quotes)
    assert "asynchronous" in asked.convert(1, "AFN", "USD", on="2026-03-05").flags
    assert "asynchronous" not in asked.convert(1, "AFN", "PLN", on="2026-03-05").flags


def test_a_currency_with_several_rates_and_one_with_an_earlier_unit():
    days = (date(2019, 8, 30), date(2022, 7, 29), date(2026, 3, 3))
    quotes = [
        Quote(code, "CAD", price, day, "boc", kind="indicative")
        for day in days
        for code, price in (("ARS", "0.0098"), ("SYP", "0.0005"))
    ]
    asked = converting("boc", quotes)
    flags = [set(asked.convert(1, "ARS", "CAD", on=day).flags) for day in days]
    assert flags == [set(), {"dual-rate"}, set()]
    redenominations = [
        "earlier-unit" in asked.convert(1, "CAD", "SYP", on=day).flags for day in days
    ]
    assert redenominations == [True, True, False]
    assert "dual-rate" not in asked.convert(1, "ARS", "ARS", on=days[1]).flags


def test_flags_are_sorted_and_there_once(tcmb):
    flags = tcmb.convert(1, "USD", "EUR", on=DAY, side="dealt", digits=3).flags
    assert list(flags) == sorted(set(flags))
    assert {"ask", "bid"} <= set(flags)
