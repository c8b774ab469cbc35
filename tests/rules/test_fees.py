"""Fees: what they may be, and that they are a step and never in the rate."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fxconv import Money
from fxconv.errors import InvalidOption
from rules.tables import AMOUNTS


@pytest.mark.parametrize(
    ("fee", "pays", "gets"),
    [
        ("1.5%", "100 USD", "78.55 EUR"),
        ("1.5 %", "100 USD", "78.55 EUR"),
        ("2 EUR", "100 USD", "77.75 EUR"),
        ("EUR 2", "100 USD", "77.75 EUR"),
        ("2eur", "100 USD", "77.75 EUR"),
        ("3.50 USD", "103.50 USD", "79.75 EUR"),
        (Money(2, "EUR"), "100 USD", "77.75 EUR"),
        (("1.5%", "2 EUR"), "100 USD", "76.55 EUR"),
        (("2 EUR", "1.5%", "3 USD"), "103 USD", "76.55 EUR"),
        ((Money("0.05", "USD"), "0%"), "100.05 USD", "79.75 EUR"),
        ("100%", "100 USD", "0.00 EUR"),
        ((), "100 USD", "79.75 EUR"),
    ],
)
def test_fees(converter, fee, pays, gets):
    made = converter.convert(100, "USD", "EUR", on="2014-11-20", fee=fee)
    assert made.pays == Money(*pays.split())
    assert made.gets == Money(*gets.split())
    assert f"{made.result:f}" == "79.75"
    assert len(made.steps) == (len(fee) if isinstance(fee, tuple) else 1)


def test_a_fee_is_a_step_with_a_line_of_its_own(converter):
    made = converter.convert(100, "USD", "EUR", on="2014-11-20", fee=("1.5%", "3 USD"))
    assert str(made).splitlines()[2:] == [
        "fee 1.5%: -1.20 EUR",
        "fee 3.00 USD: +3.00 USD",
        "pays 103.00 USD",
        "gets 78.55 EUR",
    ]
    record = made.as_dict()
    assert [(step["kind"], step["side"], step["change"]) for step in record["steps"]] == [
        ("fee", "gets", {"amount": "-1.20", "currency": "EUR"}),
        ("fee", "pays", {"amount": "3", "currency": "USD"}),
    ]
    assert record["target"]["amount"] == "79.75"
    assert record["gets"] == {"amount": "78.55", "currency": "EUR"}
    assert record["pays"]["amount"] == "103"
    assert record["request"]["fee"] == ["1.5%", "3 USD"]


@given(
    AMOUNTS,
    st.lists(
        st.integers(0, 99_999).map(lambda n: f"{Decimal(n).scaleb(-3):f}%")
        | st.integers(0, 10**6).map(lambda n: f"{Decimal(n).scaleb(-2):f} EUR")
        | st.integers(0, 10**6).map(lambda n: f"{Decimal(n).scaleb(-2):f} USD"),
        max_size=3,
    ).map(tuple),
    st.sampled_from(["half-up", "half-even", "down", "up"]),
)
@settings(deadline=None)
def test_a_fee_is_never_in_the_rate(converter, amount, fees, mode):
    plain = converter.convert(amount, "USD", "EUR", on="2014-11-20", rounding=mode)
    made = converter.convert(amount, "USD", "EUR", on="2014-11-20", rounding=mode, fee=fees)
    assert (made.rate, made.result, made.exact) == (plain.rate, plain.result, plain.exact)
    assert made.unrounded == plain.unrounded
    assert made.formula == plain.formula
    assert made.flags == plain.flags
    on_top = sum(Decimal(fee.split()[0]) for fee in fees if "USD" in fee)
    assert made.pays == Money(amount + on_top, "USD")
    sums = sum(Decimal(fee.split()[0]) for fee in fees if "EUR" in fee)
    parts = sum(rounded(plain.result, fee[:-1], mode) for fee in fees if "%" in fee)
    assert made.gets == Money(plain.result - sums - parts, "EUR")


def rounded(amount, percent, mode):
    """Return a part of an amount in cents, rounded once and independently of the library."""
    cents = Fraction(amount) * Fraction(percent)
    whole, rest = divmod(cents, 1)
    up = {
        "half-up": rest >= Fraction(1, 2),
        "half-even": rest > Fraction(1, 2) or (rest == Fraction(1, 2) and whole % 2),
        "down": False,
        "up": rest > 0,
    }[mode]
    return Decimal(int(whole) + bool(up)).scaleb(-2)


@pytest.mark.parametrize(
    "fee",
    [
        "abc", " ", "%", "1.5", "-1%", "+1%", "1e3%", "1,5%", "1%%", "1000%", "２%",
        "-2 EUR", "2 GBP", "EUR", "2", "2..5 EUR", ". EUR", "2 XQZ", "2 EURO", "1 EUR 2",
        Money(-2, "EUR"), Money(1, "GBP"), ("1%", "abc"), ("1%", Money(1, "GBP")), 2,
        Decimal("1.5"), (2,),
    ],
)  # fmt: skip
def test_what_is_no_fee(converter, fee):
    with pytest.raises(InvalidOption) as caught:
        converter.convert(100, "USD", "EUR", on="2014-11-20", fee=fee)
    assert caught.value.option == "fee"


def test_several_fees_may_come_as_a_list(converter):
    made = converter.convert(100, "USD", "EUR", on="2014-11-20", fee=["1.5%", "2 EUR"])
    assert made.gets == Money("76.55", "EUR")


def test_fees_of_an_amount_that_stays_in_its_currency(converter):
    made = converter.convert("99.99", "EUR", "EUR", fee=("1%", "0.05 EUR"))
    assert (made.result, made.rate.exact, made.rate.legs) == (Decimal("99.99"), 1, ())
    assert (made.pays, made.gets) == (Money("99.99", "EUR"), Money("98.94", "EUR"))


def test_a_fee_is_rounded_to_the_minor_units_of_its_currency(converter):
    yen = converter.convert(100, "EUR", "JPY", on="2014-11-20", fee="1.5%", digits=2)
    assert f"{yen.result:f}" == "14825.00"
    assert yen.steps[0].change.amount == -222
    assert converter.convert(-100, "USD", "EUR", on="2014-11-20", fee="2 EUR").gets == Money(
        "-81.75", "EUR"
    )
