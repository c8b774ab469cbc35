"""The middle of several sources: exact, in no order, or none at all."""

from __future__ import annotations

import json
import re
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compare.quotes import COPYING, DAY, ECB, add, converting, floats, quote, said
from fxconv import Source, Store
from fxconv.compare.consensus import compare, percent
from fxconv.errors import InvalidOption


def evaluated(formula):
    """Return what a formula comes to, exactly."""
    numbers = re.sub(r"[0-9.]+", lambda found: f'Fraction("{found[0]}")', formula)
    return eval(numbers.replace("×", "*").replace("÷", "/"), {"Fraction": Fraction})


def test_a_blend_of_three_is_the_middle_one(moscow):
    add(moscow.store._shelves[0], quote("cnb", "47.5"), quote("fixer", "40"))
    blend = compare(moscow, "USD", "RUB", on=DAY).blend()
    assert blend.exact == Fraction("47.0294") == evaluated(blend.formula)
    assert blend.inputs == (("ecb", 0), ("cbr", 1), ("cnb", 0))
    assert blend.as_dict()["inputs"][1] == {"provider": "cbr", "weight": "1"}


def test_a_blend_of_four_is_half_of_each_of_the_middle_two(moscow):
    add(
        moscow.store._shelves[0],
        quote("cnb", "47.5"),
        quote("rba", "0.0235", base="RUB", term="USD"),
    )
    blend = compare(moscow, "USD", "RUB", on=DAY).blend()
    half = Fraction(1, 2)
    assert blend.inputs == (("rba", 0), ("ecb", half), ("cbr", half), ("cnb", 0))
    assert blend.exact == (ECB + Fraction("47.0294")) / 2 == evaluated(blend.formula)


def test_a_blend_shows_nominals_and_both_sides():
    store = add(Store.memory(), quote("ecb", "4700", per=100), quote("cnb", "48.0"))
    both = [quote("tcmb", "46.0", side="bid"), quote("tcmb", "46.5", side="ask")]
    store.add(Source("tcmb", "https://bank.example/", "", ""), both)
    found = compare(converting(store), "USD", "RUB", on=DAY)
    assert found.blend().formula == "1 × (4700 ÷ 100)"
    add(store, quote("rba", "45.0"))
    blend = compare(converting(store), "USD", "RUB", on=DAY).blend()
    assert "(46.0 + 46.5) ÷ 2" in blend.formula
    assert evaluated(blend.formula) == blend.exact == (Fraction("46.25") + 47) / 2


def test_a_blend_wants_three_independent_sources():
    found = said(("ecb", "47.0"), ("dnb", "47.0"), ("cnb", "47.1"), records=(COPYING,))
    with pytest.raises(InvalidOption, match="3 independent sources or more: there are 2, ecb, cnb"):
        found.blend()


def test_a_comparison_is_plain_data_and_numbers_are_text(moscow):
    found = compare(moscow, "USD", "RUB", on=DAY)
    plain = json.loads(json.dumps(found.as_dict()))
    assert plain["on"] == "2014-11-19"
    assert plain["median"]["decimal"] == "46.98625963302752293577981651376147"
    assert (
        Fraction(plain["spread"]["numerator"]) / int(plain["spread"]["denominator"]) == found.spread
    )
    (ecb, cbr) = plain["views"]
    assert (cbr["provider"], cbr["market_on"], cbr["level"]) == ("cbr", "2014-11-19", "")
    assert (cbr["rate"]["numerator"], cbr["rate"]["denominator"]) == ("235147", "5000")
    assert [leg["quote"] for leg in ecb["quotes"]] == ["1 EUR = 1.2535 USD", "1 EUR = 58.8432 RUB"]
    assert floats(plain) == []


@pytest.mark.parametrize(
    ("part", "text"),
    [
        (Fraction(1, 3), "33.333 %"),
        (Fraction(-5, 10**6), "-0.001 %"),
        (Fraction(-1, 10**7), "0.000 %"),
    ],
)
def test_parts_are_shown_in_per_cent(part, text):
    assert percent(part) == text


BANKS = ["bnr", "boc", "cnb", "ecb", "mnb", "nbp", "rba", "tcmb"]
PRICES = st.decimals("0.0001", "9999", places=4).map(lambda d: f"{d:f}")
SAYINGS = st.dictionaries(st.sampled_from(BANKS), PRICES, min_size=1)


def numbers(found):
    """Return all of a comparison but the copies among the views."""
    return [v for v in found.views if not v.copy_of], found[4:]


@settings(max_examples=60)
@given(SAYINGS, st.randoms(use_true_random=False))
def test_a_median_has_no_order_and_lies_between_all(prices, random):
    listed = list(prices.items())
    found = said(*listed)
    random.shuffle(listed)
    assert numbers(said(*listed)) == numbers(found)
    rates = [Fraction(price) for price in prices.values()]
    assert min(rates) <= found.median <= max(rates)
    assert found.n == len(prices)
    assert [v.rate.exact for v in found.views] == sorted(rates)


@settings(max_examples=60)
@given(SAYINGS, PRICES)
def test_a_copy_changes_nothing(prices, price):
    listed = [*(prices | {"ecb": price}).items()]
    before, after = said(*listed), said(*listed, ("dnb", price), records=(COPYING,))
    assert numbers(after) == numbers(before)
    assert len(after.views) == len(before.views) + 1


@settings(max_examples=60)
@given(SAYINGS)
def test_a_blend_is_the_exact_median_or_none(prices):
    found = said(*prices.items())
    if len(prices) < 3:
        with pytest.raises(InvalidOption):
            found.blend()
        return
    blend = found.blend()
    assert blend.exact == found.median == evaluated(blend.formula)
    assert sum(weight for _, weight in blend.inputs) == 1
    assert len(blend.inputs) == len(prices)
