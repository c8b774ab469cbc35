"""The audit record: what is in it, that it holds, and that a false one is found out."""

from __future__ import annotations

import copy
import json
import subprocess
import sys
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fxconv import Converter, Money, Quote, Source, Store
from fxconv.cli.explain import lines
from fxconv.conversion.verify import checked
from fxconv.errors import FxconvError, InvalidDate, InvalidRecord, RateNotFound
from fxconv.money.rounding import MODES
from surroundings import TODAY

DAY = date(2026, 3, 3)
COMPUTED = ("source", "target", "rate", "formula", "exact", "unrounded", "rounding", "steps")
COMPUTED += ("pays", "gets", "precision_bound")


def source(provider, number=1, retrieved="2026-03-03T17:00:00Z"):
    return Source(provider, f"https://bank.example/{number}", f"{number:064x}", retrieved)


@pytest.fixture(scope="module")
def banks():
    """Give a store of a bank that prints two sides, of one that sets ahead, and of one more."""
    store = Store.memory()
    sides = {"USD": ("43.9129", "43.9920"), "EUR": ("51.2001", "51.2923")}
    tcmb = Quote("USD", "TRY", "1", DAY, "tcmb", kind="indicative", number="2026/42")
    store.add(
        source("tcmb"),
        [
            tcmb._replace(base=code, price=price, side=side)
            for code, both in sides.items()
            for side, price in zip(("bid", "ask"), both, strict=True)
        ],
    )
    for number, day in enumerate([date(2026, 2, 27), date(2026, 2, 28), DAY], 1):
        cbr = Quote("USD", "RUB", f"77.{day:%m%d}", day, "cbr", 1, "mid", day - timedelta(1))
        yen = cbr._replace(base="JPY", per=100, price="49.1234")
        store.add(source("cbr", number), [q._replace(kind="official") for q in (cbr, yen)])
    nbp = [
        Quote(code, "PLN", price, on, "nbp", kind="average", number=number)
        for code, price, on, number in [
            ("USD", "3.6", date(2026, 3, 4), "043/A/NBP/2026"),
            ("AFN", "0.05", date(2026, 3, 4), "009/B/NBP/2026"),
            ("USD", "3.7", date(2026, 3, 5), "044/A/NBP/2026"),
            ("USD", "3.8", date(2026, 3, 6), "045/A/NBP/2026"),
        ]
    ]
    store.add(source("nbp"), nbp)
    store.add(source("boc"), [Quote("SYP", "CAD", "0.0124", DAY, "boc", kind="indicative")])
    with closing(store):
        yield store


@pytest.fixture(scope="module")
def asked(banks, converter):
    """Return what asks one bank of the store, or the rates that fxconv came with."""

    def convert(bank, /, *question, **rules):
        if bank is None:
            return converter.convert(*question, **rules)
        return Converter(banks, [bank], today=lambda: TODAY).convert(*question, **rules)

    return convert


def read(record):
    """Return a record as it is after a while in a file."""
    return json.loads(json.dumps(record))


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


# A false record.


def paths(value, here=()):
    """Return where every value of a record is."""
    if here:
        yield here
    for name, inner in (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if type(value) is list
        else ()
    ):
        yield from paths(inner, (*here, name))


def at(record, path):
    for name in path:
        record = record[name]
    return record


def changed(record, path, value):
    """Return the record with another value at a place."""
    found = copy.deepcopy(record)
    at(found, path[:-1])[path[-1]] = value
    return found


def other_digits(text):
    """Return a text with each of its digits changed in turn."""
    for i, char in enumerate(text):
        if char in "0123456789":
            yield f"{text[:i]}{(int(char) + 1) % 10}{text[i + 1 :]}"


FULL = (None, "1234.56", "USD", "CHF")
RULES = {"on": "2014-11-20", "fee": ("1.5%", "2 USD"), "cash": "CH"}


@pytest.fixture(scope="module")
def record(asked):
    return read(asked(*FULL, **RULES).as_dict())


