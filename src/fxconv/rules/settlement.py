"""What comes after a conversion: fees, and the rounding of cash.

Each is a separate step with its own rounding, and never part of the rate. A fee in the currency of
the result is deducted from it; a fee in the currency of the source is paid on top. Cash is rounded
last, on the payable total.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ..money import rounding
from ..money.money import Money
from . import cash

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from ..money.currency import Currency
    from .options import Options


class Step(NamedTuple):
    """One step: its kind, its grounds, and how much it changes the amount paid or received."""

    kind: str
    text: str
    change: Money
    side: str = "gets"

    def __str__(self) -> str:
        sign = "+" if self.change.amount > 0 else ""
        return f"{self.kind} {self.text}: {sign}{self.change}"


def steps(result: Money, base: Currency, day: date, options: Options) -> tuple[Step, ...]:
    """Return the steps that the options ask for after a result, in order; raises InvalidOption."""
    fees = tuple(_fee(text, result, base, options.rounding) for text in options.fee)
    if options.cash is None:
        return fees
    return *fees, _cash(total(result, fees, "gets"), options.cash, day)


def total(money: Money, taken: Iterable[Step], side: str) -> Money:
    """Add the steps of one side, `pays` or `gets`, to an amount."""
    return sum((step.change for step in taken if step.side == side), money)


def _fee(text: str, result: Money, base: Currency, mode: str) -> Step:
    from .fees import read

    fee = read(text, (base, result.currency))
    amount = fee.of(result, mode)
    if amount.currency is result.currency:
        return Step("fee", str(fee), -amount)
    return Step("fee", str(fee), amount, "pays")


def _cash(payable: Money, place: str, day: date) -> Step:
    rule = cash.find(place, payable.currency.code, day)
    rounded = rounding.to_step(payable.amount, rounding.step(rule.step), rule.mode)
    change = Money(rounded, payable.currency) - payable
    return Step("cash", f"{rule.id}, to {rule.step} {rule.mode}", change)
