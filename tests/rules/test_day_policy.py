from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fxconv.errors import (
    InvalidDate,
    InvalidOption,
    NoBulletin,
    NotYetKnown,
    NotYetQuoted,
    RateNotFound,
)
from fxconv.publishing.hours import known
from fxconv.publishing.registry import load

ECB = load("ecb")
BERLIN = ZoneInfo("Europe/Berlin")
BULLETINS = st.dates(date(1999, 1, 11), date(2026, 10, 25))
INSTANTS = st.datetimes(
    datetime(1999, 1, 12), datetime(2026, 10, 30), timezones=st.just(UTC)
) | st.datetimes(
    datetime(1999, 1, 12), datetime(2026, 10, 30), timezones=st.just(timezone(timedelta(hours=13)))
)


def day_of(converter, day, policy="previous"):
    found = converter.convert(1, "EUR", "USD", on=day, policy=policy, provider="ecb")
    return found.in_force.isoformat(), found.age, found.flags


@pytest.mark.parametrize(
    ("day", "policy", "answer"),
    [
        ("2014-11-21", "previous", ("2014-11-21", 0, ())),
        ("2014-11-22", "previous", ("2014-11-21", 1, ())),
        ("2014-11-23", "previous", ("2014-11-21", 2, ())),
        ("2014-11-21", "exact", ("2014-11-21", 0, ())),
        ("2014-11-22", "next", ("2014-11-24", -2, ("look-ahead",))),
        ("2014-11-21", "next", ("2014-11-21", 0, ())),
        ("2014-11-22", "nearest", ("2014-11-21", 1, ())),
        ("2014-11-23", "nearest", ("2014-11-24", -1, ("look-ahead",))),
        ("2013-05-01", "nearest", ("2013-04-30", 1, ())),
        ("2014-04-21", "previous", ("2014-04-17", 4, ())),
        ("2014-04-18", "next", ("2014-04-22", -4, ("look-ahead",))),
        ("1999-01-01", "next", ("1999-01-04", -3, ("look-ahead",))),
        ("1999-01-01", "nearest", ("1999-01-04", -3, ("look-ahead",))),
        ("2026-11-01", "nearest", ("2026-10-30", 2, ())),
        ("2026-11-06", "previous", ("2026-10-30", 7, ())),
    ],
)
def test_which_day_answers(converter, day, policy, answer):
    assert day_of(converter, day, policy) == answer


@pytest.mark.parametrize(
    ("day", "policy", "kind"),
    [
        ("2014-11-22", "exact", NoBulletin),
        ("2026-11-07", "previous", NoBulletin),
        ("2026-11-07", "nearest", NoBulletin),
        ("2026-11-02", "next", NoBulletin),
        ("9999-12-31", "next", NotYetKnown),
        ("9999-12-31", "previous", NotYetKnown),
        ("2026-11-25", "previous", NotYetKnown),
        ("2026-11-25", "exact", NotYetKnown),
        ("1999-01-03", "previous", NotYetQuoted),
        ("1998-12-27", "next", NotYetQuoted),
        ("0001-01-01", "previous", NotYetQuoted),
        ("0001-01-01", "nearest", NotYetQuoted),
    ],
)
def test_which_day_has_no_answer(converter, day, policy, kind):
    for pair in (("EUR", "USD"), ("USD", "EUR"), ("USD", "GBP")):
        with pytest.raises(RateNotFound) as caught:
            converter.convert(1, *pair, on=day, policy=policy, provider="ecb")
        assert type(caught.value) is kind
        assert day in str(caught.value)


@given(BULLETINS)
@settings(deadline=None)
def test_previous_and_next_are_neighbours(converter, day):
    before, age, _ = day_of(converter, day)
    after, ahead, _ = day_of(converter, day, "next")
    nearest, off, _ = day_of(converter, day, "nearest")
    assert before <= day.isoformat() <= after
    assert 0 <= age <= 7
    assert -7 <= ahead <= 0
    assert abs(off) == min(age, -ahead)
    assert nearest == (before if age <= -ahead else after)
    rates = converter.history("EUR", "USD", before, after, provider="ecb")
    assert [r.on.isoformat() for r in rates] == sorted({before, after})


