"""Rates as they were known when a page was published."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fxconv import Converter, Money, Quote, Source, Store
from fxconv.errors import InvalidOption, NoBulletin, NotQuoted
from fxconv.web import Rates, Snapshot, rate_line
from fxconv.web import converter as widget
from web.elements import ARTICLE


def test_a_snapshot_is_what_was_known_when_the_page_was_published(rates, converter):
    assert (rates.on, rates.provider, rates.pivot) == (date(2014, 11, 19), "ecb", "EUR")
    assert (rates.rates["USD"], rates.rates["RUB"]) == ("1.2535", "58.8432")
    assert Snapshot.of(converter, on="2014-11-23").on == date(2014, 11, 21)
    assert Snapshot.of(converter).on == date(2026, 10, 30)
    market = Snapshot.of(converter, provider="currency-api")
    assert len(market.rates) > 140
    with pytest.raises(
        NoBulletin,
        match="no rates from ecb: the store has none for 1998-12-31, its newest bulletin",
    ):
        Snapshot.of(converter, on="1998-12-31", provider="ecb")
    with pytest.raises(NotQuoted):
        rates.convert(Decimal(1), "USD", "AED")


@given(st.decimals("0.01", "1e15", places=2), st.sampled_from(["USD", "RUB", "JPY", "GBP"]))
def test_a_snapshot_converts_as_the_library_does(rates, converter, amount, code):
    for base, term in (("EUR", code), (code, "EUR"), ("CHF", code), (code, "SEK")):
        made = converter.convert(amount, base, term, at=ARTICLE, provider="ecb")
        assert rates.convert(amount, base, term) == made.target
        assert rates.exact(base, term) == made.rate.exact


def test_quotes_the_other_way_round_and_for_a_nominal_stay_as_printed():
    store = Store.memory()
    day = date(2014, 11, 20)
    quotes = [
        Quote("USD", "RUB", "47.0294", day, "cbr", kind="official"),
        Quote("JPY", "RUB", "40.0506", day, "cbr", 100, kind="official"),
    ]
    store.add(Source("cbr", "https://bank.example/", "", ""), quotes)
    found = Snapshot.of(Converter(store), on=day, provider="cbr")
    assert found.rates == {"RUB": "1", "JPY": "100/40.0506", "USD": "1/47.0294"}
    assert found.exact("USD", "RUB") == Fraction("47.0294")
    assert found.convert(Decimal(1000), "JPY", "USD") == Money("8.52", "USD")


def test_without_a_pair_there_is_one_of_the_snapshot(rates, converter):
    newest = Snapshot.of(converter)
    for made in (widget, rate_line):
        assert made(rates) == made(rates, *(["1"] if made is widget else []), "USD", "RUB")
        assert "EUR" in made(newest).jsonld["currentExchangeRate"]["priceCurrency"]
    assert newest.pair(term="USD") == ("EUR", "USD")
    assert rates.pair("RUB") == ("RUB", "USD")
    alone = rates._replace(rates={"EUR": "1"}, before=None)
    assert alone.pair() == ("EUR", "EUR")


def test_a_snapshot_is_of_an_instant_or_of_a_day(converter):
    for ask in (Rates(converter).of, lambda **when: Snapshot.of(converter, **when)):
        with pytest.raises(InvalidOption, match="either"):
            ask(published=ARTICLE, on="2014-11-20")
