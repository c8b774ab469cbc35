"""National Bank of Tajikistan: official rates, somoni for `Nominal` units of each currency.

The printed date is a day in force. The rates follow the market of the working day before, which is
not printed; the market day is taken as the weekday before, public holidays not being known here.
A day that the bank has no table for is answered with today's, so only the printed date counts.
The code is `CharCode`; the number next to it may be an old one (810 for RUB). From the bank's own
XML; that the dates run one day behind the market is measured, and the hour is doubtful.
"""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import TYPE_CHECKING

from ..money.currency import lookup
from ..publishing.provider import Answer, Provider, Published, Request, weekday_before, xml
from ..rates.quote import Quote

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

    from ..dates.spans import Span


URL = "https://www.nbt.tj/en/kurs/export_xml.php?date={day}&export=xmlout"


def plan(span: Span) -> list[Request]:
    """Return the request for the table in force on a day."""
    return [Request(URL.format(day=span.first))]


def parse(answer: Answer) -> Iterator[Quote]:
    """Return the quotes of a day's table."""
    root = xml(answer.body)
    if root.tag != "ValCurs":
        raise ValueError(f"<{root.tag}> is no table of rates")
    on = date.fromisoformat(root.get("Date", ""))
    for row in root.iter("Valute"):
        yield from _quote(row, on)


def _quote(row: Element, on: date) -> Iterator[Quote]:
    code = row.findtext("CharCode", "").strip()
    price = row.findtext("Value", "").strip().replace(",", ".")
    per = int(row.findtext("Nominal") or 0)
    market = weekday_before(on)
    if price.strip("0.") and per and lookup(code):
        yield Quote(code, "TJS", price, on, "nbt", per, market_on=market, kind="official")


PROVIDER = Provider(
    id="nbt",
    name="National Bank of Tajikistan",
    country="TJ",
    pivot="TJS",
    kind="official",
    dates="in force",
    since=date(2001, 1, 1),
    gap=7,
    zone="Asia/Dushanbe",
    published=(Published(time(11, 0), timedelta(hours=2)),),
    home="https://www.nbt.tj/en/kurs/kurs.php",
    terms="official rates, without an obligation of the bank to trade at them; name the source",
    plan=plan,
    parse=parse,
    window=1,
)
