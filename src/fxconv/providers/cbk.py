"""Central Bank of Kenya: indicative rates, the average of the major banks at the start of trading.

Most rows are in shillings for one unit, or for 100 if the name ends in `(100)`. Those of the
neighbours (`KES / USHS`, TSHS, RWF and BIF) are the other way round, their currency for one
shilling, and are kept that way. The printed day is the bank's; the crosses match the market of the
working day before, as measured. There are two tables, for days before 2024-01-05 and since, and
each is one document with every day; 2025-11-28 appears twice. Source: the bank's own JSON and its
page on the rates. Uncertain: the hour, and the older table, which the author has not seen. Its
third column is taken to be the mean, as others do; the columns after it are left out, and so are
days before 2003, which have wrong dates.
"""

from __future__ import annotations

import re
from datetime import date, time, timedelta
from typing import TYPE_CHECKING

from ..publishing.documents import json, ungrouped, weekday_before
from ..publishing.provider import Answer, Provider, Published, Quotes, Request
from ..publishing.quotation import Quotation

if TYPE_CHECKING:
    from ..dates.spans import Span


URL = "https://www.centralbank.go.ke/wp-admin/admin-ajax.php?action=get_wdtable&table_id={table}"
SENT = b"draw=1&start=0&length=-1"
HEADERS = (("Content-Type", "application/x-www-form-urlencoded"),)
SINCE, NEWER = date(2003, 1, 1), date(2024, 1, 5)
NAMES = {
    "US DOLLAR": "USD",
    "STG POUND": "GBP",
    "EURO": "EUR",
    "SA RAND": "ZAR",
    "USHS": "UGX",
    "TSHS": "TZS",
    "RWF": "RWF",
    "BIF": "BIF",
    "AE DIRHAM": "AED",
    "CAN $": "CAD",
    "S FRANC": "CHF",
    "JPY": "JPY",
    "SW KRONER": "SEK",
    "NOR KRONER": "NOK",
    "DAN KRONER": "DKK",
    "IND RUPEE": "INR",
    "HONGKONG DOLLAR": "HKD",
    "SINGAPORE DOLLAR": "SGD",
    "SAUDI RIYAL": "SAR",
    "CHINESE YUAN": "CNY",
    "AUSTRALIAN $": "AUD",
}
NAME = re.compile(r"(KES ?/ ?)?(.*?)(?: ?\((\d+)\))?")
SHILLINGS = Quotation("cbk", "KES", "indicative", market=weekday_before, nothing="-0.")


def plan(span: Span) -> list[Request]:
    """Return the requests for the tables that have some of the days."""
    tables = ["32"] * (span.first < NEWER) + ["193"] * (span.last >= NEWER)
    return [Request(URL.format(table=table), SENT, HEADERS) for table in tables]


def parse(answer: Answer) -> Quotes:
    """Return the quotes of a table, each row once."""
    for day, name, price, *_ in dict.fromkeys(map(tuple, json(answer.body)["data"])):
        on = date(*map(int, reversed(day.split("/"))))
        if on >= SINCE:
            yield from _quote(name, ungrouped(price or ""), on)


def _quote(name: str, price: str, on: date) -> Quotes:
    found = NAME.fullmatch(" ".join(name.upper().split()))
    if found and found[2] in NAMES:
        quoted = SHILLINGS.indirect if found[1] else SHILLINGS.direct
        yield from quoted(NAMES[found[2]], price, on, int(found[3] or 1))


PROVIDER = Provider(
    id="cbk",
    name="Central Bank of Kenya",
    country="KE",
    pivot="KES",
    kind="indicative",
    dates="in force",
    since=SINCE,
    gap=8,
    zone="Africa/Nairobi",
    published=(Published(time(11, 0), timedelta(hours=4)),),
    home="https://www.centralbank.go.ke/forex/",
    terms="not known; name the source",
    plan=plan,
    parse=parse,
)
