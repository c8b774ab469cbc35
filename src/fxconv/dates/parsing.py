"""Text becomes a day or an instant, or a clear error; the clock never fills in a missing part.

`as_day` and `as_instant` are the library's strict readers. `read_day` and `read_instant` also
understand what a person types at a terminal, if it can be read in only one way.
"""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date, datetime, timedelta

from ..errors import AmbiguousDate, InvalidDate, InvalidOption
from .zones import at_offset, moment

_PARTS = {"YYYY": "(?P<y>[0-9]{4})", "MM": "(?P<m>[0-9]{2})", "DD": "(?P<d>[0-9]{2})"}
_PART = re.compile("YYYY|MM|DD")
_SEPARATORS = re.compile("[-./ ]*")

_DAY, _MONTH, _YEAR = "(?P<d>[0-9]{1,2})", r"(?P<m>[^\W\d_]{1,20})\.?", "(?P<y>[0-9]{4})"
_YEAR_FIRST = (
    re.compile("".join(_PARTS.values())),
    re.compile(rf"{_YEAR}([-./])(?P<m>[0-9]{{1,2}})\2{_DAY}"),
)
_YEAR_LAST = re.compile(r"([0-9]{1,2})([-./])([0-9]{1,2})\2([0-9]{4})")
_NAMED_MONTH = (
    re.compile(rf"{_DAY}(?:st|nd|rd|th|\.)?[ -]{_MONTH},?[ -]{_YEAR}(?: г\.?| года)?"),
    re.compile(rf"{_MONTH} {_DAY}(?:st|nd|rd|th)?,? {_YEAR}"),
    re.compile(rf"{_YEAR}[ -]{_MONTH}[ -]{_DAY}"),
)
_RELATIVE = {"yesterday": -1, "today": 0, "tomorrow": 1, "вчера": -1, "сегодня": 0, "завтра": 1}

_CLOCK = (
    r"(?P<clock>(?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:\.[0-9]{1,9})?)?)(?![0-9.:])"
    "(?P<zone>.*)"
)
_INSTANT = re.compile(rf"(?P<day>[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}})[Tt ]{_CLOCK}")
_TYPED_INSTANT = re.compile(rf"(?P<day>.+?),? (?:at )?{_CLOCK}")

_DAY_HINT = "write it as YYYY-MM-DD"
_INSTANT_HINT = "write YYYY-MM-DD HH:MM and a time zone, such as 2014-11-20 02:04 UTC"


def as_day(value: str | date, *, date_format: str | None = None) -> date:
    """Return the day in a date, or in a text written exactly as `YYYY-MM-DD` or `date_format`.

    Raises InvalidDate, and InvalidOption for a format not made of DD, MM and YYYY.
    """
    if isinstance(value, datetime):
        raise InvalidDate(str(value), "it has a time of day; pass it as at=")
    if isinstance(value, date):
        return value
    wanted = "YYYY-MM-DD" if date_format is None else date_format
    found = _format_pattern(wanted).fullmatch(str(value))
    if not found:
        raise InvalidDate(str(value), f"write it as {wanted}")
    return _date(value, **found.groupdict())


def read_day(text: str, *, locale: str | None = None, today: date | None = None) -> date:
    """Read a day that a person typed: `20 November 2014`, `20.11.2014`, `yesterday`.

    Raises AmbiguousDate if the order of day and month is unclear and no locale decides it,
    InvalidDate, and InvalidOption for an unknown locale.
    """
    tidy = " ".join(text.split())
    if tidy.casefold() in _RELATIVE:
        return _relative(text, _RELATIVE[tidy.casefold()], today)
    if found := _first_match(_YEAR_FIRST, tidy):
        return _date(text, **found.groupdict())
    if found := _YEAR_LAST.fullmatch(tidy):
        return _year_last(text, found, locale)
    if found := _first_match(_NAMED_MONTH, tidy):
        return _named_month(text, locale, **found.groupdict())
    raise InvalidDate(text, _DAY_HINT)


