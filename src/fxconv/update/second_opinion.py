"""Compares a new price with the rates of other sources in the store."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

from ..rates.table import RateTable

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..rates.quote import Quote
    from ..rates.rate import Rate
    from ..store.protocol import BulletinReader

AGE = timedelta(7)


def second_opinion(reader: BulletinReader, provider: str) -> Callable[[Quote], Decimal | None]:
    """Return a function that tells by what factor a quote differs from the closest other source.

    Each source in the reader except the provider itself counts with its last bulletin within a
    week. The function returns None if none of them has the pair.
    """
    names = [name for name in reader.providers() if name != provider]

    @cache
    def tables(day: date) -> list[RateTable]:
        found = (reader.newest(name, day, day - AGE) for name in names)
        return [RateTable(b.quote(i) for i in range(len(b.pairs))) for b in found if b]

    def factor(quote: Quote) -> Decimal | None:
        rates = (table.rate(quote.base, quote.term) for table in tables(quote.on))
        return min((_times(quote, rate) for rate in rates if rate and rate.legs), default=None)

    return factor


def _times(quote: Quote, rate: Rate) -> Decimal:
    """Return the factor by which a quote and a rate differ, 1 or more."""
    ratio = rate.decimal * quote.per / Decimal(quote.price)
    return max(ratio, 1 / ratio)
