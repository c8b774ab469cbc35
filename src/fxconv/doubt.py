"""Which prices of a new document are doubted: those far from the last ones and from other sources.

A nominal that changed, a pair turned round and a slip of the decimal point all look like a jump. So
does a devaluation, which other sources or the next bulletin confirm; a jump by a power of ten is
believed when another source confirms it, and not because it is repeated.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Final, NamedTuple

from .bulletin import to_number

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from .quote import Quote

    Elsewhere = Callable[[Quote], Decimal | None]
    Series = tuple[str, str, str]

FAR, NEAR, SLIP = Decimal("1.5"), Decimal("1.1"), Decimal("1.2")
MEMORY: Final = timedelta(31)
"""How long a last price says something about the next one."""


class Level(NamedTuple):
    """What a currency was worth in another one: `over` units for `under`."""

    on: date
    over: Decimal
    under: Decimal

    def times(self, other: Level) -> Decimal:
        """Return by what factor both differ, 1 or more."""
        ratio = self.over * other.under / (self.under * other.over)
        return max(ratio, 1 / ratio)


class Doubts:
    """Judges the quotes of a provider, each against the last one of its series.

    `known` are quotes stored before, oldest first, `aside` those that were doubted. `elsewhere`
    returns by what factor a quote differs from what other sources say; None where they say nothing.
    """

    def __init__(
        self, known: Iterable[Quote], aside: Iterable[Quote], elsewhere: Elsewhere
    ) -> None:
        self._known = dict(map(_level, known))
        self._aside = dict(map(_level, aside))
        self._elsewhere = elsewhere

    def sift(self, quotes: Iterable[Quote]) -> tuple[list[Quote], list[tuple[Quote, str]]]:
        """Return the quotes that are believed, and those that are not, each with the reason."""
        believed, doubted = [], []
        for quote in sorted(quotes, key=lambda q: q.on):
            series, level = _level(quote)
            why = self._why(quote, level, self._known.get(series), self._aside.get(series))
            if why:
                doubted.append((quote, why))
                self._aside[series] = level
            else:
                believed.append(quote)
                self._known[series] = level
        return believed, doubted

    def _why(self, quote: Quote, new: Level, old: Level | None, doubted: Level | None) -> str:
        """Return why a quote is doubted, or nothing."""
        if old is None or new.on - old.on > MEMORY:
            factor = self._elsewhere(quote)
            return f"{factor:.4g} times what other sources say" if _slip(factor) else ""
        jump = new.times(old)
        if jump < FAR or (self._elsewhere(quote) or FAR) < NEAR:
            return ""
        if doubted and doubted.on < new.on and new.times(doubted) < NEAR and not _slip(jump):
            return ""
        return f"{jump:.4g} times from the price of {old.on}, and no other source confirms it"


def _slip(factor: Decimal | None) -> bool:
    """Return whether a factor is close to 10, 100 or a further power of ten."""
    if factor is None or factor < FAR:
        return False
    near = Decimal(1).scaleb(round(factor.log10()))
    return near > 1 and max(factor / near, near / factor) < SLIP


def near(quote: Quote, other: Quote) -> bool:
    """Return whether two quotes of a series differ by less than a tenth."""
    return _level(quote)[1].times(_level(other)[1]) < NEAR


def _level(quote: Quote) -> tuple[Series, Level]:
    """Return the series of a quote, whichever way it is printed, and its level."""
    base, term, price, on, _, per, side, *_ = quote
    if base < term:
        return (side, base, term), Level(on, to_number(price), Decimal(per))
    return (side, term, base), Level(on, Decimal(per), to_number(price))