@pytest.fixture(scope="module")
def euros(asked):
    return read(asked(None, 100, "DEM", "FRF", intermediate_decimals=3).as_dict())


def test_a_changed_digit_is_found(record, seed):
    count = 0
    for path in paths(record):
        value = at(record, path)
        price = path[0] == "legs" and path[-1] in ("price", "per")
        if path[0] not in COMPUTED and not price:
            continue
        texts = [str(value)] if isinstance(value, str | int) and value is not True else []
        for false in (f for text in texts for f in other_digits(text)):
            number = int(false) if isinstance(value, int) else false
            with pytest.raises(InvalidRecord, match="does not hold"):
                list(checked(changed(record, path, number), seed))
            count += 1
    assert count > 200


def test_a_changed_rounding_is_found(record, euros, seed):
    for whole in (record, euros):
        for i, step in enumerate(whole["rounding"]):
            for name, value in step.items():
                other = {"mode": "down"}.get(name, f"{value}1" if type(value) is str else value + 1)
                with pytest.raises(InvalidRecord, match="rounding"):
                    list(checked(changed(whole, ("rounding", i, name), other), seed))
        with pytest.raises(InvalidRecord):
            list(checked(whole | {"rounding": []}, seed))
    with pytest.raises(InvalidRecord, match="steps"):
        list(checked(record | {"steps": record["steps"][1:]}, seed))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("digits", 3),
        ("rounding", "down"),
        ("fee", ["1.6%", "2 USD"]),
        ("fee", []),
        ("cash", None),
        ("from", "EUR"),
        ("to", "EUR"),
        ("dated", "2014-01-01x"),
    ],
)
def test_a_changed_rule_is_found(record, seed, name, value):
    with pytest.raises(FxconvError):
        list(checked(changed(record, ("request", name), value), seed))


def test_a_changed_amount_of_the_request_is_found(record, seed):
    for false in ("1234.57", "9", "1234.5"):
        with pytest.raises(InvalidRecord):
            list(checked(changed(record, ("request", "amount"), false), seed))


def test_what_is_shown_of_a_quote_is_what_was_computed_with(record, seed):
    """A reader sees `1 EUR = 1.2539 USD`, so that text has to follow from the price."""
    for false in ("1 EUR = 1.2540 USD", "", "1 USD = 1.2539 EUR"):
        with pytest.raises(InvalidRecord):
            list(checked(changed(record, ("legs", 0, "quote"), false), seed))


def test_the_day_and_the_provider_follow_from_the_quotes(record, seed):
    for name, false in [("in_force", "2014-11-21"), ("provider", "cbr")]:
        with pytest.raises(InvalidRecord):
            list(checked(changed(record, (name,), false), seed))


@pytest.mark.parametrize(
    "change",
    [
        lambda legs: legs[::-1],
        lambda legs: legs[:1],
        lambda legs: legs[1:],
        lambda legs: [],
        lambda legs: [*legs, legs[0]],
        lambda legs: [{**legs[0], "inverted": not legs[0]["inverted"]}, *legs[1:]],
        lambda legs: [{**legs[0], "base": "GBP"}, *legs[1:]],
    ],
)
def test_quotes_that_do_not_join(record, seed, change):
    with pytest.raises(InvalidRecord, match="do not lead from USD to CHF"):
        list(checked(record | {"legs": change(record["legs"])}, seed))


HOSTILE = [
    None, True, 0, -1, 1.5, 10**4000, "", "x", "NaN", "sNaN", "Infinity", "-1", "0", "1e5000",
    "1e999999", "1e9999999999", "1" * 5000, f"0.{'0' * 5000}1", "\ud800", "9999-99-99", [], ["a"],
    [1, 2, 3], {}, {"a": 1}, [[[[]]]],
]  # fmt: skip


@pytest.mark.parametrize("value", HOSTILE, ids=lambda value: repr(value)[:14])
def test_a_garbled_record_is_not_verified(record, seed, value):
    """Whatever stands where, nothing else than an FxconvError comes out."""
    assert unexpected(record, value, lambda false: list(checked(false, seed))) == {}


