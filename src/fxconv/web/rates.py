"""The snapshots that a site shows: the newest one, and those of pages published earlier."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from .snapshot import Snapshot

if TYPE_CHECKING:
    from datetime import date, datetime

    from ..converter import Converter


class Rates:
    """Gives templates their snapshots: from memory, or read from the store once for each instant.

    The newest one is taken when this is made and when `refresh` is called, outside of any request.
    `converter` should be one without freshness, which it is if there is none: nothing here asks the
    network.
    """

    def __init__(self, converter: Converter | None = None, *, provider: str | None = None) -> None:
        if converter is None:
            from ..converter import Converter as Plain

            converter = Plain()
        self._converter = converter
        self._provider = provider
        self._of = lru_cache(1024)(self._read)
        self.taken = 0
        self.newest = self._read(None, None)

    def refresh(self) -> None:
        """Take the newest snapshot that the store has now; `taken` counts how often that was."""
        self.newest = self._read(None, None)
        self.taken += 1

    def of(self, published: str | datetime | None = None, on: str | date | None = None) -> Snapshot:
        """Return the snapshot known when a page was published, or of a day, or the newest.

        Raises NoBulletin, InvalidDate.
        """
        return self.newest if published is on is None else self._of(published, on)

    def _read(self, published: str | datetime | None, on: str | date | None) -> Snapshot:
        options = {"published": published, "on": on, "provider": self._provider}
        return Snapshot.of(self._converter, **options)  # type: ignore[arg-type]
