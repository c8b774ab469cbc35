"""Reads several stores as one: the user's on top, the bundled rates underneath."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, TypeVar

from ..dates.spans import Span
from ..errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from ..rates.bulletin import Bulletin
    from ..rates.quote import Quote, Source
    from .protocol import BulletinReader

T = TypeVar("T")


class Overlay:
    """Several stores read as one; where two have a quote for the same day, the upper one counts.

    An upper store that turns out to be damaged is ignored from then on, and its error is kept in
    `damaged`. An error in the lowest store is raised.
    """

    def __init__(self, *stores: BulletinReader, damaged: Iterable[StoreError] = ()) -> None:
        self._stores = stores
        self.damaged = list(damaged)

    def knows(self, provider: str) -> bool:
        """Return whether a provider has any bulletin here."""
        return any(self._ask(lambda s: s.knows(provider)))

    def reading(self, provider: str) -> BulletinReader:
        """Return the reader for a provider: the lowest store if no other has its bulletins."""
        knowing = self._ask(lambda s: s.knows(provider))
        return self._stores[-1] if len(knowing) > 1 and not any(knowing[:-1]) else self

    def newest(self, provider: str, day: date, back_to: date) -> Bulletin | None:
        """Return the newest bulletin dated from `back_to` to `day`."""
        return _best(self._ask(lambda s: s.newest(provider, day, back_to)), max)

    def oldest(self, provider: str, day: date, up_to: date) -> Bulletin | None:
        """Return the oldest bulletin dated from `day` to `up_to`."""
        return _best(self._ask(lambda s: s.oldest(provider, day, up_to)), min)

    def between(self, provider: str, first: date, last: date) -> Iterator[Bulletin]:
        """Return the bulletins dated from `first` to `last`, oldest first."""
        merged: dict[date, Bulletin] = {}
        for bulletins in reversed(self._ask(lambda s: list(s.between(provider, first, last)))):
            for b in bulletins:
                merged[b.on] = _over(b, merged[b.on]) if b.on in merged else b
        return iter([merged[day] for day in sorted(merged)])

    def printed(self, provider: str, first: date, last: date) -> list[Quote]:
        """Return the quotes dated from `first` to `last` as printed, those of upper stores last."""
        found = self._ask(lambda s: s.printed(provider, first, last))
        return [quote for quotes in reversed(found) for quote in quotes]

    def vintage(self, quote: Quote) -> int:
        """Return the version number of a quote, as BulletinReader defines it, across all stores."""
        below = 0
        for number, every in reversed(self._ask(lambda s: (s.vintage(quote), _all(s, quote)))):
            if number:
                return below + number
            below += every
        return 0

    def quoted(self, provider: str, code: str, until: date = date.max) -> Span | None:
        """Return the first and last day, up to `until`, that quote a currency; None if none do."""
        return _joined(self._ask(lambda s: s.quoted(provider, code, until)))

    def span(self, provider: str) -> Span | None:
        """Return the first and last day with a bulletin; None without any."""
        return _joined(self._ask(lambda s: s.span(provider)))

    def covered(self, provider: str) -> list[Span]:
        """Return the days downloaded in full, oldest first; one without a bulletin had none."""
        from ..dates.spans import joined

        return joined(span for found in self._ask(lambda s: s.covered(provider)) for span in found)

    def due(self, provider: str) -> str | None:
        """Return the UTC time from which to ask a provider again, if one is noted."""
        return max(self._ask(lambda s: s.due(provider)), default=None)

    def providers(self) -> list[str]:
        """Return the ids of the providers that have bulletins here."""
        return sorted({name for found in self._ask(lambda s: s.providers()) for name in found})

    def sources(self, provider: str) -> list[Source]:
        """Return the documents that a provider's bulletins came from."""
        return [source for found in self._ask(lambda s: s.sources(provider)) for source in found]

    def _ask(self, question: Callable[[BulletinReader], T | None]) -> list[T]:
        answers = [self._answer(reader, question) for reader in self._stores]
        return [a for a in answers if a is not None]

    def _answer(
        self, reader: BulletinReader, question: Callable[[BulletinReader], T | None]
    ) -> T | None:
        try:
            return question(reader)
        except StoreError as error:
            if reader is self._stores[-1]:
                raise
            self.damaged.append(error)
            self._stores = tuple(s for s in self._stores if s is not reader)
            return None


def _all(reader: BulletinReader, quote: Quote) -> int:
    """Return how many versions of a quote a reader has."""
    return reader.vintage(quote._replace(source=None))


def _best(found: list[Bulletin], end: Callable[..., date]) -> Bulletin | None:
    """Return the bulletins of the latest (or earliest) day merged, upper over lower."""
    if len(found) < 2:
        return found[0] if found else None
    day = end(b.on for b in found)
    upper, *lower = (b for b in found if b.on == day)
    for b in lower:
        upper = _over(upper, b)
    return upper


def _over(upper: Bulletin, lower: Bulletin) -> Bulletin:
    """Merge both; the upper quote of a pair counts, even if the lower one is its inverse."""
    return upper.over(lower.without(upper.pairs))


def _joined(spans: list[Span]) -> Span | None:
    """Return the span from the earliest first day to the latest last day."""
    if not spans:
        return None
    return Span(min(s.first for s in spans), max(s.last for s in spans))