@pytest.mark.parametrize("value", HOSTILE, ids=lambda value: repr(value)[:14])
def test_a_garbled_record_is_not_explained(record, value):
    assert unexpected(record, value, lambda false: list(lines(false))) == {}


def unexpected(record, value, action):
    """Return the errors that are none of ours, by the place of a value that caused them."""
    found = {
        path: error_of(lambda p=path: action(changed(record, p, value))) for path in paths(record)
    }
    return {path: repr(error)[:80] for path, error in found.items() if error}


def error_of(action):
    """Return the error of an action that is not one of ours."""
    try:
        action()
    except FxconvError:
        return None
    except Exception as error:
        return error
    return None


def test_a_record_that_lacks_something_is_an_error_of_ours(record, seed):
    for path in paths(record):
        lacking = copy.deepcopy(record)
        del at(lacking, path[:-1])[path[-1]]
        assert error_of(lambda lacking=lacking: list(checked(lacking, seed))) is None, path
        assert error_of(lambda lacking=lacking: list(lines(lacking))) is None, path


@pytest.mark.parametrize("whole", [None, 1, "text", [], {}, [1], {"request": {}}, {"legs": []}])
def test_what_is_no_record_at_all(seed, whole):
    with pytest.raises(InvalidRecord):
        list(checked(whole, seed))
    with pytest.raises(InvalidRecord):
        list(lines(whole))


# What is in the record.


def test_the_fields_of_a_quote_of_the_ecb(converter):
    record = converter.convert(1, "EUR", "USD", on="2014-11-19").as_dict()
    (leg,) = record["legs"]
    assert leg["published"] == {
        "at": "2014-11-19T14:30:00+01:00",
        "public_by": "2014-11-19T15:30:00+01:00",
        "basis": "schedule",
    }
    assert leg["in_force"] == {"from": "2014-11-19", "to": "2014-11-19", "by": "the next bulletin"}
    assert (leg["market_on"], leg["series"]) == ("2014-11-19", "EXR.D.USD.EUR.SP00.A")
    assert (leg["vintage"], leg["side"], leg["until"]) == (1, "mid", None)
    assert (record["in_force"], record["age_days"], record["provider"]) == ("2014-11-19", 0, "ecb")
    assert len(leg["source"]["sha256"]) == 64
    summer = converter.convert(1, "EUR", "USD", on="2014-07-18").as_dict()["legs"][0]
    assert summer["published"]["at"] == "2014-07-18T14:30:00+02:00"
    assert summer["in_force"]["to"] == "2014-07-20"


def test_the_fields_of_a_quote_of_the_bank_of_russia(asked):
    (leg,) = asked("cbr", 1, "USD", "RUB", on="2026-03-02").as_dict()["legs"]
    assert leg["published"] == {
        "at": "2026-02-27T16:30:00+03:00",
        "public_by": "2026-02-27T18:30:00+03:00",
        "basis": "schedule",
    }
    assert leg["in_force"] == {"from": "2026-02-28", "to": "2026-03-02", "by": "Bank of Russia"}
    assert (leg["market_on"], leg["series"], leg["vintage"]) == ("2026-02-27", "R01235", 1)


def test_the_fields_of_what_the_law_fixes(converter):
    (leg,) = converter.convert(1, "EUR", "DEM").as_dict()["legs"]
    assert leg["in_force"] == {"from": "1999-01-01", "to": None, "by": "irrevocable"}
    assert "published" not in leg
    assert leg["source"]["url"].startswith("https://")


def test_the_last_day_in_force_is_not_known_ahead(converter, asked):
    def last(**when):
        return converter.convert(1, "EUR", "USD", **when).as_dict()["legs"][0]["in_force"]["to"]

    assert last(at="2014-11-20T02:04:00+03:00") is None
    assert last(at="2014-11-20T15:29:59+01:00") is None
    assert last(on="2014-11-19", at="2014-11-20T15:29:59+01:00") is None
    assert last(on="2014-11-19", at="2014-11-20T15:30:00+01:00") == "2014-11-19"
    assert last() is None
    (leg,) = asked("cbr", 1, "USD", "RUB", at="2026-03-02T12:00:00+03:00").as_dict()["legs"]
    assert leg["in_force"]["to"] is None


