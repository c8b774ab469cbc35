"""Totals that are paid in cash: rounded last, to the coins of the place."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fxconv import Money
from fxconv.errors import InvalidOption
from rules.tables import AMOUNTS


@pytest.mark.parametrize(
    ("code", "place", "on", "total", "paid"),
    [
        ("CHF", "CH", "2014-11-20", "10.02", "10.00"),
        ("CHF", "CH", "2014-11-20", "10.03", "10.05"),
        ("CHF", "ch", "2014-11-20", "10.025", "10.05"),
        ("CAD", "CA", "2014-11-20", "4.92", "4.90"),
        ("CAD", "CA", "2013-02-04", "4.93", "4.95"),
        ("SEK", "SE", "2010-09-30", "10.25", "10.50"),
        ("SEK", "SE", "2010-09-30", "10.24", "10.00"),
        ("SEK", "SE", "2010-10-01", "10.49", "10"),
        ("SEK", "SE", "2010-10-01", "10.50", "11"),
        ("DKK", "DK", "2014-11-20", "10.25", "10.50"),
        ("DKK", "DK-change", "2014-11-20", "10.25", "10.00"),
        ("EUR", "FI", "2014-11-20", "-1.03", "-1.05"),
    ],
)
def test_cash(converter, code, place, on, total, paid):
    made = converter.convert(total, code, code, on=on, cash=place)
    assert f"{made.result:f}" == total
    assert made.gets == Money(paid, code)
    assert made.steps[-1].kind == "cash"
    assert Decimal(made.steps[-1].change.amount) == Decimal(paid) - Decimal(total)


def test_cash_is_rounded_last_on_the_total_after_fees(converter):
    """95.81 less 1.92 is 93.89, paid as 93.90; 95.80 less 1.92 would be 93.88, paid as 93.90."""
    made = converter.convert(100, "USD", "CHF", on="2014-11-20", fee=("2%", "0.02 CHF"), cash="CH")
    assert f"{made.result:f}" == "95.81"
    assert [step.kind for step in made.steps] == ["fee", "fee", "cash"]
    assert made.gets == Money("93.85", "CHF")
    assert made.steps[-1].change == Money("-0.02", "CHF")
    assert str(made).splitlines()[-2:] == [
        "cash CH, to 0.05 half-up: -0.02 CHF",
        "gets 93.85 CHF",
    ]


@given(AMOUNTS, st.integers(0, 9999).map(lambda n: f"{Decimal(n).scaleb(-3):f}%"))
@settings(deadline=None)
def test_cash_is_the_nearest_coin(converter, amount, fee):
    made = converter.convert(amount, "USD", "CHF", on="2014-11-20", fee=fee, cash="CH")
    before = converter.convert(amount, "USD", "CHF", on="2014-11-20", fee=fee)
    assert made.gets.amount % Decimal("0.05") == 0
    assert abs(made.gets.amount - before.gets.amount) <= Decimal("0.025")
    assert (made.result, made.rate) == (before.result, before.rate)


@pytest.mark.parametrize(
    ("place", "on", "allowed"),
    [
        ("SE", "2014-11-20", "CH"),
        ("XX", "2014-11-20", "CH"),
        ("CH", "2005-11-21", "2007-01-01"),
        (" CH", "2014-11-20", "CH"),
        (5, "2014-11-20", "CH"),
    ],
)
def test_a_place_without_such_coins(converter, place, on, allowed):
    with pytest.raises(InvalidOption, match=allowed) as caught:
        converter.convert(100, "USD", "CHF", on=on, cash=place)
    assert caught.value.option == "cash"


def test_fees_and_cash_at_an_instant_and_of_the_newest(converter):
    at = converter.convert(100, "USD", "SEK", at="2010-09-30T20:00:00Z", cash="SE")
    assert at.gets.amount % Decimal("0.5") == 0
    assert at.steps[0].text.startswith("SE, to 0.50")
    newest = converter.convert(100, "USD", "SEK", fee="1%", cash="SE")
    assert newest.gets.amount % 1 == 0
