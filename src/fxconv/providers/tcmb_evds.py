"""Central Bank of Türkiye by way of EVDS: buying and selling rates of exchange, liras.

For one unit, but for 100 yen: the answer does not say so. A row is dated the day on which its rates
are in force, which is the working day after the 15:30 announcement, so the market day is the
weekday before (measured against the ECB); the bank's own XML is dated the day of the announcement.
`A` is what the bank pays and `S` what it sells for; there is no middle. Days without a bulletin are
rows of nulls. Rows before 2005 are left out, as it is not known whether they are in old or new
liras, and so are rows of the leu before July 2005. From the bank's own JSON, version 3 of EVDS; the
longest span that it answers and the form of an error are doubtful.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from ..money.currency import lookup
from ..publishing.provider import Answer, Key, Provider, Published, Request, json, weekday_before
from ..rates.quote import Quote

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..dates.spans import Span


CODES = """AED AUD AZN CAD CHF CNY DKK EUR GBP JPY KRW KWD KZT NOK PKR QAR RON RUB SAR SEK USD"""
SERIES = [f"TP.DK.{code}.{side}.YTL" for code in CODES.split() for side in "AS"]
URL = (
    "https://evds3.tcmb.gov.tr/igmevdsms-dis/series={series}"
    "&startDate={first:%d-%m-%Y}&endDate={last:%d-%m-%Y}&type=json&frequency=1"
)
COLUMN = re.compile(r"TP_DK_([A-Z]{3})_([AS])_YTL")
SIDES = {"A": "bid", "S": "ask"}
LETTERS = {side: letter for letter, side in SIDES.items()}
SINCE = date(2005, 1, 1)
NEW = {"RON": date(2005, 7, 1), "AZN": date(2006, 1, 1)}


def plan(span: Span) -> list[Request]:
    """Return the request for all series."""
    return [Request(URL.format(series="-".join(SERIES), first=span.first, last=span.last))]


def parse(answer: Answer) -> Iterator[Quote]:
    """Return the quotes of some days, with a column for each currency and side."""
    for row in json(answer.body)["items"]:
        on = datetime.strptime(row["Tarih"], "%d-%m-%Y").date()
        columns = [(found, row[found[0]]) for name in row if (found := COLUMN.fullmatch(name))]
        if not columns:
            raise ValueError("no series of exchange rates")
        for column, price in columns:
            if price and price.strip("0."):
                yield from _quote(column[1], SIDES[column[2]], price, on)


def _quote(code: str, side: str, price: str, on: date) -> Iterator[Quote]:
    if lookup(code) and on >= NEW.get(code, SINCE):
        per, market = 100 if code == "JPY" else 1, weekday_before(on)
        yield Quote(code, "TRY", price, on, "tcmb-evds", per, side, market, "indicative")


def _series(quote: Quote) -> str:
    letter = LETTERS.get(quote.side)
    return f"TP.DK.{quote.base}.{letter}.YTL" if letter else ""


PROVIDER = Provider(
    id="tcmb-evds",
    name="Central Bank of the Republic of Türkiye (EVDS)",
    country="TR",
    pivot="TRY",
    kind="indicative",
    dates="in force",
    since=SINCE,
    gap=12,
    zone="Europe/Istanbul",
    published=(Published(time(15, 30), timedelta(hours=2), before=1),),
    home="https://evds3.tcmb.gov.tr/",
    terms="name the source",
    plan=plan,
    parse=parse,
    window=365,
    key=Key("header", ("key",), "https://evds3.tcmb.gov.tr/"),
    series=_series,
)
