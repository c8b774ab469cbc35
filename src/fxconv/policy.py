"""Which day's bulletin answers: in force on a day, or published at an instant."""

from __future__ import annotations

from datetime import date, datetime, timedelta, tzinfo
from functools import reduce
from typing import TYPE_CHECKING, Final

from .bulletin import Bulletin

if TYPE_CHECKING:
    from collections.abc import Callable

    from .provider import Provider, Published
    from .shelf import Shelf

    Policy = Callable[[Shelf, Provider, date], Bulletin | None]

DEFAULT: Final = "previous"


def previous(shelf: Shelf, provider: Provider, day: date) -> Bulletin | None:
    """The last bulletin on or before the day, no further back than the provider's normal gap."""
    back_to = _shift(day, -provider.gap)
    found = shelf.newest(provider.id, day, back_to)
    return _completed(shelf, provider, found, back_to) if found and provider.apart else found


def exact(shelf: Shelf, provider: Provider, day: date) -> Bulletin | None:
    """The bulletin of the day itself."""
    return shelf.newest(provider.id, day, day)


def following(shelf: Shelf, provider: Provider, day: date) -> Bulletin | None:
    """The first bulletin on or after the day, within the normal gap: it looks ahead."""
    last = _shift(day, provider.gap)
    found = shelf.oldest(provider.id, day, last)
    if found is None or not provider.apart:
        return found
    days = list(shelf.between(provider.id, _shift(found.on, 1), last))
    return reduce(Bulletin.over, days, found)


def nearest(shelf: Shelf, provider: Provider, day: date) -> Bulletin | None:
    """The bulletin nearest to the day, the earlier of two equally near: it may look ahead."""
    before, after = previous(shelf, provider, day), following(shelf, provider, day)
    if before is None or after is None:
        return before or after
    return before if day - before.on <= after.on - day else after


def newest(shelf: Shelf, provider: Provider, day: date) -> Bulletin | None:
    """The last bulletin known on the day, however old: what answers when no day was asked for."""
    found = shelf.newest(provider.id, day, date.min)
    return _completed(shelf, provider, found, date.min) if found and provider.apart else found


def _completed(shelf: Shelf, provider: Provider, found: Bulletin, back_to: date) -> Bulletin:
    """Return a bulletin with the last rate within the gap of each currency that it lacks."""
    first = max(back_to, _shift(found.on, -provider.gap))
    days = list(shelf.between(provider.id, first, _shift(found.on, -1)))
    return reduce(Bulletin.over, reversed(days), found)


POLICIES: Final[dict[str, Policy]] = {
    "previous": previous,
    "exact": exact,
    "next": following,
    "nearest": nearest,
}
LOOKING_AHEAD: Final = frozenset({"next", "nearest"})


def known(provider: Provider, instant: datetime) -> date:
    """Return the last day whose bulletin was public at an instant.

    A bulletin counts as public at the provider's usual hour plus a margin for safety, in its own
    time zone, by the rule that was in force on its day.
    """
    today = local_day(provider, instant)
    day = _shift(today, rule(provider, today).before)
    while day > date.min and not _public(provider, day, instant):
        day = _shift(day, -1)
    return day


def local_day(provider: Provider, instant: datetime) -> date:
    """Return the day of an instant where the provider is: what is fixed that day is known then."""
    try:
        return instant.astimezone(zone(provider)).date()
    except OverflowError:
        return instant.date()


def zone(provider: Provider) -> tzinfo:
    """Return the provider's time zone."""
    from zoneinfo import ZoneInfo

    return ZoneInfo(provider.zone)


def rule(provider: Provider, day: date) -> Published:
    """Return the hour of publication that was the usual one on a day."""
    return next(r for r in provider.published if r.until is None or day <= r.until)


def _public(provider: Provider, day: date, instant: datetime) -> bool:
    """Return whether the bulletin of a day was public at an instant."""
    usual = rule(provider, day)
    try:
        set_on = day - timedelta(usual.before)
        return datetime.combine(set_on, usual.at, zone(provider)) + usual.margin <= instant
    except OverflowError:
        return day < instant.date()


def _shift(day: date, days: int) -> date:
    """Return a day so many days away, or the last one that the calendar has."""
    try:
        return day + timedelta(days)
    except OverflowError:
        return date.max if days > 0 else date.min
