"""What was known when: no answer looks ahead."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conversion.filled import FIRST, LAST, filled
from fxconv import Converter, Quote
from fxconv.errors import InvalidOption, NotYetKnown, RateNotFound
from fxconv.publishing.hours import public
from fxconv.publishing.registry import load
from fxconv.rates.quote import FIXED_KINDS
from fxconv.rules import statutes
from fxconv.rules.day_policy import POLICIES
from providers.documents import PROVIDERS

TODAY = date(2026, 11, 24)
OFFSETS = st.lists(st.integers(0, 30), min_size=1, max_size=12, unique=True).map(sorted)
MINUTES = st.integers(-2 * 1440, 45 * 1440)


def converting(provider, quotes, today=TODAY):
    return Converter(filled(provider, quotes), [provider], today=lambda: today)


def bulletins(record, first, offsets):
    """Return a quote of two currencies for each of some days, none at the price of another."""
    codes = [code for code in ("GBP", "USD", "CHF") if code != record.pivot][:2]
    days = [first + timedelta(offset) for offset in offsets]
    over = record.until or date.max
    return [
        Quote(code, record.pivot, f"{i + 2}.{day.toordinal()}", day, record.id, kind=record.kind)
        for day in days
        if record.since <= day <= over
        for i, code in enumerate(codes)
    ]


def starts(record):
    """Return days to begin at: anywhere in the life of a provider, and where its hours changed."""
    last = min(record.until or LAST, LAST) - timedelta(40)
    changes = [rule.until - timedelta(15) for rule in record.published if rule.until]
    return st.dates(max(record.since, min(FIRST, last)), last) | st.sampled_from([*changes, last])


def answers(asked, pair, instant, day):
    """Return every rate that a converter gives at an instant, by how it was asked."""
    ways = {
        ("at", policy): {"at": instant, "policy": policy} for policy in ("previous", "exact")
    } | {
        ("on and at", policy): {"on": day, "at": instant, "policy": policy}
        for policy in ("previous", "exact")
    }
    provider = asked.providers[0]
    for law in statutes.ALL.values():
        if law.provider in (None, provider) and law.side == "mid":
            ways["at", law.id] = {"at": instant, "rule": law.id}
            ways["on and at", law.id] = {"on": day, "at": instant, "rule": law.id}
    found = {}
    for way, rules in ways.items():
        try:
            found[way] = [asked.rate(*pair, **rules), *asked.rates(pair[0], **rules)]
        except (RateNotFound, InvalidOption):
            found[way] = []
    return found


@pytest.mark.parametrize("provider", PROVIDERS)
@given(data=st.data())
@settings(max_examples=12, deadline=None)
def test_nothing_from_the_future(provider, data):
    record = load(provider)
    first = data.draw(starts(record))
    quotes = bulletins(record, first, data.draw(OFFSETS))
    midnight = datetime.combine(first, datetime.min.time(), UTC)
    instant = midnight + timedelta(minutes=data.draw(MINUTES))
    day = instant.date() + timedelta(data.draw(st.integers(-20, 5)))
    if not quotes:
        return
    pair = quotes[0].base, record.pivot
    asked = converting(provider, quotes)
    everything = answers(asked, pair, instant, day)
    for way, rates in everything.items():
        for rate in rates:
            used = [leg.quote.on for leg in rate.legs if leg.quote.kind not in FIXED_KINDS]
            assert all(public(record, on) <= instant for on in used), way
    known = [q for q in quotes if public(record, q.on) <= instant]
    then = answers(converting(provider, known), pair, instant, day) if known else {}
    for way in everything:
        if way[0] == "at":
            assert priced(everything[way]) == priced(then.get(way, [])), way


def priced(rates):
    """Return rates without the document that they came from."""
    return [
        (r.base, r.term, [(q.price, q.on, inverted) for q, inverted in r.legs])
        for r in rates
        if r.on is not None
    ]


ENDS = st.dates(date(1999, 2, 1), LAST).map(lambda day: day.replace(day=1) - timedelta(1))


@given(st.dates(date(1999, 2, 1), LAST) | ENDS, st.integers(0, 1439), st.integers(-30, 3))
@settings(max_examples=150, deadline=None)
def test_nothing_from_the_future_of_the_euro(converter, first, minute, days):
    instant = datetime(first.year, first.month, first.day, tzinfo=UTC) + timedelta(minutes=minute)
    ecb = load("ecb")
    rules = [{}, {"policy": "exact"}, *({"rule": r} for r in ("eu-vat-91", "eu-customs-146"))]
    rules += [{"rule": "eu-vat-366"}, {"rule": "ias-21"}]
    for rule in rules:
        for more in ({"at": instant}, {"at": instant, "on": first + timedelta(days)}):
            try:
                made = converter.convert(1, "USD", "GBP", **more, **rule, provider="ecb")
            except (RateNotFound, InvalidOption):
                continue
            assert public(ecb, made.in_force) <= instant, (rule, more)


def test_a_bulletin_that_nobody_expected_does_not_change_what_was_known():
    """28 December 2024 was a working Saturday: a table for the Sunday was set on it.

    On the evening of the Friday nobody knew it, so that of the Saturday answered for the Sunday.
    """
    friday = datetime(2024, 12, 27, 20, tzinfo=UTC)
    tables = [(date(2024, 12, 28), "101.1"), (date(2024, 12, 29), "101.7")]
    quotes = [Quote("USD", "RUB", price, on, "cbr", kind="official") for on, price in tables]
    then = converting("cbr", quotes[:1]).rate("USD", "RUB", on="2024-12-29", at=friday)
    assert then.exact == Fraction("101.1")
    now = converting("cbr", quotes).rate("USD", "RUB", on="2024-12-29", at=friday)
    assert now.exact == then.exact


# The three tables of a bank that sets tomorrow's rates today.


def cbr(*days, today=TODAY):
    """Return a converter that knows tables of the Bank of Russia, a price by its day."""
    quotes = [
        Quote("USD", "RUB", f"77.{day:%m%d}", day, "cbr", 1, "mid", day - timedelta(1), "official")
        for day in days
    ]
    return converting("cbr", quotes, today)


FRIDAY, SATURDAY, TUESDAY = date(2026, 2, 27), date(2026, 2, 28), date(2026, 3, 3)


def on_of(table):
    return table.bulletin and table.bulletin.on


def test_on_a_friday_evening_the_table_of_saturday_is_known():
    tables = cbr(FRIDAY, SATURDAY, TUESDAY).tables("cbr")
    noon, evening = (datetime(2026, 2, 27, hour, tzinfo=UTC) for hour in (9, 17))
    assert on_of(tables.known(noon)) == FRIDAY
    assert tables.next(noon) is None
    assert on_of(tables.known(evening)) == SATURDAY
    assert on_of(tables.next(evening)) == SATURDAY
    sunday = datetime(2026, 3, 1, 9, tzinfo=UTC)
    assert (on_of(tables.known(sunday)), tables.next(sunday)) == (SATURDAY, None)
    monday = datetime(2026, 3, 2, 17, tzinfo=UTC)
    assert on_of(tables.next(monday)) == TUESDAY


def test_the_table_in_force_holds_on_to_the_next():
    tables = cbr(FRIDAY, SATURDAY, TUESDAY).tables("cbr")
    days = [date(2026, 2, 27) + timedelta(i) for i in range(5)]
    assert [on_of(tables.in_force(d)) for d in days] == [FRIDAY, *[SATURDAY] * 3, TUESDAY]
    assert on_of(tables.in_force(TUESDAY + timedelta(12))) == TUESDAY
    assert tables.in_force(TUESDAY + timedelta(13)).bulletin is None
    assert tables.in_force(FRIDAY - timedelta(1)).bulletin is None


def test_next_is_of_the_day_where_the_bank_is():
    """At 22:00 in London it is Saturday in Moscow, and its table is in force."""
    tables = cbr(FRIDAY, SATURDAY).tables("cbr")
    assert on_of(tables.next(datetime(2026, 2, 27, 20, 59, tzinfo=UTC))) == SATURDAY
    assert tables.next(datetime(2026, 2, 27, 21, 0, tzinfo=UTC)) is None


def test_the_ecb_sets_nothing_in_advance(converter):
    tables = converter.tables("ecb")
    for hour in range(24):
        instant = datetime(2014, 11, 21, hour, tzinfo=UTC)
        assert tables.next(instant) is None
        assert on_of(tables.known(instant)) == date(2014, 11, 21 if hour >= 15 else 20)
    assert on_of(tables.in_force(date(2014, 11, 23))) == date(2014, 11, 21)


@pytest.mark.parametrize("policy", ["previous", "exact"])
@pytest.mark.parametrize(
    ("days", "asked", "answer"),
    [
        ([FRIDAY, SATURDAY], SATURDAY, SATURDAY),
        ([FRIDAY, SATURDAY], date(2026, 3, 1), SATURDAY),
        ([FRIDAY, SATURDAY], date(2026, 3, 2), SATURDAY),
        ([FRIDAY, SATURDAY], TUESDAY, None),
        ([FRIDAY], FRIDAY, FRIDAY),
        ([FRIDAY], SATURDAY, None),
        ([FRIDAY], date(2026, 3, 2), None),
    ],
)
def test_what_is_settled_answers_for_days_to_come(policy, days, asked, answer):
    """Asked on the Friday: nothing is set at the weekend, and Tuesday's table on the Monday."""
    found = cbr(*days, today=FRIDAY)
    if answer and (policy == "previous" or asked == answer):
        assert found.rate("USD", "RUB", on=asked, policy=policy).on == answer
        return
    with pytest.raises(RateNotFound) as caught:
        found.rate("USD", "RUB", on=asked, policy=policy)
    if answer is None:
        assert isinstance(caught.value, NotYetKnown)


