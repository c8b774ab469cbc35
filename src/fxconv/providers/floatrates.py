"""FloatRates: daily tables of all currencies, in units for one dollar and for one euro.

These are market rates, not official ones, and their source is not known for certain. There are only
the newest tables, which are asked for whatever the span. Each row has its own time in GMT, whose
date is the day of the quote; rows that are no longer renewed keep their old one. The service does
not say which market day a row shows. `rate` is a number or, as one client saw, a string; small ones
have an exponent, which is written out. `inverseRate` is not used. The base is in the address and
not in the table. Codes that ISO 4217 does not know or has retired are left out.

Source: what clients of the service recorded; no answer of its own was available. Uncertain: the
hour at which a table is renewed (midnight and noon were seen). The first day is the first one on
which fxconv could ask.
"""

from __future__ import annotations

import re
from datetime import date, time, timedelta

from ..publishing import calendars
from ..publishing.documents import json, plain
from ..publishing.plans import requests_to
from ..publishing.provider import Answer, Provider, Published, Quotes
from . import _tables

plan = requests_to("https://www.floatrates.com/daily/{series}.json", ("usd", "eur"))


def parse(answer: Answer) -> Quotes:
    """Return the quotes of the newest table of one base, each with its own day."""
    document = json(answer.body)
    address = re.search(r"/daily/([a-z]{3})\.json", answer.url)
    if not address:
        raise ValueError(f"the address {answer.url} does not name a base")
    base = address[1].upper()
    for label, row in document.items():
        code, price = label.upper(), plain(row["rate"])
        if row["code"] != code:
            raise ValueError(f"the row {label} is about {row['code']}")
        if _tables.in_use(code) and code != base and price.strip("0."):
            yield _tables.quote("floatrates", _tables.day_said(row["date"]), base, code, price)


PROVIDER = Provider(
    id="floatrates",
    name="FloatRates (aggregated market rates)",
    country="-",
    pivot="USD",
    kind="market",
    dates="build day",
    since=date(2026, 1, 1),
    gap=3,
    zone="UTC",
    published=(Published(time(12, 0), timedelta(hours=12)),),
    home="https://www.floatrates.com/json-feeds.html",
    terms="name the source",
    plan=plan,
    parse=parse,
    pause=2,
    working=calendars.every_day,
    apart=True,
)
