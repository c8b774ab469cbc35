"""What comes after a conversion: fees, and the rounding of what is paid in cash.

Each is a step of its own with a rounding of its own, never a part of the rate. A fee in the
currency of the result is taken off it; one in the currency of the source is paid on top. Cash is
rounded last, on the payable total.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ..money import rounding
from ..money.money import Money
from . import cash

if TYPE_CHECKING:
    from ..conversion.result import Conversion


class Step(NamedTuple):
    """One step: what it is, what it rests on, and by how much it changes what is paid or got."""

    kind: str
    text: str
    change: Money
    side: str = "gets"

    def __str__(self) -> str:
        sign = "+" if self.change.amount > 0 else ""
        return f"{self.kind} {self.text}: {sign}{self.change}"


def taken(made: Conversion) -> tuple[Step, ...]:
    """Return the steps that the terms of a conversion ask for, in order; raises InvalidOption."""
    terms = made.question.terms
    steps = [_fee(made, text) for text in terms.fee]
    if terms.cash is not None:
        total = made._replace(steps=tuple(steps)).gets
        steps.append(_cash(made, total, terms.cash))
    return tuple(steps)


def _fee(made: Conversion, text: str) -> Step:
    from .fees import read

    fee = read(text, (made.base, made.term))
    amount = fee.of(made.target, made.question.terms.rounding)
    if amount.currency is made.term:
        return Step("fee", str(fee), -amount)
    return Step("fee", str(fee), amount, "pays")


def _cash(made: Conversion, total: Money, place: str) -> Step:
    rule = cash.find(place, made.term.code, made.day)
    paid = Money(rounding.to_step(total.amount, rounding.step(rule.step), rule.mode), made.term)
    return Step("cash", f"{rule.id}, to {rule.step} {rule.mode}", paid - total)
