"""Bank of Lithuania: litas for a nominal of each currency until 2014, then units for one euro.

Every row has two amounts, and its type says what they are. `LT` is litas and then the nominal (1 to
100 000), set on the working day before the printed day, which is the first in force; most
currencies that the ECB did not quote seldom moved. `EU` is one euro and then the price: the ECB's
reference rates of that day, and about 60 more currencies that are renewed monthly. If those are
older than the gap, a day has no rate for them.

Predecessors are labelled with today's code, in the old unit. The days in `OLD` are those on which
the figures change, some later than the law. Other rows with a code outside the life of its currency
are left out. At the end of December 2014 the litas figures fit the market on the morning of the
working day before, with holidays counted, which `weekday_before` does not know. Source: the bank's
own XML; the makers of Frankfurter measured the jumps on its rates. Uncertain: the market day in
earlier years and for currencies that seldom move, the first day, and the hour.
"""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import TYPE_CHECKING

from ..publishing import calendars
from ..publishing.documents import cell, parameters, weekday_before, xml
from ..publishing.provider import Answer, Provider, Published, Quotes, Request
from ..publishing.quotation import Quotation

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from ..dates.spans import Span


URL = "https://www.lb.lt/webservices/FxRates/FxRates.asmx/getFxRates?dt={day}&tp={type}"
TAG = "{http://www.lb.lt/WebServices/FxRates}"
HOMES = {"LT": "LTL", "EU": "EUR"}
LAST_LITAS = date(2014, 12, 31)
OLD = {
    "PLN": ("PLZ", date(1995, 1, 3)),
    "RUB": ("RUR", date(1998, 1, 5)),
    "BGN": ("BGL", date(1999, 7, 7)),
    "BYR": ("BYB", date(2000, 1, 1)),
    "RON": ("ROL", date(2005, 7, 4)),
    "AZN": ("AZM", date(2006, 1, 9)),
    "MZN": ("MZM", date(2006, 7, 10)),
    "TMT": ("TMM", date(2009, 1, 1)),
}
EUROS = Quotation("lb", "EUR", old=OLD, alive=True)
LITAS = EUROS._replace(home="LTL", market=weekday_before)


def plan(span: Span) -> list[Request]:
    """Return the request for a day, of the type that there was then."""
    which = "LT" if span.first <= LAST_LITAS else "EU"
    return [Request(URL.format(day=span.first, type=which))]


def parse(answer: Answer) -> Quotes:
    """Return the quotes of a day, or of one currency on some days."""
    root, asked = xml(answer.body, f"{TAG}FxRates"), parameters(answer.url).get("dt")
    for row in root:
        if row.tag != f"{TAG}FxRate":
            raise ValueError(" ".join("".join(row.itertext()).split()) or row.tag)
        yield from _quote(row, date.fromisoformat(asked) if asked else date.max)


def _quote(row: Element, latest: date) -> Quotes:
    on = date.fromisoformat(cell(row, f"{TAG}Dt"))
    (home, amount), (code, price) = (_amount(pair) for pair in row.iter(f"{TAG}CcyAmt"))
    if on > latest or home != HOMES[cell(row, f"{TAG}Tp")]:
        raise ValueError(f"it has rates in {home} of {on}, which were not asked for")
    if amount.strip("0.") and price.strip("0."):
        litas = home == "LTL"
        yield from (
            LITAS.direct(code, amount, on, int(price))
            if litas
            else EUROS.indirect(code, price, on, int(amount))
        )


def _amount(pair: Element) -> tuple[str, str]:
    return cell(pair, f"{TAG}Ccy"), cell(pair, f"{TAG}Amt")


PROVIDER = Provider(
    id="lb",
    name="Bank of Lithuania",
    country="LT",
    pivot="EUR",
    kind="reference",
    dates="market day",
    since=date(1994, 4, 1),
    gap=10,
    zone="Europe/Vilnius",
    published=(
        Published(time(17, 0), timedelta(hours=2), until=LAST_LITAS, before=1),
        Published(time(17, 0), timedelta(hours=1)),
    ),
    home="https://www.lb.lt/webservices/FxRates/en/",
    terms="name the source",
    plan=plan,
    parse=parse,
    window=1,
    working=calendars.target,
    apart=True,
    copies=("ecb", date(2015, 1, 1)),
)
