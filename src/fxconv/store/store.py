"""The store: bulletins as they were printed, in SQLite, each with where it came from.

What is in it is in `schema`.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from functools import reduce
from operator import itemgetter
from typing import TYPE_CHECKING, Final

from ..errors import InvalidDocument, StoreError
from ..rates.bulletin import Bulletin, Origin, check
from .contents import Contents

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from ..rates.quote import Quote, Source
    from .writing import Writer

    Row = tuple[str, str, int, str, str, int, str, str]

_COLUMNS: Final = "day, side, source, kind, market, layout, prices, number"
_EDGE: Final = f"""
SELECT {_COLUMNS} FROM bulletin WHERE provider = ?1 AND day = (
  SELECT %s(day) FROM bulletin WHERE provider = ?1 AND day BETWEEN ?2 AND ?3
)"""
_NEWEST: Final = _EDGE % "max"
_OLDEST: Final = _EDGE % "min"

_AS_IT_WAS: Final = """
CREATE TEMP VIEW bulletin AS SELECT * FROM main.bulletin
WHERE source IN (SELECT id FROM main.source WHERE retrieved <= '{vintage}')"""
"""Hides the table of the same name; a view takes no parameters."""
_VINTAGE: Final = """
SELECT count(DISTINCT q.source) FROM quote AS q
LEFT JOIN source AS s ON s.provider = q.provider AND s.url = ?6 AND s.sha256 = ?7
WHERE q.provider = ?1 AND side = ?2 AND day = ?3 AND kind = ?4 AND pair = ?5
AND (?6 IS NULL OR q.source <= s.id)"""


_new = tuple.__new__
"""Makes a Bulletin in half the time that its own constructor takes."""


class Store(Contents):
    """A file of bulletins; what the modes are, and what is raised, Database says.

    With a `vintage`, an instant in UTC as RFC 3339, it is read as it was then: bulletins of
    documents that were retrieved later are left out.
    """

    def __init__(self, path: str, mode: str = "ro", vintage: str = "") -> None:
        self.damaged: list[StoreError] = []
        self._origins: dict[tuple[int, str, str], tuple[Origin, ...]] = {}
        self._layouts: dict[int, tuple[str, ...]] = {}
        super().__init__(path, mode)
        if vintage:
            with self._closed_on_error():
                self.rows(_AS_IT_WAS.format(vintage=re.sub("[^0-9TZ:-]", "", vintage)))

    @classmethod
    def memory(cls) -> Store:
        """Return an empty store that lasts as long as it is used."""
        return cls(":memory:", "rwc")

    def add(self, source: Source, quotes: Iterable[Quote]) -> int:
        """Store the quotes of one document, all or none; returns the number of bulletins.

        What is already known of a day, digit for digit, is not stored again, so the same document
        twice is stored once; a source without a hash gets that of the quotes. Raises StoreError,
        InvalidDocument for a price that is not a plain positive decimal.
        """
        from hashlib import sha256

        kept = list(quotes)
        for quote in kept:
            _check(quote)
        if not source.sha256:
            printed = sorted((q[:9] for q in kept), key=str)
            source = source._replace(sha256=sha256(repr(printed).encode()).hexdigest())
        with self.taking(source) as writer:
            writer.put(kept)
        return writer.bulletins

    @contextmanager
    def taking(self, source: Source) -> Iterator[Writer]:
        """Give what takes in the quotes of one document, all or none; raises StoreError."""
        from .writing import Writer

        with self.writing() as db:
            writer = Writer(db, source)
            yield writer
            writer.finish()

    def reading(self, provider: str) -> Store:
        """Return what has to be read for a provider: this store."""
        return self

    def newest(self, provider: str, day: date, back_to: date) -> Bulletin | None:
        """Return the last bulletin dated within the two days."""
        return self._edge(_NEWEST, provider, back_to, day)

    def oldest(self, provider: str, day: date, up_to: date) -> Bulletin | None:
        """Return the first bulletin dated within the two days."""
        return self._edge(_OLDEST, provider, day, up_to)

    def printed(self, provider: str, first: date, last: date) -> list[Quote]:
        """Return the quotes dated within two days as they are printed, each side, oldest first."""
        return [
            bulletin.quote(i)._replace(side=row[1])
            for row in self._dated(provider, first, last)
            for bulletin in [self._bulletin(provider, row)]
            for i in range(len(bulletin.pairs))
        ]

    def vintage(self, quote: Quote) -> int:
        """Return which of the documents that gave a quote for its day this one is, from 1 on.

        0 where the document is not in this store; for no document, how many there are.
        """
        from ..rates.table import token

        side = "bid" if quote.sides else quote.side
        row = quote.provider, side, quote.on.isoformat(), quote.kind, token(quote)
        document = (quote.source.url, quote.source.sha256) if quote.source else (None, None)
        return int(self.row(_VINTAGE, (*row, *document))[0])

    def _edge(self, query: str, provider: str, first: date, last: date) -> Bulletin | None:
        rows = self.rows(query, (provider, first.isoformat(), last.isoformat()))
        return self._merge(provider, rows) if rows else None

    def between(self, provider: str, first: date, last: date) -> Iterator[Bulletin]:
        """Return the bulletins dated within the two days, oldest first."""
        from itertools import groupby

        rows = self._dated(provider, first, last)
        return (self._merge(provider, list(same)) for _, same in groupby(rows, lambda r: r[0]))

    def _dated(self, provider: str, first: date, last: date) -> list[Row]:
        query = f"SELECT {_COLUMNS} FROM bulletin WHERE provider = ? AND day BETWEEN ? AND ?"
        days = first.isoformat(), last.isoformat()
        rows: list[Row] = self.rows(f"{query} ORDER BY day, source", (provider, *days))
        return rows

    def _merge(self, provider: str, rows: list[Row]) -> Bulletin:
        """Return the rows of one day as one bulletin, the newer document counting.

        Where a document has both sides and no middle, their middle counts.
        """
        if len(rows) == 1 and rows[0][1] == "mid":
            return self._bulletin(provider, rows[0])
        rows.sort(key=itemgetter(2, 3))
        sides = {row[1:4]: self._bulletin(provider, row) for row in rows}
        bids = ((key, bulletin) for key, bulletin in sides.items() if key[0] == "bid")
        middles = [b.between(sides["ask", *k[1:]]) for k, b in bids if ("ask", *k[1:]) in sides]
        printed = [b for (side, _, _), b in sides.items() if side == "mid"]
        nothing = self._bulletin(provider, rows[0])._replace(pairs=(), text="")
        return reduce(lambda older, newer: newer.over(older), [*middles, *printed], nothing)

    def _bulletin(self, provider: str, row: Row) -> Bulletin:
        day, _, source, kind, market, layout, prices, number = row
        pairs = self._layouts.get(layout) or self._layout(layout)
        origins = self._origins.get((source, kind, number)) or self._origin(source, kind, number)
        traded = self.day(market) if market else None
        return _new(Bulletin, (provider, self.day(day), pairs, prices, origins, traded, ()))

    def _origin(self, *row: *tuple[int, str, str]) -> tuple[Origin, ...]:
        return self._origins.setdefault(row, (Origin(self, *row),))

    def _layout(self, number: int) -> tuple[str, ...]:
        pairs = str(self.row("SELECT pairs FROM layout WHERE id = ?", (number,))[0]).split()
        if not all(re.fullmatch("[A-Z]{3}/[A-Z]{3}(/[1-9][0-9]*)?", pair) for pair in pairs):
            raise self.trouble(ValueError(f"layout {number} is damaged"))
        return self._layouts.setdefault(number, tuple(pairs))

    def export(self, provider: str) -> Iterator[tuple[str, ...]]:
        """Return the quotes as printed, oldest first, with the document that each came from."""
        columns = "q.provider, side, day, kind, pair, price, url, sha256, retrieved"
        query = f"SELECT {columns} FROM quote AS q JOIN source AS s ON s.id = q.source"
        return iter(
            self.rows(f"{query} WHERE q.provider = ? ORDER BY day, s.id, pair", (provider,))
        )

    def verify(self) -> int:
        """Return the number of prices in a file that is sound; raises StoreError."""
        (found,) = self.row("PRAGMA integrity_check(1)")
        if found != "ok":
            raise self.trouble(ValueError(found.splitlines()[-1]))
        count = 0
        for provider, *row in self.rows(f"SELECT provider, {_COLUMNS} FROM bulletin"):
            bulletin = self._bulletin(provider, row)
            count += sum(1 for i in range(len(bulletin.pairs)) if bulletin.number(i))
        return count


def _check(quote: Quote) -> None:
    """Raise InvalidDocument for a quote that cannot be kept as printed and divided by."""
    try:
        check(quote)
    except ValueError as error:
        raise InvalidDocument(quote.provider, str(error)) from error
