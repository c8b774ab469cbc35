"""Which side of a quote counts, and that dealt is never better than the middle."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fxconv import Quote
from fxconv.cli.explain import lines
from fxconv.errors import InvalidOption, NotQuoted
from rules.tables import AMOUNTS, DAY, converting, dealer

CODES = st.sampled_from(["USD", "EUR", "JPY", "TRY"])


@pytest.mark.parametrize(
    ("base", "term", "side", "exact"),
    [
        ("USD", "TRY", "bid", Fraction("4391.29")),
        ("USD", "TRY", "ask", Fraction("4399.20")),
        ("USD", "TRY", "mid", Fraction("4395.245")),
        ("USD", "TRY", "dealt", Fraction("4391.29")),
        ("TRY", "USD", "bid", 100 / Fraction("43.9129")),
        ("TRY", "USD", "ask", 100 / Fraction("43.9920")),
        ("TRY", "USD", "dealt", 100 / Fraction("43.9920")),
        ("USD", "EUR", "dealt", 100 * Fraction("43.9129") / Fraction("51.2923")),
        ("USD", "EUR", "bid", 100 * Fraction("43.9129") / Fraction("51.2001")),
        ("JPY", "TRY", "dealt", Fraction("27.9012")),
        ("TRY", "JPY", "dealt", 10_000 / Fraction("28.086")),
    ],
)
def test_which_side_counts(tcmb, base, term, side, exact):
    made = tcmb.convert(100, base, term, on=DAY, side=side)
    assert made.exact == exact
    assert set(made.flags) & {"bid", "ask", "derived-mid"} == (
        {"derived-mid"} if side == "mid" else {leg.quote.side for leg in made.legs}
    )


PRICES = st.tuples(st.integers(1, 10**7), st.integers(0, 10**6)).map(
    lambda both: tuple(f"{Decimal(n).scaleb(-4):f}" for n in (both[0], sum(both)))
)


@given(PRICES, PRICES, PRICES, CODES, CODES, AMOUNTS)
@settings(max_examples=40, deadline=None)
def test_dealt_is_never_better_than_the_middle(dollar, euro, yen, base, term, amount):
    asked = dealer({"USD": dollar, "EUR": euro, "JPY": yen})
    middle, dealt = (
        asked.convert(amount, base, term, on=DAY, side=side) for side in ("mid", "dealt")
    )
    assert dealt.exact <= middle.exact
    assert dealt.result <= middle.result
    back = asked.convert(dealt.amount, term, base, on=DAY, side="dealt").rate
    assert dealt.rate.exact * back.exact <= 1


def test_a_printed_middle_and_the_table_of_sides(nbp):
    prices = {
        side: nbp.rate("USD", "PLN", on=DAY, side=side).legs[0].quote.price
        for side in ("mid", "bid", "ask", "dealt")
    }
    assert prices == {"mid": "3.6000", "bid": "3.5640", "ask": "3.6360", "dealt": "3.5640"}


@pytest.mark.parametrize("side", ["bid", "ask", "dealt"])
def test_a_side_that_is_not_printed(nbp, converter, side):
    with pytest.raises(NotQuoted, match="drop --side"):
        nbp.convert(1, "HUF", "PLN", on=DAY, side=side)
    with pytest.raises(NotQuoted):
        nbp.rate("USD", "HUF", on=DAY, side=side)
    with pytest.raises(NotQuoted, match=r"publishes (an? (bid|ask)|both a bid and an ask) for it"):
        converter.convert(1, "USD", "EUR", on="2014-11-20", side=side)


def test_the_only_side_that_is_printed_answers_for_itself():
    quote = Quote("XDR", "TRY", "60.1", DAY, "tcmb", 1, "bid", kind="indicative")
    others = [
        quote._replace(base="USD", price=p, side=s) for p, s in [("43", "bid"), ("44", "ask")]
    ]
    asked = converting("tcmb", [quote, *others])
    assert asked.rate("XDR", "TRY", on=DAY, side="bid").legs[0].quote.price == "60.1"
    with pytest.raises(NotQuoted):
        asked.rate("XDR", "TRY", on=DAY, side="ask")


def test_what_the_law_fixes_has_no_sides(converter):
    made = converter.convert(100, "DEM", "FRF", side="dealt")
    assert (str(made.result), made.flags) == ("335.39", ("irrevocable",))


@pytest.mark.parametrize("side", ["bid", "ask", "dealt"])
def test_a_side_is_in_the_record_and_the_explanation(tcmb, side):
    record = tcmb.convert(100, "TRY", "USD", on=DAY, side=side).as_dict()
    taken = "ask" if side == "dealt" else side
    assert record["request"]["side"] == side
    assert [leg["side"] for leg in record["legs"]] == [taken]
    assert taken in record["flags"]
    told = "\n".join(lines(record))
    assert f"side {side}" in told
    assert f"tcmb indicative {taken} of {DAY}" in told


@pytest.mark.parametrize("side", ["", "buy", "MID", None, 5])
def test_another_side_is_not_possible(tcmb, side):
    with pytest.raises(InvalidOption, match="mid, bid, ask or dealt"):
        tcmb.convert(1, "USD", "TRY", on=DAY, side=side)
