from __future__ import annotations

import random
import sqlite3
from contextlib import closing, suppress
from datetime import date
from decimal import Decimal

import hypothesis
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fxconv import Converter, Quote, Source, Store, convert, settings
from fxconv.errors import FxconvError, StoreError
from fxconv.store.overlay import Overlay
from surroundings import forget

LAST = date(2026, 10, 30)
DAY, NEXT = date(2026, 11, 2), date(2026, 11, 3)
SOURCE = Source("ecb", "https://bank.example/", "0" * 64, "2026-11-03T16:00:00Z")
TODAY = date(2026, 11, 24)


def quotes(prices, on, base="EUR"):
    return [Quote(base, term, price, on, "ecb") for term, price in prices.items()]


@pytest.fixture
def user():
    with closing(Store.memory()) as store:
        yield store


@pytest.fixture
def both(user, seed):
    return Converter(Overlay(user, seed), ["ecb"], today=lambda: TODAY)


@pytest.fixture
def path(tmp_path, monkeypatch):
    """Return the path of the user's store, which does not exist yet."""
    path = tmp_path / "rates.sqlite"
    monkeypatch.setenv("FXCONV_STORE", str(path))
    return path


def fill(path, *, days=1):
    with closing(Store(str(path), "rwc")) as store:
        for n in range(days):
            day = date(2026, 11, 2 + n)
            store.add(SOURCE._replace(url=str(n)), quotes({"USD": f"2.{n:04}", "GBP": "3"}, day))


def test_newer_days_of_the_user(both, user):
    user.add(SOURCE, quotes({"USD": "2"}, DAY))
    assert both.convert(1, "EUR", "USD").result == 2
    assert both.convert(1, "EUR", "USD", on=LAST).result == Decimal("1.12")
    assert both.convert(1, "EUR", "USD", on=DAY).legs[0].quote.source == SOURCE


def test_the_users_figure_counts_for_a_day_that_both_have(both, user):
    user.add(SOURCE, quotes({"USD": "2"}, LAST))
    found = both.convert(1, "EUR", "USD", on=LAST)
    assert found.result == 2
    assert found.legs[0].quote.source == SOURCE
    gbp = both.convert(1, "EUR", "GBP", on=LAST)
    assert gbp.legs[0].quote.source.url.startswith("https://www.ecb.europa.eu")
    cross = both.convert(1, "USD", "GBP", on=LAST)
    assert [leg.quote.source == SOURCE for leg in cross.legs] == [True, False]
    (rate,) = both.history("EUR", "USD", LAST, LAST)
    assert rate.exact == 2
    assert {rate.term for rate in both.rates("EUR", on=LAST)} >= {"USD", "GBP", "CHF", "JPY"}
    (rate,) = Converter(both.store, ["ecb"]).history("EUR", "GBP", LAST, LAST)
    assert rate == gbp.rate


def test_the_users_figure_counts_whichever_way_it_is_printed(both, user):
    user.add(SOURCE, [Quote("USD", "EUR", "0.5", LAST, "ecb")])
    assert both.rate("USD", "EUR", on=LAST).decimal == Decimal("0.5")
    assert both.rate("EUR", "USD", on=LAST).decimal == 2


def test_the_users_figure_counts_at_another_nominal(both, user):
    user.add(SOURCE, [Quote("EUR", "USD", "200", LAST, "ecb", 100)])
    assert both.rate("EUR", "USD", on=LAST).decimal == 2
    assert both.rate("USD", "EUR", on=LAST).decimal == Decimal("0.5")


def test_three_layers(user, seed):
    with closing(Store.memory()) as middle:
        middle.add(SOURCE._replace(url="middle"), quotes({"USD": "3", "GBP": "4"}, LAST))
        user.add(SOURCE, quotes({"USD": "2"}, LAST))
        converter = Converter(Overlay(user, middle, seed), ["ecb"])
        got = [converter.convert(1, "EUR", c, on=LAST).result for c in ("USD", "GBP", "CHF")]
    assert got[:2] == [2, 4]
    assert got[2] not in (2, 4)


