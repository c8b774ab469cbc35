"""When a bulletin is due, and when a late one is asked for again."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import islice

import hypothesis
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fxconv.publishing import due
from fxconv.publishing.due import Due
from fxconv.publishing.hours import known
from fxconv.publishing.registry import ids, load

DAY = timedelta(1)
SECOND = timedelta(seconds=1)
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


def instant(text):
    return datetime.fromisoformat(text)


@pytest.mark.parametrize(
    ("name", "now", "at", "on", "following"),
    [
        pytest.param(*row[1:], id=row[0])
        for row in [
            (
                "ecb on a weekday, a second before 16:30 in Frankfurt",
                *("ecb", "2026-11-19T15:29:59Z"),
                *("2026-11-18T15:30Z", "2026-11-18", "2026-11-19T15:30Z"),
            ),
            (
                "ecb on a weekday at 16:30",
                *("ecb", "2026-11-19T15:30Z"),
                *("2026-11-19T15:30Z", "2026-11-19", "2026-11-20T15:30Z"),
            ),
            (
                "ecb in summer, when 16:30 is an hour earlier",
                *("ecb", "2026-07-16T14:30Z"),
                *("2026-07-16T14:30Z", "2026-07-16", "2026-07-17T14:30Z"),
            ),
            (
                "ecb on the Saturday before summer ends",
                *("ecb", "2026-10-24T12:00Z"),
                *("2026-10-23T14:30Z", "2026-10-23", "2026-10-26T15:30Z"),
            ),
            (
                "ecb on a Sunday",
                *("ecb", "2026-11-22T23:00Z"),
                *("2026-11-20T15:30Z", "2026-11-20", "2026-11-23T15:30Z"),
            ),
            (
                "ecb on Good Friday",
                *("ecb", "2026-04-03T18:00Z"),
                *("2026-04-02T14:30Z", "2026-04-02", "2026-04-07T14:30Z"),
            ),
            (
                "ecb on Easter Monday",
                *("ecb", "2026-04-06T18:00Z"),
                *("2026-04-02T14:30Z", "2026-04-02", "2026-04-07T14:30Z"),
            ),
            (
                "ecb over Christmas",
                *("ecb", "2026-12-26T09:00Z"),
                *("2026-12-24T15:30Z", "2026-12-24", "2026-12-28T15:30Z"),
            ),
            (
                "ecb at its first bulletin",
                *("ecb", "1999-01-04T14:30Z"),
                *("1999-01-04T14:30Z", "1999-01-04", "1999-01-05T14:30Z"),
            ),
            (
                "cbr on a Friday before the table of Saturday is set",
                *("cbr", "2026-11-20T15:29:59Z"),
                *("2026-11-19T15:30Z", "2026-11-20", "2026-11-20T15:30Z"),
            ),
            (
                "cbr on a Friday when the table of Saturday is set",
                *("cbr", "2026-11-20T15:30Z"),
                *("2026-11-20T15:30Z", "2026-11-21", "2026-11-23T15:30Z"),
            ),
            (
                "cbr on a Monday morning, still with the table of Saturday",
                *("cbr", "2026-11-23T08:00Z"),
                *("2026-11-20T15:30Z", "2026-11-21", "2026-11-23T15:30Z"),
            ),
            (
                "hkma, which gives the days of a month 42 days later",
                *("hkma", "2026-11-19T08:00Z"),
                *("2026-11-19T08:00Z", "2026-10-08", "2026-11-20T08:00Z"),
            ),
            (
                "hkma a second earlier",
                *("hkma", "2026-11-19T07:59:59Z"),
                *("2026-11-18T08:00Z", "2026-10-07", "2026-11-19T08:00Z"),
            ),
            (
                "fred, which gives a day 8 days later in New York",
                *("fred", "2026-11-18T21:15Z"),
                *("2026-11-18T21:15Z", "2026-11-10", "2026-11-19T21:15Z"),
            ),
        ]
    ],
)
def test_which_bulletin_is_out_and_when_the_next_one_is(name, now, at, on, following):
    provider = load(name)
    assert due.last(provider, instant(now)) == Due(instant(at), date.fromisoformat(on))
    assert due.following(provider, instant(now)) == instant(following)


def test_before_the_first_bulletin_there_is_none():
    assert due.last(load("ecb"), instant("1999-01-04T14:29:59Z")) is None
    assert due.following(load("ecb"), instant("1999-01-04T14:29:59Z")) == instant(
        "1999-01-04T14:30Z"
    )


@pytest.mark.parametrize(("name", "final"), [("bdp", "1998-12-31"), ("bbk", "1998-12-30")])
def test_after_the_last_bulletin_of_a_provider_none_is_due(name, final):
    provider = load(name)
    assert due.following(provider, NOON) is None
    assert due.again(provider, NOON) > NOON
    assert due.last(provider, NOON).on == date.fromisoformat(final)


@pytest.mark.parametrize(
    ("name", "now", "then"),
    [
        ("ecb", "2026-11-19T15:31Z", "2026-11-19T16:31Z"),
        ("ecb", "2026-11-19T15:00Z", "2026-11-19T15:30Z"),
        ("boe", "2026-11-19T10:00Z", "2026-11-19T16:00Z"),
        ("boe", "2026-11-19T16:00Z", "2026-11-19T23:12Z"),
        ("hkma", "2026-11-19T08:00Z", "2026-11-20T08:00Z"),
        ("hkma", "2026-11-20T08:00Z", "2026-11-23T08:00Z"),
        ("bdp", "2026-11-20T12:00Z", "2026-11-20T13:00Z"),
    ],
)
def test_for_a_late_bulletin_one_asks_after_an_hour_or_a_tenth_of_its_lag(name, now, then):
    assert due.again(load(name), instant(now)) == instant(then)


ALIVE = [name for name in ids() if load(name).until is None]
INSTANTS = st.datetimes(datetime(2026, 6, 1), datetime(2028, 1, 1), timezones=st.just(UTC))


@given(st.sampled_from(ALIVE), INSTANTS)
@hypothesis.settings(deadline=None, max_examples=300)
def test_between_the_last_bulletin_and_the_next_there_is_no_other(name, now):
    provider = load(name)
    last, following = due.last(provider, now), due.following(provider, now)
    assert last.at <= now < following
    assert due.following(provider, last.at) == following
    assert due.following(provider, last.at - SECOND) == last.at
    assert due.last(provider, following).at == following
    assert due.last(provider, following - SECOND) == last
    assert now < due.again(provider, now) <= following


@pytest.mark.parametrize("name", ALIVE)
def test_no_working_day_is_skipped(name):
    provider = load(name)
    begin = due.last(provider, NOON)
    ahead = provider.published[-1].before * DAY
    found, at = [], begin.at
    for _ in range(40):
        at = due.following(provider, at)
        found.append(due.last(provider, at).on)
    later = (begin.on - ahead + i * DAY for i in range(1, 400))
    assert found == [day + ahead for day in islice(filter(provider.working, later), 40)]


@pytest.mark.parametrize("name", ALIVE)
def test_a_bulletin_is_known_from_the_instant_that_it_is_due(name):
    provider = load(name)
    bulletin = due.last(provider, NOON)
    assert known(provider, bulletin.at) >= bulletin.on
    assert known(provider, bulletin.at - SECOND) < bulletin.on
