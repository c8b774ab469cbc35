"""xChangeAPI.com: the ECB's reference rates of a day, served again; units for one euro.

A day's table has the ECB's figures of that day to the last digit in both examples that are known
(2000-10-10 and 2020-01-20), old currencies under their own codes; its timestamp is midnight in UTC
of that day. Trailing zeros are lost. The table of the moment (`/latest`) is refused: it is no
bulletin, and the service multiplies some prices by 100 or more without saying which in the table
(gold and silver, and the kuna of the example is wrong). What is answered for a day without rates is
doubtful: an older day's table is taken as what it says it is, a newer one is refused. From the
service's description; whether it is still there, its hours and the form of an error are doubtful.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from ..money.currency import lookup
from ..publishing import calendars
from ..publishing.provider import Answer, Key, Provider, Published, Request, json
from ..rates.quote import Quote

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..dates.spans import Span


URL = "https://api.xchangeapi.com/historical/{day}?base=EUR"
MIDNIGHT = time(0, 0)


def plan(span: Span) -> list[Request]:
    """Return the request for the table of a day."""
    return [Request(URL.format(day=span.first))]


def parse(answer: Answer) -> Iterator[Quote]:
    """Return the quotes of a day's table."""
    document = json(answer.body)
    base, on = document["base"], _day(int(document["timestamp"]), answer.url)
    if lookup(base) is None:
        raise ValueError(f"{base!r} is no currency")
    for code, price in document["rates"].items():
        if code not in (base, "XAU", "XAG") and lookup(code) and price.strip("0."):
            yield Quote(base, code, price, on, "xchangeapi")


def _day(seconds: int, url: str) -> date:
    moment = datetime.fromtimestamp(seconds, UTC)
    if moment.time() != MIDNIGHT:
        raise ValueError("a table of the moment, in which some prices are multiplied")
    asked = re.search(r"/historical/([0-9-]{10})", url)
    if asked and moment.date() > date.fromisoformat(asked[1]):
        raise ValueError(f"a table of a later day than {asked[1]}")
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
