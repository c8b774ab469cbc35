"""Prices by currency and day, by which most conversions multiply and divide, found in one step.

If two currencies are each quoted against a provider's pivot, and not against each other, a
conversion multiplies by one published price and divides by another. Once a day's table has been
read for one pair, its prices are here for all other pairs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..rates.routes import ONE

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from ..rates.table import RateTable

    Column = list[Decimal | None]


class Columns:
    """A column of prices by day for each currency of a provider; None where none is known yet.

    `first` is the first day, as a proleptic ordinal, and `length` the number of days.
    """

    def __init__(self, pivot: str, first: int, length: int) -> None:
        self.first = first
        self.length = length
        self._pivot = pivot
        self._columns: dict[tuple[str, bool], Column] = {}

    def of(self, codes: tuple[str, str], *, inverted: bool) -> tuple[Column, Column]:
        """Return the columns to multiply and to divide by, for quotes of one direction."""
        base, term = (self._column(code, inverted) for code in codes)
        return (base, term) if inverted else (term, base)

    def _column(self, code: str, inverted: bool) -> Column:
        key = code, inverted
        if key not in self._columns:
            self._columns[key] = [ONE if code == self._pivot else None] * self.length
        return self._columns[key]

    def learn(self, table: RateTable, day: date, codes: tuple[str, str]) -> bool | None:
        """Remember the prices of two currencies on a day; return the direction of their quotes.

        True is CURRENCY/PIVOT and False PIVOT/CURRENCY; None if one price each is not enough.
        """
        at = day.toordinal() - self.first
        steps = {code: table.pairs.spokes.get(code) for code in codes if code != self._pivot}
        places = {code: step[0] for code, step in steps.items() if step}
        directions = {step[1] for step in steps.values() if step}
        if len(places) < len(steps) or len(directions) > 1 or not 0 <= at < self.length:
            return None
        inverted = directions.pop()
        for code, place in places.items():
            self._column(code, inverted)[at] = table.price(place)
        return inverted
