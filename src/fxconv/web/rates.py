"""The snapshots that a site shows: the newest one, and those of pages published earlier."""

from __future__ import annotations

import logging
from contextlib import suppress
from datetime import timedelta
from functools import cached_property, lru_cache
from threading import Event, Thread
from typing import TYPE_CHECKING

from ..conversion.converter import Converter
from ..errors import InvalidOption, NoBulletin
from .series import Series
from .snapshot import Snapshot

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime


LOG = logging.getLogger("fxconv")


class Rates:
    """Gives templates their snapshots: from memory, or read from the store once for each instant.

    The newest one is taken when this is made and when `refresh` is called, outside of any request;
    where the store had none then, it is looked for again when it is asked for. `converter` should
    be one without freshness, which it is if there is none: nothing here asks the network.
    """

    def __init__(self, converter: Converter | None = None, *, provider: str | None = None) -> None:
        self._converter = converter or Converter()
        self._provider = provider
        self._of = lru_cache(1024)(self._read)
        self._series = lru_cache(256)(self._history)
        self.taken = 0
        with suppress(NoBulletin):
            self.newest  # noqa: B018 (taken here, so that no request has to)

    @cached_property
    def newest(self) -> Snapshot:
        """The newest snapshot; raises NoBulletin."""
        return self._reread()

    def refresh(self) -> None:
        """Take the newest snapshot that the store has now; `taken` counts how often that was.

        Raises NoBulletin, and keeps the snapshot that it had.
        """
        self.newest = self._reread()
        self._of.cache_clear()
        self._series.cache_clear()
        self.taken += 1

    def follow(self, seconds: int = 300) -> Callable[[], None]:
        """Refresh every so many seconds in a thread of its own; return what ends that.

        For a server that runs on while something else, a timer, fills the store; where it has
        several processes, in each of them. What cannot be read is logged and tried again the next
        time. Raises InvalidOption.
        """
        if not isinstance(seconds, int) or seconds < 1:
            raise InvalidOption("seconds", seconds, "a whole number, 1 at least")
        ended = Event()

        def run() -> None:
            while not ended.wait(seconds):
                try:
                    self.refresh()
                except Exception as error:
                    LOG.warning("the rates stay as they were: %s", error)

        Thread(target=run, daemon=True).start()
        return ended.set

    def of(self, published: str | datetime | None = None, on: str | date | None = None) -> Snapshot:
        """Return the snapshot known when a page was published, or of a day, or the newest.

        Raises NoBulletin, InvalidDate, and InvalidOption for both at once.
        """
        return self.newest if published is on is None else self._of(published, on)

    def series(self, base: str, term: str, rates: Snapshot, days: int = 90) -> Series:
        """Return the rates of a pair in the days before a snapshot and on its own.

        Raises InvalidOption, UnknownCurrency, RateNotFound.
        """
        if not isinstance(days, int) or not 1 <= days <= 3660:
            raise InvalidOption("days", days, "a whole number from 1 to 3660")
        found = self._series(base, term, rates.on - timedelta(days), rates.on, rates.provider)
        return found._replace(provider=rates.provider, name=rates.name)

    def _history(self, base: str, term: str, first: date, last: date, provider: str) -> Series:
        return Series.of(self._converter.history(base, term, first, last, provider=provider))

    def _reread(self) -> Snapshot:
        """Return the newest snapshot of the store as it is now; what is damaged in it is logged."""
        self._converter.reread()
        found = self._read(None, None)
        for error in self._converter.store.damaged:
            LOG.warning("%s", error)
        return found

    def _read(self, published: str | datetime | None, on: str | date | None) -> Snapshot:
        options = {"published": published, "on": on, "provider": self._provider}
        return Snapshot.of(self._converter, **options)  # type: ignore[arg-type]
