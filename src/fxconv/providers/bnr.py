"""National Bank of Romania: reference rates, lei for `multiplier` units of each currency.

Set from quotes at about 13:00 on every working day and dated the same day. A year is one file, and
the current one grows. `multiplier` (100 for the forint, the yen and others) is printed only where
it is not 1. Gold is per gram and left out, as are the days before the new leu of 1 July 2005,
whose unit the files do not name row by row. From the bank's own XML.
"""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import TYPE_CHECKING

from ..money.currency import lookup
from ..publishing.provider import Answer, Provider, Published, Request, xml
from ..rates.quote import Quote

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

    from ..dates.spans import Span


URL = "https://curs.bnr.ro/files/xml/years/nbrfxrates{year}.xml"
METALS = ("XAU", "XAG")
SINCE = date(2005, 7, 1)


def plan(span: Span) -> list[Request]:
    """Return a request for each year."""
    years = range(span.first.year, span.last.year + 1)
    return [Request(URL.format(year=year)) for year in years]


def parse(answer: Answer) -> Iterator[Quote]:
    """Return the quotes of a file of days."""
    root = xml(answer.body)
    if root.findtext("{*}Body/{*}OrigCurrency") != "RON":
        raise ValueError("not a table of rates in lei")
    for day in root.findall("{*}Body/{*}Cube"):
        on = date.fromisoformat(day.get("date", ""))
        for row in day if on >= SINCE else ():
            yield from _quote(row, on)


def _quote(row: Element, on: date) -> Iterator[Quote]:
    code, price = row.get("currency", ""), (row.text or "").strip()
    per = int(row.get("multiplier", "1"))
    known = lookup(code) and code not in METALS
    if known and price.strip("0.-") and per:
        yield Quote(code, "RON", price, on, "bnr", per)


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
