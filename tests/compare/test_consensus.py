"""Consensus as a check: who says what on a market day, and who counts."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from compare.quotes import COPYING, DAY, ECB, TABLE, add, by_id, converting, quote, said
from fxconv import Store
from fxconv.compare.consensus import compare
from fxconv.publishing.registry import load

COPYING_TOO = load("norges")._replace(copies=("ecb", date(1999, 1, 4)))


def test_tables_of_one_market_day_are_printed_under_two_dates(moscow):
    found = compare(moscow, "USD", "RUB", on="2014-11-19")
    views = by_id(found)
    assert {name: view.market_on for name, view in views.items()} == {"ecb": DAY, "cbr": DAY}
    assert views["cbr"].rate.exact == Fraction("47.0294")
    assert views["cbr"].rate.on == TABLE
    assert views["ecb"].rate.exact == ECB
    assert found.median == (ECB + Fraction("47.0294")) / 2
    assert found.spread == (Fraction("47.0294") - ECB) / found.median
    assert found.mad == (Fraction("47.0294") - ECB) / 2
    assert views["cbr"].deviation == Fraction("47.0294") / found.median - 1
    assert (found.n, [view.provider for view in found.views]) == (2, ["ecb", "cbr"])


def test_a_day_later_the_table_is_old_and_takes_no_part(moscow):
    found = compare(moscow, "USD", "RUB", on=TABLE)
    old = by_id(found)["cbr"]
    assert (old.lag, old.counts, old.notes) == (1, False, ("lag of 1 day",))
    assert found.n == 1
    assert found.median == by_id(found)["ecb"].rate.exact


def test_what_is_set_on_a_friday_is_dated_saturday():
    friday, saturday = date(2026, 3, 6), date(2026, 3, 7)
    store = add(Store.memory(), quote("cbr", "79.1", saturday), quote("nbrb", "79.0", friday))
    view = by_id(compare(converting(store), "USD", "RUB", on=friday))["cbr"]
    assert (view.market_on, view.rate.on, view.lag) == (friday, saturday, 0)


def test_of_two_quotes_of_different_days_the_older_counts():
    """NBP has its tables on days of their own; a cross of them is no view of the later day."""
    store = add(
        Store.memory(),
        quote("nbp", "0.07", date(2014, 11, 18), "RUB", "PLN"),
        quote("nbp", "3.36", DAY, "USD", "PLN"),
        quote("ecb", "47.0"),
    )
    view = by_id(compare(converting(store), "USD", "RUB", on=DAY))["nbp"]
    assert (view.market_on, view.lag, view.counts) == (date(2014, 11, 18), 1, False)


def test_a_bulletin_beyond_the_gap_is_not_shown():
    last = date(2014, 11, 11)
    store = add(Store.memory(), quote("cnb", "46.0", last), quote("ecb", "47.0"))
    assert list(by_id(compare(converting(store), "USD", "RUB", on=DAY))) == ["ecb"]
    assert "cnb" in by_id(compare(converting(store), "USD", "RUB", on=last))


@pytest.mark.parametrize(("kind", "newest"), [("cnb", TABLE), ("fixer", DAY)])
def test_the_newest_market_day_of_those_that_count_is_the_usual_one(kind, newest):
    store = add(Store.memory(), quote("ecb", "47.0"), quote(kind, "47.1", TABLE))
    assert compare(converting(store), "USD", "RUB").on == newest


def test_a_table_for_tomorrow_is_of_today():
    store = add(Store.memory(), quote("cbr", "45.79", date(2014, 11, 25)))
    assert compare(converting(store), "USD", "RUB").on == date(2014, 11, 24)


def test_a_day_to_come_is_not_the_newest_one():
    tomorrow = date(2014, 11, 25)
    store = add(Store.memory(), quote("cnb", "45.0"), quote("cnb", "46.0", tomorrow))
    found = compare(converting(store), "USD", "RUB")
    assert (found.on, found.median) == (DAY, 45)


def test_the_gap_is_counted_from_the_market_day():
    """Printed twelve days before, set thirteen days before, where twelve are normal."""
    store = add(Store.memory(), quote("cbr", "46.0", date(2014, 11, 7)), quote("ecb", "47.0"))
    assert list(by_id(compare(converting(store), "USD", "RUB", on=DAY))) == ["ecb"]
    before = date(2014, 11, 18)
    add(store, quote("ecb", "47.0", before))
    assert "cbr" in by_id(compare(converting(store), "USD", "RUB", on=before))


def test_copies_are_counted_once():
    prices = ("ecb", "47.0"), ("dnb", "47.0"), ("norges", "47.01"), ("cnb", "47.1")
    found = said(*prices, records=(COPYING, COPYING_TOO))
    views = by_id(found)
    assert [view.provider for view in found.views if view.counts] == ["ecb", "cnb"]
    assert views["dnb"].copy_of == "ecb"
    assert views["norges"].notes == ("copy of ecb",)
    assert found.median == Fraction("47.05")


def test_without_the_original_one_copy_stands_for_it():
    prices = ("norges", "47.01"), ("dnb", "47.0"), ("cnb", "47.1")
    views = by_id(said(*prices, records=(COPYING, COPYING_TOO)))
    assert [name for name, view in views.items() if view.counts] == ["dnb", "cnb"]
    assert views["dnb"].notes == ("stands for ecb",)


def test_an_original_that_is_late_is_stood_for():
    store = add(Store.memory(), quote("ecb", "46.5", date(2014, 11, 18)), quote("dnb", "47.0"))
    views = by_id(compare(converting(store, COPYING), "USD", "RUB", on=DAY))
    assert (views["dnb"].counts, views["ecb"].counts) == (True, False)


def test_a_bank_is_a_copy_only_since_it_copies():
    later = COPYING._replace(copies=("ecb", TABLE))
    found = said(("ecb", "47.0"), ("dnb", "47.02"), records=(later,))
    assert [view.copy_of for view in found.views] == ["", ""]
    assert found.n == 2


def test_undisclosed_sources_are_shown_and_not_counted():
    found = said(("ecb", "47.0"), ("cnb", "47.2"), ("fixer", "50"))
    view = by_id(found)["fixer"]
    assert found.median == Fraction("47.1")
    assert view.deviation == Fraction(50) / Fraction("47.1") - 1
    assert (view.counts, view.level, view.notes) == (False, "outlier", ("another kind: market",))


def test_undisclosed_sources_count_where_nobody_else_is():
    found = said(("fixer", "47.0"), ("currencylayer", "47.2"))
    assert (found.n, found.median) == (2, Fraction("47.1"))
    assert [view.notes for view in found.views] == [(), ()]


def test_a_rate_of_ones_own_is_of_another_kind():
    store = add(Store.memory(), quote("ecb", "47.0"), quote("cnb", "60", kind="user"))
    view = by_id(compare(converting(store), "USD", "RUB", on=DAY))["cnb"]
    assert (view.kind, view.counts) == ("user", False)


def test_a_provider_whose_package_is_gone_is_left_out():
    assert list(by_id(said(("ecb", "47.0"), ("nosuch", "47.1")))) == ["ecb"]
