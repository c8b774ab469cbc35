"""The journal of a store: what was downloaded from each provider, what failed, when to retry."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from ..dates.spans import joined

if TYPE_CHECKING:
    from ..dates.spans import Span
    from ..publishing.provider import Request
    from .store import Store

FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=5), timedelta(hours=6)
"""How long to leave a source alone after a failure; the pause doubles after each further one."""


class Asked(NamedTuple):
    """When a provider was last asked and is next due, how often in a row it failed, and why."""

    at: datetime
    due: datetime
    failures: int
    why: str


class Journal:
    """Records in a store what was downloaded and when to download again."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def asked(self, provider: str) -> Asked | None:
        """Return the record of the last request to a provider, if there was one."""
        query = "SELECT at, due, failures, why FROM asked WHERE provider = ?"
        for at, due, failures, why in self._store.rows(query, (provider,)):
            return Asked(_instant(at), _instant(due), failures, why)
        return None

    def all(self) -> list[tuple[str, Asked]]:
        """Return the record of the last request to each provider, by id."""
        names = self._store.rows("SELECT provider FROM asked ORDER BY provider")
        return [(name, asked) for (name,) in names if (asked := self.asked(name))]

    def answered(self, provider: str, at: datetime, due: datetime) -> None:
        """Note that a provider answered, and when to ask it next."""
        self._note(provider, Asked(at, due, 0, ""))

    def failed(self, provider: str, at: datetime, why: str) -> None:
        """Note that a provider failed; each failure in a row makes the pause before a retry longer.

        Two reports of a failure at the same instant count as one.
        """
        before = self.asked(provider)
        if before and before.failures and _text(before.at) == _text(at):
            return
        failures = 1 + (before.failures if before else 0)
        pause = min(FIRST_PAUSE * 2 ** min(failures - 1, 20), LONGEST_PAUSE)
        self._note(provider, Asked(at, at + pause, failures, why))

    def _note(self, provider: str, asked: Asked) -> None:
        row = provider, _text(asked.at), _text(asked.due), asked.failures, asked.why
        with self._store.writing() as db:
            db.execute("INSERT OR REPLACE INTO asked VALUES (?, ?, ?, ?, ?)", row)

    def covered(self, provider: str) -> list[Span]:
        """Return the days downloaded in full, oldest first; one without a bulletin had none."""
        return self._store.covered(provider)

    def cover(self, provider: str, span: Span) -> None:
        """Note that days were downloaded in full; join them with adjacent ones."""
        with self._store.writing() as db:
            spans = joined([*self._store.covered(provider), span])
            db.execute("DELETE FROM covered WHERE provider = ?", (provider,))
            rows = [(provider, str(first), str(last)) for first, last in spans]
            db.executemany("INSERT INTO covered VALUES (?, ?, ?)", rows)

    def validator(self, request: Request) -> tuple[str, str]:
        """Return the ETag and Last-Modified header with which a server last sent a document."""
        query = "SELECT etag, modified FROM validator WHERE url = ? AND sent = ?"
        for etag, modified in self._store.rows(query, (request.url, request.sent)):
            return etag, modified
        return "", ""

    def remember(self, request: Request, validator: tuple[str, str]) -> None:
        """Note the ETag and Last-Modified header of a document that was stored in full."""
        with self._store.writing() as db:
            row = request.url, request.sent, *validator
            db.execute("INSERT OR REPLACE INTO validator VALUES (?, ?, ?, ?)", row)


def _text(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _instant(text: str) -> datetime:
    return datetime.fromisoformat(text)
