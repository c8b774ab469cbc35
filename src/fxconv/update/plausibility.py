"""Which prices of a new document are doubted: those far from the last ones and from other sources.

A nominal that changed, a pair turned round and a slip of the decimal point all look like a jump. So
does a devaluation, which other sources or the next bulletin confirm; a jump by a power of ten is
believed when another source confirms it, and not because it is repeated.
"""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from operator import attrgetter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from ..rates.quote import Quote

    Elsewhere = Callable[[Quote], Decimal | None]
    Series = tuple[str, str, str]
    Level = tuple[date, Decimal, int, str]

FAR, NEAR, SLIP = Decimal("1.5"), Decimal("1.1"), Decimal("1.2")
_ON = attrgetter("on")
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
        for quote in sorted(quotes, key=_ON):
            series, new = _level(quote)
            old = self._known.get(series)
            usual = old is not None and _usual(new, old)
            why = "" if usual else self._why(quote, new, old, self._aside.get(series))
            if why:
                doubted.append((quote, why))
                self._aside[series] = new
            else:
                believed.append(quote)
                self._known[series] = new
        return believed, doubted

    def _why(self, quote: Quote, new: Level, old: Level | None, doubted: Level | None) -> str:
        """Return why a quote that is not close to the last one is doubted, or nothing."""
        jump = _jump(old, new)
        if jump is None:
            factor = self._elsewhere(quote)
            return f"{factor:.4g} times what other sources say" if _slip(factor) else ""
        if jump < FAR or (self._elsewhere(quote) or FAR) < NEAR:
            return ""
        repeated = _jump(doubted, new, least=DAY)
        if repeated is not None and repeated < NEAR and not _slip(jump):
            return ""
        return f"{jump:.4g} times from the last price, and no other source confirms it"


def _usual(new: Level, old: Level) -> bool:
    """Return whether a level is what most are: near the last one, and as printed as it was."""
    on, price, per, base = new
    day, before, nominal, other = old
    near = before < price * FAR and price < before * FAR
    return near and base == other and per == nominal and NO_TIME <= on - day <= MEMORY


def _jump(old: Level | None, new: Level, least: timedelta = NO_TIME) -> Decimal | None:
    """Return by what factor a level differs from the one before it, if that is not too old."""
    if old is None or not least <= new[0] - old[0] <= MEMORY:
        return None
    return _factor(new, old)


def _factor(new: Level, old: Level) -> Decimal:
    """Return by what factor two levels differ, 1 or more, whichever way round they are printed."""
    (_, price, per, base), (_, before, nominal, other) = new, old
    same = base == other
    ratio = price * nominal / (per * before) if same else price * before / (per * nominal)
    return max(ratio, 1 / ratio)


def _slip(factor: Decimal | None) -> bool:
    """Return whether a factor is close to 10, 100 or a further power of ten."""
    if factor is None or factor < FAR:
        return False
    near = Decimal(1).scaleb(round(factor.log10()))
    return near > 1 and max(factor / near, near / factor) < SLIP


def near(quote: Quote, other: Quote) -> bool:
    """Return whether two quotes of a series differ by less than a tenth."""
    return _factor(_level(quote)[1], _level(other)[1]) < NEAR


def _level(quote: Quote) -> tuple[Series, Level]:
    """Return the series of a quote, and its day, price, nominal and base."""
    base, term, side = quote.base, quote.term, quote.side
    series = (side, base, term) if base < term else (side, term, base)
    return series, (quote.on, Decimal(quote.price), quote.per, base)
