"""National Bank of the Kyrgyz Republic: official rates, soms for `Nominal` units of each currency.

The printed date is the first day in force; weekends have one too. The market day, which is not
printed, is taken as the weekday before, public holidays not being known here. Two files hold what
is current and nothing older: the main currencies, set daily, and the others, set weekly for the
`ValidFor` days from the printed one. The weekly file goes on listing BYR, which ended in 2016, at
a price of its own; it is left out. Commas are decimal. From the bank's own XML; the hour is
doubtful.
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


URL = "https://www.nbkr.kg/XML/{name}.xml"


def plan(span: Span) -> list[Request]:
    """Return the requests for the current files: there is no address for other days."""
    return [Request(URL.format(name=name)) for name in ("daily", "weekly")]


def parse(answer: Answer) -> Iterator[Quote]:
    """Return the quotes of a daily or weekly file."""
    root = xml(answer.body)
    if root.tag != "CurrencyRates":
        raise ValueError(f"<{root.tag}> is no table of rates")
    on = datetime.strptime(root.get("Date", ""), "%d.%m.%Y").date()
    for row in root.iter("Currency"):
        yield from _quote(row, on)


def _quote(row: Element, on: date) -> Iterator[Quote]:
    code, per = row.get("ISOCode", ""), int(row.findtext("Nominal") or 0)
    price = "".join(row.findtext("Value", "").split()).replace(",", ".")
    valid = row.findtext("ValidFor")
    until = on + timedelta(int(valid) - 1) if valid else None
    known = lookup(code) and code != "BYR"
    if known and price.strip("0.") and per:
        quote = Quote(code, "KGS", price, on, "nbkr", per, kind="official", until=until)
        yield quote._replace(market_on=weekday_before(on))


PROVIDER = Provider(
    id="nbkr",
    name="National Bank of the Kyrgyz Republic",
    country="KG",
    pivot="KGS",
    kind="official",
    dates="in force",
    since=date(2026, 1, 1),
    gap=12,
    zone="Asia/Bishkek",
    published=(Published(time(16, 0), timedelta(hours=3), before=1),),
    home="https://www.nbkr.kg/index1.jsp?item=1562&lang=ENG",
    terms="official rates, without an obligation of the bank to trade at them; name the source",
    plan=plan,
    parse=parse,
    apart=True,
)
