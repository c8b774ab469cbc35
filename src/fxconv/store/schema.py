"""The tables of a store.

A row of `bulletin` holds the prices from one document for one day, digit for digit. Its layout
lists their pairs in the same order: `EUR/USD`, or `JPY/RUB/100` if the nominal is not 1. `market`
is the market day if it differs from the printed day; `number` is the printed table number, if there
is one. The view `quote` has one row for each quote, with its pair and its price. A corrected
bulletin is a further row, from another source. `aside` holds the quarantined prices, which are not
used.

`covered` lists the days downloaded in full: a covered day without a bulletin had none. `asked`
records when a provider was last asked, what failed, and when it is due again. `validator` records
the ETag and Last-Modified headers of documents, so that servers need not send unchanged ones again.
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
"""The SQL that migrates a store from each version to the next."""
