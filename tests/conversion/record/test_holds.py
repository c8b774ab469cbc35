"""Records of all kinds hold, and say what they were made of."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conversion.record.records import DAY, read
from fxconv import Money
from fxconv.cli.explain import lines
from fxconv.conversion.verify import checked
from fxconv.errors import RateNotFound
from fxconv.money.rounding import MODES

KINDS = {
    "cross": (None, "1e9", "USD", "RUB", {"on": "2014-11-20"}),
    "text of an amount": (None, "0012.340", "USD", "EUR", {"on": "2014-11-20"}),
    "negative": (None, "-0.005", "USD", "EUR", {"on": "2014-11-20"}),
    "nothing": (None, 0, "USD", "EUR", {"on": "2014-11-20"}),
    "tiny": (None, "1e-28", "USD", "EUR", {"on": "2014-11-20"}),
    "huge": (None, "1e30", "JPY", "USD", {"on": "2014-11-20"}),
    "money": (None, Money("12.50", "USD"), "EUR", None, {"on": "2014-11-20"}),
    "newest": (None, 100, "USD", "EUR", {}),
    "at": (None, 100, "USD", "EUR", {"at": "2014-11-20 02:04 UTC+3"}),
    "on and at": (None, 1, "USD", "EUR", {"on": "2014-11-20", "at": "2014-11-21T00:00:00Z"}),
    "next": (None, 1, "USD", "EUR", {"on": "2014-11-22", "policy": "next"}),
    "nearest": (None, 1, "USD", "EUR", {"on": "2014-11-23", "policy": "nearest"}),
    "rounding": (None, "7.77", "USD", "JPY", {"on": "2014-11-20", "rounding": "floor"}),
    "digits": (None, "7.77", "USD", "JPY", {"on": "2014-11-20", "digits": 30}),
    "not rounded": (None, 1, "USD", "XAU", {}),
    "identity": (None, "5.100", "USD", "USD", {}),
    "identity, rounded": (None, "5.105", "USD", "USD", {"digits": 2}),
    "identity with a fee": (None, "5.105", "EUR", "EUR", {"fee": "1%", "cash": "FI"}),
    "law": (None, 100, "DEM", "FRF", {}),
    "law, by way of euros": (None, 100, "DEM", "FRF", {"intermediate_decimals": 3}),
    "peg": (None, 100, "USD", "TMT", {"on": "2015-01-01"}),
    "redenomination": (None, 1_000_000, "TRL", "TRY", {}),
    "fees": (None, 100, "USD", "CHF", {"on": "2014-11-20", "fee": ("1.5%", "2 USD", "1 CHF")}),
    "cash": (None, 100, "USD", "CHF", {"on": "2014-11-20", "fee": "2%", "cash": "ch"}),
    "dated, unchanged": (None, "5.10", "USD", "EUR", {"on": "2014-11-20", "dated": "2014-01-01"}),
    "dated, there": (None, 10**6, "VES", "VES", {"on": "2021-10-01", "dated": "2021-09-30"}),
    "dated, back": (None, "1.5", "VES", "VES", {"on": "2021-09-30", "dated": "2021-10-01"}),
    "age": (None, 1, "USD", "EUR", {"on": "2014-11-22", "max_age": "3b"}),
    "customs": (None, 1, "USD", "EUR", {"on": "2014-11-20", "rule": "eu-customs-146"}),
    "one-stop shop": (None, 1, "USD", "EUR", {"on": "2014-11-30", "rule": "eu-vat-366"}),
    "ias": (None, 1, "USD", "EUR", {"on": "2014-11-20", "rule": "ias-21", "provider": "ecb"}),
    "derived middle": ("tcmb", 100, "USD", "TRY", {"on": DAY}),
    "cross of two middles": ("tcmb", 100, "USD", "EUR", {"on": DAY}),
    "bid": ("tcmb", 100, "USD", "TRY", {"on": DAY, "side": "bid"}),
    "dealt": ("tcmb", 100, "USD", "EUR", {"on": DAY, "side": "dealt", "fee": "1 USD"}),
    "buying rate": ("tcmb", 100, "USD", "TRY", {"on": "2026-03-04", "rule": "tr-vuk-280"}),
    "nominal": ("cbr", "1e6", "JPY", "USD", {"on": "2026-03-02"}),
    "in force": ("cbr", 1, "USD", "RUB", {"on": "2026-03-02", "rule": "ru-pbu-3"}),
    "set in advance": ("cbr", 1, "USD", "RUB", {"at": "2026-02-27T20:00:00+03:00"}),
    "day before": ("nbp", 1, "USD", "PLN", {"on": "2026-03-06", "rule": "pl-vat-31a"}),
    "old money": ("boc", 10_000, "SYP", "CAD", {"on": DAY, "dated": "2025-12-31"}),
}


@pytest.fixture(params=KINDS)
def made(request, asked):
    provider, *question, rules = KINDS[request.param]
    return asked(provider, *question, **rules)


def test_every_record_holds(made, banks, seed):
    record = read(made.as_dict())
    first, *quotes = checked(record, seed if made.provider in (None, "fixed", "ecb") else banks)
    assert "byte for byte" in first
    assert made.answer() in first
    assert len(quotes) == sum(leg.quote.provider != "fixed" for leg in made.legs)
    if made.provider in ("ecb", "cbr", "tcmb", "nbp", "boc"):
        assert all("in this store, from the same document" in line for line in quotes)


def test_every_record_is_the_same_after_json_and_can_be_explained(made):
    record = made.as_dict()
    assert read(record) == record
    told = list(lines(read(record)))
    assert told == list(lines(record))
    assert told[0] == f"{made.source} = {made.target}"
    assert f"  formula    {made.formula}" in told
    assert f"  exact      {record['exact']}" in told


def test_every_record_says_what_it_was_made_of(made):
    record = made.as_dict()
    assert record["target"] == {"amount": f"{made.result:f}", "currency": made.term.code}
    above, below = map(int, record["exact"].split("/"))
    assert (above, below) == (made.exact.numerator, made.exact.denominator)
    assert [leg["price"] for leg in record["legs"]] == [leg.quote.price for leg in made.legs]
    assert record["request"]["typed"] is None
    assert record["flags"] == list(made.flags)


CODES = st.sampled_from(["EUR", "USD", "JPY", "GBP", "CHF", "DEM", "FRF", "ITL", "SEK", "BGN"])


@given(
    amount=st.decimals("-1e9", "1e9", places=3).map(str),
    pair=st.tuples(CODES, CODES),
    on=st.dates(date(1999, 1, 4), date(2026, 10, 30)),
    rules=st.fixed_dictionaries(
        {},
        optional={
            "policy": st.sampled_from(["previous", "exact", "next", "nearest"]),
            "rounding": st.sampled_from(sorted(MODES)),
            "digits": st.integers(0, 12),
            "intermediate_decimals": st.integers(3, 8),
            "fee": st.lists(st.sampled_from(["1%", "0.333%", "12.3456%"]), max_size=3).map(tuple),
            "dated": st.dates(date(1999, 1, 1), date(2026, 10, 30)),
            "max_age": st.sampled_from([400, "60w", "300b"]),
            "provider": st.just("ecb"),
        },
    ),
)
@settings(max_examples=150, deadline=None)
def test_records_of_all_kinds_hold(converter, seed, amount, pair, on, rules):
    try:
        made = converter.convert(amount, *pair, on=on, **rules)
    except RateNotFound:
        return
    record = read(made.as_dict())
    assert "byte for byte" in next(iter(checked(record, seed)))
    assert next(iter(lines(record))) == f"{made.source} = {made.target}"