def test_a_rate_of_a_rarer_currency_is_in_force_on_the_day_that_it_answers_for(asked):
    """Table B comes on Wednesdays; tables of the days between quote other currencies."""
    record = asked("nbp", 1, "AFN", "PLN", on="2026-03-06").as_dict()
    (leg,) = record["legs"]
    assert (record["in_force"], leg["number"]) == ("2026-03-04", "009/B/NBP/2026")
    force = leg["in_force"]
    assert force["from"] <= "2026-03-06" <= (force["to"] or "9999")


def test_what_was_never_asked_for(tmp_path):
    path = str(tmp_path / "rates.sqlite")
    with closing(Store(path, "rwc")) as store:
        store.add(source("cbr"), [Quote("USD", "RUB", "77", DAY, "cbr", kind="official")])
    asked = Converter(path, ["cbr"], today=lambda: TODAY)
    assert asked.convert(1, "USD", "RUB", on=DAY).as_dict()["never_asked_for"] is None
    record = asked.convert(1, "USD", "RUB", on="2026-03-06").as_dict()
    assert record["never_asked_for"] == ["2026-03-04", "2026-03-06"]
    assert any("2026-03-04 to 2026-03-06 were never asked for" in line for line in lines(record))


@pytest.mark.parametrize(
    "rules", [{"rule": "eu-vat-366"}, {"policy": "next"}, {"policy": "nearest"}]
)
def test_what_was_never_asked_for_before_a_bulletin_that_comes_later(rules):
    """The store lacks 1 December 2014, a Monday, so the 2nd is not the next one for certain."""
    with closing(Store.memory()) as store:
        store.add(source("ecb"), [Quote("EUR", "USD", "1.24", date(2014, 12, 2), "ecb")])
        asked = Converter(store, ["ecb"], today=lambda: TODAY)
        record = asked.convert(1, "USD", "EUR", on="2014-11-30", **rules).as_dict()
    assert record["in_force"] == "2014-12-02"
    assert "2014-12-01" in (record["never_asked_for"] or [])


def test_the_number_of_a_table_is_in_the_record(asked):
    (leg,) = asked("tcmb", 1, "USD", "TRY", on=DAY).as_dict()["legs"]
    assert (leg["number"], leg["sides"]) == ("2026/42", ["43.9129", "43.9920"])


# A store that lacks a quote, or has another one.


def test_a_quote_that_the_store_lacks_is_no_fault(record):
    with closing(Store.memory()) as store:
        _, *quotes = checked(record, store)
        assert len(quotes) == 2
        for line in quotes:
            assert "not in this store: fxconv update ecb --since 2014-11-20" in line
        found = Quote("EUR", "USD", "1.2539", date(2014, 11, 20), "ecb")
        store.add(source("ecb"), [found, found._replace(term="CHF", price="1.2345")])
        _, first, second = checked(record, store)
        assert "in this store, from another document" in first
        assert "not in this store, which has 1.2345 of 2014-11-20" in second


# Vintages: a bulletin that was corrected.

D = date(2014, 11, 19)
OLD, NEW = "2026-11-01T10:00:00Z", "2026-11-05T10:00:00Z"


def corrected(path, provider="ecb"):
    """Make a store in which a bulletin was downloaded, and once more when it was corrected."""
    kind = "reference" if provider == "ecb" else "official"
    base, term = ("EUR", "USD") if provider == "ecb" else ("USD", "RUB")
    with closing(Store(str(path), "rwc")) as store:
        for number, (price, when) in enumerate([("47.0294", OLD), ("47.0300", NEW)], 1):
            quote = Quote(base, term, price, D, provider, kind=kind)
            store.add(source(provider, number, when), [quote])
    return str(path)


