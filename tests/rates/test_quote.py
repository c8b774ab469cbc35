from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fxconv import Leg, Quote, Rate
from fxconv.errors import CurrencyMismatch

DAY = date(2026, 3, 3)
PRICES = st.builds(
    lambda units, places: f"{Decimal(units).scaleb(-places):f}",
    st.integers(1, 10**9),
    st.integers(0, 9),
)
NOMINALS = st.sampled_from([1, 10, 100, 1000, 10_000])
KINDS = st.sampled_from(["reference", "market", "irrevocable", "peg", "redenomination"])


def chain(prices, nominals, inverted):
    """Return a rate from A to B, C... with these prices, each leg in a direction of its own."""
    codes = [f"A{chr(65 + i)}A" for i in range(len(prices) + 1)]
    legs = []
    for i, (price, per, back) in enumerate(zip(prices, nominals, inverted, strict=True)):
        base, term = codes[i : i + 2]
        pair = (term, base) if back else (base, term)
        legs.append(Leg(Quote(*pair, price, DAY, "bank", per), back))
    return Rate(codes[0], codes[-1], tuple(legs))


RATES = st.integers(1, 4).flatmap(
    lambda n: st.builds(
        chain,
        st.lists(PRICES, min_size=n, max_size=n),
        st.lists(NOMINALS, min_size=n, max_size=n),
        st.lists(st.booleans(), min_size=n, max_size=n),
    )
)


def test_a_quote_as_printed():
    quote = Quote("JPY", "RUB", "49.4240", DAY, "cbr", 100)
    assert quote.ratio == Fraction(494240, 1_000_000)
    assert str(quote) == "100 JPY = 49.4240 RUB"
    assert quote.side == "mid"
    assert quote.kind == "reference"


@pytest.mark.parametrize(
    ("price", "per", "kind", "half"),
    [
        ("1.2535", 1, "reference", Fraction(5, 125_350)),
        ("1.2535", 100, "reference", Fraction(5, 125_350)),
        ("290", 1, "reference", Fraction(1, 580)),
        ("366.90", 1, "market", Fraction(5, 366_900)),
        ("1.95583", 1, "irrevocable", 0),
        ("3.75", 1, "peg", 0),
        ("1000", 1, "redenomination", 0),
    ],
)
def test_half_a_unit_of_the_last_digit(price, per, kind, half):
    assert Quote("EUR", "XXX", price, DAY, "bank", per, kind=kind).half_unit == half


def test_legs_have_a_direction():
    quote = Quote("EUR", "USD", "1.25", DAY, "ecb")
    forward, back = Leg(quote), Leg(quote, inverted=True)
    assert (forward.base, forward.term, forward.ratio) == ("EUR", "USD", Fraction(5, 4))
    assert (back.base, back.term, back.ratio) == ("USD", "EUR", Fraction(4, 5))


@given(PRICES, NOMINALS, KINDS)
def test_an_inverted_leg_is_divided_by_exactly(price, per, kind):
    quote = Quote("EUR", "USD", price, DAY, "ecb", per, kind=kind)
    assert Leg(quote).ratio * Leg(quote, inverted=True).ratio == 1


@given(RATES)
def test_a_rate_is_the_product_of_its_legs(rate):
    product = Fraction(1)
    for leg in rate.legs:
        price = Fraction(leg.quote.price) / leg.quote.per
        product = product / price if leg.inverted else product * price
    assert rate.exact == product == Fraction(rate.numerator, rate.denominator)
    assert rate.path[0] == rate.base
    assert rate.path[-1] == rate.term
    assert len(rate.path) == len(rate.legs) + 1


@given(RATES)
def test_there_and_back(rate):
    back = rate.inverse()
    assert rate.exact * back.exact == 1
    assert (back.base, back.term, back.path) == (rate.term, rate.base, rate.path[::-1])
    assert back.inverse() == rate
    assert rate.then(back).exact == 1


@given(RATES)
def test_the_decimal_has_34_digits(rate):
    off = abs(Fraction(rate.decimal) - rate.exact)
    assert off <= rate.exact / 10**33 / 2
    assert len(rate.decimal.as_tuple().digits) <= 34


@given(RATES, st.data())
def test_the_error_covers_what_may_have_been_rounded(rate, data):
    true = Fraction(1)
    for leg in rate.legs:
        half = Fraction(1, 2 * 10 ** len(leg.quote.price.partition(".")[2]))
        shift = data.draw(st.sampled_from([-1, 0, 1])) * half * Fraction(999, 1000)
        price = (Fraction(leg.quote.price) + shift) / leg.quote.per
        true = true / price if leg.inverted else true * price
    assert abs(true / rate.exact - 1) <= rate.relative_error


def test_the_error_of_a_rate():
    usd = Quote("EUR", "USD", "1.2535", DAY, "ecb")
    rub = Quote("EUR", "RUB", "58.8432", DAY, "ecb")
    rate = Rate("USD", "RUB", (Leg(usd, inverted=True), Leg(rub)))
    assert rate.relative_error == (1 + rub.half_unit) / (1 - usd.half_unit) - 1
    assert Rate("USD", "USD").relative_error == 0


def test_the_identity_is_exactly_one():
    rate = Rate("USD", "USD")
    assert rate.exact == 1
    assert rate.decimal == 1
    assert rate.path == ("USD",)
    assert rate.on is None
    assert rate.inverse() == rate


def test_a_rate_that_the_caller_knows():
    rate = Rate.of("USD", "RUB", "94.1520", DAY)
    assert rate.exact == Fraction("94.152")
    assert [leg.quote.price for leg in rate.legs] == ["94.1520"]
    assert [leg.quote.kind for leg in rate.legs] == ["user"]
    assert rate.on == DAY
    assert Rate.of("IDR", "RUB", "55.1", DAY, per=10_000).exact == Fraction("0.00551")


def test_rates_join_end_to_end():
    first, second = Rate.of("USD", "EUR", "0.8", DAY), Rate.of("EUR", "RUB", "90", DAY)
    joined = first.then(second)
    assert (joined.base, joined.term, joined.exact) == ("USD", "RUB", 72)
    assert joined.path == ("USD", "EUR", "RUB")
    with pytest.raises(CurrencyMismatch, match="RUB and USD"):
        second.then(first)


def test_the_day_of_a_rate_is_that_of_the_legs_that_move():
    fixed = Leg(Quote("EUR", "DEM", "1.95583", date(1999, 1, 1), "fixed", kind="irrevocable"), True)
    moving = Leg(Quote("EUR", "USD", "1.1", DAY, "ecb"))
    assert Rate("DEM", "USD", (fixed, moving)).on == DAY
    assert Rate("DEM", "EUR", (fixed,)).on is None


@pytest.mark.parametrize(
    ("price", "text"),
    [
        ("1.1", "1.1"),
        ("1.10", "1.1"),
        ("100", "100"),
        ("1.95583", "1.95583"),
        ("46.94311926605504", "46.9431…"),
        ("0.021302376", "0.021302376"),
        ("0.0213023765432", "0.0213023…"),
        ("1234567.12345678", "1234567.12…"),
    ],
)
def test_rates_for_the_eye(price, text):
    assert str(Rate.of("USD", "RUB", price, DAY)) == f"1 USD = {text} RUB"


def test_quotes_do_not_change():
    quote = Quote("EUR", "USD", "1.25", DAY, "ecb")
    for thing in (quote, Leg(quote), Rate("EUR", "USD", (Leg(quote),))):
        with pytest.raises(AttributeError):
            thing.base = "GBP"
