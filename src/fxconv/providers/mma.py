"""Maldives Monetary Authority: the reference rate, in rufiyaa for one United States dollar.

No other currency is quoted. One file has all days since 21 April 2011 and is downloaded in full;
`v` in its address only bypasses caches. The printed date is that of the bulletin, from Sunday to
Thursday with a few Saturdays; there was none from mid April to 19 July 2020. Some days appear twice
with the same rate. A row may name two days (`08/09 February 2021`), and its rate then counts for
both. The rufiyaa may move by a fifth around 12.85 and has stayed close to the limit, 15.42, so the
relation of the market day to the date cannot be measured; it is taken to be the same day. Source:
the authority's own file. Uncertain: how the rate is determined, and the hour.
"""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import TYPE_CHECKING

from ..publishing import calendars
from ..publishing.documents import english_day, rows
from ..publishing.plans import requests_to
from ..publishing.provider import Answer, Provider, Published, Quotes
from ..publishing.quotation import Quotation

if TYPE_CHECKING:
    from collections.abc import Iterator


RUFIYAA = Quotation("mma", "MVR", nothing="-0.")

plan = requests_to("https://www.mma.gov.mv/JSON/referencerates.json?v={last:%Y%m%d}")


def parse(answer: Answer) -> Quotes:
    """Return the quotes of the file, one for each day."""
    prices: dict[date, str] = {}
    for row in rows(answer.body):
        price = row["Rate"].strip()
        for on in _days(row["Date"]):
            if prices.setdefault(on, price) != price:
                raise ValueError(f"it has two rates for {on}: {prices[on]} and {price}")
    for on, price in prices.items():
        yield from RUFIYAA.direct("USD", price, on)


def _days(text: str) -> Iterator[date]:
    """Return the days of `21 May 2026`, or of `08/09 February 2021`."""
    days, month, year = text.split()
    for day in days.split("/"):
        yield english_day(f"{day} {month} {year}")


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
