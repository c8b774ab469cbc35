from __future__ import annotations

import copy
import pickle
from datetime import date
from decimal import ROUND_DOWN, Decimal, Inexact, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fxconv import Currency, Money, Rate
from fxconv.errors import (
    CurrencyMismatch,
    FxconvError,
    InexactAmount,
    InvalidAmount,
    InvalidOption,
    UnknownCurrency,
)

AMOUNTS = st.decimals(-(10**15), 10**15, places=6, allow_nan=False, allow_infinity=False)
CODES = st.sampled_from(["USD", "EUR", "JPY", "KWD", "CLF"])
MONEY = st.builds(Money, AMOUNTS, CODES)
DOLLARS = st.builds(Money, AMOUNTS, st.just("USD"))


@pytest.mark.parametrize("amount", ["1e2", "100", 100, Decimal("1E+2"), Decimal("100.00")])
def test_amounts(amount):
    money = Money(amount, "usd")
    assert money.amount == 100
    assert money.currency is Currency("USD")
    assert money == Money(100, Currency("USD"))


@pytest.mark.parametrize("amount", [1.5, True, None, Fraction(1, 2), b"1", 1j])
def test_inexact_amounts(amount):
    with pytest.raises(InexactAmount) as caught:
        Money(amount, "USD")
    assert isinstance(caught.value, TypeError)
    assert caught.value.value is amount


def test_a_float_is_told_what_to_write():
    with pytest.raises(InexactAmount, match=r'"1\.1"'):
        Money(1.1, "USD")


@pytest.mark.parametrize("amount", ["", "1,5", "NaN", "1e999999999", Decimal("NaN"), 10**31])
def test_texts_that_are_no_amount(amount):
    with pytest.raises(InvalidAmount) as caught:
        Money(amount, "USD")
    assert isinstance(caught.value, ValueError)


def test_unknown_currency():
    with pytest.raises(UnknownCurrency):
        Money(1, "USX")


def test_sums():
    assert Money("1.10", "USD") + Money("2.20", "USD") == Money("3.30", "USD")
    assert Money("1.10", "USD") - Money("2.20", "USD") == Money("-1.10", "USD")
    assert sum([Money("0.1", "USD")] * 10) == Money(1, "USD")
    assert -Money(1, "USD") == Money(-1, "USD")
    assert abs(Money(-1, "USD")) == Money(1, "USD")
    assert not Money("0.00", "USD")
    assert Money("0.01", "USD")


@pytest.mark.parametrize(
    "mix",
    [
        lambda a, b: a + b,
        lambda a, b: a - b,
        lambda a, b: a < b,
        lambda a, b: a <= b,
        lambda a, b: a > b,
        lambda a, b: a >= b,
    ],
)
def test_currencies_do_not_mix(mix):
    with pytest.raises(CurrencyMismatch, match="USD and EUR") as caught:
        mix(Money(1, "USD"), Money(1, "EUR"))
    assert (caught.value.first, caught.value.second) == ("USD", "EUR")
    assert isinstance(caught.value, ValueError)


@pytest.mark.parametrize("number", [1, 1.0, Decimal(1), "1"])
def test_money_and_numbers_do_not_add(number):
    with pytest.raises(TypeError):
        Money(1, "USD") + number
    with pytest.raises(TypeError):
        number + Money(1, "USD")
    with pytest.raises(TypeError):
        Money(1, "USD") - number


@pytest.mark.parametrize("number", [1, Decimal(1)])
def test_money_and_numbers_do_not_compare(number):
    assert Money(1, "USD") != number
    with pytest.raises(TypeError):
        assert Money(1, "USD") < number


def test_money_of_two_currencies_is_not_equal():
    assert Money(1, "USD") != Money(1, "EUR")
    assert Money(0, "USD") != Money(0, "EUR")


def test_products():
    assert Money("1.10", "USD") * 3 == 3 * Money("1.10", "USD") == Money("3.30", "USD")
    assert Money("1.10", "USD") * Decimal("0.5") == Money("0.55", "USD")
    assert Money(10, "USD") / 4 == Money("2.5", "USD")
    assert (Money(10, "USD") / 3).amount == Decimal("3." + "3" * 33)


