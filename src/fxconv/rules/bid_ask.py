"""Bid or ask instead of the middle, as the bank printed them.

A bid is what the bank pays for one unit of the base currency of its quote, an ask what it wants for
one: who sells the base gets the bid, who buys it pays the ask. So the direction in which a quote is
used decides where `dealt` is asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..errors import NotQuoted
from ..publishing.calendars import shift
from ..rates.quote import FIXED_KINDS, Leg, Rate
from ..rates.table import RateTable

if TYPE_CHECKING:
    from datetime import date

    from ..conversion.request import Question
    from ..conversion.tables import Dated
    from ..rates.quote import Quote

    Printed = dict[tuple[str, str, str], Quote]


def rate(table: Dated, base: str, term: str, side: str) -> Rate | None:
    """Return the rate by the side of each published quote; None where one is not printed.

    `dealt` takes the bid of a quote that is multiplied by and the ask of one that is divided by.
    """
    printed = _printed(table)
    found = table.rate(base, term) or _one_sided(table, printed, base, term)
    legs = [_leg(leg, side, printed) for leg in found.legs] if found else []
    return Rate(base, term, tuple(leg for leg in legs if leg)) if legs and all(legs) else None


def _printed(table: Dated) -> Printed:
    """Return the quotes of a table by side and pair, the newest of each."""
    if table.bulletin is None:
        return {}
    provider, on = table.provider, table.bulletin.on
    first = shift(on, -provider.gap) if provider.apart else on
    quotes = table.shelf.printed(provider.id, first, on)
    return {(q.side, q.base, q.term): q for q in quotes}


def _one_sided(table: Dated, printed: Printed, base: str, term: str) -> Rate | None:
    """Return the rate through quotes that have one side only, and so no middle."""
    single = {pair[1:]: quote for pair, quote in printed.items() if quote.side != "mid"}
    return RateTable(single.values(), table.provider.pivot).rate(base, term)


def _leg(leg: Leg, side: str, printed: Printed) -> Leg | None:
    quote = leg.quote
    if quote.kind in FIXED_KINDS:
        return leg
    wanted = side if side != "dealt" else "ask" if leg.inverted else "bid"
    found = printed.get((wanted, quote.base, quote.term))
    return Leg(found, leg.inverted) if found else None


def missing(question: Question, day: date) -> NotQuoted:
    """Return the error that says that nobody who was asked prints the side."""
    pair, side = (question.base.code, question.term.code), question.terms.side
    asked = [tables.provider.id for tables in question.asking]
    wanted = "both sides" if side == "dealt" else f"{'an' if side == 'ask' else 'a'} {side}"
    why = f"nobody who was asked ({', '.join(asked)}) printed {wanted} of it"
    return NotQuoted(*pair, day, question.terms.provider, why, "leave --side out")
