"""What is added to a store is there, digit for digit, and the newest counts."""

from __future__ import annotations

from contextlib import closing
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fxconv import Converter, Quote, Store
from fxconv.errors import RateNotFound, SeriesEnded
from fxconv.publishing.registry import load
from fxconv.rates.bulletin import to_number
from store.quotes import quote, quotes_of, source

DAY, NEXT = date(2026, 3, 2), date(2026, 3, 3)


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
