"""Checks new prices: those far from the last price and from other sources are doubtful.

A changed nominal, an inverted pair and a misplaced decimal point all look like a jump. So does a
devaluation, which other sources or the next bulletin confirm. A jump by a power of ten is accepted
only when another source confirms it, however often it is repeated.
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

    SecondOpinion = Callable[[Quote], Decimal | None]
    Series = tuple[str, str, str]
    Level = tuple[date, Decimal, int, str]

FAR, NEAR, SLIP = Decimal("1.5"), Decimal("1.1"), Decimal("1.2")
_ON = attrgetter("on")
NO_TIME, DAY, MEMORY = timedelta(0), timedelta(1), timedelta(31)
"""How long the last price says something about the next one."""


class Doubts:
    """Checks each quote of a provider against the last one of its series.

    `known` are the quotes already stored, oldest first; `doubted` are those in quarantine.
    `second_opinion` returns the factor by which a quote differs from other sources, or None.
    """

    def __init__(
        self, known: Iterable[Quote], doubted: Iterable[Quote], second_opinion: SecondOpinion
    ) -> None:
        self._known = dict(map(_level, known))
        self._doubted = dict(map(_level, doubted))
        self._second_opinion = second_opinion

    def judge(self, quotes: Iterable[Quote]) -> tuple[list[Quote], list[tuple[Quote, str]]]:
        """Split quotes into accepted ones and doubtful ones, the latter each with the reason."""
        believed, doubted = [], []
        for quote in sorted(quotes, key=_ON):
            series, new = _level(quote)
            old = self._known.get(series)
            usual = old is not None and _usual(new, old)
            why = "" if usual else self._why(quote, new, old, self._doubted.get(series))
            if why:
                doubted.append((quote, why))
                self._doubted[series] = new
            else:
                believed.append(quote)
                self._known[series] = new
        return believed, doubted

    def _why(self, quote: Quote, new: Level, old: Level | None, doubted: Level | None) -> str:
        """Return why a quote that is not close to the last one is doubtful, or an empty text."""
        jump = _jump(old, new)
        if jump is None:
            factor = self._second_opinion(quote)
            return f"off other sources by a factor of {factor:.4g}" if _slip(factor) else ""
        if jump < FAR or (self._second_opinion(quote) or FAR) < NEAR:
            return ""
        repeated = _jump(doubted, new, least=DAY)
        if repeated is not None and repeated < NEAR and not _slip(jump):
            return ""
        return f"off the last price by a factor of {jump:.4g}, and no other source confirms it"


def _usual(new: Level, old: Level) -> bool:
    """Return whether a level is unremarkable: near the last one, with the same nominal and base."""
    on, price, per, base = new
    day, before, nominal, other = old
    near = before < price * FAR and price < before * FAR
    return near and base == other and per == nominal and NO_TIME <= on - day <= MEMORY


def _jump(old: Level | None, new: Level, least: timedelta = NO_TIME) -> Decimal | None:
    """Return the factor between a level and the one before it; None if that is too old."""
    if old is None or not least <= new[0] - old[0] <= MEMORY:
        return None
    return _factor(new, old)


def _factor(new: Level, old: Level) -> Decimal:
    """Return the factor between two levels, 1 or more, whichever way round they are printed."""
    (_, price, per, base), (_, before, nominal, other) = new, old
    same = base == other
    ratio = price * nominal / (per * before) if same else price * before / (per * nominal)
    return max(ratio, 1 / ratio)


def _slip(factor: Decimal | None) -> bool:
    """Return whether a factor is close to 10, 100 or a higher power of ten."""
    if factor is None or factor < FAR:
        return False
    near = Decimal(1).scaleb(round(factor.log10()))
    return near > 1 and max(factor / near, near / factor) < SLIP


def near(quote: Quote, other: Quote) -> bool:
    """Return whether two quotes of a series differ by less than 10 %."""
    return _factor(_level(quote)[1], _level(other)[1]) < NEAR


def _level(quote: Quote) -> tuple[Series, Level]:
    """Return the series of a quote, and its day, price, nominal and base."""
    base, term, side = quote.base, quote.term, quote.side
    series = (side, base, term) if base < term else (side, term, base)
    return series, (quote.on, Decimal(quote.price), quote.per, base)
