"""Central Bank of Kenya: indicative rates, the average of the major banks as trade opens.

Most rows are shillings for one unit, and for 100 where the name ends in `(100)`. Those of the
neighbours (`KES / USHS`, TSHS, RWF and BIF) are the other way round: their currency for one
shilling, and are kept so. The printed day is the bank's; the crosses are those of the market of the
working day before, as measured. There are two tables, for days before 2024-01-05 and since, each
one document with every day; 2025-11-28 is in it twice. From the bank's own JSON and its page on the
rates. Doubtful: the older table, not seen by the author, of which the third column is taken for the
mean, as others do, and what follows it is left out, as are days before 2003, wrongly dated; and the
hour.
"""

from __future__ import annotations

import re
from datetime import date, time, timedelta
from typing import TYPE_CHECKING

from ..publishing.provider import Answer, Provider, Published, Request, json, weekday_before
from ..rates.quote import Quote

if TYPE_CHECKING:
    from collections.abc import Iterator

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


def plan(span: Span) -> list[Request]:
    """Return the requests for the tables that have some of the days."""
    tables = ["32"] * (span.first < NEWER) + ["193"] * (span.last >= NEWER)
    return [Request(URL.format(table=table), SENT, HEADERS) for table in tables]


def parse(answer: Answer) -> Iterator[Quote]:
    """Return the quotes of a table, each row once."""
    for day, name, price, *_ in dict.fromkeys(map(tuple, json(answer.body)["data"])):
        on = date(*map(int, reversed(day.split("/"))))
        if on >= SINCE:
            yield from _quote(name, (price or "").replace(",", "").strip(), on)


def _quote(name: str, price: str, on: date) -> Iterator[Quote]:
    found = NAME.fullmatch(" ".join(name.upper().split()))
    code = NAMES.get(found[2]) if found else None
    if found and code and price.strip("0.-"):
        base, term = ("KES", code) if found[1] else (code, "KES")
        per, market = int(found[3] or 1), weekday_before(on)
        yield Quote(base, term, price, on, "cbk", per, market_on=market, kind="indicative")


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