def as_instant(value: str | datetime) -> datetime:
    """Return an aware datetime at the offset in the text, or the one its zone had then.

    Text is in RFC 3339, or has a zone after the time: `UTC+3`, `Europe/Moscow`, `[Europe/Moscow]`,
    `MSK`. Raises InvalidDate if there is no zone, if several zones share its abbreviation (IST), or
    if the clocks of the zone skipped the time or showed it twice.
    """
    if isinstance(value, datetime):
        return at_offset(value)
    found = _INSTANT.fullmatch(str(value))
    if not found:
        raise InvalidDate(str(value), _INSTANT_HINT)
    return moment(value, as_day(found["day"]), found["clock"], found["zone"])


def read_instant(text: str, *, locale: str | None = None, today: date | None = None) -> datetime:
    """Read an instant that a person typed: a day as in `read_day`, a time and a zone.

    Raises the errors of `read_day` and `as_instant`.
    """
    tidy = " ".join(text.split())
    if _INSTANT.fullmatch(tidy):
        return as_instant(tidy)
    found = _TYPED_INSTANT.fullmatch(tidy)
    if not found:
        raise InvalidDate(text, _INSTANT_HINT)
    day = read_day(found["day"], locale=locale, today=today)
    return moment(text, day, found["clock"], found["zone"])


def easter(year: int) -> date:
    """Return Easter Sunday in the western churches."""
    from dateutil.easter import easter as sunday

    return sunday(year)


def _format_pattern(date_format: str) -> re.Pattern[str]:
    parts = sorted(_PART.findall(date_format))
    if parts != sorted(_PARTS) or not _SEPARATORS.fullmatch(_PART.sub("", date_format)):
        allowed = "DD, MM and YYYY with separators between them, such as DD.MM.YYYY"
        raise InvalidOption("date_format", date_format, allowed)
    return re.compile(_PART.sub(lambda part: _PARTS[part[0]], date_format.replace(".", r"\.")))


def _first_match(patterns: tuple[re.Pattern[str], ...], text: str) -> re.Match[str] | None:
    return next(filter(None, (pattern.fullmatch(text) for pattern in patterns)), None)


def _date(text: str, y: str, m: str, d: str) -> date:
    try:
        return date(int(y), int(m), int(d))
    except ValueError:
        raise InvalidDate(text, f"there is no such day; {_DAY_HINT}") from None


def _relative(text: str, days: int, today: date | None) -> date:
    if today is None:
        raise InvalidDate(text, f"relative days are not allowed here; {_DAY_HINT}")
    return today + timedelta(days=days)


def _year_last(text: str, found: re.Match[str], locale: str | None) -> date:
    """Read `20.11.2014` day first; with other marks, the locale or the calendar decides."""
    first, mark, second, year = found.groups()
    order = "dmy" if mark == "." else _order(locale)
    readings = {"dmy": (second, first), "mdy": (first, second)}
    if order in readings:
        return _date(text, year, *readings[order])
    days = set()
    for month, day in readings.values():
        with suppress(InvalidDate):
            days.add(_date(text, year, month, day))
    if len(days) > 1:
        raise AmbiguousDate(text, [str(day) for day in sorted(days)])
    return days.pop() if days else _date(text, year, second, first)


def _order(locale: str | None) -> str | None:
    if locale is None:
        return None
    from ..money.locales import date_order

    return date_order(locale)


def _named_month(text: str, locale: str | None, y: str, m: str, d: str) -> date:
    """Read the name of a month; two defaults show whether the text itself named it."""
    from dateutil.parser import parse

    plain = f"1 {_in_english(m, locale)} 2000"
    defaults = datetime(2000, 1, 1), datetime(2004, 12, 31)
    try:
        first, second = (
            parse(plain, default=day, dayfirst=True, ignoretz=True) for day in defaults
        )
    except (ValueError, OverflowError):
        raise InvalidDate(text, f"{m!r} is not a month; {_DAY_HINT}") from None
    if first != second:
        raise InvalidDate(text, f"{m!r} is not a month; {_DAY_HINT}")
    return _date(text, y, str(first.month), d)


def _in_english(month: str, locale: str | None) -> str:
    if locale is None:
        return month
    from dateutil.parser import parserinfo

    from ..money.locales import month_names

    number = month_names(locale).get(month.casefold())
    return parserinfo.MONTHS[number - 1][0] if number else month
