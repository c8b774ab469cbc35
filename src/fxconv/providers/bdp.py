"""Banco de Portugal: daily rates of the escudo before the euro, escudos for one unit.

From 2 January 1987 to 31 December 1998; the printed date is the day of the fixing. The answer is a
table of JSON-stat, a series for each currency, whose code is in the series' label and nowhere else;
ECU is XEU. Ten series make a page and three pages have all 24, which have numbers in a row; should
there be more one day, the third page is refused. The eleventh row of a page has no label: it is the
first of the next page and left for that. The links to the next page that the service gives forget
the filters, so that the bank's own series in escudos are asked for on each page, and anything else
is refused. Rows of the real before July 1994, when it did not exist, are left out. From the bank's
own JSON; what it answers where there are fewer pages, and for a span without a fixing, is doubtful.
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
    "https://bpstat.bportugal.pt/data/v1/domains/29/datasets/23e0cdd56bddb4ad3016a9c3ad63a539/"
    "?dim_cats=13:794&dim_cats=18:35&dim_cats=40:4263"
    "&lang=EN&obs_since={first}&obs_to={last}&page={page}"
)
PAGES = (1, 2, 3)
ESCUDO_BANK_DAILY = {"13": ["794"], "18": ["35"], "40": ["4263"]}
CURRENCY, DAY = "12", "reference_date"
SERIES = "USD XEU GBP SEK CHF ESP ZAR NOK IEP ITL NLG MOP JPY DKK FRF DEM GRD CAD FIM CVE BEF ATS"
NUMBERS = {code: str(180121 + i) for i, code in enumerate(SERIES.split())}
NUMBERS |= {"AUD": "180182", "BRL": "180183"}
REAL = date(1994, 7, 1)


def plan(span: Span) -> list[Request]:
    """Return the requests for all pages."""
    last = span.last
    return [
        Request(URL.format(first=span.first, last=last, page=page), absent=(404,)) for page in PAGES
    ]


def parse(answer: Answer) -> Iterator[Quote]:
    """Return the quotes of a page, a series for each currency."""
    document = json(answer.body)
    index = {name: d["category"]["index"] for name, d in document["dimension"].items()}
    if any(index[name] != wanted for name, wanted in ESCUDO_BANK_DAILY.items()):
        raise ValueError("not the daily rates of the bank in escudos")
    if answer.url.endswith(f"page={PAGES[-1]}") and document["extension"].get("next_page"):
        raise ValueError("there are more pages than are asked for")
    codes = dict(_code(series) for series in document["extension"]["series"])
    cells = ((number, day) for number in index[CURRENCY] for day in index[DAY])
    for (number, day), price in zip(cells, document["value"], strict=True):
        code, on = codes.get(number), date.fromisoformat(day)
        if lookup(code) and price and price.strip("0.") and (code != "BRL" or on >= REAL):
            yield Quote(str(code), "PTE", price, on, "bdp", kind="official")


def _code(series: dict[str, Any]) -> tuple[str, str]:
    """Return the number that a series has in the table, and its currency."""
    numbers = {str(d["dimension_id"]): str(d["category_id"]) for d in series["dimension_category"]}
    (code,) = re.findall(r"\(([A-Z]{3})\)", series["label"])
    return numbers[CURRENCY], code.replace("ECU", "XEU")


PROVIDER = Provider(
    id="bdp",
    name="Bank of Portugal",
    country="PT",
    pivot="PTE",
    kind="official",
    dates="market day",
    since=date(1987, 1, 2),
    gap=7,
    zone="Europe/Lisbon",
    published=(Published(time(18, 0), timedelta(hours=3)),),
    home="https://bpstat.bportugal.pt/",
    terms="name the source",
    plan=plan,
    parse=parse,
    window=366,
    until=date(1998, 12, 31),
    apart=True,
    series=lambda quote: NUMBERS.get(quote.base, ""),
)
