"""The file of a store: where it is, of which version, sound or not."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fxconv import Quote, Store, settings
from fxconv.errors import FxconvError, StoreError
from fxconv.store.schema import VERSION
from store.quotes import quote, quotes_of, source

DAY, NEXT = date(2026, 3, 2), date(2026, 3, 3)


def test_a_store_that_may_not_be_written(tmp_path):
    path = str(tmp_path / "rates.sqlite")
    with closing(Store(path, "rwc")) as written:
        written.add(source(), [quote()])
    with closing(Store(path, "ro")) as read, pytest.raises(StoreError, match="FXCONV_STORE"):
        read.add(source("2"), [quote(on=NEXT)])
    with closing(Store(settings.SEED, "immutable")) as seed, pytest.raises(StoreError):
        seed.add(source("2"), [quote(on=NEXT)])
    with closing(Store(path)) as read:
        assert len(quotes_of(read)) == 1


def test_a_store_that_is_not_there(tmp_path):
    path = tmp_path / "none.sqlite"
    for mode in ("ro", "rw"):
        with pytest.raises(StoreError, match="check that it exists") as caught:
            Store(str(path), mode)
        assert caught.value.path == str(path)
        assert isinstance(caught.value, OSError)
    assert not path.exists()


@pytest.mark.parametrize("version", [VERSION + 1, 99, 2**31 - 1])
def test_a_store_of_a_newer_version(tmp_path, version):
    path = str(tmp_path / "rates.sqlite")
    Store(path, "rwc").close()
    with closing(sqlite3.connect(path)) as db:
        db.execute(f"PRAGMA user_version = {version}")
    for mode in ("ro", "rw", "rwc"):
        with pytest.raises(StoreError, match="update fxconv"):
            Store(path, mode)


@pytest.mark.parametrize(
    "name",
    ["with space", "what?", "a#b", "100%", "%20", "ü€", "a&mode=memory", "?mode=memory", "it's"],
)
def test_names_of_files(tmp_path, name):
    path = tmp_path / f"{name}.sqlite"
    with closing(Store(str(path), "rwc")) as written:
        written.add(source(), [quote()])
    assert [p.name for p in tmp_path.iterdir()] == [path.name]
    with closing(Store(str(path))) as read:
        assert len(quotes_of(read)) == 1


def test_a_path_with_two_slashes(tmp_path):
    path = tmp_path / "rates.sqlite"
    with closing(Store(f"/{path}", "rwc")) as written:
        written.add(source(), [quote()])
    with closing(Store(str(path))) as read:
        assert len(quotes_of(read)) == 1


def test_two_memories_are_two_stores(store):
    store.add(source(), [quote()])
    with closing(Store.memory()) as other:
        assert quotes_of(other) == []


def test_the_seed(seed):
    span = seed.span("ecb")
    assert span.first == date(1999, 1, 4)
    assert sum(1 for _ in seed.between("ecb", *span)) == 7126
    assert seed.quoted("ecb", "RUB") == (date(2005, 4, 1), date(2022, 3, 1))
    assert seed.quoted("ecb", "GRD") is None
    for document in seed.sources("ecb") + seed.sources("currency-api"):
        assert len(document.sha256) == 64
        assert document.url.startswith("https://")
    (bulletin,) = seed.between("ecb", date(2014, 11, 19), date(2014, 11, 19))
    usd = bulletin.quote(bulletin.pairs.index("EUR/USD"))
    assert (usd.price, usd.on, usd.kind) == ("1.2535", date(2014, 11, 19), "reference")
    assert usd.source in seed.sources("ecb")


def test_the_view_for_other_programs(tmp_path):
    path = str(tmp_path / "rates.sqlite")
    with closing(Store(path, "rwc")) as written:
        written.add(source(), [quote(), Quote("JPY", "EUR", "0.62", DAY, "ecb", 100)])
    with closing(sqlite3.connect(path)) as db:
        rows = db.execute("SELECT provider, side, day, kind, pair, price FROM quote").fetchall()
    assert sorted(rows) == [
        ("ecb", "mid", "2026-03-02", "reference", "EUR/USD", "1.1"),
        ("ecb", "mid", "2026-03-02", "reference", "JPY/EUR/100", "0.62"),
    ]


@given(st.binary(min_size=1, max_size=5000))
def test_any_bytes_are_a_store_or_a_clear_error(tmp_path_factory, content):
    path = tmp_path_factory.mktemp("bytes") / "rates.sqlite"
    path.write_bytes(content)
    with pytest.raises(FxconvError) as caught:
        Store(str(path))
    assert str(path) in str(caught.value)
    assert path.read_bytes() == content


FIRST_SCHEMA = """
CREATE TABLE source (
  id INTEGER PRIMARY KEY, provider TEXT NOT NULL, url TEXT NOT NULL, sha256 TEXT NOT NULL,
  retrieved TEXT NOT NULL, note TEXT NOT NULL, UNIQUE (provider, url, sha256)
);
CREATE TABLE layout (id INTEGER PRIMARY KEY, pairs TEXT NOT NULL UNIQUE);
CREATE TABLE bulletin (
  provider TEXT NOT NULL, side TEXT NOT NULL, day TEXT NOT NULL,
  source INTEGER NOT NULL REFERENCES source, kind TEXT NOT NULL,
  layout INTEGER NOT NULL REFERENCES layout, prices TEXT NOT NULL,
  PRIMARY KEY (provider, side, day, source, kind)
) WITHOUT ROWID;
CREATE VIEW quote AS SELECT provider FROM bulletin;
INSERT INTO source VALUES (7, 'ecb', 'https://bank.example/', 'abc', '2026-03-02T16:00:00Z', '');
INSERT INTO layout VALUES (3, 'EUR/USD EUR/JPY');
INSERT INTO bulletin VALUES ('ecb', 'mid', '2026-03-02', 7, 'reference', 3, '1.10 160.5');
PRAGMA user_version = 1;
"""


@pytest.mark.parametrize("mode", ["ro", "rw", "rwc"])
def test_a_store_of_the_first_version_is_brought_up_to_date(tmp_path, mode):
    path = str(tmp_path / "rates.sqlite")
    with closing(sqlite3.connect(path)) as db:
        db.executescript(FIRST_SCHEMA)
    with closing(Store(path, mode)) as store:
        found = {q.term: (q.price, q.source.sha256) for q in quotes_of(store)}
        assert found == {"USD": ("1.10", "abc"), "JPY": ("160.5", "abc")}
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("PRAGMA user_version").fetchone() == (VERSION,)
        assert len(db.execute("SELECT * FROM quote").fetchall()) == 2
        made = {name for (name,) in db.execute("SELECT name FROM sqlite_master")}
    with closing(Store(str(tmp_path / "new.sqlite"), "rwc")) as new:
        assert {name for (name,) in new.rows("SELECT name FROM sqlite_master")} == made


@pytest.mark.parametrize("mode", ["ro", "rw", "rwc"])
def test_a_store_of_the_second_version_is_brought_up_to_date(tmp_path, mode):
    path = str(tmp_path / "rates.sqlite")
    with closing(Store(path, "rwc")) as store:
        store.add(source(), [quote()])
    with closing(sqlite3.connect(path)) as db:
        db.executescript("ALTER TABLE bulletin DROP COLUMN number; PRAGMA user_version = 2")
    with closing(Store(path, mode)) as store:
        assert [(q.price, q.number) for q in quotes_of(store)] == [(quote().price, "")]
    with closing(Store(path, "rw")) as store:
        store.add(source(), [quote(on=NEXT, number="041/A")])
        assert [q.number for q in quotes_of(store)] == ["", "041/A"]