@pytest.mark.parametrize("factor", [1.5, True, "2", None, Money(2, "USD")])
def test_inexact_factors(factor):
    for operation in ("__mul__", "__rmul__", "__truediv__"):
        with pytest.raises(TypeError):
            getattr(Money(1, "USD"), operation)(factor)


def test_division_by_zero():
    with pytest.raises(ZeroDivisionError):
        Money(1, "USD") / 0


@given(DOLLARS, DOLLARS, DOLLARS)
def test_addition_is_exact(a, b, c):
    assert (a + b) + c == a + (b + c)
    assert a + b == b + a
    assert a + b - b == a
    assert Fraction((a + b).amount) == Fraction(a.amount) + Fraction(b.amount)


@given(DOLLARS, DOLLARS)
def test_order_is_that_of_the_amounts(a, b):
    assert (a < b) == (a.amount < b.amount)
    assert (a <= b) == (not b < a)
    assert (a > b) == (b < a)
    assert (a >= b) == (b <= a)
    assert sorted([a, b]) == sorted([b, a])
    assert (a == b) == (a <= b <= a)


@given(DOLLARS, DOLLARS, st.integers(-1000, 1000))
def test_multiplication_distributes(a, b, n):
    assert (a + b) * n == a * n + b * n
    assert Fraction((a * n).amount) == Fraction(a.amount) * n


@given(MONEY, st.integers(1, 30))
def test_the_context_of_the_thread_has_no_part(money, prec):
    def everything():
        made = (money + money, money * 7, money / 7, money.round(), *money.allocate([1, 2]))
        return [repr(each) for each in made], str(money)

    usual = everything()
    with localcontext(prec=prec, rounding=ROUND_DOWN) as context:
        context.traps[Inexact] = True
        assert everything() == usual


@given(MONEY)
def test_equal_money_has_one_hash(money):
    longer = Money(
        f"{money.amount:f}" + ("0" if "." in str(money.amount) else ".0"), money.currency
    )
    assert longer == money
    assert hash(longer) == hash(money)
    assert len({money, longer}) == 1


@pytest.mark.parametrize(
    ("amount", "code", "options", "rounded"),
    [
        ("0.125", "USD", {}, "0.13"),
        ("-0.125", "USD", {}, "-0.13"),
        ("0.125", "USD", {"mode": "half-even"}, "0.12"),
        ("0.125", "USD", {"mode": "HALF_EVEN"}, "0.12"),
        ("0.129", "USD", {"mode": "down"}, "0.12"),
        ("-0.121", "USD", {"mode": "ceiling"}, "-0.12"),
        ("-0.121", "USD", {"mode": "floor"}, "-0.13"),
        ("0.5", "JPY", {}, "1"),
        ("1.23455", "CLF", {}, "1.2346"),
        ("1.0005", "KWD", {}, "1.001"),
        ("1.23456", "USD", {"digits": 4}, "1.2346"),
        ("5", "USD", {}, "5.00"),
        ("1.23456", "XAU", {}, "1.23456"),
        ("1.23456", "XAU", {"digits": 2}, "1.23"),
        ("-0.001", "USD", {}, "0.00"),
        ("0.4445", "USD", {"digits": 0}, "0"),
        ("4.92", "CAD", {"step": "0.05"}, "4.90"),
        ("4.925", "CAD", {"step": Decimal("0.05")}, "4.95"),
        ("12.75", "DKK", {"step": "0.50"}, "13.00"),
        ("12.75", "DKK", {"step": "0.50", "mode": "half-down"}, "12.50"),
        ("7.5", "SEK", {"step": "1"}, "8"),
    ],
)
def test_rounding(amount, code, options, rounded):
    money = Money(amount, code).round(**options)
    assert f"{money.amount:f}" == rounded
    assert money.currency is Currency(code)


@pytest.mark.parametrize("options", [{"mode": "bankers"}, {"digits": -1}, {"digits": 31}])
def test_unknown_rounding(options):
    with pytest.raises(InvalidOption):
        Money(1, "USD").round(**options)


@pytest.mark.parametrize("step", ["x", "0", "-0.05", "NaN", 0.05])
def test_steps_that_are_none(step):
    with pytest.raises(FxconvError):
        Money("1.03", "USD").round(step=step)


