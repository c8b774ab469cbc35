"""When a provider's next bulletin is due, according to its own calendar rather than its age."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from .hours import public, rule, zone

if TYPE_CHECKING:
    from .provider import Provider

_FAR = 40
"""How many days to search: no calendar here has a longer break."""
HOUR = timedelta(hours=1)


class Due(NamedTuple):
    """The instant from which a bulletin is public, and the first day printed on it."""

    at: datetime
    on: date


def last(provider: Provider, now: datetime) -> Due | None:
    """Return the newest bulletin that is public now; None before the provider's first."""
    newest = min(_today(provider, now) + timedelta(1), provider.until or date.max)
    days = (newest - timedelta(i) for i in range(_FAR))
    due = (_due(provider, day) for day in days if provider.working(day))
    over = provider.until or date.max
    return next((d for d in due if d.at <= now and provider.since <= d.on <= over), None)


def following(provider: Provider, now: datetime) -> datetime | None:
    """Return when the next bulletin becomes public; None after the provider's last."""
    days = (_today(provider, now) + timedelta(i) for i in range(-1, _FAR))
    due = (_due(provider, day) for day in days if provider.working(day))
    over = provider.until or date.max
    return next((d.at for d in due if d.at > now and d.on <= over), None)


def again(provider: Provider, now: datetime) -> datetime:
    """Return when to ask again for a late bulletin: in an hour, or in a tenth of the margin."""
    wait = now + max(HOUR, rule(provider, now.date()).margin / 10)
    return min(wait, following(provider, now) or wait)


def _today(provider: Provider, now: datetime) -> date:
    """Return the day, by the provider's clock, whose bulletin may be the newest public one."""
    return (now - rule(provider, now.date()).margin).astimezone(zone(provider)).date()


def _due(provider: Provider, day: date) -> Due:
    """Return the bulletin that the provider sets on a day."""
    facts = rule(provider, day + timedelta(rule(provider, day).before))
    on = day + timedelta(facts.before)
    return Due(public(provider, on).astimezone(UTC), on)
