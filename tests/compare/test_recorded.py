"""Recorded documents of a quiet day: banks agree, and one that errs is found."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from compare.quotes import COPYING, by_id
from fxconv import Converter, Source, Store
from fxconv.compare.consensus import compare
from fxconv.publishing.registry import ids
from fxconv.store.overlay import Overlay
from providers.documents import FOLDERS, RECORDED, quotes_of


@pytest.fixture(scope="module")
def recorded(seed):
    """Give all that was recorded of the banks, over what the ECB printed."""
    if not RECORDED.exists():
        pytest.skip("the recorded documents are not here")
    store = Store.memory()
    for name in ids():
        for file, quotes in quotes_of(name, RECORDED / FOLDERS.get(name, name)).items():
            store.add(Source(name, file, "", ""), quotes)
    yield Overlay(store, seed)
    store.close()


@pytest.mark.parametrize(("pair", "near"), [(("EUR", "USD"), "1.17"), (("USD", "JPY"), "157.1")])
def test_banks_agree_within_half_a_per_cent_on_a_quiet_day(recorded, pair, near):
    found = compare(Converter(recorded, [COPYING, "ecb"]), *pair, on="2026-03-02")
    views = by_id(found)
    assert found.n >= 15
    assert abs(found.median / Fraction(near) - 1) < Fraction(1, 100)
    counting = [v for v in found.views if v.counts]
    assert [v.provider for v in counting if v.level == "outlier"] == []
    assert len([v for v in counting if v.level]) <= 1
    assert views["ecb"].counts
    assert (views["dnb"].counts, views["dnb"].copy_of) == (False, "ecb")
    assert {"cbr", "nbp", "cnb", "nbu", "rba", "ecb"} <= set(views)


@pytest.mark.parametrize(
    ("name", "pair", "wrong", "told"),
    [
        ("cnb", "JPY/CZK/100", {"per": 1}, "it is near 100 times the others"),
        ("imf", "EUR/USD", {"base": "USD", "term": "EUR"}, "it is near the inverse of the others"),
        ("cnb", "USD/CZK", {"base": "CZK", "term": "USD"}, "unexplained"),
    ],
)
def test_a_wrong_unit_or_direction_of_one_bank_is_found(recorded, name, pair, wrong, told):
    upper, on = Store.memory(), date(2026, 3, 2)
    (bulletin,) = recorded.between(name, on, on)
    right = bulletin.quote(bulletin.pairs.index(pair))
    upper.add(Source(name, "https://wrong.example/", "", ""), [right._replace(**wrong)])
    base, term = {"JPY/CZK/100": ("JPY", "USD")}.get(pair, ("EUR", "USD"))
    found = compare(Converter(Overlay(upper, recorded)), base, term, on=on)
    assert [v.provider for v in found.views if v.level == "outlier"] == [name]
    assert told in by_id(found)[name].notes[-1]
