"""Rules of law by name: whose rate of which day, what they refuse, and what is recorded of them."""

from __future__ import annotations

import calendar
import inspect
import subprocess
import sys
from contextlib import suppress
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fxconv import Converter, Quote, Source, Store
from fxconv.cli.explain import lines
from fxconv.errors import InvalidDate, InvalidOption, NotYetKnown, RateNotFound
from fxconv.publishing.registry import ids, load
from fxconv.rules import statutes

LAST = date(2026, 10, 30)
"""The last bulletin of the ECB that fxconv comes with."""


def converting(provider, quotes, today=date(2026, 11, 24)):
    """Return a converter that knows some quotes of one bank."""
    store = Store.memory()
    store.add(Source(provider, "https://bank.example/", "", ""), quotes)
    return Converter(store, [provider], today=lambda: today)


@pytest.fixture(scope="module")
def nbp():
    """Give the average dollar of a week and a Monday; 6 January is a holiday in Poland."""
    days = {2: "3.5948", 5: "3.6004", 7: "3.6051", 8: "3.6062", 9: "3.6123", 12: "3.6088"}
    quotes = [
        Quote("USD", "PLN", price, date(2026, 1, day), "nbp", kind="average")
        for day, price in days.items()
    ]
    return converting("nbp", quotes)


@pytest.fixture(scope="module")
def cbr():
    """Give tables of a Friday, a Saturday (set on the Friday) and a Tuesday."""
    tables = {date(2026, 2, 27): "77.1", date(2026, 2, 28): "77.2", date(2026, 3, 3): "77.1734"}
    quotes = [
        Quote("USD", "RUB", price, on, "cbr", 1, "mid", on - timedelta(1), "official")
        for on, price in tables.items()
    ]
    return converting("cbr", quotes)


@pytest.fixture(scope="module")
def tcmb():
    """Give both sides of the dollar of a Monday, a Tuesday and a Friday."""
    sides = {2: ("43.9011", "43.9802"), 3: ("43.9129", "43.9920"), 6: ("43.9400", "44.0192")}
    quotes = [
        Quote("USD", "TRY", price, date(2026, 3, day), "tcmb", 1, side, kind="indicative")
        for day, both in sides.items()
        for side, price in zip(("bid", "ask"), both, strict=True)
    ]
    return converting("tcmb", quotes)


@pytest.mark.parametrize(
    ("day", "of"),
    [
        ("2026-01-09", "2026-01-08"),
        ("2026-01-10", "2026-01-09"),
        ("2026-01-11", "2026-01-09"),
        ("2026-01-12", "2026-01-09"),
        ("2026-01-07", "2026-01-05"),
        ("2026-01-06", "2026-01-05"),
        ("2026-01-05", "2026-01-02"),
    ],
)
def test_polish_vat_takes_the_last_working_day_before(nbp, day, of):
    made = nbp.convert(100, "USD", "PLN", on=day, rule="pl-vat-31a")
    assert (str(made.in_force), str(made.on)) == (of, day)
    assert made.provider == "nbp"


@given(st.dates(date(2026, 1, 3), date(2026, 1, 22)))
def test_polish_vat_never_takes_the_same_day(nbp, day):
    assert nbp.rate("USD", "PLN", on=day, rule="pl-vat-31a").on < day


def test_polish_vat_by_what_was_known(nbp):
    """The table of the day before has been public since its noon."""
    known = nbp.rate("USD", "PLN", on="2026-01-09", at="2026-01-09T08:00:00Z", rule="pl-vat-31a")
    assert str(known.on) == "2026-01-08"
    with pytest.raises(NotYetKnown, match="2026-01-08 was not public"):
        nbp.rate("USD", "PLN", on="2026-01-09", at="2026-01-08T08:00:00Z", rule="pl-vat-31a")


