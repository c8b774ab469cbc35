"""The snapshots for a site's pages: the newest one, and those for pages published earlier."""

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
    """Provides templates with snapshots: from memory, or read from the store once per instant.

    The newest snapshot is taken on creation and by `refresh`, outside of any request. If the store
    had none then, the next use tries again. The converter should be one that does not download;
    the default one does not.
    """

    def __init__(self, converter: Converter | None = None, *, provider: str | None = None) -> None:
        self._converter = converter or Converter()
        self._provider = provider
        self._of = lru_cache(1024)(self._read)
        self._series = lru_cache(256)(self._history)
        self.taken = 0
        with suppress(NoBulletin):
            self.newest  # noqa: B018 (so that no request has to take it)

    @cached_property
    def newest(self) -> Snapshot:
        """The newest snapshot; may raise NoBulletin."""
        return self._reread()

    def refresh(self) -> None:
        """Take the newest snapshot from the store; `taken` counts these calls.

        If this raises NoBulletin, the previous snapshot stays in use.
        """
        self.newest = self._reread()
        self._of.cache_clear()
        self._series.cache_clear()
        self.taken += 1

    def follow(self, seconds: int = 300) -> Callable[[], None]:
        """Refresh every `seconds` in a separate thread; return a function that stops it.

        Use it in a server that keeps running while something else, such as a timer, fills the
        store. A server with several processes needs it in each of them. Errors are logged, and the
        next refresh tries again. Raises InvalidOption.
        """
        if not isinstance(seconds, int) or seconds < 1:
            raise InvalidOption("seconds", seconds, "a whole number of at least 1")
        ended = Event()

        def run() -> None:
            while not ended.wait(seconds):
                try:
                    self.refresh()
                except Exception as error:
                    LOG.warning("keeping the previous rates: %s", error)

        Thread(target=run, daemon=True).start()
        return ended.set

    def of(self, published: str | datetime | None = None, on: str | date | None = None) -> Snapshot:
        """Return the snapshot known at an instant of publication, or for a day, or the newest one.

        Raises NoBulletin, InvalidDate, and InvalidOption if both are given.
        """
        return self.newest if published is on is None else self._of(published, on)

    def series(self, base: str, term: str, rates: Snapshot, days: int = 90) -> Series:
        """Return the rates of a pair from some days before a snapshot's day up to that day.

        Raises InvalidOption, UnknownCurrency, RateNotFound.
        """
        if not isinstance(days, int) or not 1 <= days <= 3660:
            raise InvalidOption("days", days, "a whole number from 1 to 3660")
        found = self._series(base, term, rates.on - timedelta(days), rates.on, rates.provider)
        return found._replace(provider=rates.provider, name=rates.name)

    def _history(self, base: str, term: str, first: date, last: date, provider: str) -> Series:
        return Series.of(self._converter.history(base, term, first, last, provider=provider))

    def _reread(self) -> Snapshot:
        """Reread the store and return its newest snapshot; log the errors of damaged stores."""
        self._converter.reread()
        found = self._read(None, None)
        for error in self._converter.store.damaged:
            LOG.warning("%s", error)
        return found

    def _read(self, published: str | datetime | None, on: str | date | None) -> Snapshot:
        options = {"published": published, "on": on, "provider": self._provider}
        return Snapshot.of(self._converter, **options)  # type: ignore[arg-type]
