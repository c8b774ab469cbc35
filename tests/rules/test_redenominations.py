"""Currencies that got another unit: there and back over the break."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fxconv import Quote
from fxconv.cli.explain import lines
from fxconv.rules import redenominations
from rules.tables import converting

BREAKS = {
    "VES": (date(2021, 10, 1), 1_000_000),
    "KPW": (date(2009, 11, 30), 100),
    "SYP": (date(2026, 1, 1), 100),
    "ZWD": (date(2006, 8, 1), 1000),
}


@pytest.mark.parametrize("code", BREAKS)
def test_there_and_back_over_a_break(converter, code):
    first, ratio = BREAKS[code]
    before = first - timedelta(1)
    new = converter.convert(5 * ratio, code, code, on=first, dated=before)
    old = converter.convert(5, code, code, on=before, dated=first)
    assert (new.exact, old.exact) == (5, 5 * ratio)
    assert new.rate.exact * old.rate.exact == 1
    assert "redenomination" in new.flags
    assert "redenomination" in old.flags
    assert ("earlier-unit" in new.flags, "earlier-unit" in old.flags) == (False, True)
    for day in (before, first):
        same = converter.convert("5.10", code, code, on=day, dated=day)
        assert (f"{same.result:f}", same.rate.exact) == ("5.10", 1)


def test_a_bolivar_of_the_last_day(converter):
    made = converter.convert("1234567.89", "VES", "VES", on="2021-10-01", dated="2021-09-30")
    assert made.exact == Fraction("1.23456789")
    assert "1 VES = 1000000 VES" in str(made)
    assert made.as_dict()["request"]["dated"] == "2021-09-30"
    assert any("dated 2021-09-30" in line for line in lines(made.as_dict()))


def test_old_money_in_another_currency():
    on = date(2026, 3, 3)
    asked = converting("boc", [Quote("SYP", "CAD", "0.0124", on, "boc", kind="indicative")])
    plain = asked.convert(100, "SYP", "CAD", on=on)
    old = asked.convert(10_000, "SYP", "CAD", on=on, dated="2025-12-31")
    assert old.exact == plain.exact == Fraction("1.24")
    assert (old.provider, str(old.in_force)) == ("boc", "2026-03-03")
    assert "redenomination" in old.flags
    assert asked.convert(100, "SYP", "CAD", on=on, dated="2026-01-01").rate == plain.rate


@pytest.mark.parametrize(
    ("term", "on", "dated", "ratio"),
    [
        ("ZWN", "2007-01-01", None, Fraction(1, 1000)),
        ("ZWN", "2007-01-01", "2006-07-31", Fraction(1, 1000)),
        ("ZWN", "2007-01-01", "2006-08-01", Fraction(1)),
        ("ZWR", "2008-09-01", "2006-01-01", Fraction(1, 10**13)),
        ("ZWL", "2010-01-01", "2006-01-01", Fraction(1, 10**25)),
        ("ZWL", "2010-01-01", "2007-01-01", Fraction(1, 10**22)),
        ("ZWL", "2010-01-01", None, Fraction(1, 10**25)),
    ],
)
def test_the_dollar_of_zimbabwe(converter, term, on, dated, ratio):
    rate = converter.rate("ZWD", term, on=on, dated=dated)
    assert rate.exact == ratio
    back = converter.rate(term, "ZWD", on=on).exact
    assert back == Fraction(10**3 if term == "ZWN" else 10**13 if term == "ZWR" else 10**25)


@pytest.mark.parametrize("dated", ["1990-01-01", "2014-11-20", "2026-11-24"])
def test_a_code_that_kept_its_unit_is_unchanged(converter, dated):
    plain = converter.convert(100, "USD", "EUR", on="2014-11-20")
    made = converter.convert(100, "USD", "EUR", on="2014-11-20", dated=dated)
    assert (made.rate, made.exact, made.result) == (plain.rate, plain.exact, plain.result)
    assert made.flags == plain.flags
    same = converter.convert("5.10", "USD", "USD", dated=dated)
    assert (f"{same.result:f}", "identity" in same.flags) == ("5.10", True)


LONG = "1234567890123456789012345678901.12345678901234567890"


def test_an_amount_that_stays_in_its_unit_keeps_its_digits(converter):
    amount = LONG[1:]
    assert f"{converter.convert(amount, 'USD', 'USD').result:f}" == amount
    for rules in ({"dated": "2014-11-20"}, {"side": "bid"}, {"fee": "0 USD"}):
        made = converter.convert(amount, "USD", "USD", **rules)
        assert f"{made.result:f}" == amount, rules


@given(
    st.sampled_from([*BREAKS, "USD", "TRY"]),
    *[st.dates(date(2000, 1, 1), date(2026, 11, 1))] * 3,
)
def test_units_are_transitive(code, first, second, third):
    one, two, both = (
        redenominations.between(code, *days).exact
        for days in ((first, second), (second, third), (first, third))
    )
    assert one * two == both
    assert redenominations.between(code, second, first).exact * one == 1


@pytest.mark.parametrize("dated", ["2021-13-01", "yesterday", "x", 5])
def test_a_day_that_is_none(converter, dated):
    with pytest.raises(ValueError, match="YYYY-MM-DD"):
        converter.convert(1, "VES", "VES", dated=dated)
