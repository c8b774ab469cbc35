"""Prices by currency and day: what most conversions multiply and divide by, found in one step.

Where two currencies are each quoted against the pivot of a provider, and not against each other,
one printed price is multiplied by and another divided by. Once a day's table was read for one pair,
its prices stand here for all others.
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
    """A column of prices for each currency of a provider, by day; None where none is known yet.

    `length` is the number of days from the `first` on, as a proleptic ordinal.
    """

    def __init__(self, pivot: str, first: int, length: int) -> None:
        self.first = first
        self.length = length
        self._pivot = pivot
        self._columns: dict[tuple[str, bool], Column] = {}

    def of(self, base: str, term: str, *, inverted: bool) -> tuple[Column, Column]:
        """Return the columns to multiply and to divide by, for quotes in the one direction."""
        first, second = self._column(base, inverted), self._column(term, inverted)
        return (first, second) if inverted else (second, first)

    def _column(self, code: str, inverted: bool) -> Column:
        key = code, inverted
        if key not in self._columns:
            self._columns[key] = [ONE if code == self._pivot else None] * self.length
        return self._columns[key]

    def learn(self, table: RateTable, day: date, base: str, term: str) -> bool | None:
        """Note the prices of two currencies on a day; return whether they are inverted.

        None where the way between the two is no such cross.
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
