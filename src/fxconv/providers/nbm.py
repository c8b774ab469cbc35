"""National Bank of Moldova: official rates, lei for `Nominal` units of each currency.

The printed date is a day in force. The rates are set on the working day before, which is not
printed; the market day is taken as the weekday before, public holidays not being known here. The
prices of metals, a document of their own, are per gram and left out. Russian rubles before 1998
are RUR. From the bank's own XML; that the dates run one day behind the market is measured, and the
hour is usual.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from ..money.currency import lookup
from ..publishing.provider import Answer, Provider, Published, Request, weekday_before, xml
from ..rates.quote import Quote

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

    from ..dates.spans import Span


URL = "https://www.bnm.md/en/official_exchange_rates?date={day:%d.%m.%Y}&get_xml=1"


def plan(span: Span) -> list[Request]:
    """Return the request for the table in force on a day."""
    return [Request(URL.format(day=span.first))]


def parse(answer: Answer) -> Iterator[Quote]:
    """Return the quotes of a day's table, none for one of metals."""
    root = xml(answer.body)
    if root.tag == "MetalPrice":
        return
    if root.tag != "ValCurs":
        raise ValueError(f"<{root.tag}> is no table of rates")
    on = datetime.strptime(root.get("Date", ""), "%d.%m.%Y").date()
    for row in root.iter("Valute"):
        yield from _quote(row, on)


def _quote(row: Element, on: date) -> Iterator[Quote]:
    code = row.findtext("CharCode", "").strip()
    base = "RUR" if code == "RUB" and on < date(1998, 1, 1) else code
    price = row.findtext("Value", "").strip().replace(",", ".")
    per = int(row.findtext("Nominal") or 0)
    market = weekday_before(on)
    if price.strip("0.") and per and lookup(base):
        yield Quote(base, "MDL", price, on, "nbm", per, market_on=market, kind="official")


PROVIDER = Provider(
    id="nbm",
    name="National Bank of Moldova",
    country="MD",
    pivot="MDL",
    kind="official",
    dates="in force",
    since=date(1993, 11, 29),
    gap=7,
    zone="Europe/Chisinau",
    published=(Published(time(15, 0), timedelta(hours=3), before=1),),
    home="https://www.bnm.md/en/content/official-exchange-rates",
    terms="official rates, without an obligation of the bank to trade at them; name the source",
    plan=plan,
    parse=parse,
    window=1,
)
