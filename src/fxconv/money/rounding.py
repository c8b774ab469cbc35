"""Rounding: one exact ratio becomes one printed amount, in one step.

The product of an amount and published prices is exact. Its quotient is first kept to more digits
than any amount can show, with ROUND_05UP, which is safe to round again: the second, visible
rounding gives the same digits as rounding the exact ratio itself.
"""

from __future__ import annotations

import decimal
from decimal import Context, Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from ..errors import InvalidOption, either

if TYPE_CHECKING:
    from collections.abc import Callable

    Rounder = Callable[[Decimal, Decimal], Decimal]

MODES: Final = {
    "half-up": decimal.ROUND_HALF_UP,
    "half-even": decimal.ROUND_HALF_EVEN,
    "half-down": decimal.ROUND_HALF_DOWN,
    "up": decimal.ROUND_UP,
    "down": decimal.ROUND_DOWN,
    "ceiling": decimal.ROUND_CEILING,
    "floor": decimal.ROUND_FLOOR,
    "05up": decimal.ROUND_05UP,
}
DEFAULT: Final = "half-up"
"""Half away from zero: Council Regulation (EC) No 1103/97, article 5; HMRC VATREC12030."""

SIGNIFICANT: Final = 34
MOST_DIGITS: Final = 30
_LOUD: Final = [decimal.InvalidOperation, decimal.DivisionByZero, decimal.Overflow]

_ONE = Decimal(1)
_units = tuple(_ONE.scaleb(-d) for d in range(MOST_DIGITS + 1))
_shown = Context(prec=SIGNIFICANT, rounding=decimal.ROUND_HALF_EVEN, traps=_LOUD)
_exact = Context(prec=1000, traps=[*_LOUD, decimal.Inexact])
add = _exact.add
multiply = _exact.multiply


class _Divider:
    """A division to `prec` digits, and the roundings that drop at least two of them."""

    def __init__(self, prec: int) -> None:
        self.divide = Context(prec, decimal.ROUND_05UP, traps=_LOUD).divide
        self.quantize = {m: Context(prec - 2, r, traps=_LOUD).quantize for m, r in MODES.items()}


_narrow, _wide = _Divider(60), _Divider(200)
_divide = _narrow.divide
quotient = _wide.divide


def mode(name: str) -> str:
    """Return the standard name of a rounding mode; raises InvalidOption."""
    found = name.lower().replace("_", "-")
    if found not in MODES:
        raise InvalidOption("rounding", name, either(MODES))
    return found


def digits(count: int) -> int:
    """Return a number of decimal places, 0 to 30; raises InvalidOption for anything else."""
    if not isinstance(count, int) or isinstance(count, bool) or not 0 <= count <= MOST_DIGITS:
        raise InvalidOption("digits", count, f"a whole number from 0 to {MOST_DIGITS}")
    return count


def step(size: str | Decimal) -> Decimal:
    """Return a cash step, a positive amount; raises InvalidOption for anything else."""
    try:
        found = Decimal(size) if isinstance(size, str | Decimal) else None
    except decimal.InvalidOperation:
        found = None
    if found is None or not found.is_finite() or found <= 0:
        raise InvalidOption("step", size, 'a positive amount as text, such as "0.05"')
    return found


@lru_cache(512)
def rounder(places: int | None, rounding: str = DEFAULT) -> Rounder:
    """Return a function that rounds a quotient once to decimal places, or to 34 digits for None.

    It takes an exact numerator and denominator, and never returns minus zero.
    """
    if places is None:
        return significant
    unit, narrow, wide = _units[places], _narrow.quantize[rounding], _wide.quantize[rounding]

    def rounded(above: Decimal, below: Decimal) -> Decimal:
        try:
            found = narrow(_divide(above, below), unit)
        except decimal.InvalidOperation:
            found = wide(quotient(above, below), unit)
        return found or found.copy_abs()

    return rounded


def ratio(above: Decimal, below: Decimal, places: int | None, rounding: str = DEFAULT) -> Decimal:
    """Round a quotient once to decimal places, or to 34 significant digits for None."""
    return rounder(places, rounding)(above, below)


def to_digits(value: Decimal, places: int, rounding: str = DEFAULT) -> Decimal:
    """Round a value once to a number of decimal places; never returns minus zero."""
    return ratio(value, _ONE, places, rounding)


def to_step(value: Decimal, step: Decimal, rounding: str = DEFAULT) -> Decimal:
    """Round a value to a multiple of `step`, with the decimals of the step.

    Cash is paid this way (CHF 0.05, DKK 0.50): on the payable total, after the accounting rounding.
    """
    steps = to_digits(quotient(value, step), 0, mode(rounding))
    return multiply(steps, step)


def significant(numerator: int | Decimal, denominator: int | Decimal) -> Decimal:
    """Round a quotient to 34 significant digits, half even: as many as a decimal128 can hold."""
    return _shown.plus(quotient(Decimal(numerator), Decimal(denominator)))