@pytest.mark.parametrize(
    ("instant", "price", "number"),
    [
        (None, "47.0300", 2),
        (datetime(2026, 11, 5, 10, tzinfo=UTC), "47.0300", 2),
        (datetime(2026, 11, 5, 9, 59, 59, tzinfo=UTC), "47.0294", 1),
        (datetime(2026, 11, 1, 10, tzinfo=UTC), "47.0294", 1),
    ],
)
def test_what_the_store_held_at_an_instant(tmp_path, instant, price, number):
    path = corrected(tmp_path / "rates.sqlite", "cbr")
    asked = Converter(path, ["cbr"], today=lambda: TODAY, vintage=instant)
    (leg,) = asked.convert(1, "USD", "RUB", on=D).as_dict()["legs"]
    assert (leg["price"], leg["vintage"]) == (price, number)


def test_before_the_first_download_there_is_nothing(tmp_path):
    path = corrected(tmp_path / "rates.sqlite", "cbr")
    early = datetime(2026, 11, 1, 9, 59, 59, tzinfo=UTC)
    asked = Converter(path, ["cbr"], today=lambda: TODAY, vintage=early)
    with pytest.raises(RateNotFound, match="no rates of cbr"):
        asked.convert(1, "USD", "RUB", on=D)


def test_a_correction_of_what_fxconv_came_with_has_a_number_of_its_own(tmp_path):
    path = corrected(tmp_path / "rates.sqlite")
    found = {}
    for day in (31, 3, 6):
        vintage = datetime(2026, 10 if day == 31 else 11, day, 12, tzinfo=UTC)
        made = Converter(path, today=lambda: TODAY, vintage=vintage).convert(1, "EUR", "USD", on=D)
        (leg,) = made.as_dict()["legs"]
        found[leg["price"]] = leg["vintage"]
    assert found == {"1.2535": 1, "47.0294": 2, "47.0300": 3}


def test_a_vintage_has_a_zone(tmp_path):
    path = corrected(tmp_path / "rates.sqlite", "cbr")
    with pytest.raises(InvalidDate):
        Converter(path, ["cbr"], vintage=datetime(2026, 11, 3))


# The terminal.


@pytest.fixture
def fxconv(tmp_path, monkeypatch):
    monkeypatch.setenv("FXCONV_STORE", str(tmp_path / "none.sqlite"))
    monkeypatch.setenv("PYTHONIOENCODING", "utf-8")

    def run(*typed, said=None):
        command = [sys.executable, "-m", "fxconv", *map(str, typed)]
        text = {"input": said} if said is not None else {}
        return subprocess.run(command, capture_output=True, text=True, check=False, **text)

    return run


QUESTION = ["1e9", "USD", "RUB", "--on", "20 Nov 2014", "--fee", "1%"]


def stations(text):
    """Return the lines of an explanation without the command line."""
    kept = [line.partition("; typed:")[0] for line in text.splitlines()]
    return [line for line in kept if not line.startswith("  verified")]


def test_a_record_is_explained_as_it_was(fxconv, tmp_path):
    done = fxconv(*QUESTION, "-o", "json")
    path = tmp_path / "r.json"
    path.write_text(done.stdout)
    typed = "fxconv 1e9 USD RUB --on '20 Nov 2014' --fee 1% -o json"
    assert json.loads(done.stdout)["request"]["typed"] == typed
    told = fxconv("explain", path)
    assert (told.returncode, told.stderr) == (0, "")
    assert f"typed: {typed}" in told.stdout
    assert stations(told.stdout) == stations(fxconv(*QUESTION, "--explain").stdout)
    verified = fxconv("explain", path, "--verify")
    assert verified.returncode == 0
    assert stations(verified.stdout) == stations(told.stdout)
    last = verified.stdout.splitlines()[-3:]
    assert "byte for byte" in last[0]
    assert all("in this store, from the same document" in line for line in last[1:])


def test_records_from_stdin_one_a_line_or_in_a_list(fxconv):
    question = ["100", "USD", "EUR", "CHF", "JPY", "--on", "2014-11-20"]
    told = []
    for form in ("json", "jsonl"):
        records = fxconv(*question, "-o", form).stdout
        done = fxconv("explain", "-", "--verify", said=records)
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout.count("byte for byte") == 3
        told.append(stations(done.stdout))
    assert told[0] == told[1]


