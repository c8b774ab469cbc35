"""Stores on top of each other: the user's over the rates that fxconv came with."""

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
    """Several shelves read as one; where two have a bulletin of one day, the upper counts.

    An upper store that turns out to be damaged is left out from then on, and kept in `damaged`;
    trouble with the lowest is raised.
    """

    def __init__(self, *shelves: BulletinReader, damaged: Iterable[StoreError] = ()) -> None:
        self._shelves = shelves
        self.damaged = list(damaged)

    def knows(self, provider: str) -> bool:
        """Return whether there is any bulletin of a provider."""
        return any(self._ask(lambda s: s.knows(provider)))

    def reading(self, provider: str) -> BulletinReader:
        """Return what has to be read for a provider: the lowest alone where no other knows it."""
        knowing = self._ask(lambda s: s.knows(provider))
        return self._shelves[-1] if len(knowing) > 1 and not any(knowing[:-1]) else self

    def newest(self, provider: str, day: date, back_to: date) -> Bulletin | None:
        """Return the last bulletin dated within the two days."""
        return _best(self._ask(lambda s: s.newest(provider, day, back_to)), max)

    def oldest(self, provider: str, day: date, up_to: date) -> Bulletin | None:
        """Return the first bulletin dated within the two days."""
        return _best(self._ask(lambda s: s.oldest(provider, day, up_to)), min)

    def between(self, provider: str, first: date, last: date) -> Iterator[Bulletin]:
        """Return the bulletins dated within the two days, oldest first."""
        merged: dict[date, Bulletin] = {}
        for bulletins in reversed(self._ask(lambda s: list(s.between(provider, first, last)))):
            for b in bulletins:
                merged[b.on] = _over(b, merged[b.on]) if b.on in merged else b
        return iter([merged[day] for day in sorted(merged)])

    def printed(self, provider: str, first: date, last: date) -> list[Quote]:
        """Return the quotes dated within two days as printed, those of upper stores last."""
        found = self._ask(lambda s: s.printed(provider, first, last))
        return [quote for quotes in reversed(found) for quote in quotes]

    def vintage(self, quote: Quote) -> int:
        """Return which of the documents that gave a quote for its day this one is, from 1 on."""
        below = 0
        for number, every in reversed(self._ask(lambda s: (s.vintage(quote), _all(s, quote)))):
            if number:
                return below + number
            below += every
        return 0

    def quoted(self, provider: str, code: str, until: date = date.max) -> Span | None:
        """Return the days up to a last one on which a currency was quoted, if it ever was."""
        return _joined(self._ask(lambda s: s.quoted(provider, code, until)))

    def span(self, provider: str) -> Span | None:
        """Return the days for which there are bulletins."""
        return _joined(self._ask(lambda s: s.span(provider)))

    def covered(self, provider: str) -> list[Span]:
        """Return the days that were asked for in full, oldest first: one without rates has none."""
        from ..dates.spans import joined

        return joined(span for found in self._ask(lambda s: s.covered(provider)) for span in found)

    def due(self, provider: str) -> str | None:
        """Return the UTC time from which a provider is asked again, if it is noted."""
        return max(self._ask(lambda s: s.due(provider)), default=None)

    def providers(self) -> list[str]:
        """Return the ids of the providers that there are bulletins of."""
        return sorted({name for found in self._ask(lambda s: s.providers()) for name in found})

    def sources(self, provider: str) -> list[Source]:
        """Return the documents that bulletins came from."""
        return [source for found in self._ask(lambda s: s.sources(provider)) for source in found]

    def _ask(self, question: Callable[[BulletinReader], T | None]) -> list[T]:
        answers = [self._answer(reader, question) for reader in self._shelves]
        return [a for a in answers if a is not None]

    def _answer(
        self, reader: BulletinReader, question: Callable[[BulletinReader], T | None]
    ) -> T | None:
        try:
            return question(reader)
        except StoreError as error:
            if reader is self._shelves[-1]:
                raise
            self.damaged.append(error)
            self._shelves = tuple(s for s in self._shelves if s is not reader)
            return None


def _all(reader: BulletinReader, quote: Quote) -> int:
    """Return how many documents of a reader gave a quote for its day."""
    return reader.vintage(quote._replace(source=None))


def _best(found: list[Bulletin], end: Callable[..., date]) -> Bulletin | None:
    """Return the bulletin of the last (or first) day, upper over lower."""
    if len(found) < 2:
        return found[0] if found else None
    day = end(b.on for b in found)
    upper, *lower = (b for b in found if b.on == day)
    for b in lower:
        upper = _over(upper, b)
    return upper


def _over(upper: Bulletin, lower: Bulletin) -> Bulletin:
    """Return both as one; what the upper quotes counts, whichever way the lower prints it."""
    return upper.over(lower.without(upper.pairs))


def _joined(spans: list[Span]) -> Span | None:
    """Return the first and last day of all."""
    if not spans:
        return None
    return Span(min(s.first for s in spans), max(s.last for s in spans))
