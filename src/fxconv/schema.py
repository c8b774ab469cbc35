"""The tables of a store.

A bulletin holds the prices that one document gave for one day, digit for digit. Its layout names
the pairs that they are of, in the same order: `EUR/USD`, or `JPY/RUB/100` where the nominal is not
1. The view `quote` shows both side by side, one quote a row.
"""

from __future__ import annotations

from typing import Final

VERSION: Final = 1
SCHEMA: Final = """
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
CREATE TABLE bulletin (
  provider TEXT NOT NULL,
  side TEXT NOT NULL,
  day TEXT NOT NULL,
  source INTEGER NOT NULL REFERENCES source,
  kind TEXT NOT NULL,
  layout INTEGER NOT NULL REFERENCES layout,
  prices TEXT NOT NULL,
  PRIMARY KEY (provider, side, day, source, kind)
) WITHOUT ROWID;
CREATE VIEW quote AS
  SELECT b.provider, b.side, b.day, b.kind, pair.value AS pair, price.value AS price, b.source
  FROM bulletin AS b JOIN layout AS l ON l.id = b.layout,
    json_each('["' || replace(l.pairs, ' ', '","') || '"]') AS pair,
    json_each('["' || replace(b.prices, ' ', '","') || '"]') AS price
  WHERE pair.key = price.key;
"""
