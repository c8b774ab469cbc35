"""Clock times in time zones become instants at a fixed offset, or a clear error."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo

from ..errors import InvalidDate

_ZONE = re.compile(r" ?(?P<stated>[^\s\[\]]+)? ?(?:\[(?P<region>[^\s\[\]]+)\])?")
_OFFSET = re.compile(r"(UTC|GMT)?([+-])((?(1)[0-9]{1,2}|[0-9]{2}))(?:(?(1):|:?)([0-5][0-9]))?")
_REGION = re.compile(r"[A-Z][A-Za-z_]+(?:/[A-Za-z0-9_+-]+)+")

_CALLED = {
    "Europe/Moscow": "MSK",
    "Europe/Berlin": "CET CEST",
    "Europe/Athens": "EET EEST",
    "Europe/Lisbon": "WET WEST",
    "Asia/Tokyo": "JST",
    "Asia/Seoul": "KST",
    "Asia/Hong_Kong": "HKT",
    "Asia/Singapore": "SGT",
    "Australia/Sydney": "AEST AEDT",
    "Pacific/Auckland": "NZST NZDT",
    "America/New_York": "EDT",
    "America/Denver": "MDT",
    "America/Los_Angeles": "PDT",
}
_ABBREVIATIONS = {name: region for region, names in _CALLED.items() for name in names.split()}
_SHARED = {
    "AST": "America/Halifax or Asia/Riyadh",
    "BST": "Europe/London or Asia/Dhaka",
    "CDT": "America/Chicago or America/Havana",
    "CST": "America/Chicago, Asia/Shanghai or America/Havana",
    "EST": "America/New_York or Australia/Sydney",
    "IST": "Asia/Kolkata, Asia/Jerusalem or Europe/Dublin",
    "MST": "America/Denver or Asia/Kuala_Lumpur",
    "PST": "America/Los_Angeles or Asia/Manila",
}

_ZONES = "a time zone such as UTC, +03:00 or Europe/Moscow"


def moment(text: str, day: date, clock: str, zone: str) -> datetime:
    """Return the one instant when clocks in a zone showed a time; raises InvalidDate."""
    found = _ZONE.fullmatch(zone)
    if not found or found.lastindex is None:
        raise InvalidDate(text, f"add {_ZONES}")
    wall = datetime.combine(day, time.fromisoformat(clock))
    stated, region = found["stated"], found["region"]
    moments = _moments(text, wall, stated or region)
    if stated and region:
        zoned = _moments(text, wall, region)
        moments = [moment for moment in moments if moment in zoned]
    if len(moments) != 1:
        raise InvalidDate(text, _why_not_one(moments, zone.strip()))
    return moments[0]


def _moments(text: str, wall: datetime, zone: str) -> list[datetime]:
    """Return every instant, at a fixed offset, when clocks in the zone showed this time."""
    name = zone.upper()
    if name in _SHARED:
        raise InvalidDate(text, f"{name} can mean {_SHARED[name]}; write the one you mean")
    tz = _fixed(text, name) or _region(text, _ABBREVIATIONS.get(name, zone))
    moments = _shown(text, wall, tz)
    if name in _ABBREVIATIONS:
        moments = [moment for moment in moments if _was_called(moment, name)]
    return list({moment.utcoffset(): at_offset(moment) for moment in moments}.values())


def _shown(text: str, wall: datetime, zone: tzinfo) -> list[datetime]:
    both = (wall.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    try:
        return [m for m in both if m.astimezone(UTC).astimezone(zone).replace(tzinfo=None) == wall]
    except OverflowError:
        raise InvalidDate(text, "it is outside the years 1 to 9999") from None


def _was_called(moment: datetime, name: str) -> bool:
    called = moment.tzname() or ""
    return called == name or not called.isalpha()


def at_offset(moment: datetime) -> datetime:
    """Return an instant with its offset fixed; raises InvalidDate if it has no zone."""
    offset = moment.utcoffset()
    if offset is None:
        raise InvalidDate(str(moment), f"it has no time zone; add {_ZONES}")
    return moment.replace(tzinfo=timezone(offset), fold=0)


def _fixed(text: str, name: str) -> timezone | None:
    if name in ("Z", "UTC", "GMT"):
        return UTC
    found = _OFFSET.fullmatch(name)
    if not found:
        return None
    ahead = timedelta(hours=int(found[3]), minutes=int(found[4] or 0))
    if ahead >= timedelta(days=1):
        raise InvalidDate(text, f"no time zone is {found[3]} hours from UTC; write {_ZONES}")
    return timezone(-ahead if found[2] == "-" else ahead)


def _region(text: str, name: str) -> tzinfo:
    from zoneinfo import ZoneInfo

    with suppress(KeyError, ValueError, OSError):
        if _REGION.fullmatch(name):
            return ZoneInfo(name)
    raise InvalidDate(text, f"unknown time zone {name[:40]!r}; write {_ZONES}")


def _why_not_one(moments: list[datetime], zone: str) -> str:
    if not moments:
        return f"clocks never showed this time in {zone}; check the time and the zone"
    offsets = " and ".join(str(moment.tzinfo) for moment in moments)
    return f"clocks showed this time twice in {zone}, at {offsets}; write the offset"