def test_questions_to_all_layers(user, seed):
    user.add(SOURCE, quotes({"USD": "2"}, DAY))
    layers = Overlay(user, seed)
    assert layers.span("ecb")[:2] == (date(1999, 1, 4), DAY)
    assert layers.quoted("ecb", "USD")[:2] == (date(1999, 1, 4), DAY)
    assert layers.quoted("ecb", "RUB")[:2] == (date(2005, 4, 1), date(2022, 3, 1))
    assert layers.quoted("ecb", "XAU") is None
    assert layers.sources("ecb") == [SOURCE, *seed.sources("ecb")]
    days = [b.on for b in layers.between("ecb", LAST, NEXT)]
    assert days == [LAST, DAY]
    assert layers.newest("ecb", NEXT, date.min).on == DAY
    assert layers.oldest("ecb", date(2026, 10, 31), date.max).on == DAY
    assert layers.oldest("ecb", date.min, date.max).on == date(1999, 1, 4)
    assert layers.newest("ecb", date.min, date.min) is None


@given(st.dictionaries(st.integers(0, 9), st.booleans(), max_size=6), st.integers(-1, 11))
def test_layers_answer_as_one_store_would(split, offset):
    """Splitting the days between two stores changes no answer."""
    first = date(2026, 3, 1).toordinal()
    days = {date.fromordinal(first + n): upper for n, upper in split.items()}
    asked = date.fromordinal(first + offset)
    with closing(Store.memory()) as a, closing(Store.memory()) as b, closing(Store.memory()) as one:
        for day, upper in days.items():
            quote = quotes({"USD": f"1.{day.day}"}, day)
            source = SOURCE._replace(url=str(day))
            (a if upper else b).add(source, quote)
            one.add(source, quote)
        layers = Overlay(a, b)
        for method in ("newest", "oldest"):
            ends = (date.min,) if method == "newest" else (date.max,)
            got = getattr(layers, method)("ecb", asked, *ends)
            expected = getattr(one, method)("ecb", asked, *ends)
            assert (got and (got.on, got.prices)) == (expected and (expected.on, expected.prices))
        listed = [(x.on, x.text) for x in layers.between("ecb", date.min, date.max)]
        assert listed == [(x.on, x.text) for x in one.between("ecb", date.min, date.max)]


def test_the_default_converter_reads_the_users_store(path):
    assert not path.exists()
    assert convert(1, "EUR", "USD", on=LAST).result == Decimal("1.12")
    fill(path)
    forget()
    assert convert(1, "EUR", "USD", on=DAY).result == 2
    assert convert(1, "EUR", "USD", on=LAST).result == Decimal("1.12")


def test_a_converter_of_a_path(path, tmp_path):
    other = tmp_path / "other.sqlite"
    fill(other)
    for place in (other, str(other)):
        assert Converter(place).convert(1, "EUR", "USD", on=DAY).result == 2
        assert Converter(place).convert(1, "EUR", "USD", on=LAST).result == Decimal("1.12")
    assert not path.exists()


def test_no_store_of_the_user_is_not_made(path):
    convert(1, "EUR", "USD", on=LAST)
    assert list(path.parent.iterdir()) == []


def check_that_the_seed_answers(path, damaged=True):
    """Check that a store that cannot be read changes no answer, and stays as it is."""
    before = path.read_bytes() if path.is_file() else None
    converter = Converter()
    reader = converter.store
    assert str(converter.convert("1e9", "USD", "RUB", on="2014-11-19").result) == "46943119266.06"
    assert str(converter.convert("1e9", "USD", "RUB", on="2014-11-19").result) == "46943119266.06"
    if damaged:
        (error,) = reader.damaged
        assert isinstance(error, StoreError)
        assert error.path == str(path)
        assert error.hint
    if before is not None:
        assert path.read_bytes() == before
    return reader