@pytest.mark.parametrize("policy", ["next", "nearest"])
def test_no_look_ahead_at_an_instant(converter, policy):
    with pytest.raises(InvalidOption, match="may not look ahead"):
        converter.convert(1, "EUR", "USD", at="2014-11-22T12:00:00Z", policy=policy)
    with pytest.raises(InvalidOption, match="may not look ahead"):
        converter.rate("EUR", "USD", at="2014-11-22T12:00:00Z", policy=policy)
    with pytest.raises(InvalidOption, match="may not look ahead"):
        converter.rates("EUR", at="2014-11-22T12:00:00Z", policy=policy)


def test_a_day_by_what_was_known_at_an_instant(converter):
    with pytest.raises(NotYetKnown, match=r"2014-11-20 was not public.*due by 2014-11-20 15:30"):
        converter.convert(1, "EUR", "USD", on="2014-11-20", at="2014-11-20T12:00:00Z")
    for at in ("2014-11-20T14:30:00Z", "2026-11-24T00:00:00Z"):
        found = converter.convert(1, "EUR", "USD", on="2014-11-20", at=at)
        assert (str(found.in_force), str(found.on)) == ("2014-11-20", "2014-11-20")
    sunday = converter.convert(1, "EUR", "USD", on="2014-11-23", at="2014-11-22T12:00:00Z")
    assert str(sunday.in_force) == "2014-11-21"


def test_an_unknown_policy(converter):
    with pytest.raises(InvalidOption, match="previous, exact, next or nearest") as caught:
        converter.convert(1, "EUR", "USD", on="2014-11-20", policy="interpolate")
    assert caught.value.value == "interpolate"


@pytest.mark.parametrize("at", ["2014-11-20T12:00:00", "2014-11-20", datetime(2014, 11, 20, 12)])
def test_an_instant_has_a_zone(converter, at):
    with pytest.raises(InvalidDate):
        converter.convert(1, "EUR", "USD", at=at)


def test_a_moment_is_not_a_day(converter):
    with pytest.raises(InvalidDate, match="pass it as at="):
        converter.convert(1, "EUR", "USD", on=datetime(2014, 11, 20, tzinfo=UTC))


@pytest.mark.parametrize(
    ("day", "last", "first"),
    [
        ("2014-11-20", "15:29:59", "15:30"),
        ("2014-07-17", "15:29:59", "15:30"),
        ("2016-06-30", "15:29:59", "15:30"),
        ("2016-07-01", "16:29:59", "16:30"),
        ("2026-10-26", "16:29:59", "16:30"),
    ],
)
def test_the_moment_from_which_a_bulletin_is_public(day, last, first):
    on = date.fromisoformat(day)
    before = datetime.combine(on, time.fromisoformat(last), BERLIN)
    after = datetime.combine(on, time.fromisoformat(first), BERLIN)
    assert known(ECB, before) == on - timedelta(1)
    assert known(ECB, after) == on
    assert known(ECB, after.astimezone(ZoneInfo("Pacific/Auckland"))) == on
    assert known(ECB, before.astimezone(ZoneInfo("Pacific/Honolulu"))) == on - timedelta(1)


