"""Which source to use if no day was named: the first whose rate is no older than normal."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from .request import Request
    from .tables import Tables

YEAR = 366


def newest(request: Request, day: date) -> tuple[Tables, ...]:
    """Return the sources to ask for the newest rate known on a day, in order.

    If all rates are older than normal, those more than a year older than the newest are left out.
    """
    ages = {tables: age(tables, request, day) for tables in request.knowing}
    known = {tables: days for tables, days in ages.items() if days is not None}
    normal = [t for t, days in known.items() if days <= t.provider.normal_age]
    near = [t for t, days in known.items() if days - min(known.values()) <= YEAR]
    return tuple(normal or near) or request.asking


def age(tables: Tables, request: Request, day: date) -> int | None:
    """Return the age of the newest rate in days, 0 for a fixed one; None if there is none."""
    table = tables.of(day, "newest")
    if table.pairs.route(request.base.code, request.term.code) is None:
        return None
    return (day - table.bulletin.on).days if table.bulletin else 0


def current(tables: Tables, request: Request, day: date) -> bool:
    """Return whether a provider has a rate that is no older than normal."""
    days = age(tables, request, day) if tables.begun else None
    return days is not None and days <= tables.provider.normal_age
