"""Keeps a store current: a provider is asked only when a bulletin is due, and not for long."""

from __future__ import annotations

import os
import time
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from .. import settings
from ..dates.spans import Span
from ..errors import StoreError
from ..store.opening import writable

if TYPE_CHECKING:
    from ..publishing.provider import Provider
    from ..store.protocol import BulletinReader

AT_ONCE, NEVER = "", "9999"
"""Before and after all times in RFC 3339."""


class Fresh:
    """Asks providers for what is due, all in all for `budget` seconds on the way to an answer.

    `path` is that of the user's store; `failed` tells why providers could not be asked. Nothing is
    asked where nothing can be kept, nor where the provider's pauses alone are longer than that.
    """

    def __init__(self, path: str, budget: float) -> None:
        self.budget = budget
        self.failed: dict[str, str] = {}
        self._path = path
        self._due: dict[str, str] = {}
        self._seen: dict[str, Span | None] = {}
        self._stored: dict[str, int] = {}

    def ask(self, provider: Provider, reader: BulletinReader, day: date, until: float) -> bool:
        """Ask a provider for the rates of a day if they are due; return whether there are new ones.

        `until` is when, by the monotonic clock, there has to be an answer.
        """
        if self._stored.pop(provider.id, 0):
            return True  # an answer that came too late for the question before
        now, left = datetime.now(UTC), until - time.monotonic()
        if left <= 0 or self._next(provider, reader) > now.isoformat():
            return False
        spans = self._lacking(provider, reader, day, now)
        span = next((span for span in spans if self._affordable(provider, span, left)), None)
        if span is None:
            return self._changed(provider, reader)
        from threading import Thread

        asked = provider, reader, span, now, until
        worker = Thread(target=self._download, args=asked, daemon=True)
        worker.start()
        worker.join(left)
        self._due[provider.id] = self._given_up(provider, now, alive=worker.is_alive())
        return self._stored.pop(provider.id, 0) > 0

    def _next(self, provider: Provider, reader: BulletinReader) -> str:
        """Return when a provider is to be asked next: never where nothing could be kept."""
        if provider.id not in self._due:
            may = _writable(self._path) and not reader.damaged
            self._due[provider.id] = (reader.due(provider.id) or AT_ONCE) if may else NEVER
        return self._due[provider.id]

    def _lacking(
        self, provider: Provider, reader: BulletinReader, day: date, now: datetime
    ) -> list[Span]:
        """Return the days to ask for, and those that would do if they take too long."""
        from ..publishing import due

        expected, known = due.last(provider, now), reader.span(provider.id)
        if expected is None or (known and known.last >= expected.on):
            following = due.following(provider, now)
            self._due[provider.id] = following.isoformat() if following else NEVER
            return []
        wanted = min(expected.on, day)
        first = wanted - timedelta(min(provider.window or provider.gap, provider.gap) - 1)
        first = max(first, known.last + timedelta(1)) if known else first
        return [Span(first, last) for last in (expected.on, wanted) if first <= last]

    def _changed(self, provider: Provider, reader: BulletinReader) -> bool:
        """Return whether another process has stored something since the last look."""
        known = reader.span(provider.id)
        before, self._seen[provider.id] = self._seen.get(provider.id, known), known
        return before != known

    def _affordable(self, provider: Provider, span: Span, left: float) -> bool:
        count = sum(len(requests) for _, requests in provider.requests(span))
        keyed = provider.key is None or bool(settings.key(provider.id))
        return keyed and count > 0 and (count - 1) * provider.pause < left

    def _download(
        self, provider: Provider, reader: BulletinReader, span: Span, now: datetime, until: float
    ) -> None:
        from .download import Download, Kept
        from .http import Limits

        left = max(0.1, until - time.monotonic())
        limits = Limits(connect=left, silence=left, tries=0)
        try:
            with closing(writable(self._path)) as store:
                outcomes = list(Download(provider, store, reader, limits, now).run(span))
        except StoreError as error:
            self.failed[provider.id] = error.why
            return
        for outcome in outcomes:
            if isinstance(outcome, Kept):
                self._stored[provider.id] = self._stored.get(provider.id, 0) + outcome.rates
            else:
                self.failed[provider.id] = outcome.why

    def _given_up(self, provider: Provider, now: datetime, *, alive: bool) -> str:
        """Return when a provider that was asked is asked again; one that is late has failed."""
        from ..store.journal import Journal

        try:
            with closing(writable(self._path)) as store:
                if alive:
                    why = f"it did not answer within {self.budget:g} seconds"
                    self.failed[provider.id] = why
                    Journal(store).failed(provider.id, now, why)
                return store.due(provider.id) or NEVER
        except StoreError as error:
            self.failed[provider.id] = error.why
            return NEVER


def _writable(path: str) -> bool:
    """Return whether a file can be written, or made together with its folders."""
    place = path
    while not os.path.exists(place):
        place = os.path.dirname(os.path.abspath(place))
    return os.access(place, os.W_OK) and (place == path or os.path.isdir(place))
