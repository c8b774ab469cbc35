from __future__ import annotations

import hashlib
import sqlite3
from contextlib import closing
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fxconv import Converter, Quote, Source, Store, settings
from fxconv.errors import FxconvError, RateNotFound, SeriesEnded, StoreError
from fxconv.publishing.registry import load
from fxconv.rates.bulletin import to_number
from fxconv.store.schema import VERSION

DAY, NEXT = date(2026, 3, 2), date(2026, 3, 3)
ALWAYS = (date.min, date.max)


def source(text="1", provider="ecb"):
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Source(provider, f"https://bank.example/{text}", digest, "2026-03-03T16:00:00Z", "note")


def quote(term="USD", price="1.1", on=DAY, provider="ecb", **more):
    return Quote("EUR", term, price, on, provider, **more)


def quotes_of(store, provider="ecb"):
    return [
        bulletin.quote(i)
        for bulletin in store.between(provider, *ALWAYS)
        for i in range(len(bulletin.pairs))
    ]


@pytest.fixture
def store():
    with closing(Store.memory()) as made:
        yield made


def test_what_is_added_is_there_digit_for_digit(store):
    added = [
        quote("USD", "1.10"),
        quote("JPY", "160.00", per=1),
        Quote("IDR", "EUR", "5.8", DAY, "ecb", 100_000),
        quote("USD", "1.12", NEXT),
    ]
    assert store.add(source(), added) == 2
    found = quotes_of(store)
    assert [q._replace(source=None) for q in found] == added
    assert {q.source for q in found} == {source()}


def test_a_store_lasts(tmp_path):
    path = str(tmp_path / "rates.sqlite")
    with closing(Store(path, "rwc")) as written:
        written.add(source(), [quote()])
    for mode in ("ro", "rw", "rwc", "immutable"):
        with closing(Store(path, mode)) as read:
            assert [str(q) for q in quotes_of(read)] == ["1 EUR = 1.1 USD"]
            assert read.sources("ecb") == [source()]


def test_the_newest_and_the_oldest(store):
    days = [date(2026, 3, n) for n in (2, 3, 6)]
    store.add(source(), [quote(on=day, price=f"1.{day.day}") for day in days])
    newest, oldest = store.newest, store.oldest
    assert newest("ecb", date(2026, 3, 5), date.min).on == days[1]
    assert newest("ecb", date(2026, 3, 6), date.min).on == days[2]
    assert newest("ecb", date(2026, 3, 5), date(2026, 3, 4)) is None
    assert newest("ecb", date(2026, 3, 1), date.min) is None
    assert oldest("ecb", date(2026, 3, 4), date.max).on == days[2]
    assert oldest("ecb", date(2026, 3, 4), date(2026, 3, 5)) is None
    assert newest("cbr", date(2026, 3, 6), date.min) is None
    found = list(store.between("ecb", days[0], days[1]))
    assert [b.on for b in found] == days[:2]
    assert [b.prices for b in found] == [["1.2"], ["1.3"]]


def test_spans(store):
    store.add(source("1"), [quote(), quote("GBP", "0.8")])
    store.add(source("2"), [quote(on=NEXT)])
    assert store.span("ecb") == (DAY, NEXT)
    assert store.span("cbr") is None
    assert store.quoted("ecb", "USD") == (DAY, NEXT)
    assert store.quoted("ecb", "GBP") == (DAY, DAY)
    assert store.quoted("ecb", "EUR") == (DAY, NEXT)
    assert store.quoted("ecb", "CHF") is None
    assert store.quoted("cbr", "USD") is None


def test_the_same_document_twice_is_stored_once(store):
    for _ in range(2):
        store.add(source(), [quote()])
    assert len(quotes_of(store)) == 1
    assert store.sources("ecb") == [source()]
    assert len(list(store.between("ecb", DAY, NEXT))) == 1


def test_a_newer_document_of_the_day_counts(store):
    store.add(source("first"), [quote(price="1.1"), quote("GBP", "0.8")])
    store.add(source("corrected"), [quote(price="1.2")])
    found = {q.term: q for q in quotes_of(store)}
    assert found["USD"].price == "1.2"
    assert found["USD"].source == source("corrected")
    assert found["GBP"].price == "0.8"
    assert found["GBP"].source == source("first")
    assert store.sources("ecb") == [source("first"), source("corrected")]
    for bulletin in (store.newest("ecb", DAY, DAY), store.oldest("ecb", DAY, DAY)):
        assert dict(zip(bulletin.pairs, bulletin.prices, strict=True)) == {
            "EUR/USD": "1.2",
            "EUR/GBP": "0.8",
        }


def test_quotes_of_two_kinds_in_one_document(store):
    store.add(source(), [quote("USD", "1.1"), quote("GBP", "0.8", kind="market")])
    assert {(q.term, q.kind) for q in quotes_of(store)} == {("USD", "reference"), ("GBP", "market")}


def test_where_both_sides_are_printed_and_no_middle_their_exact_middle_counts(store):
    store.add(source(), [quote(price="1.09", side="bid"), quote(price="1.1101", side="ask")])
    (found,) = quotes_of(store)
    assert (found.price, found.side, found.sides) == ("1.10005", "mid", ("1.09", "1.1101"))
    assert str(found) == "1 EUR = (1.09 + 1.1101) ÷ 2 USD"
    assert found.half_unit == Fraction(5, 1000) / Fraction("1.10005")
    store.add(source("2"), [quote(price="1.10")])
    assert [(q.price, q.sides) for q in quotes_of(store)] == [("1.10", ())]


def test_the_middle_is_that_of_one_document(store):
    store.add(source(), [quote(price="1.09", side="bid")])
    store.add(source("2"), [quote(price="1.11", side="ask")])
    assert quotes_of(store) == []


