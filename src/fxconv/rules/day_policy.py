"""Which bulletin to use for a day, according to the policy of the request."""

from __future__ import annotations

from datetime import date
from functools import reduce
from typing import TYPE_CHECKING, Final

from ..publishing.calendars import shift
from ..rates.bulletin import Bulletin

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..publishing.provider import Provider
    from ..store.protocol import BulletinReader

    Policy = Callable[[BulletinReader, Provider, date], Bulletin | None]

DEFAULT: Final = "previous"


def previous(reader: BulletinReader, provider: Provider, day: date) -> Bulletin | None:
    """Return the last bulletin on or before the day, within the provider's normal gap."""
    back_to = shift(day, -provider.gap)
    found = reader.newest(provider.id, day, back_to)
    return _completed(reader, provider, found, back_to) if found and provider.apart else found


def exact(reader: BulletinReader, provider: Provider, day: date) -> Bulletin | None:
    """Return the bulletin of the day itself."""
    return reader.newest(provider.id, day, day)


def following(reader: BulletinReader, provider: Provider, day: date) -> Bulletin | None:
    """Return the first bulletin on or after the day, within the normal gap; it looks ahead."""
    last = shift(day, provider.gap)
    found = reader.oldest(provider.id, day, last)
    if found is None or not provider.apart:
        return found
    days = list(reader.between(provider.id, shift(found.on, 1), last))
    return reduce(Bulletin.over, days, found)


def nearest(reader: BulletinReader, provider: Provider, day: date) -> Bulletin | None:
    """Return the nearest bulletin, the earlier of two equally near; it may look ahead."""
    if provider.apart:
        span = shift(day, -provider.gap), shift(day, provider.gap)
        days = sorted(reader.between(provider.id, *span), key=lambda b: (abs(b.on - day), b.on))
        return reduce(Bulletin.over, days) if days else None
    before, after = previous(reader, provider, day), following(reader, provider, day)
    if before is None or after is None:
        return before or after
    return before if day - before.on <= after.on - day else after


def newest(reader: BulletinReader, provider: Provider, day: date) -> Bulletin | None:
    """Return the last bulletin known on the day, however old; for requests without a day."""
    found = reader.newest(provider.id, day, date.min)
    return _completed(reader, provider, found, date.min) if found and provider.apart else found


def _completed(
    reader: BulletinReader, provider: Provider, found: Bulletin, back_to: date
) -> Bulletin:
    """Fill in currencies missing from a bulletin with their last rate within the gap."""
    first = max(back_to, shift(found.on, -provider.gap))
    days = list(reader.between(provider.id, first, shift(found.on, -1)))
    return reduce(Bulletin.over, reversed(days), found)


POLICIES: Final[dict[str, Policy]] = {
    "previous": previous,
    "exact": exact,
    "next": following,
    "nearest": nearest,
}
LOOKING_AHEAD: Final = frozenset({"next", "nearest"})
