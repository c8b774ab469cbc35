"""A series: the rates of a pair over some days, for a sparkline."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from decimal import Decimal

    from ..rates.rate import Rate


class Series(NamedTuple):
    """The rates of a pair, oldest first, and their provider if they all have the same one."""

    base: str
    term: str
    points: tuple[tuple[date, Decimal], ...]
    provider: str = ""
    name: str = ""

    @classmethod
    def of(cls, history: Sequence[Rate]) -> Series:
        """Return the series for the rates from `Converter.history`, which must not be empty."""
        points = tuple((rate.on, rate.decimal) for rate in history if rate.on)
        return cls(history[0].base, history[0].term, points)
