"""Writes the quotes of one document to a store, the doubtful ones to its quarantine."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ..rates.table import token

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date
    from sqlite3 import Connection

    from ..rates.quote import Quote, Source

    Doubt = tuple[Quote, str]
    Key = tuple[str, str, str, str]
    """Provider, side, day and kind; with the document, they identify a row."""

_INSERT: Final = """
INSERT OR REPLACE INTO bulletin (provider, side, day, kind, source, layout, prices, market, number)
SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9 WHERE NOT EXISTS (
  SELECT 1 FROM (
    SELECT layout, prices FROM bulletin
    WHERE provider = ?1 AND side = ?2 AND day = ?3 AND kind = ?4 ORDER BY source DESC LIMIT 1
  ) WHERE layout = ?6 AND prices = ?7
)"""
_STORED: Final = """
SELECT pairs, prices FROM bulletin JOIN layout ON layout = id
WHERE provider = ? AND side = ? AND day = ? AND kind = ? AND source = ?"""
_TIDY: Final = """
DELETE FROM source WHERE id = ?1
AND id NOT IN (SELECT source FROM bulletin) AND id NOT IN (SELECT source FROM aside)"""


class Writer:
    """Stores the quotes of one document in one transaction, part by part.

    A bulletin that is already stored, digit for digit, is not stored again.
    """

    def __init__(self, db: Connection, source: Source) -> None:
        self._db = db
        self._number = _source_id(db, source)
        self._layouts: dict[str, int] = {}
        self._seen: set[Key] = set()

    def put(self, quotes: Iterable[Quote], doubts: Iterable[Doubt] = ()) -> None:
        """Store valid quotes, and put doubtful ones in quarantine."""
        bulletins, markets, numbers = _bulletins(quotes)
        for key in self._seen.intersection(bulletins):
            bulletins[key] = self._stored(key) | bulletins[key]
        self._seen.update(bulletins)
        for key, prices in bulletins.items():
            layout, text = self._layout(" ".join(prices)), " ".join(prices.values())
            row = *key, self._number, layout, text
            self._db.execute(_INSERT, (*row, markets.get(key, ""), numbers.get(key, "")))
        for quote, why in doubts:
            _put_aside(self._db, self._number, quote, why)

    @property
    def bulletins(self) -> int:
        """The number of bulletins received."""
        return len(self._seen)

    def finish(self) -> None:
        """Delete the document if nothing in it was new."""
        self._db.execute(_TIDY, (self._number,))

    def _stored(self, key: Key) -> dict[str, str]:
        """Return the prices that an earlier part of the document gave for the same bulletin."""
        for pairs, prices in self._db.execute(_STORED, (*key, self._number)):
            return dict(zip(pairs.split(), prices.split(), strict=True))
        return {}

    def _layout(self, text: str) -> int:
        """Return the number of the layout with these pairs in this order."""
        if text not in self._layouts:
            self._db.execute("INSERT OR IGNORE INTO layout (pairs) VALUES (?)", (text,))
            row = self._db.execute("SELECT id FROM layout WHERE pairs = ?", (text,)).fetchone()
            self._layouts[text] = int(row[0])
        return self._layouts[text]


def _bulletins(
    quotes: Iterable[Quote],
) -> tuple[dict[Key, dict[str, str]], Mapping[Key, str], Mapping[Key, str]]:
    """Return each bulletin's prices by pair, its market day if it differs, and its number."""
    found: dict[Key, dict[str, str]] = {}
    markets: dict[Key, str] = {}
    numbers: dict[Key, str] = {}
    days: dict[date, str] = {}
    for quote in quotes:
        base, term, price, on, provider, per, side, market, kind, *_, number = quote
        key = provider, side, days.get(on) or days.setdefault(on, on.isoformat()), kind
        pair = f"{base}/{term}" if per == 1 else token(quote)
        try:
            found[key][pair] = price
        except KeyError:
            found[key] = {pair: price}
        if market is not None and market != on:
            markets[key] = market.isoformat()
        if number:
            numbers[key] = number
    return found, markets, numbers


def _source_id(db: Connection, source: Source) -> int:
    db.execute(
        "INSERT OR IGNORE INTO source (provider, url, sha256, retrieved, note)"
        " VALUES (?, ?, ?, ?, ?)",
        source,
    )
    known = "SELECT id FROM source WHERE provider = ? AND url = ? AND sha256 = ?"
    return int(db.execute(known, source[:3]).fetchone()[0])


def _put_aside(db: Connection, source: int, quote: Quote, why: str) -> None:
    q = quote
    row = q.provider, q.on.isoformat(), q.side, q.kind, token(q), q.price, source, why
    db.execute("INSERT OR IGNORE INTO aside VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)
