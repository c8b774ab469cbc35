"""What stands out and why, and what is not compared."""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction

import pytest

from compare.quotes import DAY, TABLE, add, by_id, converting, quote, said
from fxconv import Source, Store
from fxconv.compare.consensus import compare
from fxconv.errors import InvalidOption, RateNotFound
from fxconv.publishing.registry import load


@pytest.mark.parametrize(
    ("off", "level", "notes"),
    [
        ("47.0000", "", ()),
        ("47.2350", "", ()),
        ("47.2351", "warning", ("unexplained",)),
        ("47.9400", "warning", ("unexplained",)),
        ("47.9401", "outlier", ("unexplained",)),
        ("0.4700", "outlier", ("close to 1/100 of the others; check unit and direction",)),
        ("470000", "outlier", ("close to 10000 times the others; check unit and direction",)),
        ("0.02128", "outlier", ("close to the inverse of the others; check unit and direction",)),
    ],
)
def test_what_stands_out_and_why(off, level, notes):
    """Half a per cent is a warning, two are an outlier; wrong units and swapped pairs are named."""
    found = said(("ecb", "47.0000"), ("cnb", "47.0000"), ("rba", "47.0000"), ("boc", off))
    view = by_id(found)["boc"]
    assert view.level == level
    assert [note.removeprefix("unexplained: ") for note in view.notes] == list(notes)
    assert [v.level for v in found.views if v.provider != "boc"] == ["", "", ""]


def test_few_digits_explain_what_they_leave_open():
    found = said(("ecb", "47.0000"), ("cnb", "47.3000"), ("rba", "47.4"), ("boc", "48"))
    view = by_id(found)["boc"]
    assert view.level == "warning"
    assert view.notes == ("few digits: accurate only to ±1.042 %",)
    assert view.rate.relative_error == Fraction(1, 96)


@pytest.mark.parametrize(("snapshot", "noted"), [(False, True), (True, False)])
def test_crosses_of_different_moments_are_told(snapshot, noted):
    store = add(Store.memory(), quote("ecb", "47.0000"), quote("rba", "47.0000"))
    nbk = load("nbk")._replace(snapshot=snapshot)
    pair = [
        quote("nbk", "180.0000", TABLE, "USD", "KZT"),
        quote("nbk", "3.7500", TABLE, "RUB", "KZT"),
    ]
    store.add(Source("nbk", "https://bank.example/", "", ""), pair)
    view = by_id(compare(converting(store, nbk), "USD", "RUB", on=DAY))["nbk"]
    assert (view.level, view.counts) == ("outlier", True)
    assert ("its bulletin combines prices from different moments" in view.notes) is noted


def test_one_quote_is_of_one_moment():
    cbr = load("cbr")._replace(snapshot=False)
    prices = ("ecb", "47.0000"), ("rba", "47.0000"), ("cnb", "47.0000")
    store = add(Store.memory(), *(quote(*p) for p in prices), quote("cbr", "49.0000", TABLE))
    view = by_id(compare(converting(store, cbr), "USD", "RUB", on=DAY))["cbr"]
    assert (view.level, view.notes) == ("outlier", ("unexplained",))


def test_near_parity_a_distance_is_no_inverse():
    store = add(Store.memory(), *(quote(b, "1.0000", term="CHF") for b in ("ecb", "cnb")))
    add(store, quote("rba", "1.0300", term="CHF"))
    view = by_id(compare(converting(store), "USD", "CHF", on=DAY))["rba"]
    assert (view.level, view.notes) == ("outlier", ("unexplained",))


def test_of_two_sources_a_wrong_unit_is_seen_on_both():
    views = by_id(said(("ecb", "47.0000"), ("cnb", "0.4710")))
    assert "1/100 of the others" in views["cnb"].notes[0]
    assert "100 times the others" in views["ecb"].notes[0]


def test_a_currency_and_itself_are_not_compared(moscow):
    with pytest.raises(InvalidOption, match="a currency other than the base"):
        compare(moscow, "USD", "USD", on=DAY)


@pytest.mark.parametrize("pair", [("DEM", "FRF"), ("DEM", "EUR")])
@pytest.mark.parametrize("on", [DAY, None])
def test_what_law_fixes_is_not_compared(moscow, pair, on):
    with pytest.raises(RateNotFound, match="law or decree fixes it"):
        compare(moscow, *pair, on=on)


@pytest.mark.parametrize(
    ("on", "why"),
    [
        (date(2014, 11, 23), "2014-11-21; use --on 2014-11-21, or run `fxconv update cbr ecb nbp"),
        (date(1990, 1, 1), "near this day; run `fxconv update cbr ecb nbp --since 1990-01-01"),
    ],
)
def test_nobody_on_the_day(moscow, on, why):
    with pytest.raises(RateNotFound, match=re.escape(why)):
        compare(moscow, "USD", "RUB", on=on)


def test_no_bulletin_at_all():
    with pytest.raises(RateNotFound, match="no stored source has it; run `fxconv update ecb"):
        compare(converting(Store.memory()), "EUR", "USD")


def test_who_may_know_more_is_named_with_the_days_that_it_prints(moscow):
    found = compare(moscow, "USD", "RUB", on=DAY)
    assert found.more == "fxconv update nbp cnb --since 2014-11-19 --until 2014-11-19"
    alone = said(("ecb", "47.0"))
    assert alone.more == "fxconv update cbr nbp cnb --since 2014-11-19 --until 2014-11-22"
    assert (alone.n, alone.spread, alone.mad, alone.views[0].deviation) == (1, 0, 0, 0)
