"""Czech National Bank: exchange rate fixing, in crowns for `amount` units of each currency.

The fixing is set at 14:15 on every working day, published after 14:30, and valid for that day and
the free days after it: `validFor` is the market day. Each row prints its nominal, which may change
(the Turkish lira went from 1 to 100 on 2024-01-02). Days before 2002-01-02 are left out, because
until then a fixing was valid from the next working day. Each document covers a year, and the
current one grows; a year without a fixing has no rows. The list of one day has a number (`order`);
that of a year, which is asked for, has none. Source: the bank's description of the fixing.
"""

from __future__ import annotations

from datetime import date, time, timedelta

from ..publishing.documents import json
from ..publishing.plans import requests_by_year
from ..publishing.provider import Answer, Provider, Published, Quotes
from ..publishing.quotation import Quotation

SINCE = date(2002, 1, 2)
CROWNS = Quotation("cnb", "CZK", "official", first=SINCE)

plan = requests_by_year("https://api.cnb.cz/cnbapi/exrates/daily-year?lang=EN&year={year}")


def parse(answer: Answer) -> Quotes:
    """Return the quotes of a year."""
    document = json(answer.body)
    if "rates" not in document:
        raise ValueError("not a list of rates")
    for row in document["rates"]:
        on, price, per = date.fromisoformat(row["validFor"]), row["rate"] or "", int(row["amount"])
        number = row.get("order") or ""
        yield from CROWNS.direct(row["currencyCode"], price, on, per, number=number)


PROVIDER = Provider(
    id="cnb",
    name="Czech National Bank",
    country="CZ",
    pivot="CZK",
    kind="official",
    dates="market day",
    since=SINCE,
    gap=7,
    zone="Europe/Prague",
    published=(Published(time(14, 30), timedelta(minutes=30)),),
    home="https://www.cnb.cz/en/financial-markets/foreign-exchange-market/",
    terms="free reuse with the source named",
    plan=plan,
    parse=parse,
)
