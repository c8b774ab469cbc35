"""Central Bank of Türkiye, from EVDS: buying and selling rates of exchange, in liras.

The rates are for one unit, but for 100 yen, which the answer does not say. A row is dated the day
on which its rates are in force, the working day after the announcement at 15:30. The market day is
therefore the weekday before, as measured against the ECB; the bank's own XML is dated the day of
the announcement. `A` is what the bank pays and `S` what it sells for; there is no middle rate. Days
without a bulletin are rows of nulls. Rows before 2005 are left out, because it is not known whether
they are in old or new liras, and so are rows of the leu before July 2005. Source: the bank's own
JSON, version 3 of EVDS. Uncertain: the longest span that it answers, and the form of an error.
"""

from __future__ import annotations

import re
from datetime import date, time, timedelta
from typing import TYPE_CHECKING

from ..publishing.documents import day, json, weekday_before
from ..publishing.plans import requests_to
from ..publishing.provider import Answer, Key, Provider, Published, Quotes
from ..publishing.quotation import Quotation

if TYPE_CHECKING:
    from ..rates.quote import Quote


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
LIRAS = Quotation(
    "tcmb-evds",
    "TRY",
    "indicative",
    first=SINCE,
    since={"RON": date(2005, 7, 1), "AZN": date(2006, 1, 1)},
    market=weekday_before,
)

plan = requests_to(URL, ["-".join(SERIES)])


def parse(answer: Answer) -> Quotes:
    """Return the quotes of the days asked for, with a column for each currency and side."""
    for row in json(answer.body)["items"]:
        on = day(row["Tarih"], "%d-%m-%Y")
        columns = [found for name in row if (found := COLUMN.fullmatch(name))]
        if not columns:
            raise ValueError("it has no series of exchange rates")
        for column in columns:
            code, letter = column.groups()
            price, per = row[column[0]] or "", 100 if code == "JPY" else 1
            yield from LIRAS.direct(code, price, on, per, SIDES[letter])


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
