"""The store: bulletins as they were printed, in SQLite, each with where it came from.

What is in it is in `schema`.
"""

from __future__ import annotations

import re
import sqlite3
from contextlib import contextmanager
from datetime import date
from threading import Lock
from typing import TYPE_CHECKING, Final

from .bulletin import Bulletin, Origin, Span, to_number
from .errors import InvalidDocument, StoreError
from .quote import Quote, Source
from .schema import SCHEMA, VERSION
from .table import token

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_INSERT: Final = """
INSERT OR IGNORE INTO bulletin SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7 WHERE NOT EXISTS (
  SELECT 1 FROM (
    SELECT layout, prices FROM bulletin
    WHERE provider = ?1 AND side = ?2 AND day = ?3 AND kind = ?5 ORDER BY source DESC LIMIT 1
  ) WHERE layout = ?6 AND prices = ?7
)"""
_TIDY: Final = "DELETE FROM source WHERE id = ?1 AND id NOT IN (SELECT source FROM bulletin)"
_COLUMNS: Final = "day, source, kind, layout, prices"
_EDGE: Final = f"""
SELECT {_COLUMNS} FROM bulletin WHERE provider = ?1 AND side = 'mid' AND day = (
  SELECT %s(day) FROM bulletin WHERE provider = ?1 AND side = 'mid' AND day BETWEEN ?2 AND ?3
) ORDER BY source, kind"""
_NEWEST: Final = _EDGE % "max"
_OLDEST: Final = _EDGE % "min"


