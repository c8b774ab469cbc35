"""The store: bulletins as printed, in SQLite, each with the document that it came from.

`schema` describes the tables.
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
"""This view hides the table of the same name; a view cannot take parameters."""
_VINTAGE: Final = """
SELECT count(DISTINCT q.source) FROM quote AS q
LEFT JOIN source AS s ON s.provider = q.provider AND s.url = ?6 AND s.sha256 = ?7
WHERE q.provider = ?1 AND side = ?2 AND day = ?3 AND kind = ?4 AND pair = ?5
AND (?6 IS NULL OR q.source <= s.id)"""


_new = tuple.__new__
"""Creates a Bulletin in half the time of its own constructor."""


class Store(Contents):
    """A file of bulletins; see Database for the modes and the errors.

    With a `vintage`, an instant in UTC as RFC 3339, the store is read as it was then: bulletins
    from documents that were retrieved later are ignored.
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
        """Return an empty store in memory."""
        return cls(":memory:", "rwc")

    def add(self, source: Source, quotes: Iterable[Quote]) -> int:
        """Store the quotes of one document, all or none, and return the number of bulletins.

        A bulletin that is already stored, digit for digit, is not stored again. A source without a
        hash gets a hash of the quotes. Raises StoreError, and InvalidDocument for a price that is
        not a plain positive decimal.
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
        """Yield a writer for one document, stored in full or not at all; may raise StoreError."""
        from .writing import Writer

        with self.writing() as db:
            writer = Writer(db, source)
            yield writer
            writer.finish()

    def reading(self, provider: str) -> Store:
        """Return the reader to use for a provider: this store."""
        return self

    def newest(self, provider: str, day: date, back_to: date) -> Bulletin | None:
        """Return the newest bulletin dated from `back_to` to `day`."""
        return self._edge(_NEWEST, provider, back_to, day)

    def oldest(self, provider: str, day: date, up_to: date) -> Bulletin | None:
        """Return the oldest bulletin dated from `day` to `up_to`."""
        return self._edge(_OLDEST, provider, day, up_to)

    def printed(self, provider: str, first: date, last: date) -> list[Quote]:
        """Return the quotes dated from `first` to `last`, each side as printed, oldest first."""
        return [
            bulletin.quote(i)._replace(side=row[1])
            for row in self._dated(provider, first, last)
            for bulletin in [self._bulletin(provider, row)]
            for i in range(len(bulletin.pairs))
        ]

    def vintage(self, quote: Quote) -> int:
        """Return the version number of a quote: 1 if its document was the first for the day.

        Return 0 if this store does not have the quote's document; for a quote without a document,
        return the number of versions.
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
        """Return the bulletins dated from `first` to `last`, oldest first."""
        from itertools import groupby

        rows = self._dated(provider, first, last)
        return (self._merge(provider, list(same)) for _, same in groupby(rows, lambda r: r[0]))

    def _dated(self, provider: str, first: date, last: date) -> list[Row]:
        query = f"SELECT {_COLUMNS} FROM bulletin WHERE provider = ? AND day BETWEEN ? AND ?"
        days = first.isoformat(), last.isoformat()
        rows: list[Row] = self.rows(f"{query} ORDER BY day, source", (provider, *days))
        return rows

    def _merge(self, provider: str, rows: list[Row]) -> Bulletin:
        """Merge the rows of one day into one bulletin; newer documents replace older ones.

        If a document has a bid and an ask but no middle, their middle is used.
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
        """Return the quotes as printed, oldest first, each with the document that it came from."""
        columns = "q.provider, side, day, kind, pair, price, url, sha256, retrieved"
        query = f"SELECT {columns} FROM quote AS q JOIN source AS s ON s.id = q.source"
        return iter(
            self.rows(f"{query} WHERE q.provider = ? ORDER BY day, s.id, pair", (provider,))
        )

    def verify(self) -> int:
        """Check the file and return the number of prices; raise StoreError if it is damaged."""
        (found,) = self.row("PRAGMA integrity_check(1)")
        if found != "ok":
            raise self.trouble(ValueError(found.splitlines()[-1]))
        count = 0
        for provider, *row in self.rows(f"SELECT provider, {_COLUMNS} FROM bulletin"):
            bulletin = self._bulletin(provider, row)
            count += sum(1 for i in range(len(bulletin.pairs)) if bulletin.number(i))
        return count


def _check(quote: Quote) -> None:
    """Raise InvalidDocument for a quote whose price or nominal is not valid."""
    try:
        check(quote)
    except ValueError as error:
        raise InvalidDocument(quote.provider, str(error)) from error
