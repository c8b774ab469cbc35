"""ExchangeRate-API, version 6 with a key: market rates blended from several sources.

Units of each currency for one United States dollar. Only the newest table is asked for, whatever
the days, because tables of past days need a paid plan. Its day is that of the printed second of its
update, in UTC. Free plans get a new table just after midnight, which is taken to show the market of
the day before. Other plans get one every hour or more often, so the table of a day is not yet
final. The key goes in a header. An error has an `error-type`. Source: the service's documentation.
Uncertain: the first day, and that a midnight table shows the day before.
"""

from __future__ import annotations

from datetime import date, time, timedelta

from ..publishing.calendars import every_day
from ..publishing.documents import json
from ..publishing.plans import requests_to
from ..publishing.provider import Answer, Key, Provider, Published, Quotes
from . import _tables

HOUR = 3600

plan = requests_to("https://v6.exchangerate-api.com/v6/latest/USD")


def parse(answer: Answer) -> Quotes:
    """Return the quotes of the newest table; raises ValueError with the reason for an error."""
    document = json(answer.body)
    if document.get("result") != "success":
        raise ValueError(document.get("error-type") or "neither rates nor a reason")
    base, second = document["base_code"], int(document["time_last_update_unix"])
    if base not in answer.url:
        raise ValueError(f"it is a table of {base}, which was not asked for")
    on, market = (_tables.day_of(str(s)) for s in (second, second - HOUR))
    for quote in _tables.quotes("exchangerate-api", on, base, document["conversion_rates"]):
        yield quote._replace(market_on=market) if market != on else quote


PROVIDER = Provider(
    id="exchangerate-api",
    name="ExchangeRate-API (market rates)",
    country="-",
    pivot="USD",
    kind="market",
    dates="in force",
    since=date(2020, 1, 1),
    gap=3,
    zone="UTC",
    published=(Published(time(0, 0), timedelta(hours=1)),),
    home="https://www.exchangerate-api.com/",
    terms="may be kept, not passed on; 1500 requests a month on a free plan; name the source",
    plan=plan,
    parse=parse,
    working=every_day,
    key=Key("header", ("Authorization",), "https://app.exchangerate-api.com/sign-up", "Bearer "),
)
