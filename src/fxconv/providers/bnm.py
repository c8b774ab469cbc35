"""Bank Negara Malaysia: interbank rates of the 09:00 session, ringgit for `unit` of each currency.

The nominal is 1 or 100. There is a buying, a selling and a middle rate; the SDR (XDR) has a middle
one only, and zero or null is no rate. The session opens the day printed, so the market is that of
the weekday before: measured against the ECB, as the bank says only "start of day". The sessions of
11:30, 12:00 and 17:00 are others and not used.

Numbers come with the noise of binary fractions (4.2916999999999996 for 4.2917) and stay as printed.
A document is a currency and a month; `rate` is an object where there is one day, as in the table of
the newest day, which names all currencies. From the bank's own JSON, and the sessions from
data.gov.my. Doubtful: the hour (recorded answers were renewed at 23:01, hence the margin), the
first day (others found 2021-01-04), and that 404 or an empty list is a month without rates.
"""

from __future__ import annotations

import re
from datetime import date, time, timedelta
from typing import TYPE_CHECKING

from ..money.currency import lookup
from ..publishing.provider import Answer, Provider, Published, Request, json, plain, weekday_before
from ..rates.quote import Quote

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from ..dates.spans import Span


URL = "https://api.bnm.gov.my/public/exchange-rate/{code}/year/{year}/month/{month}?session=0900"
ASKED = re.compile(r"/exchange-rate/([A-Z]{3})/year/([0-9]+)/month/([0-9]+)")
CODES = """AED AUD BND CAD CHF CNY EGP EUR GBP HKD IDR INR JPY KHR KRW MMK NPR NZD PHP PKR SAR SDR
SGD THB TWD USD VND"""
HEADERS = (("Accept", "application/vnd.BNM.API.v1+json"),)
SIDES = {"buying_rate": "bid", "selling_rate": "ask", "middle_rate": "mid"}


def plan(span: Span) -> list[Request]:
    """Return a request for each currency and month."""
    first, last = (day.year * 12 + day.month - 1 for day in span)
    months = [(n // 12, n % 12 + 1) for n in range(first, last + 1)]
    return [
        Request(URL.format(code=code, year=year, month=month), headers=HEADERS, absent=(404,))
        for year, month in months
        for code in CODES.split()
    ]


def parse(answer: Answer) -> Iterator[Quote]:
    """Return the quotes of one currency in a month, or of all on the newest day."""
    document = json(answer.body)
    if (document["meta"]["quote"], document["meta"]["session"]) != ("rm", "0900"):
        raise ValueError("not ringgit of the 09:00 session")
    asked, found = ASKED.search(answer.url), document["data"]
    for table in found if isinstance(found, list) else [found]:
        for row in table["rate"] if isinstance(table["rate"], list) else [table["rate"]]:
            yield from _quotes(table, row, asked)


def _quotes(table: Any, row: Any, asked: re.Match[str] | None) -> Iterator[Quote]:
    label, on, per = table["currency_code"], date.fromisoformat(row["date"]), int(table["unit"])
    if asked and (asked[1], int(asked[2]), int(asked[3])) != (label, on.year, on.month):
        raise ValueError(f"{label} of {on} was not asked for")
    code = {"SDR": "XDR"}.get(label, label)
    for field, side in SIDES.items():
        price = plain(row[field] or "0")
        if price.strip("0.") and lookup(code):
            yield Quote(code, "MYR", price, on, "bnm", per, side, weekday_before(on), "market")


PROVIDER = Provider(
    id="bnm",
    name="Bank Negara Malaysia",
    country="MY",
    pivot="MYR",
    kind="indicative",
    dates="market day",
    since=date(2021, 1, 4),
    gap=8,
    zone="Asia/Kuala_Lumpur",
    published=(Published(time(9, 0), timedelta(hours=15)),),
    home="https://www.bnm.gov.my/exchange-rates",
    terms="CC BY 4.0 on data.gov.my, which has the same rates; name the source",
    plan=plan,
    parse=parse,
    window=28,
    apart=True,
)