@pytest.mark.parametrize(
    ("at", "day"),
    [
        ("2014-11-20 02:04 UTC+3", "2014-11-19"),
        ("2014-11-20 02:04 MSK", "2014-11-19"),
        ("2014-11-20T02:04:00+03:00", "2014-11-19"),
        (datetime(2014, 11, 19, 23, 4, tzinfo=UTC), "2014-11-19"),
        ("2014-11-20 15:31 Europe/Berlin", "2014-11-20"),
        ("2014-11-24 12:00 UTC", "2014-11-21"),
    ],
)
def test_the_bulletin_known_at_an_instant(converter, at, day):
    found = converter.convert("1e9", "USD", "RUB", at=at, provider="ecb")
    assert found.in_force.isoformat() == day
    assert found.known_at is not None
    assert found.as_dict()["request"]["at"] == found.known_at.isoformat()
    assert found.as_dict()["request"]["on"] is None
    assert converter.rate("USD", "RUB", at=at).on.isoformat() == day


@given(INSTANTS)
@settings(deadline=None)
def test_nothing_from_the_future(converter, instant):
    found = converter.convert(1, "EUR", "USD", at=instant, provider="ecb")
    usual = time(14, 30) if found.in_force <= date(2016, 6, 30) else time(16)
    assert datetime.combine(found.in_force, usual, BERLIN) < instant
    assert "look-ahead" not in found.flags
    later = converter.convert(1, "EUR", "USD", at=instant + timedelta(hours=5), provider="ecb")
    assert later.in_force >= found.in_force


@given(INSTANTS)
def test_what_is_known_depends_on_the_instant_alone(instant):
    days = {
        known(ECB, instant.astimezone(ZoneInfo(zone)))
        for zone in ("UTC", "Asia/Tokyo", "America/Los_Angeles", "Pacific/Kiritimati")
    }
    assert len(days) == 1
    assert known(ECB, instant) <= known(ECB, instant + timedelta(hours=1))


@pytest.mark.parametrize("policy", ["previous", "exact"])
def test_exact_at_an_instant(converter, policy):
    monday = "2014-11-24T12:00:00Z"
    if policy == "previous":
        assert converter.rate("EUR", "USD", at=monday, provider="ecb").on == date(2014, 11, 21)
    else:
        with pytest.raises(NoBulletin):
            converter.rate("EUR", "USD", at=monday, policy=policy, provider="ecb")


@pytest.mark.parametrize("at", ["0001-01-01T00:00:00Z", "0001-01-01T12:00:00-03:00"])
def test_the_first_instants_of_the_calendar(converter, at):
    with pytest.raises(RateNotFound):
        converter.convert(1, "EUR", "USD", at=at)


@pytest.mark.parametrize("at", ["9999-12-31T23:59:59Z", "9999-12-31T12:00:00Z"])
def test_the_last_instants_of_the_calendar(converter, at):
    with pytest.raises(RateNotFound):
        converter.convert(1, "EUR", "USD", at=at)


def test_what_the_law_fixes_holds_from_its_day(converter):
    found = converter.convert(1, "EUR", "DEM", on="1999-01-01", provider="ecb")
    assert found.flags == ("irrevocable",)
    assert found.in_force is None
    assert found.age is None
    with pytest.raises(RateNotFound):
        converter.convert(1, "EUR", "DEM", on="1998-12-31", provider="ecb")


@pytest.mark.parametrize(
    ("day", "flags"),
    [("2014-12-31", None), ("2015-01-01", ("peg",))],
)
def test_a_peg_holds_from_its_day(converter, day, flags):
    if flags is None:
        with pytest.raises(RateNotFound):
            converter.convert(1, "USD", "TMT", on=day)
    else:
        found = converter.convert(1, "USD", "TMT", on=day)
        assert (found.flags, str(found.result)) == (flags, "3.50")


def test_a_bulletin_goes_before_a_peg_and_law_before_a_bulletin(converter):
    def bgn(day):
        found = converter.convert(1, "EUR", "BGN", on=day, provider="ecb")
        return found.flags, found.legs[0].quote.price, found.legs[0].quote.provider

    assert bgn("2000-07-18") == (("peg",), "1.95583", "fixed")
    assert bgn("2025-12-31") == ((), "1.9558", "ecb")
    assert bgn("2026-01-02") == (("irrevocable",), "1.95583", "fixed")
