"""Maldives Monetary Authority: reference rate, rufiyaa for one United States dollar, no other.

One file holds all days since 21 April 2011 and is asked for as a whole; `v` in its address only
keeps old copies out of caches. The printed date is that of the bulletin, from Sunday to Thursday
with a few Saturdays; there was none from mid April to 19 July 2020. Some days are in it twice with
the same rate, and a row may name two days (`08/09 February 2021`), each of which has its rate then.
The rufiyaa may move by a fifth around 12.85 and has kept close to the edge of that, 15.42: nothing
can be measured of how the market day relates to the date, which is taken as the day itself.
From the authority's own file; how the rate comes about and the hour are doubtful.
"""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import TYPE_CHECKING

from ..publishing import calendars
from ..publishing.provider import Answer, Provider, Published, Request, rows
from ..rates.quote import Quote

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..dates.spans import Span


URL = "https://www.mma.gov.mv/JSON/referencerates.json?v={day:%Y%m%d}"
MONTHS = """January February March April May June July August September October November
December"""


def plan(span: Span) -> list[Request]:
    """Return the request for the whole file: there is no address for a part of it."""
    return [Request(URL.format(day=span.last))]


def parse(answer: Answer) -> Iterator[Quote]:
    """Return the quotes of the file, one for each day."""
    prices: dict[date, str] = {}
    for row in rows(answer.body):
        price = row["Rate"].strip()
        for on in _days(row["Date"]):
            if prices.setdefault(on, price) != price:
                raise ValueError(f"two rates for {on}: {prices[on]} and {price}")
    for on, price in prices.items():
        if price.strip("-0."):
            yield Quote("USD", "MVR", price, on, "mma")


def _days(text: str) -> Iterator[date]:
    """Return the days of `21 May 2026`, or of `08/09 February 2021`."""
    days, month, year = text.split()
    for day in days.split("/"):
        yield date(int(year), MONTHS.split().index(month) + 1, int(day))


PROVIDER = Provider(
    id="mma",
    name="Maldives Monetary Authority",
    country="MV",
    pivot="MVR",
    kind="reference",
    dates="market day",
    since=date(2011, 4, 21),
    gap=10,
    zone="Indian/Maldives",
    published=(Published(time(9, 0), timedelta(hours=3)),),
    home="https://www.mma.gov.mv/",
    terms="name the source",
    plan=plan,
    parse=parse,
    working=calendars.sunday_to_thursday,
)
