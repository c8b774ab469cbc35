"""National Bank of Ukraine: official rates, in hryvnias for `units` of each currency.

`exchangedate` is a day in force, with a row for every calendar day. `calcdate` is the day on which
the rate was set and is kept as the market day. It is a working day one to three days before:
Saturday and Sunday repeat what Thursday set for Friday, and Monday has what Friday set. Until
30 March 2015 a rate was in force from the hour it was set. `rate` is for `units`; `rate_per_unit`
and the bank's other address count differently and are not used. Metals are per troy ounce. Source:
the bank's own JSON and its rules of 2015 and 2018. Uncertain: the hours, which have a margin.
"""

from __future__ import annotations

from datetime import date, time, timedelta

from ..publishing.documents import day, rows
from ..publishing.plans import requests_to
from ..publishing.provider import Answer, Provider, Published, Quotes
from ..publishing.quotation import Quotation

URL = (
    "https://bank.gov.ua/NBU_Exchange/exchange_site"
    "?end={last:%Y%m%d}&json=&order=asc&sort=exchangedate&start={first:%Y%m%d}"
)
HRYVNIAS = Quotation("nbu", "UAH", "official")

plan = requests_to(URL)


def parse(answer: Answer) -> Quotes:
    """Return the quotes of all currencies for the days asked for."""
    for row in rows(answer.body):
        on, per, rate = day(row["exchangedate"], "%d.%m.%Y"), int(row["units"] or 0), row["rate"]
        market = day(row["calcdate"], "%d.%m.%Y") if row.get("calcdate") else None
        yield from HRYVNIAS.direct(row["cc"], rate or "", on, per, market_on=market)


PROVIDER = Provider(
    id="nbu",
    name="National Bank of Ukraine",
    country="UA",
    pivot="UAH",
    kind="official",
    dates="in force",
    since=date(1996, 9, 2),
    gap=7,
    zone="Europe/Kyiv",
    published=(
        Published(time(14, 0), timedelta(hours=2), until=date(2015, 3, 30)),
        Published(time(18, 0), timedelta(hours=1), before=1),
    ),
    home="https://bank.gov.ua/en/markets/exchangerates",
    terms="free reuse with the source named",
    plan=plan,
    parse=parse,
    window=365,
)