def test_a_false_record_at_the_terminal(fxconv, tmp_path):
    path = tmp_path / "r.json"
    path.write_text(fxconv(*QUESTION, "-o", "json").stdout.replace("1.2539", "1.2540"))
    done = fxconv("explain", path, "--verify")
    assert done.returncode == 4
    assert "does not hold" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_store_that_lacks_the_quote_at_the_terminal(fxconv, banks, tmp_path):
    made = Converter(banks, ["cbr"], today=lambda: TODAY).convert(1, "USD", "RUB", on=DAY)
    path = tmp_path / "r.json"
    path.write_text(json.dumps(made.as_dict()))
    done = fxconv("explain", path, "--verify")
    assert done.returncode == 0
    assert "is not in this store: fxconv update cbr --since 2026-03-03 gets it" in done.stdout


@pytest.mark.parametrize(
    "body",
    [
        b"dear diary",
        b"",
        b"\n\n",
        b"\xff\xfe\x00\x01",
        b"[" * 100_000,
        b'{"a": 1',
        b"{}",
        b"[1]",
        b"null",
        b'"text"',
        b'{"a": 1}\n{"b"',
    ],
    ids=range(11),
)
def test_a_file_that_is_no_record(fxconv, tmp_path, body):
    path = tmp_path / "r.json"
    path.write_bytes(body)
    for more in ([], ["--verify"]):
        done = fxconv("explain", path, *more)
        assert done.returncode == 4
        assert done.stdout == ""
        assert len(done.stderr.splitlines()) == 1
        assert "does not hold" in done.stderr


def test_no_file_is_an_error_of_usage(fxconv, tmp_path):
    for path in (tmp_path / "none.json", tmp_path):
        done = fxconv("explain", path)
        assert (done.returncode, done.stdout) == (2, "")
        assert str(path) in done.stderr
    assert fxconv("explain").returncode == 2


def test_what_a_record_does_to_a_terminal(fxconv, tmp_path):
    """A stranger's record neither breaks the output nor moves the cursor."""
    whole = json.loads(fxconv(*QUESTION, "-o", "json").stdout)
    path = tmp_path / "r.json"
    for text in ("\x1b[2J", "\ud800", "a\nverified"):
        whole["request"]["typed"] = text
        path.write_text(json.dumps(whole))
        done = fxconv("explain", path)
        assert "Traceback" not in done.stderr
        assert "\x1b" not in done.stdout
        assert done.returncode in (0, 4)


def test_a_tiny_amount_is_explained(fxconv):
    done = fxconv("1e-28", "USD", "EUR", "--on", "2014-11-20", "--explain")
    assert (done.returncode, done.stderr) == (0, "")


def test_a_vintage_at_the_terminal(fxconv, tmp_path, monkeypatch):
    monkeypatch.setenv("FXCONV_STORE", corrected(tmp_path / "rates.sqlite", "cbr"))
    question = ["1", "USD", "RUB", "--on", "2014-11-19", "--from-provider", "cbr"]
    now, then = (
        fxconv(*question, *more).stdout for more in ([], ["--vintage", "2026-11-03 12:00 UTC"])
    )
    assert now.startswith("1.00 USD = 47.03 RUB\n1 USD = 47.03 RUB")
    assert then.startswith("1.00 USD = 47.03 RUB\n1 USD = 47.0294 RUB")
    early = fxconv(*question, "--vintage", "2020-01-01T00:00:00Z")
    assert (early.returncode, early.stdout) == (3, "")
    assert fxconv(*question, "--vintage", "2026-11-03").returncode == 2
    explained = fxconv(*question, "--explain").stdout
    assert "vintage 2" in explained


def test_amounts_in_a_record_are_text(record):
    numbers = [at(record, path) for path in paths(record) if path[-1] in ("amount", "price")]
    assert all(isinstance(number, str) and Decimal(number) is not None for number in numbers)
    assert not any(isinstance(at(record, path), float) for path in paths(record))
