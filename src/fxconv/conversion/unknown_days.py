"""Days between a rate and the day asked for whose bulletins were never downloaded."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from ..dates.spans import Span, lacking
from ..publishing import due
from ..publishing.hours import known, set_on

if TYPE_CHECKING:
    from datetime import date, datetime

    from ..publishing.provider import Provider
    from .working import Working


def unknown(made: Working, now: datetime) -> Span | None:
    """Return the first and last day whose bulletins may exist but were not downloaded.

    Days without a bulletin in the provider's calendar, and bulletins not yet published, do not
    count. Returns None if the rate is certainly from the newest bulletin before the day.
    """
    if made._when is None or made._table is None or made.in_force is None:
        return None
    provider = made._table.provider
    day = known(provider, made.known_at) if made.known_at else made.day
    out = due.last(provider, now)
    span = Span(made.in_force + timedelta(1), min(day, out.on if out else day))
    if made.in_force > made.day and made.looks_ahead:
        span = Span(made.day, made.in_force - timedelta(1))
    parts = (
        lacking(span, made._table.reader.covered(provider.id)) if span.first <= span.last else ()
    )
    days = [d for part in parts for d in _days(part) if _sets(provider, d)]
    return Span(days[0], days[-1]) if days else None


def _days(span: Span) -> list[date]:
    return [span.first + timedelta(i) for i in range((span.last - span.first).days + 1)]


def _sets(provider: Provider, day: date) -> bool:
    """Return whether the bulletin for a day is set on a working day."""
    return provider.working(set_on(provider, day))
