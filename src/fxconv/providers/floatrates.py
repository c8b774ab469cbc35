"""FloatRates: daily tables of all currencies, units for one dollar and for one euro.

A market rate, not an official one; where it comes from is not known for sure. There are only the
newest tables, which answer for any span. Each row has a time of its own in GMT, and its date is the
day of the quote: rows that are no longer renewed keep their old one. Which market day a row shows
is not said. `rate` is a number or, as a client saw, a string; small ones have an exponent, which is
written out. `inverseRate` is not used. The base is in the address and not in the table; codes that
ISO 4217 does not know or has retired are left out.

From what clients of the service recorded; no answer of its own was at hand. The hour at which a
table is renewed is doubtful: midnight and noon were seen. The first day is that from which on it is
asked for here.
"""

from __future__ import annotations

import re
from datetime import date, time, timedelta
from typing import TYPE_CHECKING

from ..money.currency import lookup
from ..publishing import calendars
from ..publishing.provider import Answer, Provider, Published, Request, json, plain
from . import _tables

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..dates.spans import Span
    from ..rates.quote import Quote


URL = "https://www.floatrates.com/daily/{base}.json"
BASES = ("usd", "eur")


def plan(span: Span) -> list[Request]:
    """Return the requests for the newest tables: there are no others."""
    return [Request(URL.format(base=base)) for base in BASES]


def parse(answer: Answer) -> Iterator[Quote]:
    """Return the quotes of the newest table of one base, each of its own day."""
    document = json(answer.body)
    address = re.search(r"/daily/([a-z]{3})\.json", answer.url)
    if not address:
        raise ValueError(f"no table of a currency: {answer.url}")
    base = address[1].upper()
    for label, row in document.items():
        if row["code"] != label.upper():
            raise ValueError(f"{row['code']} under the name {label}")
        known, price = lookup(row["code"]), plain(row["rate"])
        if known and not known.retired and known.code != base and price.strip("0."):
            on = _tables.day_said(row["date"])
            yield _tables.quote("floatrates", on, base, known.code, price)


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