@pytest.mark.parametrize(
    "content", [b"", b"\0" * 4096, random.Random(1).randbytes(8192), b"SQLite format 3\0"]
)
def test_a_file_that_is_no_store(path, content):
    path.write_bytes(content)
    check_that_the_seed_answers(path)


def test_a_folder_in_place_of_the_store(path):
    path.mkdir()
    check_that_the_seed_answers(path)


def test_a_store_without_its_tables(path):
    fill(path)
    with closing(sqlite3.connect(path)) as db:
        db.execute("DROP VIEW quote")
        db.execute("DROP TABLE bulletin")
    check_that_the_seed_answers(path)


def test_a_newer_store(path):
    fill(path)
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA user_version = 99")
    reader = check_that_the_seed_answers(path)
    assert "update fxconv" in str(reader.damaged[0])


@pytest.mark.parametrize("prices", ["", "2.0000", "2.0000 x", "2.0000 3 4", "0 0", "NaN 3"])
def test_a_bulletin_that_is_damaged_inside(path, prices):
    fill(path)
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("UPDATE bulletin SET prices = ?", (prices,))
    check_that_the_seed_answers(path, damaged=False)
    with pytest.raises(FxconvError):
        Converter(providers=["ecb"]).convert(1, "USD", "GBP", on=DAY, policy="exact")


@hypothesis.settings(max_examples=40, deadline=None)
@given(st.data())
def test_a_store_cut_short_anywhere(tmp_path_factory, data):
    path = tmp_path_factory.mktemp("cut") / "rates.sqlite"
    fill(path, days=28)
    whole = path.read_bytes()
    path.write_bytes(whole[: data.draw(st.integers(0, len(whole) - 1))])
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FXCONV_STORE", str(path))
        check_that_the_seed_answers(path, damaged=False)


@hypothesis.settings(max_examples=100, deadline=None)
@given(st.data())
def test_a_store_with_a_page_of_garbage(tmp_path_factory, data):
    path = tmp_path_factory.mktemp("garbage") / "rates.sqlite"
    fill(path, days=28)
    content = bytearray(path.read_bytes())
    start = data.draw(st.integers(0, len(content) - 1))
    garbage = data.draw(st.binary(min_size=1, max_size=600))
    content[start : start + len(garbage)] = garbage
    path.write_bytes(bytes(content))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FXCONV_STORE", str(path))
        check_that_the_seed_answers(path, damaged=False)
        converter = Converter(providers=["ecb"])
        for day in (DAY, NEXT, date(2026, 11, 29)):
            with suppress(FxconvError):
                converter.convert(1, "USD", "GBP", on=day).as_dict()


def test_damage_is_kept_once_and_the_store_left_out(path):
    fill(path, days=28)
    content = path.read_bytes()
    path.write_bytes(content[:8192])
    reader = check_that_the_seed_answers(path)
    Converter(reader).rate("EUR", "GBP", on=LAST)
    assert len(reader.damaged) == 1


def test_damage_of_the_lowest_layer_is_an_error(path):
    fill(path, days=28)
    with closing(sqlite3.connect(path)) as db:
        db.execute("DROP VIEW quote")
        db.execute("DROP TABLE bulletin")
    with closing(Store(str(path))) as store, pytest.raises(StoreError, match="damaged"):
        Converter(Overlay(store), ["ecb"]).rate("EUR", "USD", on=DAY)


def test_a_store_that_may_only_be_read(path):
    fill(path)
    path.chmod(0o444)
    assert convert(1, "EUR", "USD", on=DAY).result == 2


def test_a_missing_seed_is_an_error(path, monkeypatch):
    monkeypatch.setattr(settings, "SEED", str(path))
    with pytest.raises(StoreError):
        Converter()
