"""Financial Benchmarks India: reference rates, rupees for a nominal of each currency.

The dollar is the volume-weighted average of trades in 15 minutes drawn at random between 11:30 and
12:30 in Mumbai, the other currencies are crossed with it; 13:00 is printed as the hour. The printed
day is that of the market, although the rates, hours older, are a little nearer to the ECB's of the
day before. The nominal stands in the name of the row: `INR / 100 JPY`, `INR / 10000 IDR`. Six
decimals are printed, the last two are zeros. No rates on Saturdays, Sundays and holidays of Mumbai.

They replaced the reference rates of the Reserve Bank of India on 10 July 2018. From FBIL's own
answers and the announcements of that month. Doubtful: since when there are AED and IDR, how long a
span the server takes at once, and what it answers for a day without rates: no rows is assumed.
"""

from __future__ import annotations

import re
from datetime import date, time, timedelta
from typing import TYPE_CHECKING

from ..money.currency import lookup
from ..publishing.provider import Answer, Provider, Published, Request, rows
from ..rates.quote import Quote

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..dates.spans import Span


URL = (
    "https://www.fbil.org.in/wasdm/refrates/fetchfiltered"
    "?authenticated=false&fromDate={span.first}&toDate={span.last}"
)
NAME = re.compile(r"INR / ([0-9]+) ([A-Z]{3})")


def plan(span: Span) -> list[Request]:
    """Return the request for all days of a span."""
    return [Request(URL.format(span=span))]


def parse(answer: Answer) -> Iterator[Quote]:
    """Return the quotes of a list of rows, one for each currency and day."""
    for row in rows(answer.body):
        yield from _quote(row)


def _quote(row: dict[str, str | None]) -> Iterator[Quote]:
    name, price = NAME.fullmatch(row["subProdName"] or ""), row["rate"] or ""
    if not name:
        raise ValueError(f"{row['subProdName']!r} is no pair")
    on, per, code = date.fromisoformat((row["processRunDate"] or "")[:10]), int(name[1]), name[2]
    if price.strip("0.") and per and lookup(code):
        yield Quote(code, "INR", price, on, "fbil", per)


PROVIDER = Provider(
    id="fbil",
    name="Financial Benchmarks India",
    country="IN",
    pivot="INR",
    kind="reference",
    dates="market day",
    since=date(2018, 7, 10),
    gap=7,
    zone="Asia/Kolkata",
    published=(Published(time(13, 0), timedelta(hours=1)),),
    home="https://www.fbil.org.in/",
    terms="name the source",
    plan=plan,
    parse=parse,
    window=365,
)
