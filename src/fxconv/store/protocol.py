"""What can be asked of a place where bulletins are kept; only type checkers import this."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from ..dates.spans import Span
    from ..errors import StoreError
    from ..rates.bulletin import Bulletin
    from ..rates.quote import Quote, Source


class BulletinReader(Protocol):
    """Where bulletins can be looked up: one store, or several on top of each other."""

    @property
    def damaged(self) -> list[StoreError]:
        """What could not be read and was left out."""

    def knows(self, provider: str) -> bool:
        """Return whether there is any bulletin of a provider."""

    def reading(self, provider: str) -> BulletinReader:
        """Return what has to be read for a provider."""

    def newest(self, provider: str, day: date, back_to: date) -> Bulletin | None:
        """Return the last bulletin dated within the two days."""

    def oldest(self, provider: str, day: date, up_to: date) -> Bulletin | None:
        """Return the first bulletin dated within the two days."""

    def between(self, provider: str, first: date, last: date) -> Iterator[Bulletin]:
        """Return the bulletins dated within the two days, oldest first."""

    def printed(self, provider: str, first: date, last: date) -> list[Quote]:
        """Return the quotes dated within two days as they are printed, each side, oldest first."""

    def vintage(self, quote: Quote) -> int:
        """Return which of the documents that gave a quote for its day this one is, from 1 on."""

    def quoted(self, provider: str, code: str, until: date = ...) -> Span | None:
        """Return the days up to a last one on which a currency was quoted, if it ever was."""

    def span(self, provider: str) -> Span | None:
        """Return the days for which there are bulletins."""

    def covered(self, provider: str) -> list[Span]:
        """Return the days that were asked for in full, oldest first: one without rates has none."""

    def due(self, provider: str) -> str | None:
        """Return the UTC time from which a provider is asked again, if it is noted."""

    def providers(self) -> list[str]:
        """Return the ids of the providers that there are bulletins of."""

    def sources(self, provider: str) -> list[Source]:
        """Return the documents that bulletins came from."""
