"""Every answer is the once-rounded value of an exact ratio, whatever the surroundings."""

from __future__ import annotations

import decimal
import json
import locale
from datetime import date
from decimal import Decimal, localcontext
from fractions import Fraction

import hypothesis
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fxconv import settings
from fxconv.errors import RateNotFound
from fxconv.money.rounding import MODES
from surroundings import tool

DAY = date(2014, 11, 19)


oracle = tool("oracle")
truth = oracle.Oracle(settings.SEED)

CODES = st.sampled_from(truth.codes)
DAYS = st.dates(oracle.FIRST, oracle.LAST)
AMOUNTS = st.builds(
    lambda units, places: Decimal(units).scaleb(-places),
    st.integers(-(10**15), 10**15),
    st.integers(0, 6),
) | st.builds(lambda units: Decimal(units).scaleb(-6), st.integers(-(10**21), 10**21))
CASES = st.builds(oracle.Case, DAYS, CODES, CODES, AMOUNTS, st.sampled_from(sorted(MODES)))
QUOTED = st.sampled_from(
    [
        "USD",
        "JPY",
        "GBP",
        "CHF",
        "SEK",
        "NOK",
        "DKK",
        "AUD",
        "CAD",
        "NZD",
        "PLN",
        "HUF",
        "CZK",
        "ZAR",
        "KRW",
        "SGD",
    ]
)


@pytest.mark.slow
@hypothesis.settings(max_examples=1500, deadline=None)
@given(CASES.filter(lambda case: case.base != case.term))
def test_the_oracle_agrees(converter, case):
    assert oracle.by_fxconv(converter, case) == truth.answer(case)


@hypothesis.settings(max_examples=300, deadline=None)
@given(DAYS, CODES, CODES)
def test_the_exact_rate_is_that_of_the_oracle(converter, day, base, term):
    expected = truth.rate(base, term, day)
    if base == term:
        expected = Fraction(1)
    try:
        assert converter.rate(base, term, on=day, provider="ecb").exact == expected
    except RateNotFound:
        assert expected is None


def test_two_korunas_of_one_predecessor_are_two_currencies(converter):
    """Both replaced the Czechoslovak koruna at 1 to 1, and floated apart ever after."""
    for day in ("1998-12-30", "2026-11-12", "2026-11-20"):
        for provider in ("ecb", "fixed"):
            with pytest.raises(RateNotFound):
                converter.convert(100, "SKK", "CZK", on=day, provider=provider)
    for base, term in (("CZK", "EUR"), ("EUR", "CZK"), ("CZK", "DEM")):
        with pytest.raises(RateNotFound):
            converter.convert(100, base, term, on="2026-11-12", provider="ecb")


def test_the_oracle_rounds_by_the_definitions():
    halves = {-25: "-3 -2 -2 -3 -2 -2 -3 -2", 25: "3 2 2 3 2 3 2 2", 21: "2 2 2 3 2 3 2 2"}
    for tenths, expected in halves.items():
        got = [oracle.rounded(tenths, 10, mode) for mode in oracle.MODES]
        assert got == [int(n) for n in expected.split()]
    assert oracle.rounded(1, 10, "05up") == 1
    assert oracle.rounded(51, 10, "05up") == 6
    assert sorted(oracle.MODES) == sorted(MODES)


@given(DAYS, CODES, CODES)
@hypothesis.settings(max_examples=300, deadline=None)
def test_there_and_back_is_exactly_one(converter, day, base, term):
    try:
        rate = converter.rate(base, term, on=day, provider="ecb")
    except RateNotFound:
        with pytest.raises(RateNotFound):
            converter.rate(term, base, on=day, provider="ecb")
        return
    assert rate.exact * rate.inverse().exact == 1
    assert rate.inverse().inverse() == rate
    back = converter.rate(term, base, on=day, provider="ecb")
    assert rate.exact * back.exact == 1


@given(
    DAYS.filter(lambda day: date(1999, 1, 4) <= day <= date(2026, 10, 30)), QUOTED, QUOTED, QUOTED
)
@hypothesis.settings(max_examples=200, deadline=None)
def test_triangles_close(converter, day, a, b, c):
    def rate(base, term):
        return converter.rate(base, term, on=day, provider="ecb")

    assert rate(a, b).exact * rate(b, c).exact == rate(a, c).exact
    assert rate(a, b).then(rate(b, a)).exact == 1


@given(AMOUNTS, CODES, DAYS)
def test_identity_keeps_the_amount_digit_for_digit(converter, amount, code, day):
    found = converter.convert(amount, code, code, on=day)
    assert found.exact == Fraction(amount)
    assert str(found.result) == str(amount)
    assert found.legs == ()


@given(AMOUNTS, QUOTED, QUOTED, st.sampled_from(["half-up", "half-even", "down", "up"]))
def test_modes_that_are_symmetric(converter, amount, base, term, mode):
    def convert(value):
        return converter.convert(value, base, term, on=DAY, rounding=mode, digits=2).result

    assert convert(amount.copy_negate()) == -convert(amount)


@given(AMOUNTS, CODES, CODES, st.sampled_from(sorted(MODES)), st.integers(0, 6))
def test_never_minus_zero(converter, amount, base, term, mode, digits):
    try:
        found = converter.convert(
            amount, base, term, on=DAY, provider="ecb", rounding=mode, digits=digits
        )
    except RateNotFound:
        return
    assert found.result or not found.result.is_signed()
    assert found.result.as_tuple().exponent == -digits


def test_small_negative_amounts_are_plain_zero(converter):
    found = converter.convert("-0.001", "USD", "EUR", on=DAY)
    assert str(found.result) == "0.00"
    assert found.as_dict()["target"]["amount"] == "0.00"
    assert found.answer().endswith("= 0.00 EUR")


