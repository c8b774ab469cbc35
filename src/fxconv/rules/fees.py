"""Fees: a percentage of the converted amount, or a sum of money; never part of the rate."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from ..errors import FxconvError, InvalidOption
from ..money import rounding
from ..money.money import Money

if TYPE_CHECKING:
    from ..money.currency import Currency

_PERCENT = re.compile(r"([0-9]{1,3}(?:\.[0-9]{1,10})?) ?%")
_MONEY = re.compile(r"([0-9.]{1,40}) ?([A-Za-z]{3})|([A-Za-z]{3}) ?([0-9.]{1,40})")


class Fee(NamedTuple):
    """A percentage of the converted amount, or a sum in one of the two currencies."""

    percent: Decimal | None
    money: Money | None

    def of(self, result: Money, mode: str) -> Money:
        """Compute the fee on an amount, rounded once to the minor units of its currency."""
        if self.money is not None:
            return self.money
        assert self.percent is not None
        part = rounding.multiply(result.amount, self.percent.scaleb(-2))
        return Money(part, result.currency).round(mode)

    def __str__(self) -> str:
        return f"{self.percent:f}%" if self.percent is not None else f"{self.money}"


def read(fee: str | Money | Fee, both: tuple[Currency, Currency]) -> Fee:
    """Read a fee such as `1.5%` or `2 EUR`; raises InvalidOption."""
    if isinstance(fee, Fee):
        return fee
    money = fee if isinstance(fee, Money) else _money(fee)
    if money is None:
        found = _PERCENT.fullmatch(str(fee).strip())
        if found:
            return Fee(Decimal(found[1]), None)
        raise InvalidOption("fee", fee, 'a percentage such as "1.5%" or a sum such as "2 EUR"')
    if money.currency not in both or money.amount < 0:
        raise InvalidOption("fee", fee, f"a positive sum in {both[0]} or {both[1]}")
    return Fee(None, money)


def _money(text: str) -> Money | None:
    found = _MONEY.fullmatch(str(text).strip())
    if not found:
        return None
    try:
        return Money(found[1] or found[4], found[2] or found[3])
    except FxconvError as error:
        raise InvalidOption("fee", text, f'a sum such as "2 EUR": {error}') from error
