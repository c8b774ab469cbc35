"""Keeps a store current: downloads a bulletin once it is due, within a time limit."""

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
"""They sort before and after every time in RFC 3339."""


class Fresh:
    """Downloads what is due before a conversion, within `budget` seconds in total.

    `path` is the user's store; `failed` says why downloads from providers failed. A provider is not
    asked if the store cannot be written, or if its pauses alone would exceed the time limit.
    """

    def __init__(self, path: str, budget: float) -> None:
        self.budget = budget
        self.failed: dict[str, str] = {}
        self._path = path
        self._due: dict[str, str] = {}
        self._seen: dict[str, Span | None] = {}
        self._stored: dict[str, int] = {}

    def ask(self, provider: Provider, reader: BulletinReader, day: date, until: float) -> bool:
        """Download a provider's rates for a day if they are due; return whether there are new ones.

        `until` is the deadline by the monotonic clock.
        """
        if self._stored.pop(provider.id, 0):
            return True  # they arrived too late for the previous conversion
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
        """Return when to ask a provider next: never if the store cannot be written."""
        if provider.id not in self._due:
            may = _writable(self._path) and not reader.damaged
            self._due[provider.id] = (reader.due(provider.id) or AT_ONCE) if may else NEVER
        return self._due[provider.id]

    def _lacking(
        self, provider: Provider, reader: BulletinReader, day: date, now: datetime
    ) -> list[Span]:
        """Return the days to download, and fewer days that suffice if those take too long."""
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
        """Return whether another process has stored something since the last call."""
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
        """Return when to ask a provider again; one that is still busy (`alive`) has failed."""
        from ..store.journal import Journal

        try:
            with closing(writable(self._path)) as store:
                if alive:
                    why = f"no answer within {self.budget:g} seconds"
                    self.failed[provider.id] = why
                    Journal(store).failed(provider.id, now, why)
                return store.due(provider.id) or NEVER
        except StoreError as error:
            self.failed[provider.id] = error.why
            return NEVER


def _writable(path: str) -> bool:
    """Return whether a file can be written, or created together with its folders."""
    place = path
    while not os.path.exists(place):
        place = os.path.dirname(os.path.abspath(place))
    return os.access(place, os.W_OK) and (place == path or os.path.isdir(place))
