"""ExchangeRate-API, open access: a daily table of all currencies, units for one dollar.

A market rate from undisclosed sources, not an official one. There is only the newest table, renewed
once a day soon after midnight UTC: it answers for any span, with the day that is its own. That day
is the date of `time_last_update_utc`; which market day the table shows is not said, and the printed
day is kept. The dollar itself is left out, and so are codes that ISO 4217 does not know or has
retired, as old labels stand on new units. The first day is that from which on it is asked for here.

One request a day is welcome, one an hour tolerated; more is answered by 429 and twenty minutes of
refusal. A refusal is a document with `error-type`. From the service's description; no recorded
answer was at hand.
"""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import TYPE_CHECKING

from ..money.currency import lookup
from ..publishing import calendars
from ..publishing.provider import Answer, Provider, Published, Request, json
from . import _tables

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..dates.spans import Span
    from ..rates.quote import Quote


BASE = "USD"
URL = "https://open.er-api.com/v6/latest/USD"


def plan(span: Span) -> list[Request]:
    """Return the request for the newest table: there are no others."""
    return [Request(URL)]


def parse(answer: Answer) -> Iterator[Quote]:
    """Return the quotes of the newest table."""
    document = json(answer.body)
    if document["result"] != "success":
        raise ValueError(f"refused: {document['error-type']}")
    if document["base_code"] != BASE:
        raise ValueError(f"a table of {document['base_code']}, not of {BASE}")
    on = _tables.day_said(document["time_last_update_utc"])
    for code, price in document["rates"].items():
        known = lookup(code)
        if code != BASE and known and not known.retired and price.strip("0."):
            yield _tables.quote("er-api", on, BASE, code, price)


PROVIDER = Provider(
    id="er-api",
    name="ExchangeRate-API, open access (aggregated market rates)",
    country="-",
    pivot="USD",
    kind="market",
    dates="build day",
    since=date(2026, 1, 1),
    gap=3,
    zone="UTC",
    published=(Published(time(0, 0), timedelta(hours=2)),),
    home="https://www.exchangerate-api.com/docs/free",
    terms="attribution with a link to https://www.exchangerate-api.com required; caching allowed, "
    "redistribution not; one request a day is enough, 429 blocks for 20 minutes",
    plan=plan,
    parse=parse,
    pause=5,
    working=calendars.every_day,
)
