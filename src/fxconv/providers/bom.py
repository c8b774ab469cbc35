"""Bank of Mongolia: official rates, in togrogs for one unit of each currency.

By the Law on Currency Regulation they are the reference for customs, taxes and accounts. Every
price has two decimals, so the rupiah (0.20) and the dong (0.14) have at most two digits. The
printed day is the market day, as measured against the ECB. SDR is XDR; gold and silver are for a
troy ounce. Commas separate thousands. Rows of the lira before 2005 are left out, because their unit
is not known.

The server answers a POST with one row for each day, and at times with all days since 2001 (5 MB)
regardless of the days asked for. Source: the bank's own JSON. Uncertain: the hour; an answer
recorded at 20:52 had the row of its day, and the margin reaches that far.
"""

from __future__ import annotations

from datetime import date, time, timedelta

from ..publishing.documents import json, ungrouped
from ..publishing.plans import requests_to
from ..publishing.provider import Answer, Provider, Published, Quotes
from ..publishing.quotation import Quotation

URL = "https://www.mongolbank.mn/en/currency-rate-movement/data"
SENT = '{{"startDate":"{first}","endDate":"{last}"}}'
HEADERS = (("Accept", "application/json"), ("Content-Type", "application/json"))
SINCE = date(2001, 1, 2)
TOGROGS = Quotation(
    "bom",
    "MNT",
    "official",
    labels={"SDR": "XDR"},
    first=SINCE,
    since={"TRY": date(2005, 1, 1)},
    nothing="-0.",
)

plan = requests_to(URL, sent=SENT, headers=HEADERS)


def parse(answer: Answer) -> Quotes:
    """Return the quotes of all currencies for the days of an answer."""
    document = json(answer.body)
    if document["success"] is not True:
        raise ValueError(f"no rates: {document.get('message', 'no reason given')}")
    for row in document["data"]:
        on = date.fromisoformat(row["RATE_DATE"])
        for label, price in row.items():
            yield from TOGROGS.direct(label, ungrouped(price or ""), on)


PROVIDER = Provider(
    id="bom",
    name="Bank of Mongolia",
    country="MN",
    pivot="MNT",
    kind="official",
    dates="market day",
    since=SINCE,
    gap=10,
    zone="Asia/Ulaanbaatar",
    published=(Published(time(17, 0), timedelta(hours=4)),),
    home="https://www.mongolbank.mn/en/currency-rate-movement",
    terms="name the source",
    plan=plan,
    parse=parse,
)