@pytest.mark.parametrize(
    ("day", "of"),
    [
        ("2014-10-31", "2014-10-31"),
        ("2014-11-30", "2014-12-01"),
        ("2014-08-31", "2014-09-01"),
        ("2016-12-31", "2017-01-02"),
        ("2024-03-31", "2024-04-02"),
        ("2024-02-29", "2024-02-29"),
    ],
)
def test_one_stop_shop_takes_the_next_publication(converter, day, of):
    made = converter.convert(100, "USD", "EUR", on=day, rule="eu-vat-366")
    assert (str(made.in_force), made.provider) == (of, "ecb")
    assert ("look-ahead" in made.flags) == (day != of)


@given(st.dates(date(1999, 2, 1), LAST))
@settings(deadline=None)
def test_one_stop_shop_is_for_the_end_of_a_month(converter, day):
    if day.day == calendar.monthrange(day.year, day.month)[1]:
        found = converter.rate("USD", "EUR", on=day, rule="eu-vat-366").on
        assert day <= found <= day + timedelta(5)
    else:
        with pytest.raises(InvalidOption, match="last day of a month"):
            converter.rate("USD", "EUR", on=day, rule="eu-vat-366")


@pytest.mark.parametrize("at", ["2021-01-31T12:00:00Z", "2021-02-01T12:00:00Z"])
def test_the_next_publication_is_not_known_before_it_is_published(converter, at):
    """31 January 2021 was a Sunday, and the rates of the Monday came at 16:00."""
    with pytest.raises(NotYetKnown, match="2021-02-01"):
        converter.convert(1, "USD", "EUR", on="2021-01-31", at=at, rule="eu-vat-366")
    made = converter.convert(
        1, "USD", "EUR", on="2021-01-31", at="2021-02-01T16:00:00Z", rule="eu-vat-366"
    )
    assert str(made.in_force) == "2021-02-01"


def test_the_next_publication_of_today_is_not_there_yet(converter):
    with pytest.raises(RateNotFound):
        converter.convert(1, "USD", "EUR", on="2026-11-30", rule="eu-vat-366")


def last_wednesday_but_one(year, month):
    """Return the day, counted from the weeks that a printed calendar shows."""
    weeks = calendar.Calendar().monthdatescalendar(year, month)
    return [d for week in weeks for d in week if d.month == month and d.weekday() == 2][-2]


@pytest.mark.parametrize("year", range(1999, 2027))
def test_customs_take_the_last_wednesday_but_one_for_a_month(year):
    rule = statutes.find("eu-customs-146")
    for month in range(1, 13):
        wednesday = last_wednesday_but_one(year, month)
        first = (date(year, month, 28) + timedelta(4)).replace(day=1)
        days = calendar.monthrange(first.year, first.month)[1]
        span = [first + timedelta(i) for i in range(days)]
        assert {rule.day(day) for day in span} == {wednesday}
        assert {rule.holds(day) for day in span} == {(span[0], span[-1])}


@given(st.dates(date(1999, 3, 1), LAST))
@settings(deadline=None)
def test_customs_use_one_rate_all_month(converter, day):
    before = day.replace(day=1) - timedelta(1)
    wednesday = last_wednesday_but_one(before.year, before.month)
    made = converter.convert(1, "USD", "EUR", on=day, rule="eu-customs-146")
    usual = converter.rate("USD", "EUR", on=wednesday, provider="ecb")
    assert made.rate == usual
    assert wednesday - timedelta(4) <= made.in_force <= wednesday
    first, last = made.as_dict()["rule"]["holds"]
    assert first[:7] == last[:7] == day.isoformat()[:7]
    assert first <= day.isoformat() <= last


def test_vat_goes_by_way_of_the_euro(converter):
    made = converter.convert(100, "USD", "SEK", on="2014-11-22", rule="eu-vat-91")
    assert made.rate.path == ("USD", "EUR", "SEK")
    assert (str(made.in_force), made.provider) == ("2014-11-21", "ecb")
    dollar, crown = (converter.rate("EUR", c, on="2014-11-21").exact for c in ("USD", "SEK"))
    assert made.exact == 100 / dollar * crown


