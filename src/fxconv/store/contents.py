"""What a store contains: which providers, which days, and which documents they came from."""

from __future__ import annotations

from datetime import date

from ..dates.spans import Span
from ..rates.quote import Source
from .file import Database


class Contents(Database):
    """A store file that can list its contents."""

    def __init__(self, path: str, mode: str = "ro") -> None:
        self._sources: dict[int, Source] = {}
        super().__init__(path, mode)

    def knows(self, provider: str) -> bool:
        """Return whether a provider has any bulletin here."""
        query = "SELECT EXISTS (SELECT 1 FROM bulletin WHERE provider = ?)"
        return bool(self.row(query, (provider,))[0])

    def quoted(self, provider: str, code: str, until: date = date.max) -> Span | None:
        """Return the first and last day, up to `until`, that quote a currency; None if none do."""
        return self._span(
            "provider = ? AND day <= ? AND layout IN (SELECT id FROM layout"
            " WHERE instr(' ' || pairs, ' ' || ?) OR instr(pairs, '/' || ?))",
            (provider, until.isoformat(), code, code),
        )

    def providers(self) -> list[str]:
        """Return the ids of the providers that have bulletins here."""
        return [name for (name,) in self.rows("SELECT DISTINCT provider FROM bulletin ORDER BY 1")]

    def span(self, provider: str) -> Span | None:
        """Return the first and last day with a bulletin; None without any."""
        return self._span("provider = ?", (provider,))

    def _span(self, where: str, values: tuple[str, ...]) -> Span | None:
        edge = f"(SELECT %s(day) FROM bulletin WHERE {where})"  # one query for both reads all rows
        first, last = self.row(f"SELECT {edge % 'min'}, {edge % 'max'}", values * 2)
        return Span(self.day(first), self.day(last)) if first else None

    def source(self, number: int) -> Source:
        """Return the document with a number."""
        if number not in self._sources:
            columns = "provider, url, sha256, retrieved, note"
            row = self.row(f"SELECT {columns} FROM source WHERE id = ?", (number,))
            self._sources[number] = Source(*map(str, row))
        return self._sources[number]

    def covered(self, provider: str) -> list[Span]:
        """Return the days downloaded in full, oldest first; one without a bulletin had none."""
        query = "SELECT first, last FROM covered WHERE provider = ? ORDER BY first"
        rows = self.rows(query, (provider,))
        return [Span(self.day(first), self.day(last)) for first, last in rows]

    def due(self, provider: str) -> str | None:
        """Return the UTC time from which to ask a provider again, if one is noted."""
        for (due,) in self.rows("SELECT due FROM asked WHERE provider = ?", (provider,)):
            return str(due)
        return None

    def sources(self, provider: str) -> list[Source]:
        """Return the documents that a provider's bulletins came from."""
        rows = self.rows("SELECT id FROM source WHERE provider = ? ORDER BY id", (provider,))
        return [self.source(number) for (number,) in rows]

    def day(self, text: str) -> date:
        """Parse a day as stores write it; raise StoreError if it is not one."""
        try:
            return date.fromisoformat(text)
        except (ValueError, TypeError) as error:
            raise self.trouble(error) from error
