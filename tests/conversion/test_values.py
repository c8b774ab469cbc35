"""Public values are frozen; they are equal, hashed, copied and pickled by what they say."""

from __future__ import annotations

import copy
import json
import pickle
from datetime import date
from decimal import Decimal

import pytest

from fxconv import Conversion, Converter, Currency, Leg, Money, Quote, Rate, Source
from fxconv.compare.consensus import compare
from fxconv.dates.spans import Span
from fxconv.errors import (
    AmbiguousAmount,
    FetchFailed,
    KeyNeeded,
    NotQuoted,
    StaleRate,
    StoreError,
)
from fxconv.rules.settlement import Step
from fxconv.rules.statutes import find
from fxconv.web import Html, Snapshot

DAY = date(2014, 11, 19)
ECB = {"on": DAY, "provider": "ecb"}
QUOTE = Quote("EUR", "USD", "1.2535", DAY, "ecb")
REQUESTS = {
    "a cross": (("100", "USD", "RUB"), ECB),
    "one leg": ((Money("25", "EUR"), "USD"), ECB),
    "an identity": (("1.10", "USD", "USD"), {"on": DAY}),
    "fixed": (("100", "DEM", "FRF"), {"on": DAY, "intermediate_decimals": 3}),
    "an instant": (("1e9", "USD", "RUB"), {"at": "2014-11-20T02:04+03:00", "provider": "ecb"}),
    "fees and cash": (("9.99", "EUR", "CHF"), {**ECB, "fee": ("1%", "2 EUR"), "cash": "CH"}),
    "a law": (("1", "USD", "EUR"), {"on": "2014-11-20", "rule": "eu-customs-146"}),
    "the newest": (("1", "USD", "EUR"), {}),
    "not rounded": (("1", "USD", "XAU"), {"provider": "currency-api"}),
}


def converted(converter: Converter, name: str) -> Conversion:
    asked, rules = REQUESTS[name]
    return converter.convert(*asked, **rules)


@pytest.fixture(params=list(REQUESTS))
def conversion(converter: Converter, request: pytest.FixtureRequest) -> Conversion:
    return converted(converter, request.param)


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_a_pickled_conversion_says_the_same(conversion, protocol):
    copied = pickle.loads(pickle.dumps(conversion, protocol))
    assert (copied, hash(copied)) == (conversion, hash(conversion))
    assert copied.as_dict() == conversion.as_dict()
    assert (str(copied), repr(copied)) == (str(conversion), repr(conversion))
    for name in ("flags", "in_force", "age", "stale", "working_age", "pays", "gets", "formula"):
        assert getattr(copied, name) == getattr(conversion, name)
    assert (copied.exact, copied.legs, copied.rate) == (
        conversion.exact, conversion.legs, conversion.rate,
    )  # fmt: skip


@pytest.mark.parametrize("copied", [copy.copy, copy.deepcopy])
def test_a_copied_conversion_says_the_same(conversion, copied):
    assert copied(conversion) == conversion
    assert copied(conversion).as_dict() == conversion.as_dict()


def test_conversions_are_equal_when_they_say_the_same(converter):
    first = converted(converter, "a cross")
    again = converted(converter, "a cross")
    assert (first, hash(first)) == (again, hash(again))
    assert len({first, again, converted(converter, "one leg")}) == 2
    assert first != converter.convert("100", "USD", "RUB", on="2014-11-20", provider="ecb")
    assert first != converter.convert("101", "USD", "RUB", **ECB)
    assert first != converter.convert("100", "USD", "RUB", **ECB, digits=3)
    assert first != str(first)


def test_repr_is_short_and_says_the_answer(converter):
    assert repr(converted(converter, "a cross")) == "<Conversion 100.00 USD = 4,694.31 RUB>"
    assert repr(converted(converter, "a cross").rate) == "<Rate 1 USD = 46.9431… RUB>"


def test_a_record_is_json_and_each_caller_has_a_copy(conversion):
    record = conversion.as_dict()
    assert json.loads(json.dumps(record)) == record
    record["legs"].append("scribbled")
    record["request"]["amount"] = "1"
    assert conversion.as_dict() != record