@given(AMOUNTS, QUOTED, QUOTED)
def test_the_rounded_result_is_within_half_a_unit(converter, amount, base, term):
    found = converter.convert(amount, base, term, on=DAY, digits=2)
    assert abs(Fraction(found.result) - found.exact) <= Fraction(1, 200)
    assert abs(Fraction(found.unrounded) - found.exact) <= abs(found.exact) / 10**33


@given(AMOUNTS.filter(bool), QUOTED, QUOTED, st.integers(1, 60))
def test_the_context_of_the_thread_has_no_part(converter, amount, base, term, prec):
    usual = converter.convert(amount, base, term, on=DAY)
    with localcontext() as context:
        context.prec = prec
        context.rounding = decimal.ROUND_DOWN
        context.Emax, context.Emin = 5, -5
        for signal in (decimal.Inexact, decimal.Rounded, decimal.Subnormal, decimal.FloatOperation):
            context.traps[signal] = True
        context.clear_flags()
        strange = converter.convert(amount, base, term, on=DAY)
        record = strange.as_dict()
        assert not any(context.flags.values())
    assert strange.result == usual.result
    assert record == usual.as_dict()


def test_three_digits_of_context_are_enough(converter):
    with localcontext(prec=3, rounding=decimal.ROUND_DOWN):
        found = converter.convert("1e9", "USD", "RUB", on=DAY)
        assert str(found.result) == "46943119266.06"
        assert found.answer() == "1,000,000,000.00 USD = 46,943,119,266.06 RUB"


def test_the_locale_has_no_part(converter):
    usual = str(converter.convert("1234.5", "USD", "EUR", on=DAY))
    before = locale.setlocale(locale.LC_ALL)
    names = ("de_DE.UTF-8", "ru_RU.UTF-8", "fr_FR.UTF-8", "C.UTF-8", "C")
    try:
        for name in names:
            try:
                locale.setlocale(locale.LC_ALL, name)
            except locale.Error:
                continue
            assert str(converter.convert("1234.5", "USD", "EUR", on=DAY)) == usual
            assert locale.setlocale(locale.LC_ALL) == name
    finally:
        locale.setlocale(locale.LC_ALL, before)


def test_how_far_the_printed_digits_leave_it_open(converter):
    found = converter.convert("1e9", "USD", "RUB", on=DAY)
    usd, rub = Fraction(5, 100_000) / Fraction("1.2535"), Fraction(5, 100_000) / Fraction("58.8432")
    bound = found.exact * ((1 + rub) / (1 - usd) - 1)
    assert str(found.precision_bound).startswith("1912446.4")
    assert abs(Fraction(found.precision_bound) - bound) < Fraction(1, 10**20)
    assert converter.convert(1, "DEM", "FRF").precision_bound == 0
    assert converter.convert(1, "USD", "USD").precision_bound == 0


@given(AMOUNTS, QUOTED, QUOTED, st.data())
def test_the_bound_covers_every_value_that_prints_the_same(converter, amount, base, term, data):
    found = converter.convert(amount, base, term, on=DAY)
    true = Fraction(amount)
    for leg in found.legs:
        quote = leg.quote
        half = Fraction(1, 2 * 10 ** len(quote.price.partition(".")[2]))
        off = data.draw(st.fractions(-1, 1, max_denominator=100)) * half
        printed = Fraction(quote.price) + off
        true = true / printed if leg.inverted else true * printed
    assert abs(true - found.exact) <= Fraction(found.precision_bound) * (1 + Fraction(1, 10**30))


def walk(value):
    if isinstance(value, dict):
        for key, inner in value.items():
            assert isinstance(key, str)
            yield from walk(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from walk(inner)
    else:
        yield value


@pytest.mark.parametrize(
    ("pair", "options"),
    [
        (("USD", "RUB"), {"on": "2014-11-19"}),
        (("USD", "RUB"), {"at": "2014-11-20T02:04:00+03:00"}),
        (("USD", "EUR"), {}),
        (("USD", "XAU"), {}),
        (("DEM", "FRF"), {"intermediate_decimals": 3}),
        (("DEM", "DEM"), {"digits": 3}),
        (("USD", "USD"), {}),
    ],
)
def test_the_record_holds_no_float(converter, pair, options):
    record = converter.convert("12.340", *pair, **options).as_dict()
    kinds = {type(value) for value in walk(record)}
    assert kinds <= {str, int, bool, type(None)}
    again = json.loads(json.dumps(record), parse_float=pytest.fail)
    assert again == record
    exact = Fraction(record["exact"])
    rounded = Decimal(record["target"]["amount"])
    digits = record["rounding"][-1]["digits"] if record["rounding"] else 33
    assert abs(Fraction(rounded) - exact) <= Fraction(1, 2 * 10**digits)


@given(CASES.filter(lambda case: case.base != case.term))
@hypothesis.settings(max_examples=200, deadline=None)
def test_the_record_can_be_computed_again(converter, case):
    try:
        found = converter.convert(case.amount, case.base, case.term, on=case.day, provider="ecb")
    except RateNotFound:
        return
    record = found.as_dict()
    value = Fraction(record["source"]["amount"])
    for leg in record["legs"]:
        ratio = Fraction(leg["price"]) / leg["per"]
        value = value / ratio if leg["inverted"] else value * ratio
    assert Fraction(record["exact"]) == value
    rate = Fraction(int(record["rate"]["numerator"]), int(record["rate"]["denominator"]))
    assert rate * Fraction(case.amount) == value
