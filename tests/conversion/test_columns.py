"""Prices that are remembered by currency and day never change an answer."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fxconv import Converter, Quote, Source, Store
from fxconv.publishing.registry import load

ECB = load("ecb")
CODES = ("EUR", "USD", "GBP", "CHF", "JPY", "SEK")
FIRST, SECOND = date(2014, 11, 19), date(2014, 11, 20)
PAIRS = [pair for pair in permutations(CODES, 2) if pair[0] < pair[1]]

prices = st.decimals(Decimal("0.0001"), 9999, places=4).map(str)
printed = st.tuples(st.sampled_from(PAIRS), prices, st.booleans(), st.sampled_from([1, 1, 1, 100]))
tables = st.lists(printed, max_size=9, unique_by=lambda quote: quote[0])


def quote(pair: tuple[str, str], price: str, turned: bool, per: int, day: date) -> Quote:
    base, term = pair[::-1] if turned else pair
    return Quote(base, term, price, day, "ecb", per)


def made(*tables: list[tuple[tuple[str, str], str, bool, int]]) -> Converter:
    store = Store.memory()
    for day, table in zip((FIRST, SECOND), tables, strict=True):
        store.add(Source("ecb", f"of {day}", "", ""), [quote(*row, day) for row in table])
    return Converter(store, ["ecb"], today=lambda: SECOND)


def answer(converter: Converter, pair: tuple[str, str], day: date) -> Decimal | None:
    try:
        return converter.convert("1234567.89", *pair, on=day, policy="exact").result
    except LookupError:
        return None


@given(tables, tables, st.randoms())
def test_answers_are_those_of_a_converter_that_was_asked_nothing_before(first, second, random):
    converter = made(first, second)
    asked = [(pair, day) for pair in permutations(CODES, 2) for day in (FIRST, SECOND)]
    random.shuffle(asked)
    for pair, day in asked:
        rate = converter.tables("ecb").of(day, "exact").rate(*pair)
        by_legs = rate and rate.apply(Decimal("1234567.89"), 0 if pair[1] == "JPY" else 2)
        assert answer(converter, pair, day) == by_legs
        assert answer(converter, pair, day) == by_legs


def test_a_pair_that_is_quoted_directly_is_not_crossed():
    store = Store.memory()
    rows = [("EUR", "USD", "2"), ("EUR", "GBP", "4"), ("USD", "GBP", "3")]
    store.add(Source("ecb", "", "", ""), [Quote(*row, FIRST, "ecb") for row in rows])
    converter = Converter(store, ["ecb"], today=lambda: FIRST)
    for pair in (("EUR", "USD"), ("EUR", "GBP"), ("GBP", "EUR")):
        converter.convert(1, *pair, on=FIRST)
    assert converter.convert(1, "USD", "GBP", on=FIRST).result == 3


def test_a_day_to_come_is_not_remembered_before_its_bulletin():
    store, today = Store.memory(), [FIRST]
    store.add(Source("ecb", "1", "", ""), [Quote("EUR", "USD", "2", FIRST, "ecb")])
    converter = Converter(store, ["ecb"], today=lambda: today[0])
    saturday, monday = date(2014, 11, 22), date(2014, 11, 24)
    today[0] = date(2014, 11, 21)
    store.add(Source("ecb", "2", "", ""), [Quote("EUR", "USD", "3", today[0], "ecb")])
    assert converter.convert(1, "EUR", "USD", on=saturday).result == 3
    with pytest.raises(LookupError):
        converter.convert(1, "EUR", "USD", on=monday)
    today[0] = monday
    store.add(Source("ecb", "3", "", ""), [Quote("EUR", "USD", "4", monday, "ecb")])
    assert converter.convert(1, "EUR", "USD", on=monday).result == 4


def test_days_before_the_first_of_a_provider_are_answered():
    early = ECB._replace(since=date(2020, 1, 1))
    store = Store.memory()
    store.add(Source("ecb", "", "", ""), [Quote("EUR", "USD", "2", FIRST, "ecb")])
    converter = Converter(store, [early], today=lambda: FIRST)
    assert converter.convert(1, "EUR", "USD", on=FIRST).result == 2
    assert converter.convert(1, "EUR", "USD", on=FIRST).result == 2
