"""Sveriges Riksbank: indicative rates, kronor for one unit of each currency.

The reference rates of the ECB counted in kronor, all 116 recorded to the last digit, published at
16:15 of every banking day; the printed day is that of the market. So since 2023-11-27. Earlier
days, a morning fixing of banks with 100 units of some currencies, are left out, as the answer does
not name the unit. The series SEKETT is always 1 and no currency. Five requests a minute are free.
From the bank's JSON and its questions and answers.
"""

from __future__ import annotations

import re
from datetime import date, time, timedelta
from typing import TYPE_CHECKING

from ..money.currency import lookup
from ..publishing.provider import Answer, Provider, Published, Request, plain, rows
from ..rates.quote import Quote

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..dates.spans import Span


URL = "https://api.riksbank.se/swea/v1/Observations/ByGroup/130/{first}/{last}"
SINCE = date(2023, 11, 27)


def plan(span: Span) -> list[Request]:
    """Return the request for the days, at most a year of them."""
    return [Request(URL.format(first=span.first, last=span.last), absent=(204, 404))]


def parse(answer: Answer) -> Iterator[Quote]:
    """Return the quotes of all series of the group on some days."""
    for row in rows(answer.body):
        yield from _quote(row)


def _quote(row: dict[str, str]) -> Iterator[Quote]:
    series, value = re.fullmatch(r"SEK([A-Z]{3})PMI", row["seriesId"]), row.get("value")
    on = date.fromisoformat(row["date"])
    if series and lookup(series[1]) and value and on >= SINCE:
        yield Quote(series[1], "SEK", plain(value), on, "riksbank", kind="indicative")


PROVIDER = Provider(
    id="riksbank",
    name="Sveriges Riksbank",
    country="SE",
    pivot="SEK",
    kind="indicative",
    dates="market day",
    since=SINCE,
    gap=7,
    zone="Europe/Stockholm",
    published=(Published(time(16, 15), timedelta(minutes=30)),),
    home="https://www.riksbank.se/en-gb/statistics/interest-rates-and-exchange-rates/",
    terms="indicative, for information only; not meant for transactions",
    plan=plan,
    parse=parse,
    window=365,
    pause=13,
    series=lambda quote: f"SEK{quote.base}PMI",
    copies=("ecb", SINCE),
)
