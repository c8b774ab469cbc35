"""The interface for looking up bulletins; only type checkers import this module."""

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
    """Looks up bulletins in one store, or in several on top of each other."""

    @property
    def damaged(self) -> list[StoreError]:
        """The errors of stores that could not be read and are ignored."""

    def knows(self, provider: str) -> bool:
        """Return whether a provider has any bulletin here."""

    def reading(self, provider: str) -> BulletinReader:
        """Return the reader to use for a provider."""

    def newest(self, provider: str, day: date, back_to: date) -> Bulletin | None:
        """Return the newest bulletin dated from `back_to` to `day`."""

    def oldest(self, provider: str, day: date, up_to: date) -> Bulletin | None:
        """Return the oldest bulletin dated from `day` to `up_to`."""

    def between(self, provider: str, first: date, last: date) -> Iterator[Bulletin]:
        """Return the bulletins dated from `first` to `last`, oldest first."""

    def printed(self, provider: str, first: date, last: date) -> list[Quote]:
        """Return the quotes dated from `first` to `last`, each side as printed, oldest first."""

    def vintage(self, quote: Quote) -> int:
        """Return the version number of a quote: 1 if its document was the first for the day.

        Return 0 if this reader does not have the quote's document; for a quote without a document,
        return the number of versions.
        """

    def quoted(self, provider: str, code: str, until: date = ...) -> Span | None:
        """Return the first and last day, up to `until`, that quote a currency; None if none do."""

    def span(self, provider: str) -> Span | None:
        """Return the first and last day with a bulletin; None without any."""

    def covered(self, provider: str) -> list[Span]:
        """Return the days downloaded in full, oldest first; one without a bulletin had none."""

    def due(self, provider: str) -> str | None:
        """Return the UTC time from which to ask a provider again, if one is noted."""

    def providers(self) -> list[str]:
        """Return the ids of the providers that have bulletins here."""

    def sources(self, provider: str) -> list[Source]:
        """Return the documents that a provider's bulletins came from."""
