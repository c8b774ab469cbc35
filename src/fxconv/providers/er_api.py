"""ExchangeRate-API, open access: a daily table of all currencies, in units for one dollar.

These are market rates from undisclosed sources, not official ones. There is only the newest table,
renewed once a day soon after midnight UTC. It is asked for whatever the span and keeps its own day,
which is the date of `time_last_update_utc`; the service does not say which market day it shows. The
dollar itself is left out, and so are codes that ISO 4217 does not know or has retired, because old
labels appear on new units. The first day is the first one on which fxconv could ask.

One request a day is welcome and one an hour is tolerated; beyond that the server answers 429 and
refuses for twenty minutes. A refusal is a document with an `error-type`. Source: the service's
description; no recorded answer was available.
"""

from __future__ import annotations

from datetime import date, time, timedelta

from ..publishing import calendars
from ..publishing.documents import json
from ..publishing.plans import requests_to
from ..publishing.provider import Answer, Provider, Published, Quotes
from . import _tables

BASE = "USD"

plan = requests_to("https://open.er-api.com/v6/latest/USD")


def parse(answer: Answer) -> Quotes:
    """Return the quotes of the newest table."""
    document = json(answer.body)
    if document["result"] != "success":
        raise ValueError(f"the service refused: {document['error-type']}")
    if document["base_code"] != BASE:
        raise ValueError(f"it is a table of {document['base_code']}, not of {BASE}")
    on = _tables.day_said(document["time_last_update_utc"])
    for code, price in document["rates"].items():
        if _tables.in_use(code) and code != BASE and price.strip("0."):
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