@given(MONEY, st.lists(st.integers(0, 100), min_size=1, max_size=9).filter(any))
def test_allocation_loses_nothing(money, weights):
    parts = money.allocate(weights)
    assert sum(parts[1:], parts[0]) == money
    assert len(parts) == len(weights)
    unit = Fraction(1, 10**6)
    total = sum(weights)
    for part, weight in zip(parts, weights, strict=True):
        fair = Fraction(money.amount) * weight / total
        assert abs(Fraction(part.amount) - fair) < unit
        assert weight or not part


def test_allocation():
    thirds = Money("10", "USD").allocate([1, 1, 1])
    assert [str(part) for part in thirds] == ["3.34 USD", "3.33 USD", "3.33 USD"]
    assert [str(part) for part in Money(5, "JPY").allocate([3, 7])] == ["2 JPY", "3 JPY"]
    assert Money("0.05", "USD").allocate([1, 0]) == (Money("0.05", "USD"), Money(0, "USD"))


@given(st.integers(0, 10**9), st.lists(st.integers(1, 9), min_size=2, max_size=6))
def test_allocation_goes_by_the_largest_remainders(cents, weights):
    parts = [p.amount * 100 for p in Money(Decimal(cents).scaleb(-2), "USD").allocate(weights)]
    shares = [Fraction(cents * w, sum(weights)) for w in weights]
    got = [part - int(share) for part, share in zip(parts, shares, strict=True)]
    assert set(got) <= {0, 1}
    lucky = [-(share % 1) for share, more in zip(shares, got, strict=True) if more]
    others = [-(share % 1) for share, more in zip(shares, got, strict=True) if not more]
    assert not lucky or not others or max(lucky) <= min(others)


@pytest.mark.parametrize(
    ("money", "text", "shown"),
    [
        (Money("1234567.5", "USD"), "1,234,567.50 USD", "Money('1234567.5', 'USD')"),
        (Money("1e9", "JPY"), "1,000,000,000 JPY", "Money('1000000000', 'JPY')"),
        (Money("1.2345", "EUR"), "1.2345 EUR", "Money('1.2345', 'EUR')"),
        (Money("2.5", "XAU"), "2.5 XAU", "Money('2.5', 'XAU')"),
        (Money("-0.00", "USD"), "0.00 USD", None),
        (Money("1e-30", "USD"), f"0.{'0' * 29}1 USD", None),
    ],
)
def test_text(money, text, shown):
    assert str(money) == text
    assert repr(money) == (shown or repr(money))


@given(MONEY, st.integers(2, 999))
def test_every_money_has_a_text(money, divisor):
    for each in (money, money / divisor):
        text = str(each).replace(",", "")
        assert Money(Decimal(text.split()[0]), text.split()[1]) == each
        assert f"Money('{each.amount:f}', '{each.currency.code}')" == repr(each)


def test_the_finest_amounts_have_a_text():
    fine = Decimal("0." + "1" * 40)
    assert str(Money(fine, "USD")) == f"{fine} USD"


def test_money_does_not_change():
    money = Money(1, "USD")
    for name in ("amount", "currency", "other"):
        with pytest.raises(AttributeError):
            setattr(money, name, Decimal(2))
    with pytest.raises(AttributeError):
        del money.amount
    assert money == Money(1, "USD")


@given(MONEY)
def test_pickles_and_copies(money):
    again = pickle.loads(pickle.dumps(money))
    for twin in (again, copy.copy(money), copy.deepcopy(money)):
        assert twin == money
        assert str(twin.amount) == str(money.amount)
        assert twin.currency is money.currency


@pytest.mark.parametrize("weights", [[], [0, 0], [1, -1]])
def test_weights_that_share_nothing(weights):
    with pytest.raises(InvalidOption):
        Money(1, "USD").allocate(weights)


def test_a_rate_of_another_currency():
    rate = Rate.of("EUR", "JPY", "157", date(2026, 11, 20))
    assert Money("2.50", "EUR").at(rate) == Money(393, "JPY")
    with pytest.raises(CurrencyMismatch):
        Money(1, "USD").at(rate)
