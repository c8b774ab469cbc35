"""Bank of Thailand: average rates of commercial banks, in baht for the units in a row's name.

`JAPAN : YEN (100 YEN) (JPY)` is for 100 yen, `(1,000 RUPIAH)` is for 1000, and a name without a
number is for one unit; the heading claims one unit for all. `buying_transfer` and `selling` are the
sides, and `mid_rate` is their middle as the bank prints it; `buying_sight` is for cheques and is
left out. The printed day is the market day, and the rates are published at 18:00 on every business
day. An answer covers at most 31 days. A row without a period or a price is no rate. There used to
be 48 currencies; now there are 19. Source: the bank's description of its API. The token goes into
its header without a prefix, as recorded. Uncertain: the form of an error.
"""

from __future__ import annotations

import re
from datetime import date, time, timedelta

from ..publishing.documents import json, ungrouped, units
from ..publishing.plans import requests_to
from ..publishing.provider import Answer, Key, Provider, Published, Quotes
from ..publishing.quotation import Quotation

URL = (
    "https://gateway.api.bot.or.th/Stat-ExchangeRate/v2/DAILY_AVG_EXG_RATE/"
    "?end_period={last}&start_period={first}"
)
SIDES = {"mid_rate": "mid", "buying_transfer": "bid", "selling": "ask"}
SINCE = date(2002, 1, 1)
BAHT = Quotation(
    "bot",
    "THB",
    "average",
    first=SINCE,
    since={"TRY": date(2005, 1, 1), "RON": date(2005, 7, 1)},
    nothing="-0.",
)

plan = requests_to(URL)


def parse(answer: Answer) -> Quotes:
    """Return the quotes of the days asked for."""
    for row in json(answer.body)["result"]["data"]["data_detail"]:
        if row["period"]:
            yield from _quotes(row)


def _quotes(row: dict[str, str]) -> Quotes:
    named = re.search(r"\(([0-9,]+) ", row["currency_name_eng"])
    on, per = date.fromisoformat(row["period"]), units(named[1]) if named else 1
    for field, side in SIDES.items():
        yield from BAHT.direct(row["currency_id"], ungrouped(row[field] or ""), on, per, side)


PROVIDER = Provider(
    id="bot",
    name="Bank of Thailand",
    country="TH",
    pivot="THB",
    kind="average",
    dates="market day",
    since=SINCE,
    gap=10,
    zone="Asia/Bangkok",
    published=(Published(time(18, 0), timedelta(hours=1)),),
    home="https://www.bot.or.th/en/statistics/exchange-rate.html",
    terms="name the source",
    plan=plan,
    parse=parse,
    window=31,
    key=Key("header", ("Authorization",), "https://portal.api.bot.or.th/"),
)
