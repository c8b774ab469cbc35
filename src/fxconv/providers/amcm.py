"""Monetary Authority of Macao: interbank middle rates, in patacas for `unit` of each currency.

`usdMean` is in patacas, despite its name; `usdMeanValue` repeats it padded with zeros. `bid` is a
dollar rate in the direction of the market and is not used. Each row prints its nominal as `100.0`:
100 for the yen and the won. The Hong Kong dollar is 1.03, the rate of the pataca's link to it. LIQ,
with a unit of 0, is not a currency; ECU is XEU. An answer stops after about four months, so each
request covers at most 90 days.

Source: the authority's own JSON. Uncertain: the hour, the first day in 1986, and that the printed
day is the market day: recorded rates fit the ECB's of that day and of the day before equally well.
"""

from __future__ import annotations

from datetime import date, time, timedelta

from ..publishing.documents import check_asked, json, ungrouped
from ..publishing.plans import requests_to
from ..publishing.provider import Answer, Provider, Published, Quotes
from ..publishing.quotation import Quotation

URL = (
    "https://www.amcm.gov.mo/api/v1.0/cms/financial_info"
    "?Begin={first:%Y%m%d}&End={last:%Y%m%d}&QueryType=1"
)
PATACAS = Quotation("amcm", "MOP", "market", labels={"ECU": "XEU"}, nothing="-0.")

plan = requests_to(URL)


def parse(answer: Answer) -> Quotes:
    """Return the quotes of all currencies for the days of an answer."""
    document = json(answer.body)
    if document["type"] != "Success":
        raise ValueError(f"no rates: {document.get('message', 'no reason given')}")
    for row in document["data"]:
        on = date.fromisoformat(row["date"][:10])
        check_asked(answer.url, on, "Begin", "End")
        price, units = ungrouped(row["usdMean"] or ""), _whole(row["unit"] or "0")
        yield from PATACAS.direct(row["currency"], price, on, units)


def _whole(unit: str) -> int:
    whole, _, decimals = unit.partition(".")
    if decimals.strip("0"):
        raise ValueError(f"{unit} is not a whole number of units")
    return int(whole)


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