class Store:
    """One SQLite file of bulletins; `mode` is `ro`, `rw`, `rwc` (made if missing) or `immutable`.

    Safe for threads. Raises StoreError where the file cannot be opened, is damaged, or was made by
    a newer fxconv.
    """

    def __init__(self, path: str, mode: str = "ro") -> None:
        self.path = path
        self.damaged: list[StoreError] = []
        self._lock = Lock()
        self._sources: dict[int, Source] = {}
        self._origins: dict[tuple[int, str], tuple[Origin, ...]] = {}
        self._layouts: dict[int, tuple[str, ...]] = {}
        with self._watched():
            self._db = sqlite3.connect(_uri(path, mode), uri=True, check_same_thread=False)
            (version,) = self._db.execute("PRAGMA user_version").fetchone()
            if version == 0 and mode in ("rw", "rwc") and not self._tables():
                self._create()
                version = VERSION
        if version != VERSION:
            newer = "it was made by a newer fxconv", "update fxconv"
            other = "it is not a store of rates", "move it away or name another with FXCONV_STORE"
            raise StoreError(path, *(newer if version > VERSION else other))

    def __del__(self) -> None:
        if hasattr(self, "_db"):
            self._db.close()

    def _tables(self) -> int:
        """Return how many tables there are: a file that has some, but no version, is not ours."""
        return int(self._db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0])

    def _create(self) -> None:
        self._db.executescript(f"BEGIN; {SCHEMA} PRAGMA user_version = {VERSION}; COMMIT;")

    @classmethod
    def memory(cls) -> Store:
        """Return an empty store that lasts as long as it is used."""
        return cls(":memory:", "rwc")

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def add(self, source: Source, quotes: Iterable[Quote]) -> int:
        """Store the quotes of one document, all or none; returns the number of bulletins.

        What is already known of a day, digit for digit, is not stored again, so the same document
        twice is stored once; a source without a hash gets that of the quotes.
        Raises StoreError, InvalidDocument for a price that is not a plain positive decimal.
        """
        from hashlib import sha256

        bulletins: dict[tuple[str, str, str, str], dict[str, str]] = {}
        for q in quotes:
            key = q.provider, q.side, q.on.isoformat(), q.kind
            bulletins.setdefault(key, {})[token(q)] = _printed(q)
        kept = sorted(bulletins.items())
        if not source.sha256:
            source = source._replace(sha256=sha256(repr(kept).encode()).hexdigest())
        with self._watched(), self._lock, self._db:
            number = self._source_id(source)
            for (provider, side, day, kind), prices in kept:
                row = provider, side, day, number, kind, self._layout_id(prices)
                self._db.execute(_INSERT, (*row, " ".join(prices.values())))
            self._db.execute(_TIDY, (number,))
        return len(kept)

    def _layout_id(self, prices: Iterable[str]) -> int:
        """Return the number of the layout that quotes these pairs in this order."""
        text = " ".join(prices)
        self._db.execute("INSERT OR IGNORE INTO layout (pairs) VALUES (?)", (text,))
        row = self._db.execute("SELECT id FROM layout WHERE pairs = ?", (text,)).fetchone()
        return int(row[0])

    def _source_id(self, source: Source) -> int:
        self._db.execute(
            "INSERT OR IGNORE INTO source (provider, url, sha256, retrieved, note)"
            " VALUES (?, ?, ?, ?, ?)",
            source,
        )
        row = self._db.execute(
            "SELECT id FROM source WHERE provider = ? AND url = ? AND sha256 = ?", source[:3]
        ).fetchone()
        return int(row[0])

    def newest(self, provider: str, day: date, back_to: date) -> Bulletin | None:
        """Return the last bulletin dated within the two days."""
        return self._edge(_NEWEST, provider, back_to, day)

    def oldest(self, provider: str, day: date, up_to: date) -> Bulletin | None:
        """Return the first bulletin dated within the two days."""
        return self._edge(_OLDEST, provider, day, up_to)

    def _edge(self, query: str, provider: str, first: date, last: date) -> Bulletin | None:
        rows = self._rows(query, (provider, first.isoformat(), last.isoformat()))
        return self._merge(provider, rows) if rows else None

    def between(self, provider: str, first: date, last: date) -> Iterator[Bulletin]:
        """Return the bulletins dated within the two days, oldest first."""
        from itertools import groupby

        rows = self._rows(
            f"SELECT {_COLUMNS} FROM bulletin WHERE provider = ? AND side = 'mid'"
            " AND day BETWEEN ? AND ? ORDER BY day, source, kind",
            (provider, first.isoformat(), last.isoformat()),
        )
        return (self._merge(provider, list(same)) for _, same in groupby(rows, lambda r: r[0]))

    def _merge(self, provider: str, rows: list[tuple[str, int, str, int, str]]) -> Bulletin:
        """Return the rows of one day as one bulletin, the newer document counting."""
        bulletin = self._bulletin(provider, *rows[0])
        for row in rows[1:]:
            bulletin = self._bulletin(provider, *row).over(bulletin)
        return bulletin

    def _bulletin(
        self, provider: str, day: str, source: int, kind: str, layout: int, prices: str
    ) -> Bulletin:
        pairs = self._layouts.get(layout) or self._layout(layout)
        origins = self._origins.get((source, kind)) or self._origin(source, kind)
        return Bulletin(provider, self._day(day), pairs, prices, origins)

    def _day(self, text: str) -> date:
        try:
            return date.fromisoformat(text)
        except (ValueError, TypeError) as error:
            raise self._trouble(error) from error

    def _origin(self, source: int, kind: str) -> tuple[Origin, ...]:
        return self._origins.setdefault((source, kind), (Origin(self, source, kind),))

    def _layout(self, number: int) -> tuple[str, ...]:
        pairs = str(self._row("SELECT pairs FROM layout WHERE id = ?", (number,))[0]).split()
        if not all(re.fullmatch("[A-Z]{3}/[A-Z]{3}(/[1-9][0-9]*)?", pair) for pair in pairs):
            raise self._trouble(ValueError(f"layout {number} is damaged"))
        return self._layouts.setdefault(number, tuple(pairs))

    def quoted(self, provider: str, code: str, until: date = date.max) -> Span | None:
        """Return the days up to a last one on which a currency was quoted, if it ever was."""
        return self._span(
            "provider = ? AND day <= ? AND layout IN (SELECT id FROM layout"
            " WHERE instr(' ' || pairs, ' ' || ?) OR instr(pairs, '/' || ?))",
            (provider, until.isoformat(), code, code),
        )

    def span(self, provider: str) -> Span | None:
        """Return the days for which there are bulletins."""
        return self._span("provider = ?", (provider,))

    def _span(self, where: str, values: tuple[str, ...]) -> Span | None:
        query = f"SELECT min(day), max(day) FROM bulletin WHERE {where}"
        first, last = self._row(query, values)
        return Span(self._day(first), self._day(last)) if first else None

    def source(self, number: int) -> Source:
        """Return a document by its number."""
        if number not in self._sources:
            columns = "provider, url, sha256, retrieved, note"
            row = self._row(f"SELECT {columns} FROM source WHERE id = ?", (number,))
            self._sources[number] = Source(*map(str, row))
        return self._sources[number]

    def sources(self, provider: str) -> list[Source]:
        """Return the documents that bulletins came from."""
        rows = self._rows("SELECT id FROM source WHERE provider = ? ORDER BY id", (provider,))
        return [self.source(number) for (number,) in rows]

    def _row(self, query: str, values: tuple[object, ...]) -> tuple:  # type: ignore[type-arg]
        rows = self._rows(query, values)
        if len(rows) != 1:
            raise self._trouble(ValueError("a row that another names is missing"))
        return rows[0]

    def _rows(self, query: str, values: tuple[object, ...]) -> list[tuple]:  # type: ignore[type-arg]
        try:
            with self._lock:
                return self._db.execute(query, values).fetchall()
        except (sqlite3.Error, UnicodeDecodeError) as error:
            raise self._trouble(error) from error

    @contextmanager
    def _watched(self) -> Iterator[None]:
        """Turn what SQLite reports into an error that says what to do."""
        try:
            yield
        except sqlite3.Error as error:
            raise self._trouble(error) from error

    def _trouble(self, error: Exception) -> StoreError:
        return StoreError(self.path, str(error), _advice(error))


def _advice(error: Exception) -> str:
    text = str(error)
    if "readonly" in text:
        return "make it writable, or name another store with FXCONV_STORE"
    if "unable to open" in text:
        return "check that it exists and may be read"
    if "locked" in text:
        return "another process is writing: try again"
    return "it is damaged: move it away, fxconv goes on with the rates it came with"


def _uri(path: str, mode: str) -> str:
    """Return the path as an SQLite URI; percent, question mark and hash have a meaning there."""
    if path == ":memory:":
        return "file::memory:"
    rooted = "/" + path.lstrip("/") if path.startswith("/") else path
    quoted = rooted.replace("%", "%25").replace("?", "%3f").replace("#", "%23")
    return f"file:{quoted}?{'immutable=1' if mode == 'immutable' else f'mode={mode}'}"


def _printed(quote: Quote) -> str:
    """Return the price if it is one that can be kept as printed and divided by."""
    try:
        to_number(quote.price)
    except ValueError as error:
        raise InvalidDocument(quote.provider, f"{quote.base}/{quote.term}, {error}") from error
    if quote.per < 1:
        why = f"{quote.base}/{quote.term}, {quote.per} is not a nominal"
        raise InvalidDocument(quote.provider, why)
    return quote.price
