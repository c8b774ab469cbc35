"""Bank of Canada: indicative rates, in Canadian dollars for one unit of each currency.

The rates are averages of the printed day, published by 16:30 Toronto time on every business day
since 2017-03-01; the days of January and February 2017 were added later. Rates of cheap currencies
have few significant digits. The bank quotes some currencies that the ECB does not, such as the
rouble and the Saudi riyal. Series end, which leaves gaps in the rows. Source: the bank's own JSON
and its announcement.
"""

from __future__ import annotations

import re
from datetime import date, time, timedelta

from ..publishing.documents import json
from ..publishing.plans import requests_to
from ..publishing.provider import Answer, Provider, Published, Quotes
from ..publishing.quotation import Quotation

URL = (
    "https://www.bankofcanada.ca/valet/observations/group/FX_RATES_DAILY/json"
    "?start_date={first}&end_date={last}"
)
DOLLARS = Quotation("boc", "CAD", "average")

plan = requests_to(URL)


def parse(answer: Answer) -> Quotes:
    """Return the quotes of the days asked for, with a column for each currency."""
    document = json(answer.body)
    if "observations" not in document:
        raise ValueError("not a list of observations")
    for row in document["observations"]:
        on = date.fromisoformat(row["d"])
        for name, cell in row.items():
            if series := re.fullmatch(r"FX([A-Z]{3})CAD", name):
                yield from DOLLARS.direct(series[1], cell.get("v") or "", on)


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