@pytest.mark.parametrize(
    ("day", "price"),
    [
        ("2026-02-27", "77.1"),
        ("2026-02-28", "77.2"),
        ("2026-03-01", "77.2"),
        ("2026-03-02", "77.2"),
        ("2026-03-03", "77.1734"),
    ],
)
def test_russian_accounting_takes_what_is_in_force(cbr, day, price):
    (leg,) = cbr.rate("USD", "RUB", on=day, rule="ru-pbu-3").legs
    assert leg.quote.price == price


@pytest.mark.parametrize(
    ("day", "bid", "of"),
    [
        ("2026-03-03", "43.9011", "2026-03-02"),
        ("2026-03-04", "43.9129", "2026-03-03"),
        ("2026-03-06", "43.9129", "2026-03-03"),
        ("2026-03-07", "43.9400", "2026-03-06"),
        ("2026-03-09", "43.9400", "2026-03-06"),
    ],
)
def test_turkish_taxes_take_the_buying_rate_of_the_day_before(tcmb, day, bid, of):
    made = tcmb.convert(100, "USD", "TRY", on=day, rule="tr-vuk-280")
    assert (made.legs[0].quote.price, str(made.in_force)) == (bid, of)
    assert made.exact == 100 * Fraction(bid)
    assert made.flags == ("bid",)
    assert "derived-mid" not in made.flags


def test_turkish_taxes_take_a_buying_rate_without_a_selling_rate():
    quote = Quote("XDR", "TRY", "60.1", date(2026, 3, 3), "tcmb", 1, "bid", kind="indicative")
    both = [quote._replace(base="USD", price=p, side=s) for p, s in [("43", "bid"), ("44", "ask")]]
    asked = converting("tcmb", [quote, *both])
    rate = asked.rate("XDR", "TRY", on="2026-03-04", rule="tr-vuk-280")
    assert rate.legs[0].quote.price == "60.1"


def test_ias_21_takes_the_day_itself_of_whoever_is_asked(converter, cbr):
    assert str(converter.rate("USD", "EUR", on="2014-11-20", rule="ias-21").on) == "2014-11-20"
    made = cbr.convert(1, "USD", "RUB", on="2026-03-02", rule="ias-21")
    assert str(made.in_force) == "2026-02-28"
    named = converter.convert(1, "USD", "EUR", on="2014-11-20", rule="ias-21", provider="ecb")
    assert named.options.provider == "ecb"


@pytest.mark.parametrize(
    ("rules", "option", "allowed"),
    [
        ({"rule": "pl-vat-31a", "provider": "ecb"}, "provider", "nbp"),
        ({"rule": "ru-pbu-3", "provider": "ecb"}, "provider", "cbr"),
        ({"rule": "eu-vat-366", "policy": "exact"}, "policy", "next"),
        ({"rule": "eu-vat-366", "policy": "nearest"}, "policy", "next"),
        ({"rule": "eu-vat-91", "policy": "next"}, "policy", "previous"),
        ({"rule": "ias-21", "policy": "next"}, "policy", "previous"),
        ({"rule": "tr-vuk-280", "side": "ask"}, "side", "bid"),
        ({"rule": "eu-vat-91", "side": "bid"}, "side", "mid"),
        ({"rule": "eu-vat-92"}, "rule", "eu-vat-91"),
    ],
)
def test_what_a_law_decides_cannot_be_asked_for(converter, rules, option, allowed):
    with pytest.raises(InvalidOption) as caught:
        converter.convert(1, "USD", "EUR", on="2014-10-31", **rules)
    assert caught.value.option == option
    assert allowed in caught.value.allowed


@pytest.mark.parametrize("rule", sorted(statutes.ALL))
def test_what_a_law_decides_can_be_said_as_well(rule):
    from fxconv.rules.options import checked as terms

    law = statutes.find(rule)
    said = terms(provider=law.provider, policy=law.policy, side=law.side, rule=rule.upper())
    assert said == terms(rule=rule)
    assert (said.provider, said.policy, said.side) == (law.provider, law.policy, law.side)


