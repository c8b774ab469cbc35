"""Nepal Rastra Bank: buying and selling rates, in rupees for 1, 10 or 100 units of a currency.

The table of a day is published in its first minute and is in force on it, every day of the week. It
is written the evening before, and Sunday's already on Friday. It shows the market of the weekday
before the printed date, as five recorded days confirm. There is no middle rate; both sides are
kept. Each row prints its `unit`. The Indian rupee is fixed: its buying rate is 160 for 100.

A page has at most 100 days, and no more are asked for at once. The service has rates from about
2000. Those before 2010 are not asked for, because their codes and units are not known. Source: the
bank's own JSON. Uncertain: that a span without a table gets an empty list.
"""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import TYPE_CHECKING

from ..publishing import calendars
from ..publishing.documents import json, units, weekday_before
from ..publishing.plans import requests_to
from ..publishing.provider import Answer, Provider, Published, Quotes
from ..publishing.quotation import Quotation

if TYPE_CHECKING:
    from typing import Any


URL = "https://www.nrb.org.np/api/forex/v1/rates?from={first}&page=1&per_page=100&to={last}"
LONGEST = 90
SIDES = {"bid": "buy", "ask": "sell"}
RUPEES = Quotation("nrb", "NPR", "official", market=weekday_before, nothing="-0.")

plan = requests_to(URL)


def parse(answer: Answer) -> Quotes:
    """Return the quotes of the days asked for, both sides."""
    document = json(answer.body)
    code, refused = document["status"]["code"], document["errors"]["validation"]
    if code != "200" or refused:
        raise ValueError(f"the bank refused with status {code}: {refused}")
    if int(document["pagination"]["pages"] or 1) > 1:
        raise ValueError("there are more days than fit on one page")
    for table in document["data"]["payload"]:
        yield from _quotes(table)


def _quotes(table: dict[str, Any]) -> Quotes:
    on = date.fromisoformat(table["date"])
    for row in table["rates"]:
        code, per = row["currency"]["iso3"], units(row["currency"]["unit"])
        for side, name in SIDES.items():
            yield from RUPEES.direct(code, row[name] or "", on, per, side)


PROVIDER = Provider(
    id="nrb",
    name="Nepal Rastra Bank",
    country="NP",
    pivot="NPR",
    kind="official",
    dates="in force",
    since=date(2010, 1, 1),
    gap=7,
    zone="Asia/Kathmandu",
    published=(Published(time(0, 0), timedelta(hours=1)),),
    home="https://www.nrb.org.np/forex/",
    terms="name the source",
    plan=plan,
    parse=parse,
    window=LONGEST,
    working=calendars.every_day,
)
