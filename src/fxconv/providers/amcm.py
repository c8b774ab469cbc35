"""Monetary Authority of Macao: interbank middle rates, patacas for `unit` of each currency.

`usdMean` is patacas, whatever its name says; `usdMeanValue` is the same with padded zeros, and
`bid` a dollar rate in the direction of the market, which is not used. The nominal is printed with
each row: 100 for the yen and the won, and written `100.0`. The Hong Kong dollar is 1.03 by the link
of the pataca to it. LIQ, with a unit of 0, is no currency; ECU is XEU. An answer ends after about
four months, so that not more than 90 days are asked for.

From the authority's own JSON. Doubtful: the hour, the first day in 1986, and that the printed day
is that of the market: recorded rates fit the ECB of that day and of the day before equally well.
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

    from ..dates.spans import Span


URL = (
    "https://www.amcm.gov.mo/api/v1.0/cms/financial_info"
    "?Begin={first:%Y%m%d}&End={last:%Y%m%d}&QueryType=1"
)
ASKED = re.compile(r"Begin=([0-9]{8})&End=([0-9]{8})")


def plan(span: Span) -> list[Request]:
    """Return the request for all days of the span."""
    return [Request(URL.format(first=span.first, last=span.last))]


def parse(answer: Answer) -> Iterator[Quote]:
    """Return the quotes of all currencies on some days."""
    document, asked = json(answer.body), ASKED.search(answer.url)
    if document["type"] != "Success":
        raise ValueError(f"no rates: {document.get('message', 'no reason given')}")
    for row in document["data"]:
        on = date.fromisoformat(row["date"][:10])
        if asked and not asked[1] <= f"{on:%Y%m%d}" <= asked[2]:
            raise ValueError(f"{on} was not asked for")
        yield from _quote(on, row)


def _quote(on: date, row: dict[str, str | None]) -> Iterator[Quote]:
    code = {"ECU": "XEU"}.get(row["currency"] or "", row["currency"])
    price, (whole, _, part) = (row["usdMean"] or "").strip(), (row["unit"] or "0").partition(".")
    if part.strip("0"):
        raise ValueError(f"{row['unit']} is no whole number of units")
    if code and lookup(code) and price.strip("-0.") and int(whole):
        yield Quote(code, "MOP", price.replace(",", ""), on, "amcm", int(whole), kind="market")


PROVIDER = Provider(
    id="amcm",
    name="Monetary Authority of Macao",
    country="MO",
    pivot="MOP",
    kind="market",
    dates="market day",
    since=date(1986, 1, 1),
    gap=9,
    zone="Asia/Macau",
    published=(Published(time(12, 0), timedelta(hours=6)),),
    home="https://www.amcm.gov.mo/",
    terms="name the source",
    plan=plan,
    parse=parse,
    window=90,
)
