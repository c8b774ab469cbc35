"""The tables of a store.

A bulletin holds the prices that one document gave for one day, digit for digit. Its layout names
the pairs that they are of, in the same order: `EUR/USD`, or `JPY/RUB/100` where the nominal is not
1. `market` is the day of the market where it is not the day printed, `number` that of the table
where one is printed. The view `quote` shows pairs
and prices side by side, one quote a row. A corrected bulletin is a further row,
of another source; prices that were doubted are `aside`, and answer nothing.

`covered` are the days that a provider was asked for in full: one of them without a bulletin has
none. `asked` says when a provider was asked last, what failed, and when it is asked next;
`validator` what its server said about a document, so that an unchanged one is not sent again.
"""

from __future__ import annotations

from typing import Final

VERSION: Final = 3

_BULLETIN: Final = """
CREATE TABLE bulletin (
  provider TEXT NOT NULL,
  day TEXT NOT NULL,
  side TEXT NOT NULL,
  source INTEGER NOT NULL REFERENCES source,
  kind TEXT NOT NULL,
  market TEXT NOT NULL,
  layout INTEGER NOT NULL REFERENCES layout,
  prices TEXT NOT NULL,
  number TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (provider, day, side, source, kind)
) WITHOUT ROWID;
"""
_WITHOUT_NUMBER: Final = _BULLETIN.replace("  number TEXT NOT NULL DEFAULT '',\n", "")
_QUOTE: Final = """
CREATE VIEW quote AS
  SELECT b.provider, b.side, b.day, b.kind, pair.value AS pair, price.value AS price, b.source
  FROM bulletin AS b JOIN layout AS l ON l.id = b.layout,
    json_each('["' || replace(l.pairs, ' ', '","') || '"]') AS pair,
    json_each('["' || replace(b.prices, ' ', '","') || '"]') AS price
  WHERE pair.key = price.key;
"""
_JOURNAL: Final = """
CREATE TABLE aside (
  provider TEXT NOT NULL,
  day TEXT NOT NULL,
  side TEXT NOT NULL,
  kind TEXT NOT NULL,
  pair TEXT NOT NULL,
  price TEXT NOT NULL,
  source INTEGER NOT NULL REFERENCES source,
  why TEXT NOT NULL,
  PRIMARY KEY (provider, day, side, kind, pair, source)
) WITHOUT ROWID;
CREATE TABLE covered (
  provider TEXT NOT NULL,
  first TEXT NOT NULL,
  last TEXT NOT NULL,
  PRIMARY KEY (provider, first)
) WITHOUT ROWID;
CREATE TABLE asked (
  provider TEXT PRIMARY KEY,
  at TEXT NOT NULL,
  due TEXT NOT NULL,
  failures INTEGER NOT NULL,
  why TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE validator (
  url TEXT NOT NULL,
  sent BLOB NOT NULL,
  etag TEXT NOT NULL,
  modified TEXT NOT NULL,
  PRIMARY KEY (url, sent)
) WITHOUT ROWID;
"""
SCHEMA: Final = f"""
CREATE TABLE source (
  id INTEGER PRIMARY KEY,
  provider TEXT NOT NULL,
  url TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  retrieved TEXT NOT NULL,
  note TEXT NOT NULL,
  UNIQUE (provider, url, sha256)
);
CREATE TABLE layout (
  id INTEGER PRIMARY KEY,
  pairs TEXT NOT NULL UNIQUE
);
{_BULLETIN}{_JOURNAL}{_QUOTE}"""

MIGRATIONS: Final = {
    1: f"""
DROP VIEW quote;
ALTER TABLE bulletin RENAME TO earlier;
{_WITHOUT_NUMBER}
INSERT INTO bulletin
  SELECT provider, day, side, source, kind, '', layout, prices FROM earlier;
DROP TABLE earlier;
{_JOURNAL}{_QUOTE}""",
    2: "ALTER TABLE bulletin ADD COLUMN number TEXT NOT NULL DEFAULT ''",
}
"""What turns a store of a version into one of the next."""
