"""Bid or ask instead of the mid, as the bank published them.

A bid is what the bank pays for one unit of the base currency of its quote; an ask is what it
charges for one. Whoever sells the base gets the bid, and whoever buys it pays the ask. So with
`dealt`, the direction in which a quote is used decides which of them counts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..rates.quote import FIXED_KINDS, Leg, Quote
from ..rates.rate import Rate
from ..rates.table import RateTable

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import TypeAlias

    Printed: TypeAlias = Mapping[tuple[str, str, str], Quote]
    """Quotes by side, base and term."""


def rate(table: RateTable, printed: Printed, pair: tuple[str, str], side: str) -> Rate | None:
    """Return the rate from one side of each published quote; None if a quote lacks that side.

    `dealt` multiplies by a bid and divides by an ask.
    """
    found = table.rate(*pair) or _one_sided(printed, table.pairs.pivot).rate(*pair)
    legs = [_leg(leg, side, printed) for leg in found.legs] if found else []
    return Rate(*pair, tuple(leg for leg in legs if leg)) if legs and all(legs) else None


def _one_sided(printed: Printed, pivot: str) -> RateTable:
    """Return a table of the quotes with only one side, which therefore have no mid."""
    single = {key[1:]: quote for key, quote in printed.items() if quote.side != "mid"}
    return RateTable(single.values(), pivot)


def _leg(leg: Leg, side: str, printed: Printed) -> Leg | None:
    quote = leg.quote
    if quote.kind in FIXED_KINDS:
        return leg
    wanted = side if side != "dealt" else "ask" if leg.inverted else "bid"
    found = printed.get((wanted, quote.base, quote.term))
    return Leg(found, leg.inverted) if found else None
