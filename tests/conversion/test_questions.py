"""The ways to ask, and questions that are refused."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

import fxconv
from fxconv import Converter, Currency, Money, convert
from fxconv.errors import (
    FxconvError,
    InexactAmount,
    InvalidAmount,
    InvalidDate,
    InvalidOption,
    UnknownCurrency,
    UnknownProvider,
)
from fxconv.store.overlay import Overlay


def test_the_headline(converter):
    found = converter.convert("1e9", "USD", "RUB", at="2014-11-20 02:04 UTC+3", provider="ecb")
    assert str(found.result) == "46943119266.06"
    assert found.exact == Fraction(5_116_800_000_000, 109)
    assert str(found.unrounded) == "46943119266.05504587155963302752294"
    assert found.formula == "1000000000 ÷ 1.2535 × 58.8432"
    assert found.rate.path == ("USD", "EUR", "RUB")
    assert found.source == Money("1e9", "USD")
    assert found.target == Money("46943119266.06", "RUB")
    assert (found.in_force, found.age, found.provider) == (date(2014, 11, 19), 1, "ecb")
    assert str(found) == (
        "1,000,000,000.00 USD = 46,943,119,266.06 RUB\n"
        "1 USD = 46.9431… RUB, ecb reference rate of 2014-11-19, 1 day old"
    )


def test_the_function_is_the_default_converter():
    assert convert("1e9", "USD", "RUB", on="2014-11-19").result == Decimal("46943119266.06")
    assert fxconv.convert(1, "USD", "USD").result == 1


@pytest.mark.parametrize("amount", ["100", 100, Decimal(100), "1e2", Decimal("1E+2")])
@pytest.mark.parametrize(
    "pair", [("USD", "EUR"), ("usd", "978"), (Currency("USD"), Currency("eur"))]
)
def test_ways_to_ask(converter, amount, pair):
    for day in ("2014-11-19", date(2014, 11, 19)):
        assert str(converter.convert(amount, *pair, on=day).result) == "79.78"


def test_money_brings_its_currency(converter):
    found = converter.convert(Money(100, "USD"), "EUR", on="2014-11-19")
    assert found.target == Money("79.78", "EUR")
    assert found.source == Money(100, "USD")
    again = converter.convert(found.target, "USD", on="2014-11-19")
    assert (again.base.code, again.term.code) == ("EUR", "USD")


def test_money_and_another_base_contradict_each_other(converter):
    same = converter.convert(Money(100, "USD"), "USD", "EUR", on="2014-11-19")
    assert str(same.result) == "79.78"
    with pytest.raises(FxconvError):
        converter.convert(Money(100, "USD"), "GBP", "EUR", on="2014-11-19")


@pytest.mark.parametrize("amount", [1.1, 100.0, float("nan"), True, None, Fraction(1, 3), b"1"])
def test_inexact_amounts(converter, amount):
    for pair in (("USD", "EUR"), ("USD", "USD")):
        with pytest.raises(InexactAmount) as caught:
            converter.convert(amount, *pair, on="2014-11-19")
        assert isinstance(caught.value, TypeError)


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        (("1,5", "USD", "EUR"), InvalidAmount),
        (("1e999999999", "USD", "EUR"), InvalidAmount),
        ((1, "USX", "EUR"), UnknownCurrency),
        ((1, "USD", "USX"), UnknownCurrency),
        ((1, "USD"), InvalidOption),
        ((1, "", "EUR"), UnknownCurrency),
    ],
)
def test_bad_questions(converter, question, kind):
    with pytest.raises(kind):
        converter.convert(*question, on="2014-11-19")


@pytest.mark.parametrize(
    ("options", "kind"),
    [
        ({"on": "19.11.2014"}, InvalidDate),
        ({"on": "2014-02-30"}, InvalidDate),
        ({"rounding": "bankers"}, InvalidOption),
        ({"policy": "interpolate"}, InvalidOption),
        ({"digits": -1}, InvalidOption),
        ({"digits": 31}, InvalidOption),
        ({"digits": 2.0}, InvalidOption),
        ({"digits": True}, InvalidOption),
        ({"intermediate_decimals": 2}, InvalidOption),
        ({"intermediate_decimals": 3.0}, InvalidOption),
        ({"provider": "nobody"}, UnknownProvider),
    ],
)
def test_bad_options(converter, options, kind):
    for usual in ({"digits": 2}, {"digits": 1}, {"intermediate_decimals": 3}):
        converter.convert(1, "USD", "EUR", **{"on": "2014-11-19", **usual})
    with pytest.raises(kind):
        converter.convert(1, "USD", "EUR", **{"on": "2014-11-19", **options})


def test_an_unknown_provider_is_told_which_there_are(converter):
    with pytest.raises(UnknownProvider, match="fxconv providers") as caught:
        converter.convert(1, "USD", "EUR", provider="nobody")
    assert "ecb" in caught.value.known
    with pytest.raises(UnknownProvider):
        Converter(Overlay(), ["nobody"])