@pytest.mark.parametrize("name", ["result", "amount", "rate", "flags", "exact", "new", "_when"])
def test_a_conversion_does_not_change(converter, name):
    made = converted(converter, "a cross")
    with pytest.raises(AttributeError, match="a Conversion cannot be changed"):
        setattr(made, name, 1)
    with pytest.raises(AttributeError):
        delattr(made, name)


@pytest.mark.parametrize("name", ["base", "legs", "decimal", "new"])
def test_a_rate_does_not_change(converter, name):
    with pytest.raises(AttributeError, match="cannot be changed"):
        setattr(converted(converter, "a cross").rate, name, 1)


def test_parts_are_worked_out_once(converter):
    made = converted(converter, "a cross")
    assert made.rate is made.rate
    assert made.exact is made.exact
    assert made.flags is made.flags
    assert made.rate.legs is made.legs


def test_a_conversion_shows_nothing_of_how_it_is_made(converter):
    public = {name for name in dir(converted(converter, "a cross")) if not name.startswith("_")}
    assert public.isdisjoint({"request", "question", "table", "tables", "sources", "when"})


def test_a_typed_amount_changes_nothing_else(converter):
    made = converted(converter, "a cross")
    typed = made.given_as("a hundred")
    assert (typed.result, typed.rate, typed.flags) == (made.result, made.rate, made.flags)
    assert typed.as_dict()["request"]["amount"] == "a hundred"
    assert made.as_dict()["request"]["amount"] == "100"


VALUES = [
    QUOTE,
    Leg(QUOTE, inverted=True),
    Rate("EUR", "USD", (Leg(QUOTE),)),
    Rate("USD", "USD"),
    Rate.of("USD", "RUB", "90.5", DAY),
    Source("ecb", "https://bank.example/", "", ""),
    Money("1.10", "USD"),
    Currency("USD"),
    Span(DAY, DAY),
    Step("fee", "1%", Money("1", "EUR")),
    Snapshot("EUR", {"USD": "1.2535"}, DAY, "ecb", "ECB", "reference", "https://bank.example/"),
    Html("<p>1</p>"),
    find("pl-vat-31a"),
]


@pytest.mark.parametrize("value", VALUES, ids=lambda value: type(value).__name__)
def test_values_are_pickled_and_copied(value):
    for other in (pickle.loads(pickle.dumps(value)), copy.copy(value), copy.deepcopy(value)):
        assert other == value
        assert repr(other) == repr(value)
        if not isinstance(value, Snapshot):
            assert hash(other) == hash(value)


def test_a_rate_of_a_table_is_equal_to_one_of_its_legs(converter):
    rate = converter.rate("USD", "RUB", **ECB)
    plain = Rate("USD", "RUB", rate.legs)
    assert (rate, hash(rate)) == (plain, hash(plain))
    assert (rate.sides, rate.on, rate.provider) == (plain.sides, plain.on, plain.provider)
    assert (rate.fixed, rate.moving, str(rate)) == (plain.fixed, plain.moving, str(plain))


def test_a_comparison_is_pickled(converter):
    found = compare(converter, "EUR", "USD", on="2014-11-20")
    assert pickle.loads(pickle.dumps(found)) == found


def test_an_error_with_a_conversion_is_pickled(converter):
    with pytest.raises(StaleRate) as caught:
        converter.convert(1, "USD", "EUR", max_age=0)
    error = pickle.loads(pickle.dumps(caught.value))
    assert (type(error), str(error)) == (StaleRate, str(caught.value))
    assert error.conversion == caught.value.conversion


@pytest.mark.parametrize(
    "error",
    [
        AmbiguousAmount("1,000", ["1", "1000"]),
        FetchFailed("https://bank.example/?key=1", "refused"),
        KeyNeeded("fred", "FXCONV_KEY_FRED", "https://bank.example/"),
        NotQuoted("USD", "EUR", DAY, "ecb", "it does not quote USD", "try another"),
        StoreError("rates.sqlite", "it is damaged", "move it away"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_errors_are_pickled(error):
    again = pickle.loads(pickle.dumps(error))
    assert (type(again), str(again), vars(again)) == (type(error), str(error), vars(error))


def test_amounts_as_they_were_given(converter):
    for given in ("1", 1, Decimal(1), Money("1", "USD")):
        made = (
            converter.convert(given, "USD", "EUR", **ECB)
            if not isinstance(given, Money)
            else converter.convert(given, "EUR", **ECB)
        )
        assert made.given is given
