"""When a bulletin was set, published and known: each provider's hours, which change over time."""

from __future__ import annotations

from datetime import date, datetime, timedelta, tzinfo
from typing import TYPE_CHECKING

from .calendars import shift

if TYPE_CHECKING:
    from ..rates.quote import Quote
    from .provider import Provider, Published


def rule(provider: Provider, day: date) -> Published:
    """Return the publication rule that applied on a day."""
    return next(r for r in provider.published if r.until is None or day <= r.until)


def zone(provider: Provider) -> tzinfo:
    """Return the provider's time zone."""
    from zoneinfo import ZoneInfo

    return ZoneInfo(provider.zone)


def local_day(provider: Provider, instant: datetime) -> date:
    """Return the day that it is at the provider: what is set that day is known then."""
    try:
        return instant.astimezone(zone(provider)).date()
    except OverflowError:
        return instant.date()


def published(provider: Provider, day: date) -> datetime:
    """Return when the bulletin of a day is usually published, by the provider's clock."""
    usual = rule(provider, day)
    return datetime.combine(set_on(provider, day), usual.at, zone(provider))


def public(provider: Provider, day: date) -> datetime:
    """Return when the bulletin of a day counts as public: the usual hour plus a margin."""
    return published(provider, day) + rule(provider, day).margin


def set_on(provider: Provider, day: date) -> date:
    """Return the day on which the bulletin of a day is set; it may be earlier."""
    return day - timedelta(rule(provider, day).before)


def market_day(provider: Provider, quote: Quote) -> date:
    """Return the market day of a quote; if none is printed, the day on which it was set."""
    return quote.market_on or set_on(provider, quote.on)


def known(provider: Provider, instant: datetime) -> date:
    """Return the last day whose bulletin was public at an instant.

    A bulletin counts as public at the provider's usual hour plus a safety margin, in the provider's
    time zone, according to the rule that applied on the bulletin's day.
    """
    today = local_day(provider, instant)
    day = shift(today, rule(provider, today).before)
    while day > date.min and not _public(provider, day, instant):
        day = shift(day, -1)
    return day


def settled(provider: Provider, last: date, day: date) -> bool:
    """Return whether no bulletin is due after `last` for any day up to `day`."""
    days = (last + timedelta(i) for i in range(1, (day - last).days + 1))
    return not any(provider.working(set_on(provider, d)) for d in days)


def _public(provider: Provider, day: date, instant: datetime) -> bool:
    """Return whether the bulletin of a day was public at an instant."""
    try:
        return public(provider, day) <= instant
    except OverflowError:
        return day < instant.date()
