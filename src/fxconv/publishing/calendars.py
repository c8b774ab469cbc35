"""The days on which providers publish: TARGET's holidays are known, national ones are not."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

MONDAY, WEDNESDAY, FRIDAY, SATURDAY, SUNDAY = 0, 2, 4, 5, 6
FIXED_HOLIDAYS = {(1, 1), (5, 1), (12, 25), (12, 26)}


def shift(day: date, days: int) -> date:
    """Return the day `days` later (or earlier), or the last one that a date can hold."""
    try:
        return day + timedelta(days)
    except OverflowError:
        return date.max if days > 0 else date.min


def between(working: Callable[[date], bool], first: date, last: date) -> int:
    """Return the number of working days after `first`, up to and including `last`."""
    return sum(working(first + timedelta(i)) for i in range(1, (last - first).days + 1))


def weekdays(day: date) -> bool:
    """Return whether a day is from Monday to Friday."""
    return day.weekday() < SATURDAY


def every_day(day: date) -> bool:
    """Return True: every day has a bulletin."""
    return True


def sunday_to_thursday(day: date) -> bool:
    """Return whether a day is from Sunday to Thursday."""
    return day.weekday() not in (FRIDAY, SATURDAY)


def mondays(day: date) -> bool:
    """Return whether a day is a Monday."""
    return day.weekday() == MONDAY


def wednesdays(day: date) -> bool:
    """Return whether a day is a Wednesday."""
    return day.weekday() == WEDNESDAY


def target(day: date) -> bool:
    """Return whether TARGET is open on a day: the ECB's calendar, set in December 2000.

    Closed at weekends, on New Year's Day, Good Friday, Easter Monday, 1 May, 25 and 26 December.
    """
    from ..dates.parsing import easter

    if not weekdays(day) or (day.month, day.day) in FIXED_HOLIDAYS:
        return False
    return day - easter(day.year) not in (timedelta(-2), timedelta(1))
