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

    def of(self, base: str, term: str, *, inverted: bool) -> tuple[Column, Column]:
        """Return the columns to multiply and to divide by, for quotes in one direction."""
        first, second = self._column(base, inverted), self._column(term, inverted)
        return (first, second) if inverted else (second, first)

    def _column(self, code: str, inverted: bool) -> Column:
        key = code, inverted
        if key not in self._columns:
            self._columns[key] = [ONE if code == self._pivot else None] * self.length
        return self._columns[key]

    def learn(self, table: RateTable, day: date, base: str, term: str) -> bool | None:
        """Remember the prices of two currencies on a day; return whether they are inverted.

        Returns None if the route between the two is not such a cross.
        """
        spokes, at = table.pairs.spokes, day.toordinal() - self.first
        codes = [code for code in (base, term) if code != self._pivot]
        steps = [spokes.get(code) for code in codes]
        directions = {step and step[1] for step in steps}
        if len(directions) != 1 or None in directions or not 0 <= at < self.length:
            return None
        inverted = bool(directions.pop())
        for code, step in zip(codes, steps, strict=True):
            assert step is not None
            self._column(code, inverted)[at] = table.price(step[0])
        return inverted
