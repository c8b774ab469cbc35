"""xChangeAPI.com: the ECB's reference rates of a day, in units for one euro.

In both known examples (2000-10-10 and 2020-01-20) the table of a day has the ECB's figures to the
last digit, with old currencies under their own codes; its timestamp is midnight in UTC of that day.
Trailing zeros are lost. The table of the moment (`/latest`) is refused: it is not a bulletin, and
the service multiplies some prices by 100 or more without saying which (gold and silver; and the
kuna in the example is wrong). Source: the service's description. Uncertain: whether the service
still exists, its hours, the form of an error, and its answer for a day without rates. The table of
an older day is read as that day's, and the table of a newer day is refused.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta

from ..money.currency import lookup
from ..publishing import calendars
from ..publishing.documents import json
from ..publishing.plans import requests_to
from ..publishing.provider import Answer, Key, Provider, Published, Quotes
from ..publishing.quotation import Quotation

EURO = Quotation("xchangeapi", "EUR", without={"XAU", "XAG"})
MIDNIGHT = time(0, 0)

plan = requests_to("https://api.xchangeapi.com/historical/{first}?base=EUR")


def parse(answer: Answer) -> Quotes:
    """Return the quotes of a day's table."""
    document = json(answer.body)
    base, on = document["base"], _day(int(document["timestamp"]), answer.url)
    if lookup(base) is None:
        raise ValueError(f"{base!r} is not a currency")
    for code, price in document["rates"].items():
        if code != base:
            yield from EURO._replace(home=base).indirect(code, price, on)


def _day(seconds: int, url: str) -> date:
    moment = datetime.fromtimestamp(seconds, UTC)
    if moment.time() != MIDNIGHT:
        raise ValueError("it is a table of the moment, in which some prices are multiplied")
    asked = re.search(r"/historical/([0-9-]{10})", url)
    if asked and moment.date() > date.fromisoformat(asked[1]):
        raise ValueError(f"it is a table of a later day than {asked[1]}")
    return moment.date()


PROVIDER = Provider(
    id="xchangeapi",
    name="xChangeAPI.com (ECB reference rates)",
    country="-",
    pivot="EUR",
    kind="reference",
    dates="market day",
    since=date(1999, 1, 4),
    gap=7,
    zone="UTC",
    published=(Published(time(15, 0), timedelta(hours=9)),),
    home="https://xchangeapi.com/",
    terms="a key of the service is needed; name the ECB as the source",
    plan=plan,
    parse=parse,
    window=1,
    working=calendars.target,
    key=Key("header", ("api-key",), "https://xchangeapi.com/"),
    copies=("ecb", date(1999, 1, 4)),
)