@given(
    st.decimals(places=18, min_value=1, max_value=10**19),
    st.decimals(places=9, min_value=1, max_value=10**19),
)
def test_the_middle_of_two_prices_is_exact(bid, ask):
    assert Fraction(to_number(f"{bid:f}~{ask:f}")) == (Fraction(bid) + Fraction(ask)) / 2


def test_a_conversion_shows_how_a_middle_was_made(store):
    sides = {"bid": "84.10", "ask": "84.35"}
    store.add(source(), [quote("RUB", price, side=side) for side, price in sides.items()])
    made = Converter(store, ["ecb"], today=lambda: DAY).convert(100, "EUR", "RUB")
    assert str(made.target) == "8,422.50 RUB"
    assert made.formula == "100 × ((84.10 + 84.35) ÷ 2)"
    assert made.flags == ("derived-mid",)
    assert made.as_dict()["legs"][0]["sides"] == ["84.10", "84.35"]


APART = load("ecb")._replace(apart=True)


def test_currencies_that_are_published_apart_answer_each_by_its_last_rate(store):
    store.add(source(), [quote("USD", "1.1"), quote("JPY", "160")])
    store.add(source("2"), [quote("USD", "1.2", NEXT)])
    together = Converter(store, ["ecb"], today=lambda: NEXT)
    with pytest.raises(SeriesEnded):
        together.rate("EUR", "JPY", on=NEXT)
    apart = Converter(store, [APART], today=lambda: NEXT)
    assert [leg.quote.on for leg in apart.rate("USD", "JPY", on=NEXT).legs] == [NEXT, DAY]
    assert apart.rate("EUR", "USD", on=NEXT).legs[0].quote.price == "1.2"
    assert apart.rate("EUR", "JPY").on == DAY
    assert apart.rate("EUR", "USD", on=DAY, policy="next").legs[0].quote.price == "1.1"
    with pytest.raises(RateNotFound):
        apart.rate("EUR", "JPY", on=DAY + timedelta(APART.gap + 1))


@pytest.mark.parametrize(
    "price",
    [
        "",
        "0",
        "0.00",
        "-1.1",
        "+1.1",
        "1e5",
        "1,1",
        "1.",
        ".5",
        "NaN",
        " 1.1",
        "1.1\n",
        "1 2",
        "１",
    ],
)
def test_prices_that_are_none(store, price):
    with pytest.raises(ValueError, match="is not a price"):
        store.add(source(), [quote("GBP", "0.8"), quote(price=price)])
    assert quotes_of(store) == []
    assert store.sources("ecb") == []


@pytest.mark.parametrize("per", [0, -1])
def test_nominals_that_are_none(store, per):
    with pytest.raises(ValueError, match=str(per)):
        store.add(source(), [quote(per=per)])
    assert quotes_of(store) == []


def test_all_or_none(store):
    def broken():
        yield quote()
        raise RuntimeError

    with pytest.raises(RuntimeError):
        store.add(source(), broken())
    assert quotes_of(store) == []


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


PRICES = st.from_regex(r"[0-9]{0,6}[1-9](\.[0-9]{1,8})?", fullmatch=True)
TERMS = st.sampled_from(["USD", "GBP", "JPY", "CHF", "RUB"])


@given(st.dictionaries(st.tuples(st.dates(), TERMS), PRICES, min_size=1, max_size=12))
def test_every_price_comes_back(prices):
    with closing(Store.memory()) as store:
        added = [quote(term, price, day) for (day, term), price in prices.items()]
        assert store.add(source(), added) == len({day for day, _ in prices})
        found = {(q.on, q.term): q.price for q in quotes_of(store)}
        assert found == prices
        converter = Converter(store, ["ecb"])
        for (day, term), price in prices.items():
            rate = converter.rate("EUR", term, on=day, policy="exact", provider="ecb")
            assert rate.exact == Fraction(price)


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


def test_the_number_of_a_table_is_kept_with_its_quotes(store):
    store.add(source(), [quote(number="7/A"), quote("JPY", "160", number="7/A")])
    store.add(source("other"), [quote("CHF", "0.94", number="3/B")])
    assert {q.term: q.number for q in quotes_of(store)} == {
        "USD": "7/A", "JPY": "7/A", "CHF": "3/B",
    }  # fmt: skip
    (leg,) = Converter(store, ["ecb"], today=lambda: DAY).convert(1, "EUR", "CHF").as_dict()["legs"]
    assert leg["number"] == "3/B"


def test_the_day_of_the_market_is_kept_where_it_is_another_one(store):
    store.add(source(), [quote(on=NEXT, market_on=DAY), quote("JPY", "160", market_on=DAY)])
    assert [(q.on, q.market_on) for q in quotes_of(store)] == [(DAY, None), (NEXT, DAY)]
    made = Converter(store, ["ecb"], today=lambda: NEXT).convert(1, "EUR", "USD")
    assert made.as_dict()["legs"][0]["market_on"] == DAY.isoformat()


@given(
    st.permutations([("USD", DAY), ("JPY", DAY), ("USD", NEXT), ("JPY", NEXT)]), st.integers(1, 4)
)
def test_a_document_that_comes_in_parts_is_stored_as_a_whole(order, size):
    quotes = [quote(term, str(i), on) for i, (term, on) in enumerate(order, 1)]
    with closing(Store.memory()) as whole, closing(Store.memory()) as parts:
        whole.add(source(), quotes)
        with parts.taking(source()) as intake:
            for start in range(0, len(quotes), size):
                intake.put(quotes[start : start + size])
        assert intake.bulletins == 2
        found, wanted = ({q: q.source for q in quotes_of(s)} for s in (parts, whole))
        assert found == wanted
        assert len(found) == 4
