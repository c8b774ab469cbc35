"""National Bank of Kazakhstan: official rates, in tenge for `quant` units of each currency.

The printed date is the day asked for, on which the rate is in force. By rule that is the working
day after the exchange's weighted average of about 15:30 (16:00 for crosses) that set the rate. The
market day is not printed; it is taken to be the weekday before, without regard to public holidays.
Trailing zeros are dropped (`3` for 3.00), which leaves few digits for small units. Source: the
bank's own XML and its rules of July 2019. Uncertain: the hour, which has a margin.
"""

from __future__ import annotations

from datetime import date, time, timedelta

from ..publishing.documents import cell, day, same_or_friday, weekday_before, xml
from ..publishing.plans import requests_to
from ..publishing.provider import Answer, Provider, Published, Quotes
from ..publishing.quotation import Quotation

TENGE = Quotation("nbk", "KZT", "official", market=lambda on: weekday_before(same_or_friday(on)))

plan = requests_to("https://nationalbank.kz/rss/get_rates.cfm?fdate={first:%d.%m.%Y}")


def parse(answer: Answer) -> Quotes:
    """Return the quotes of a day's table."""
    root = xml(answer.body, "rates")
    on = day(cell(root, "date"), "%d.%m.%Y")
    for row in root.iter("item"):
        per = int(row.findtext("quant") or 0)
        yield from TENGE.direct(cell(row, "title"), cell(row, "description"), on, per)


PROVIDER = Provider(
    id="nbk",
    name="National Bank of Kazakhstan",
    country="KZ",
    pivot="KZT",
    kind="official",
    dates="in force",
    since=date(1999, 1, 1),
    gap=7,
    zone="Asia/Almaty",
    published=(Published(time(16, 0), timedelta(hours=3), before=1),),
    home="https://nationalbank.kz/en/exchangerates/ezhednevnye-oficialnye-rynochnye-kursy-valyut",
    terms="official rates; name the source",
    plan=plan,
    parse=parse,
    window=1,
)
