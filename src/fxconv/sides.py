"""Bid or ask instead of the middle, as the bank printed them.

A bid is what the bank pays for one unit of the base currency of its quote, an ask what it wants for
one: who sells the base gets the bid, who buys it pays the ask. So the direction in which a quote is
used decides where `dealt` is asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .errors import NotQuoted
from .quote import FIXED_KINDS, Leg, Rate

if TYPE_CHECKING:
    from .shelf import Shelf


def dealt(rate: Rate, side: str, shelf: Shelf) -> Rate:
    """Return the rate with the side of each published quote; raises NotQuoted.

    `dealt` takes the bid of a quote that is multiplied by and the ask of one that is divided by.
    """
    return rate._replace(legs=tuple(_leg(leg, side, shelf) for leg in rate.legs))


def _leg(leg: Leg, side: str, shelf: Shelf) -> Leg:
    quote = leg.quote
    if quote.kind in FIXED_KINDS:
        return leg
    wanted = side if side != "dealt" else "ask" if leg.inverted else "bid"
    pair = wanted, quote.base, quote.term
    printed = shelf.printed(quote.provider, quote.on, quote.on)
    found = [q for q in printed if (q.side, q.base, q.term) == pair]
    if not found:
        why = f"it prints no {wanted} of that day"
        raise NotQuoted(quote.base, quote.term, quote.on, quote.provider, why, "leave --side out")
    return Leg(found[-1], leg.inverted)
