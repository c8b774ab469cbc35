"""Keeps a store current: a provider is asked only when a bulletin is due, and not for long."""

from __future__ import annotations

import os
import time
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Final

from . import config
from .bulletin import Span
from .errors import FxconvError, StoreError
from .journal import Journal
from .store import Store
from .stores import writable

if TYPE_CHECKING:
    from .provider import Provider
    from .shelf import Shelf

RECENT: Final = timedelta(10)
"""An older day is not asked for on the way to an answer: `fxconv update` gets it."""
AT_ONCE, NEVER = (day.replace(tzinfo=UTC) for day in (datetime.min, datetime.max))


class Fresh:
    """Asks providers for what is due, all in all for `budget` seconds on the way to an answer.

    `path` is that of the user's store; `failed` tells why providers could not be asked. Nothing is
    asked where nothing can be kept, nor where the provider's pauses alone are longer than that.
    """

    def __init__(self, path: str, budget: float) -> None:
        self.budget = budget
        self.failed: dict[str, str] = {}
        self._path = path
        self._due: dict[str, datetime] = {}
        self._stored: dict[str, int] = {}

    def concerns(self, day: date) -> bool:
        """Return whether rates of a day may still be on their way."""
        return day >= date.today() - RECENT

    def ask(self, provider: Provider, shelf: Shelf, until: float) -> bool:
        """Ask a provider if a bulletin is due; return whether there are new rates.

        `until` is when, by the monotonic clock, there has to be an answer.
        """
        now = datetime.now(UTC)
        if until <= time.monotonic() or self._next(provider) > now:
            return False
        span = self._lacking(provider, shelf, now)
        if span is None:
            return False
        from threading import Thread

        worker = Thread(target=self._download, args=(provider, shelf, span, until), daemon=True)
        worker.start()
        worker.join(max(0.0, until - time.monotonic()))
        if worker.is_alive():
            self._give_up(provider, now)
        self._due.pop(provider.id, None)
        return self._stored.pop(provider.id, 0) > 0

    def _next(self, provider: Provider) -> datetime:
        """Return when a provider is to be asked next: never where nothing could be kept."""
        if provider.id not in self._due:
            self._due[provider.id] = self._noted(provider) if _writable(self._path) else NEVER
        return self._due[provider.id]

    def _noted(self, provider: Provider) -> datetime:
        if not os.path.exists(self._path):
            return AT_ONCE
        try:
            asked = Journal(Store(self._path)).asked(provider.id)
        except StoreError:
            return NEVER
        return asked.due if asked else AT_ONCE

    def _lacking(self, provider: Provider, shelf: Shelf, now: datetime) -> Span | None:
        """Return the days to ask for, None where nothing is due or it takes too long."""
        from . import due

        expected, known = due.last(provider, now), shelf.span(provider.id)
        if expected is None or (known and known.last >= expected.on):
            self._due[provider.id] = due.following(provider, now) or NEVER
            return None
        length = min(provider.window or provider.gap, provider.gap)
        first = expected.on - timedelta(length - 1)
        span = Span(max(first, known.last + timedelta(1)) if known else first, expected.on)
        return span if self._affordable(provider, span) else None

    def _affordable(self, provider: Provider, span: Span) -> bool:
        count = sum(len(requests) for _, requests in provider.requests(span))
        keyed = provider.key is None or bool(config.key(provider.id))
        return keyed and count > 0 and (count - 1) * provider.pause < self.budget

    def _download(self, provider: Provider, shelf: Shelf, span: Span, until: float) -> None:
        from .download import Download, Kept
        from .fetch import Limits

        left = max(0.1, until - time.monotonic())
        limits = Limits(connect=left, silence=left, total=left, tries=0)
        try:
            outcomes = list(Download(provider, writable(self._path), shelf, limits).run(span))
        except FxconvError as error:
            self.failed[provider.id] = str(error)
            return
        for outcome in outcomes:
            if isinstance(outcome, Kept):
                self._stored[provider.id] = self._stored.get(provider.id, 0) + outcome.rates
            else:
                self.failed[provider.id] = str(outcome)

    def _give_up(self, provider: Provider, now: datetime) -> None:
        why = f"it did not answer within {self.budget:g} seconds"
        self.failed[provider.id] = f"{provider.id}: {why}"
        try:
            Journal(writable(self._path)).failed(provider.id, now, why)
        except StoreError as error:
            self.failed[provider.id] = str(error)


def _writable(path: str) -> bool:
    """Return whether a file can be written, or made together with its folders."""
    while not os.path.exists(path):
        path = os.path.dirname(os.path.abspath(path))
    return os.access(path, os.W_OK)