@pytest.mark.parametrize("rule", sorted(statutes.ALL))
@pytest.mark.parametrize("when", [{}, {"at": "2021-01-31T20:00:00Z"}])
def test_a_rule_starts_from_a_day(converter, rule, when):
    """An instant alone is none: on the evening of that Sunday nobody knew the Monday's rates."""
    asks = [
        lambda: converter.convert(1, "USD", "EUR", rule=rule, **when),
        lambda: converter.convert(1, "USD", "USD", rule=rule, **when),
        lambda: converter.rate("USD", "EUR", rule=rule, **when),
        lambda: converter.rates("USD", rule=rule, **when),
    ]
    for ask in asks:
        with pytest.raises(InvalidOption, match=f"{rule}.*with --on"):
            ask()


@pytest.mark.parametrize("rule", sorted(statutes.ALL))
def test_each_rule_is_cited_in_full(rule):
    law = statutes.find(rule)
    assert rule == law.id == rule.lower()
    assert law.provider is None or law.provider in ids()
    if law.provider:
        assert load(law.provider).id == law.provider
    assert any(char.isdigit() for char in law.law)
    assert law.url.startswith("https://")
    told = " ".join(inspect.getdoc(law.day).split()) + law.law
    number = rule.rpartition("-")[2]
    assert number.rstrip("abc") in told.replace("3/2006", "3")


@pytest.mark.parametrize("rule", sorted(statutes.ALL))
@pytest.mark.parametrize("day", [date.min, date(1, 1, 31), date(9999, 12, 1), date.max])
def test_the_ends_of_the_calendar_are_no_traceback(converter, rule, day):
    for term in ("EUR", "USD"):
        with suppress(RateNotFound, InvalidOption, InvalidDate):
            converter.convert(1, "USD", term, on=day, rule=rule).as_dict()


@pytest.mark.parametrize(("rule", "code"), [("pl-vat-31a", "PLN"), ("tr-vuk-280", "TRY")])
def test_no_other_bank_is_offered_than_that_of_the_law(converter, rule, code):
    with pytest.raises(RateNotFound) as caught:
        converter.convert(1, "USD", code, on="2026-03-03", rule=rule)
    assert f"fxconv update {statutes.find(rule).provider}" in str(caught.value)
    assert "--from-provider ecb" not in str(caught.value)


def test_the_law_is_in_the_record_and_the_explanation(nbp, converter):
    made = nbp.convert(100, "USD", "PLN", on="2026-01-09", rule="PL-VAT-31a")
    record = made.as_dict()
    law = statutes.find("pl-vat-31a")
    assert record["rule"] == {"id": law.id, "law": law.law, "url": law.url, "holds": None}
    asked = record["request"]
    assert (asked["on"], asked["day"], asked["rule"]) == ("2026-01-09", "2026-01-08", law.id)
    assert any(law.law in line and law.url in line for line in lines(record))
    customs = converter.convert(1, "USD", "EUR", on="2014-11-20", rule="eu-customs-146")
    assert customs.as_dict()["rule"]["holds"] == ["2014-11-01", "2014-11-30"]
    assert any("for 2014-11-01 to 2014-11-30" in line for line in lines(customs.as_dict()))
    assert converter.convert(1, "USD", "EUR", on="2014-11-20").as_dict()["rule"] is None


def test_the_law_at_the_terminal():
    typed = ["100", "USD", "EUR", "--on", "2014-11-30", "--rule", "eu-vat-366"]
    done = said(*typed, "--explain")
    assert done.returncode == 0
    assert "eu-vat-366: Directive 2006/112/EC" in done.stdout
    assert "ecb reference rate of 2014-12-01" in done.stdout
    assert "look-ahead" in done.stdout
    refused = said(*typed, "--policy", "nearest")
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "eu-vat-366" in refused.stderr
    unknown = said("1", "USD", "EUR", "--on", "2014-11-30", "--rule", "frob")
    assert unknown.returncode == 2
    assert all(rule in unknown.stderr for rule in statutes.ALL)
    assert said(*typed[:3], "--rule", "ias-21").returncode == 2


def said(*typed):
    command = [sys.executable, "-m", "fxconv", *typed]
    return subprocess.run(command, capture_output=True, text=True, check=False)
