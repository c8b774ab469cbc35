"""Banco de Portugal: daily rates of the escudo before the euro, in escudos for one unit.

The rates run from 2 January 1987 to 31 December 1998, and the printed date is the day of the
fixing. An answer is a JSON-stat table with a series for each currency, whose code appears only in
the series' label; ECU is XEU. A page holds ten series and three pages hold all 24; if there are
ever more, the third page is refused. The eleventh row of a page has no label: it is the first row
of the next page and is read there. The service's own links to the next page drop the filters, so
each page is asked for with the filters on the bank's own series in escudos, and anything else is
refused. Rows of the real before July 1994, when it did not exist, are left out. Source: the bank's
own JSON. Uncertain: the answer if there are fewer pages, and for a span without a fixing.
"""

from __future__ import annotations

import re
from datetime import date, time, timedelta
from typing import Any

from ..publishing.documents import json
from ..publishing.plans import requests_to
from ..publishing.provider import Answer, Provider, Published, Quotes
from ..publishing.quotation import Quotation

URL = (
    "https://bpstat.bportugal.pt/data/v1/domains/29/datasets/23e0cdd56bddb4ad3016a9c3ad63a539/"
    "?dim_cats=13:794&dim_cats=18:35&dim_cats=40:4263"
    "&lang=EN&obs_since={first}&obs_to={last}&page={series}"
)
PAGES = ("1", "2", "3")
ESCUDO_BANK_DAILY = {"13": ["794"], "18": ["35"], "40": ["4263"]}
CURRENCY, DAY = "12", "reference_date"
SERIES = "USD XEU GBP SEK CHF ESP ZAR NOK IEP ITL NLG MOP JPY DKK FRF DEM GRD CAD FIM CVE BEF ATS"
NUMBERS = {code: str(180121 + i) for i, code in enumerate(SERIES.split())}
NUMBERS |= {"AUD": "180182", "BRL": "180183"}
ESCUDOS = Quotation(
    "bdp", "PTE", "official", labels={"ECU": "XEU"}, since={"BRL": date(1994, 7, 1)}
)

plan = requests_to(URL, PAGES, absent=(404,))


def parse(answer: Answer) -> Quotes:
    """Return the quotes of a page, with a series for each currency."""
    document = json(answer.body)
    index = {name: d["category"]["index"] for name, d in document["dimension"].items()}
    if any(index[name] != wanted for name, wanted in ESCUDO_BANK_DAILY.items()):
        raise ValueError("these are not the bank's daily rates in escudos")
    if answer.url.endswith(f"page={PAGES[-1]}") and document["extension"].get("next_page"):
        raise ValueError("there are more pages than were asked for")
    codes = dict(_code(series) for series in document["extension"]["series"])
    cells = ((number, day) for number in index[CURRENCY] for day in index[DAY])
    for (number, day), price in zip(cells, document["value"], strict=True):
        yield from ESCUDOS.direct(codes.get(number, ""), price or "", date.fromisoformat(day))


def _code(series: dict[str, Any]) -> tuple[str, str]:
    """Return the number of a series in the table, and its currency."""
    numbers = {str(d["dimension_id"]): str(d["category_id"]) for d in series["dimension_category"]}
    (code,) = re.findall(r"\(([A-Z]{3})\)", series["label"])
    return numbers[CURRENCY], code


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
