"""Frankfurter, public service: rates blended from many banks, units of each currency for one euro.

No bank's own figure but an average over all that have the currency, weighted, with what is far off
left out; hence a market rate. The blend is by printed day, although some banks print the day of the
market and others the day after: a row mixes market days and is no snapshot. Days without a bulletin
are filled with older ones, weekends too, and a rate of today still changes as banks come in. The
printed day is kept, and a day is taken as complete at its end.

Figures are rounded on output: to whole numbers above 5000, two decimals above 80, three above 20,
four above 1, five above 0.0001. Metals are left out for that, as two digits are left of them, and
codes that ISO 4217 does not know, too. Pegged currencies are computed by the service, from rounded
figures. From its source code and documentation; no recorded answer was at hand. That a span without
rates is answered by an empty list is doubtful.
"""

from __future__ import annotations

import re
from datetime import date, time, timedelta
from typing import TYPE_CHECKING

from ..money.currency import lookup
from ..publishing import calendars
from ..publishing.provider import Answer, Provider, Published, Request, json
from . import _tables

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from ..dates.spans import Span
    from ..rates.quote import Quote


BASE = "EUR"
URL = "https://api.frankfurter.dev/v2/rates?base=EUR&from={first}&to={last}"
METALS = {"XAU", "XAG", "XPT", "XPD"}


def plan(span: Span) -> list[Request]:
    """Return the request for the days of a span."""
    return [Request(URL.format(first=span.first, last=span.last))]


def parse(answer: Answer) -> Iterator[Quote]:
    """Return the quotes of some days."""
    found = json(answer.body)
    if not isinstance(found, list):
        raise ValueError(f"refused: {found['message']}")
    asked = re.search(r"from=([-0-9]+)&to=([-0-9]+)", answer.url)
    first, last = asked.groups() if asked else ("", "9")
    for row in found:
        if not first <= row["date"] <= last or row["base"] != BASE:
            raise ValueError(f"a rate of {row['base']} on {row['date']} was not asked for")
        yield from _quote(row)


def _quote(row: dict[str, Any]) -> Iterator[Quote]:
    code, price = row["quote"], row["rate"]
    on = date.fromisoformat(row["date"])
    if lookup(code) and code != BASE and code not in METALS and price.strip("0."):
        yield _tables.quote("frankfurter", on, BASE, code, price)


PROVIDER = Provider(
    id="frankfurter",
    name="Frankfurter (rates blended from many banks)",
    country="-",
    pivot="EUR",
    kind="market",
    dates="market day",
    since=date(1999, 1, 4),
    gap=7,
    zone="UTC",
    published=(Published(time(23, 59), timedelta(minutes=1)),),
    home="https://frankfurter.dev/",
    terms="free of charge and without a key; each bank's own terms hold for its rates",
    plan=plan,
    parse=parse,
    window=31,
    pause=2,
    working=calendars.every_day,
    apart=True,
    snapshot=False,
)
