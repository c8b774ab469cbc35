"""Bank of Canada: indicative rates, Canadian dollars for one unit of each currency.

Averages of the printed day, published by 16:30 Toronto time of every business day since 2017-03-01;
the days of January and February 2017 were supplied afterwards. Few digits are significant for
cheap currencies. The rouble, the Saudi riyal and others are there that the ECB does not have.
Series end and leave gaps in the rows. From the bank's own JSON and its announcement.
"""

from __future__ import annotations

import re
from datetime import date, time, timedelta
from typing import TYPE_CHECKING

from ..money.currency import lookup
from ..publishing.provider import Answer, Provider, Published, Request, json
from ..rates.quote import Quote

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from ..dates.spans import Span


URL = (
    "https://www.bankofcanada.ca/valet/observations/group/FX_RATES_DAILY/json"
    "?start_date={first}&end_date={last}"
)


def plan(span: Span) -> list[Request]:
    """Return the request for the days, at most a year of them."""
    return [Request(URL.format(first=span.first, last=span.last))]


def parse(answer: Answer) -> Iterator[Quote]:
    """Return the quotes of some days."""
    document = json(answer.body)
    if "observations" not in document:
        raise ValueError("not a list of observations")
    for day in document["observations"]:
        yield from _quotes(day)


def _quotes(day: dict[str, Any]) -> Iterator[Quote]:
    on = date.fromisoformat(day["d"])
    for name, cell in day.items():
        series = re.fullmatch(r"FX([A-Z]{3})CAD", name)
        price = series and (cell.get("v") or "")
        if series and lookup(series[1]) and price and price.strip("0."):
            yield Quote(series[1], "CAD", price, on, "boc", kind="average")


PROVIDER = Provider(
    id="boc",
    name="Bank of Canada",
    country="CA",
    pivot="CAD",
    kind="average",
    dates="market day",
    since=date(2017, 1, 3),
    gap=7,
    zone="America/Toronto",
    published=(Published(time(16, 30), timedelta(minutes=30)),),
    home="https://www.bankofcanada.ca/rates/exchange/daily-exchange-rates/",
    terms="indicative; free reuse with the source named, under the bank's terms of use",
    plan=plan,
    parse=parse,
    window=365,
    series=lambda quote: f"FX{quote.base}CAD",
)
