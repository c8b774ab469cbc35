"""Sveriges Riksbank: indicative rates, in kronor for one unit of each currency.

They are the ECB's reference rates counted in kronor, as all 116 recorded are to the last digit,
published at 16:15 on every banking day. The printed day is the market day. This is so since
2023-11-27. Earlier days, a morning fixing of banks with 100 units of some currencies, are left out,
because the answer does not state the unit. The series SEKETT is always 1 and is not a currency.
Five requests a minute are free. Source: the bank's JSON and its questions and answers.
"""

from __future__ import annotations

import re
from datetime import date, time, timedelta

from ..publishing.documents import plain, rows
from ..publishing.plans import requests_to
from ..publishing.provider import Answer, Provider, Published, Quotes
from ..publishing.quotation import Quotation

URL = "https://api.riksbank.se/swea/v1/Observations/ByGroup/130/{first}/{last}"
SINCE = date(2023, 11, 27)
KRONOR = Quotation("riksbank", "SEK", "indicative", first=SINCE, nothing="")

plan = requests_to(URL, absent=(204, 404))


def parse(answer: Answer) -> Quotes:
    """Return the quotes of all series of the group for the days asked for."""
    for row in rows(answer.body):
        on, series = date.fromisoformat(row["date"]), re.fullmatch(r"SEK(...)PMI", row["seriesId"])
        if series and row.get("value") and KRONOR.code(series[1], on):
            yield from KRONOR.direct(series[1], plain(row["value"]), on)


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
