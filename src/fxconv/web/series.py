"""A series: the rates of one pair over some days, for a sparkline."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from decimal import Decimal

    from ..rates.rate import Rate


class Series(NamedTuple):
    """The rates of a pair on some days, oldest first; of whom, if one provider has them all."""

    base: str
    term: str
    points: tuple[tuple[date, Decimal], ...]
    provider: str = ""
    name: str = ""

    @classmethod
    def of(cls, history: Sequence[Rate]) -> Series:
        """Return the series of what `Converter.history` returns, of one rate or more."""
        points = tuple((rate.on, rate.decimal) for rate in history if rate.on)
        return cls(history[0].base, history[0].term, points)
