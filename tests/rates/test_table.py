from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fxconv import Quote, RateTable

DAY = date(2026, 3, 3)
CODES = [f"{a}{b}X" for a in "ABCD" for b in "ABC"]


def quote(base, term, price="2", per=1):
    return Quote(base, term, price, DAY, "bank", per)


@st.composite
def trees(draw):
    """Return the quotes of a table in which one way only joins any two currencies."""
    made = []
    for i, code in enumerate(CODES[1 : draw(st.integers(2, len(CODES)))], 1):
        other = CODES[draw(st.integers(0, i - 1))]
        pair = draw(st.permutations([code, other]))
        price = str(Decimal(draw(st.integers(1, 10**8))).scaleb(-draw(st.integers(0, 6))))
        made.append(quote(*pair, f"{Decimal(price):f}", draw(st.sampled_from([1, 100, 1000]))))
    return draw(st.permutations(made))


def test_direct_and_inverted():
    table = RateTable([quote("EUR", "USD", "1.25")])
    assert table.rate("EUR", "USD").exact == Fraction(5, 4)
    assert table.rate("USD", "EUR").exact == Fraction(4, 5)
    assert [leg.inverted for leg in table.rate("USD", "EUR").legs] == [True]


def test_nominals():
    table = RateTable([quote("JPY", "RUB", "49.424", 100), quote("USD", "RUB", "77.8")])
    rate = table.rate("USD", "JPY")
    assert rate.exact == Fraction("77.8") / (Fraction("49.424") / 100)
    assert table.rate("JPY", "USD").exact == 1 / rate.exact


def test_no_way():
    table = RateTable([quote("EUR", "USD"), quote("GBP", "CHF")])
    assert table.rate("EUR", "CHF") is None
    assert table.rate("EUR", "XXX") is None
    assert RateTable([]).rate("EUR", "USD") is None


def test_the_shortest_way():
    table = RateTable(
        [quote("AAA", "BBB"), quote("BBB", "CCC"), quote("CCC", "DDD"), quote("AAA", "DDD")]
    )
    assert table.rate("AAA", "DDD").path == ("AAA", "DDD")
    assert table.rate("AAA", "CCC").path == ("AAA", "BBB", "CCC")


def test_of_two_ways_as_short_the_pivot_wins():
    quotes = [
        quote("USD", "GBP", "3"),
        quote("USD", "JPY", "5"),
        quote("EUR", "GBP", "7"),
        quote("EUR", "JPY", "11"),
    ]
    assert RateTable(quotes).rate("GBP", "JPY").path == ("GBP", "EUR", "JPY")
    assert RateTable(quotes, pivot="USD").rate("GBP", "JPY").path == ("GBP", "USD", "JPY")


def test_a_way_does_not_depend_on_the_order_of_the_quotes():
    quotes = [
        quote("AAA", "CCC", "3"),
        quote("AAA", "BBB", "5"),
        quote("BBB", "DDD", "7"),
        quote("CCC", "DDD", "11"),
    ]
    paths = {
        RateTable(order, pivot="XXX").rate("AAA", "DDD").path for order in permutations(quotes)
    }
    assert paths == {("AAA", "BBB", "DDD")}


def test_a_quote_as_printed_comes_before_an_inverted_one():
    quotes = [quote("EUR", "USD", "1.1"), quote("USD", "EUR", "0.9")]
    for order in permutations(quotes):
        table = RateTable(order)
        assert table.rate("EUR", "USD").exact == Fraction("1.1")
        assert table.rate("USD", "EUR").exact == Fraction("0.9")


@given(trees(), st.data())
def test_laws_of_a_table(quotes, data):
    table = RateTable(quotes)
    codes = sorted({code for q in quotes for code in (q.base, q.term)})
    a, b, c = (data.draw(st.sampled_from(codes)) for _ in range(3))
    assert table.rate(a, b).exact * table.rate(b, a).exact == 1
    assert table.rate(a, b).exact * table.rate(b, c).exact == table.rate(a, c).exact
    assert table.rate(a, a).exact == 1
    assert table.rate(a, b).then(table.rate(b, c)).exact == table.rate(a, c).exact
    assert RateTable(quotes[::-1]).rate(a, b).exact == table.rate(a, b).exact


@given(trees())
def test_a_table_holds_its_quotes(quotes):
    assert sorted(RateTable(quotes)) == sorted(quotes)


@pytest.mark.parametrize("price", ["0.000081", "366.90", "1000000"])
def test_digits_are_kept_as_printed(price):
    (leg,) = RateTable([quote("EUR", "USD", price)]).rate("EUR", "USD").legs
    assert leg.quote.price == price
