from __future__ import annotations

from decimal import ROUND_UP, Decimal, Inexact, localcontext
from fractions import Fraction
from math import ceil, floor, trunc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fxconv.errors import InvalidOption
from fxconv.money.rounding import (
    DEFAULT,
    MODES,
    MOST_DIGITS,
    digits,
    mode,
    ratio,
    significant,
    to_digits,
    to_step,
)

WHOLE = st.integers(-(10**40), 10**40)
POSITIVE = st.integers(1, 10**40)
NAMES = st.sampled_from(sorted(MODES))
VALUES = st.decimals(-(10**20), 10**20, places=8, allow_nan=False, allow_infinity=False)


def by_definition(value, name):
    """Return the whole number that a fraction is rounded to."""
    down, up = floor(value), ceil(value)
    if down == up:
        return down
    away, toward = (up, down) if value > 0 else (down, up)
    tie = value - down == Fraction(1, 2)
    nearest = floor(value + Fraction(1, 2))
    return {
        "up": away,
        "down": trunc(value),
        "ceiling": up,
        "floor": down,
        "half-up": away if tie else nearest,
        "half-down": toward if tie else nearest,
        "half-even": (down if down % 2 == 0 else up) if tie else nearest,
        "05up": away if abs(toward) % 5 == 0 else toward,
    }[name]


@given(WHOLE, POSITIVE, st.integers(0, MOST_DIGITS), NAMES)
def test_a_ratio_is_rounded_once(above, below, places, name):
    rounded = ratio(Decimal(above), Decimal(below), places, name)
    expected = by_definition(Fraction(above, below) * 10**places, name)
    assert Fraction(rounded) * 10**places == expected
    assert rounded.as_tuple().exponent == -places
    assert rounded or not rounded.is_signed()


@given(st.integers(-(10**9), 10**9), st.integers(0, 8), NAMES)
def test_ties_and_their_neighbours(units, places, name):
    half = Fraction(2 * units + 1, 2 * 10**places)
    for value in (half, half + Fraction(1, 10**70), half - Fraction(1, 10**70)):
        rounded = ratio(Decimal(value.numerator), Decimal(value.denominator), places, name)
        assert Fraction(rounded) * 10**places == by_definition(value * 10**places, name)


@given(WHOLE, POSITIVE)
def test_significant_digits(above, below):
    shown = significant(above, below)
    exact = Fraction(above, below)
    assert len(shown.as_tuple().digits) <= 34
    if exact:
        off = abs(Fraction(shown) - exact)
        assert off <= Fraction(10) ** (shown.adjusted() - 33) / 2


def test_significant_ties_go_to_even():
    assert significant(10**34 + 5, 10) == Decimal(10**33)
    assert significant(10**34 + 15, 10) == Decimal(10**33 + 2)
    assert significant(1, 3) == Decimal("0." + "3" * 34)
    assert ratio(Decimal(1), Decimal(3), None) == Decimal("0." + "3" * 34)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("half-up", "3 -3 2 -2"),
        ("half-even", "2 -2 2 -2"),
        ("half-down", "2 -2 2 -2"),
        ("up", "3 -3 3 -3"),
        ("down", "2 -2 2 -2"),
        ("ceiling", "3 -2 3 -2"),
        ("floor", "2 -3 2 -3"),
        ("05up", "2 -2 2 -2"),
    ],
)
def test_modes(name, expected):
    values = [Decimal(v) for v in ("2.5", "-2.5", "2.1", "-2.1")]
    assert [str(to_digits(v, 0, name)) for v in values] == expected.split()


def test_the_default_is_half_up():
    assert DEFAULT == "half-up"
    assert to_digits(Decimal("2933.745"), 2) == Decimal("2933.75")
    assert to_digits(Decimal("0.4445"), 0) == 0


@given(VALUES, st.integers(0, 12), NAMES)
def test_rounding_twice_is_rounding_once(value, places, name):
    once = to_digits(value, places, name)
    assert to_digits(once, places, name) == once
    assert places < 8 or once == value


@given(VALUES, VALUES, st.integers(0, 8), NAMES)
def test_rounding_keeps_the_order(a, b, places, name):
    if a <= b:
        assert to_digits(a, places, name) <= to_digits(b, places, name)


@given(VALUES, st.sampled_from(["0.05", "0.10", "0.25", "0.50", "1", "5"]), NAMES)
def test_steps(value, step, name):
    paid = to_step(value, Decimal(step), name)
    assert Fraction(paid) / Fraction(step) == by_definition(Fraction(value) / Fraction(step), name)
    assert paid.as_tuple().exponent == Decimal(step).as_tuple().exponent
    assert paid or not paid.is_signed()


@pytest.mark.parametrize("text", ["half-up", "HALF-UP", "half_up", "Half_Up"])
def test_names_of_modes(text):
    assert mode(text) == "half-up"


@pytest.mark.parametrize("text", ["", "bankers", "round-half-up", "half up", "ROUND_HALF_UP"])
def test_names_of_no_mode(text):
    with pytest.raises(InvalidOption, match="half-even") as caught:
        mode(text)
    assert isinstance(caught.value, ValueError)
    assert caught.value.option == "rounding"


@pytest.mark.parametrize("count", [0, 2, MOST_DIGITS])
def test_numbers_of_digits(count):
    assert digits(count) == count


@pytest.mark.parametrize("count", [-1, MOST_DIGITS + 1, True, 2.0, "2", Decimal(2)])
def test_numbers_that_are_no_digits(count):
    with pytest.raises(InvalidOption):
        digits(count)


@given(VALUES, st.integers(1, 40))
def test_the_context_of_the_thread_has_no_part(value, prec):
    usual = to_digits(value, 3), significant(value, Decimal(7)), to_step(value, Decimal("0.05"))
    with localcontext(prec=prec, rounding=ROUND_UP) as context:
        context.traps[Inexact] = True
        inside = (
            to_digits(value, 3),
            significant(value, Decimal(7)),
            to_step(value, Decimal("0.05")),
        )
    assert usual == inside
