"""Which prices of a new document are doubted: those far from the last ones and from other sources.

A nominal that changed, a pair turned round and a slip of the decimal point all look like a jump. So
does a devaluation, which other sources or the next bulletin confirm; a jump by a power of ten is
believed when another source confirms it, and not because it is repeated.
"""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from .bulletin import to_number

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from .quote import Quote

    Elsewhere = Callable[[Quote], Decimal | None]
    Series = tuple[str, str, str]
    Level = tuple[date, Decimal, int]

FAR, NEAR, SLIP = Decimal("1.5"), Decimal("1.1"), Decimal("1.2")
NO_TIME, DAY, MEMORY = timedelta(0), timedelta(1), timedelta(31)
"""How long a last price says something about the next one."""


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
            series, new = _level(quote)
            old = self._known.get(series)
            why = "" if old and _usual(new, old) else self._why(quote, series, new)
            if why:
                doubted.append((quote, why))
                self._aside[series] = new
            else:
                believed.append(quote)
                self._known[series] = new
        return believed, doubted

    def _why(self, quote: Quote, series: Series, new: Level) -> str:
        """Return why a quote that is not close to the last one is doubted, or nothing."""
        jump = _jump(self._known, series, new)
        if jump is None:
            factor = self._elsewhere(quote)
            return f"{factor:.4g} times what other sources say" if _slip(factor) else ""
        if jump < FAR or (self._elsewhere(quote) or FAR) < NEAR:
            return ""
        repeated = _jump(self._aside, series, new, least=DAY)
        if repeated is not None and repeated < NEAR and not _slip(jump):
            return ""
        return f"{jump:.4g} times from the last price, and no other source confirms it"


def _usual(new: Level, old: Level) -> bool:
    """Return whether a level is what most are: near the last one, and as printed as it was."""
    on, price, per = new
    day, before, nominal = old
    return before < price * FAR and price < before * FAR and per == nominal and on - day <= MEMORY


def _jump(
    levels: dict[Series, Level], series: Series, new: Level, least: timedelta = NO_TIME
) -> Decimal | None:
    """Return by what factor a level differs from that before it, whichever way it is printed."""
    side, base, term = series
    for old, turned in ((levels.get(series), False), (levels.get((side, term, base)), True)):
        if old and least <= new[0] - old[0] <= MEMORY:
            return _factor(new, old, turned=turned)
    return None


def _factor(new: Level, old: Level, *, turned: bool) -> Decimal:
    """Return by what factor two levels differ, 1 or more; the old one may be turned round."""
    (_, price, per), (_, before, nominal) = new, old
    ratio = price * before / (per * nominal) if turned else price * nominal / (per * before)
    return max(ratio, 1 / ratio)


def _slip(factor: Decimal | None) -> bool:
    """Return whether a factor is close to 10, 100 or a further power of ten."""
    if factor is None or factor < FAR:
        return False
    near = Decimal(1).scaleb(round(factor.log10()))
    return near > 1 and max(factor / near, near / factor) < SLIP


def near(quote: Quote, other: Quote) -> bool:
    """Return whether two quotes of a series differ by less than a tenth."""
    (series, new), (before, old) = _level(quote), _level(other)
    return _factor(new, old, turned=series != before) < NEAR


def _level(quote: Quote) -> tuple[Series, Level]:
    """Return the series of a quote, and its day, price and nominal."""
    return (quote.side, quote.base, quote.term), (quote.on, to_number(quote.price), quote.per)
