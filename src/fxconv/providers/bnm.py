"""Bank Negara Malaysia: interbank rates of the 09:00 session, in ringgit for `unit` of a currency.

The nominal is 1 or 100. There is a buying, a selling and a middle rate; the SDR (XDR) has only a
middle one, and zero or null means no rate. The session opens the printed day, so the market day is
the weekday before: this was measured against the ECB, as the bank says only "start of day". The
sessions of 11:30, 12:00 and 17:00 have other rates and are not used.

Numbers carry the noise of binary fractions (4.2916999999999996 for 4.2917) and stay as printed. A
document covers one currency and month. `rate` is an object if there is only one day, as in the
newest day's table of all currencies. Sources: the bank's own JSON, and data.gov.my for the
sessions. Uncertain: the hour (recorded answers were renewed at 23:01, which the margin covers), the
first day (others found 2021-01-04), and that 404 or an empty list is a month without rates.
"""

from __future__ import annotations

import re
from datetime import date, time, timedelta
from typing import TYPE_CHECKING, Any

from ..publishing.documents import json, plain, units, weekday_before
from ..publishing.provider import Answer, Provider, Published, Quotes, Request
from ..publishing.quotation import Quotation

if TYPE_CHECKING:
    from ..dates.spans import Span


URL = "https://api.bnm.gov.my/public/exchange-rate/{code}/year/{year}/month/{month}?session=0900"
ASKED = re.compile(r"/exchange-rate/([A-Z]{3})/year/([0-9]+)/month/([0-9]+)")
CODES = """AED AUD BND CAD CHF CNY EGP EUR GBP HKD IDR INR JPY KHR KRW MMK NPR NZD PHP PKR SAR SDR
SGD THB TWD USD VND"""
HEADERS = (("Accept", "application/vnd.BNM.API.v1+json"),)
SIDES = {"buying_rate": "bid", "selling_rate": "ask", "middle_rate": "mid"}
RINGGIT = Quotation("bnm", "MYR", "market", labels={"SDR": "XDR"}, market=weekday_before)


def plan(span: Span) -> list[Request]:
    """Return a request for each currency and month."""
    first, last = (day.year * 12 + day.month - 1 for day in span)
    months = [(n // 12, n % 12 + 1) for n in range(first, last + 1)]
    return [
        Request(URL.format(code=code, year=year, month=month), headers=HEADERS, absent=(404,))
        for year, month in months
        for code in CODES.split()
    ]


def parse(answer: Answer) -> Quotes:
    """Return the quotes of one currency in a month, or of all currencies on the newest day."""
    document = json(answer.body)
    if (document["meta"]["quote"], document["meta"]["session"]) != ("rm", "0900"):
        raise ValueError("these are not rates in ringgit from the 09:00 session")
    for table in _list(document["data"]):
        for row in _list(table["rate"]):
            yield from _quotes(table, row, ASKED.search(answer.url))


def _list(found: Any) -> list[Any]:
    return found if isinstance(found, list) else [found]


def _quotes(table: Any, row: Any, asked: re.Match[str] | None) -> Quotes:
    code, on, per = table["currency_code"], date.fromisoformat(row["date"]), units(table["unit"])
    if asked and (asked[1], int(asked[2]), int(asked[3])) != (code, on.year, on.month):
        raise ValueError(f"it has rates of {code} on {on}, which were not asked for")
    for field, side in SIDES.items():
        yield from RINGGIT.direct(code, plain(row[field] or "0"), on, per, side)


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
