"""Bank of Thailand: average rates of commercial banks, baht for a nominal that is in a name.

`JAPAN : YEN (100 YEN) (JPY)` is for 100 yen, `(1,000 RUPIAH)` for 1000, a name without a number
for one unit; the heading says one unit of all of them. `buying_transfer` and `selling` are the
sides, `mid_rate` the middle of the two that the bank prints; `buying_sight` is for cheques and left
out. The printed day is that of the market, published at 18:00 of every business day. An answer has
at most 31 days, and a row without a period or price is no rate. 48 currencies once, 19 now. From
the bank's description of its API; that the token goes into its header without a prefix is as
recorded, and the form of an error is doubtful.
"""

from __future__ import annotations

import re
from datetime import date, time, timedelta
from typing import TYPE_CHECKING

from ..money.currency import lookup
from ..publishing.provider import Answer, Key, Provider, Published, Request, json
from ..rates.quote import Quote

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..dates.spans import Span


URL = (
    "https://gateway.api.bot.or.th/Stat-ExchangeRate/v2/DAILY_AVG_EXG_RATE/"
    "?end_period={last}&start_period={first}"
)
SIDES = {"mid_rate": "mid", "buying_transfer": "bid", "selling": "ask"}
NEW = {"TRY": date(2005, 1, 1), "RON": date(2005, 7, 1)}
SINCE = date(2002, 1, 1)


def plan(span: Span) -> list[Request]:
    """Return the request for some days."""
    return [Request(URL.format(first=span.first, last=span.last))]


def parse(answer: Answer) -> Iterator[Quote]:
    """Return the quotes of some days."""
    for row in json(answer.body)["result"]["data"]["data_detail"]:
        if row["period"]:
            yield from _quotes(row)


def _quotes(row: dict[str, str]) -> Iterator[Quote]:
    on, code, name = date.fromisoformat(row["period"]), row["currency_id"], row["currency_name_eng"]
    unit = re.search(r"\(([0-9,]+) ", name)
    per = int(unit[1].replace(",", "")) if unit else 1
    for field, side in SIDES.items():
        price = (row[field] or "").replace(",", "").strip()
        if lookup(code) and on >= NEW.get(code, SINCE) and price.strip("-0."):
            yield Quote(code, "THB", price, on, "bot", per, side, kind="average")


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
