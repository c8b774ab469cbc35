"""The days on which banks are open."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from fxconv.dates.spans import Span
from fxconv.publishing import calendars

DAY = timedelta(1)


def days(*spans):
    return {s.first + i * DAY for s in spans for i in range((s.last - s.first).days + 1)}


HOLIDAYS = """
2024-01-01 2024-03-29 2024-04-01 2024-05-01 2024-12-25 2024-12-26
2025-01-01 2025-04-18 2025-04-21 2025-05-01 2025-12-25 2025-12-26
2026-01-01 2026-04-03 2026-04-06 2026-05-01 2026-12-25
"""


def test_target_is_open_on_weekdays_but_for_its_holidays():
    year = days(Span(date(2024, 1, 1), date(2026, 12, 31)))
    closed = {day for day in year if day.weekday() < 5 and not calendars.target(day)}
    assert sorted(map(str, closed)) == HOLIDAYS.split()
    assert not any(calendars.target(day) for day in year if day.weekday() >= 5)


@pytest.mark.parametrize(
    ("calendar", "open_on"),
    [
        (calendars.weekdays, "Mon Tue Wed Thu Fri"),
        (calendars.every_day, "Mon Tue Wed Thu Fri Sat Sun"),
        (calendars.sunday_to_thursday, "Mon Tue Wed Thu Sun"),
        (calendars.mondays, "Mon"),
        (calendars.wednesdays, "Wed"),
    ],
)
def test_the_days_of_a_calendar(calendar, open_on):
    week = (date(2026, 11, 16) + i * DAY for i in range(7))
    assert " ".join(f"{day:%a}" for day in week if calendar(day)) == open_on
