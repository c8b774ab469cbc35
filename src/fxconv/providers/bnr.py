"""National Bank of Romania: reference rates, in lei for `multiplier` units of each currency.

The rates are set from quotes at about 13:00 on every working day and dated the same day. Each file
covers a year, and the current one grows. `multiplier` (100 for the forint, the yen and others) is
printed only if it is not 1. Gold is per gram and is left out. So are the days before the new leu of
1 July 2005, because the files do not state the unit of each row. Source: the bank's own XML.
"""

from __future__ import annotations

from datetime import date, time, timedelta

from ..publishing.documents import xml
from ..publishing.plans import requests_by_year
from ..publishing.provider import Answer, Provider, Published, Quotes
from ..publishing.quotation import Quotation

SINCE = date(2005, 7, 1)
LEI = Quotation("bnr", "RON", without={"XAU", "XAG"}, nothing="-0.")

plan = requests_by_year("https://curs.bnr.ro/files/xml/years/nbrfxrates{year}.xml")


def parse(answer: Answer) -> Quotes:
    """Return the quotes of a file of days."""
    root = xml(answer.body)
    if root.findtext("{*}Body/{*}OrigCurrency") != "RON":
        raise ValueError("not a table of rates in lei")
    for day in root.findall("{*}Body/{*}Cube"):
        on = date.fromisoformat(day.get("date", ""))
        for row in day if on >= SINCE else ():
            price, per = (row.text or "").strip(), int(row.get("multiplier", "1"))
            yield from LEI.direct(row.get("currency", ""), price, on, per)


PROVIDER = Provider(
    id="bnr",
    name="National Bank of Romania",
    country="RO",
    pivot="RON",
    kind="reference",
    dates="market day",
    since=SINCE,
    gap=7,
    zone="Europe/Bucharest",
    published=(Published(time(13, 0), timedelta(minutes=30)),),
    home="https://www.bnr.ro/Exchange-rates-1224.aspx",
    terms="reference only, without an obligation to use them in transactions or accounting",
    plan=plan,
    parse=parse,
)
