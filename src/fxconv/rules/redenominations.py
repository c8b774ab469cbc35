"""Units that changed while their code stayed: the bolívar of 2021, the Syrian pound of 2026.

An amount `dated` before such a change is in the old unit. The ratios of old to new units, and their
sources, are in `fixed.tsv`, as pairs of a code with itself.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from ..data import facts
from ..providers import fixed
from ..rates.quote import Leg
from ..rates.rate import Rate

if TYPE_CHECKING:
    from ..rates.quote import Quote


def breaks(code: str) -> list[Quote]:
    """Return the changes of unit under a code, oldest first; both units have that code."""
    if not facts.mentions("fixed.tsv", f"\t{code}/{code}\t"):
        return []
    return sorted(fixed.breaks().get(code, ()), key=lambda quote: quote.on)


def between(code: str, dated: date, day: date) -> Rate:
    """Return the ratio from the unit of one day to that of another; 1 if it is the same."""
    changes = breaks(code)
    down = [Leg(quote, True) for quote in changes if dated < quote.on <= day]
    up = [Leg(quote, False) for quote in reversed(changes) if day < quote.on <= dated]
    return Rate(code, code, tuple(down + up))


def of_tables(code: str, day: date) -> date:
    """Return a day whose unit is the one that a code means in the tables of a given day.

    If a change also brought a new code, as with the Zimbabwean dollar of 2006, the old code goes on
    meaning the old unit.
    """
    renamed = [q.on for q in breaks(code) if q.on <= day and fixed.renamed(code, q.on)]
    return min(renamed) - timedelta(1) if renamed else day


def later(code: str, day: date) -> Quote | None:
    """Return the first change of unit under a code after a day, or None."""
    return next((quote for quote in breaks(code) if quote.on > day), None)