def test_what_is_settled_is_known_at_an_instant_of_the_friday():
    asked = cbr(FRIDAY, SATURDAY, TUESDAY)
    evening = "2026-02-27T20:00:00+03:00"
    assert asked.rate("USD", "RUB", on="2026-03-02", at=evening).on == SATURDAY
    with pytest.raises(NotYetKnown, match="due by 2026-02-27 18:30 MSK"):
        asked.rate("USD", "RUB", on="2026-03-02", at="2026-02-27T12:00:00+03:00")
    with pytest.raises(NotYetKnown, match="due by 2026-03-02 18:30 MSK"):
        asked.rate("USD", "RUB", on="2026-03-03", at=evening)


def test_tomorrows_table_is_not_known_at_noon():
    """cbr-16: the table in force on 3 March 2026 until that of the 4th is set."""
    prices = {date(2026, 3, 3): "77.1734", date(2026, 3, 4): "77.6093"}
    asked = converting(
        "cbr", [Quote("USD", "RUB", p, on, "cbr", kind="official") for on, p in prices.items()]
    )
    for at, price in [("12:00", "77.1734"), ("18:29", "77.1734"), ("18:30", "77.6093")]:
        rate = asked.rate("USD", "RUB", at=f"2026-03-03T{at}:00+03:00")
        assert rate.legs[0].quote.price == price


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01"])
def test_the_ends_of_the_calendar_have_no_rate(converter, day):
    for pair in (("USD", "EUR"), ("USD", "RUB"), ("JPY", "CHF")):
        for policy in POLICIES:
            with pytest.raises(RateNotFound):
                converter.rate(*pair, on=day, policy=policy)
