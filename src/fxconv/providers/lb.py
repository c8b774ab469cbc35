"""Bank of Lithuania: litas for a nominal of each currency to 2014, then units for one euro.

Every row has two amounts, and its type says what they are. `LT` is litas and then the nominal
(1 to 100 000), set on the working day before the printed day, which is the first in force; most
currencies that the ECB lacked moved seldom. `EU` is one euro and then the price: the reference
rates of the ECB on its own day, and about 60 more currencies that are renewed monthly. A day of
those further back than the gap gives no answer.

Predecessors are labelled with the code of today, in the old unit; the days in `OLD` are those on
which the figures change, some later than the law. Other rows with a code outside the life of its
currency are left out. At the end of December 2014 the litas figures fit the market on the morning
of the working day before, holidays counted; `weekday_before` does not know those. For earlier years
and for currencies that move seldom the market day is doubtful, as are the first day and the hour.
From the bank's own XML; the jumps were measured on its rates by the makers of Frankfurter.
"""

from __future__ import annotations

import re
from datetime import date, time, timedelta
from typing import TYPE_CHECKING

from ..money.currency import lookup
from ..publishing import calendars
from ..publishing.provider import Answer, Provider, Published, Request, weekday_before, xml
from ..rates.quote import Quote

if TYPE_CHECKING:
    from collections.abc import Iterator
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


def plan(span: Span) -> list[Request]:
    """Return the request for a day, of the type that there was then."""
    which = "LT" if span.first <= LAST_LITAS else "EU"
    return [Request(URL.format(day=span.first, type=which))]


def parse(answer: Answer) -> Iterator[Quote]:
    """Return the quotes of a day, or of a currency on some days."""
    root = xml(answer.body)
    if root.tag != TAG + "FxRates":
        raise ValueError(f"<{root.tag}> is no list of rates")
    asked = re.search(r"[?&]dt=(\d{4}-\d\d-\d\d)", answer.url)
    for row in root:
        if row.tag != TAG + "FxRate":
            raise ValueError(" ".join("".join(row.itertext()).split()) or row.tag)
        yield from _quote(row, date.fromisoformat(asked[1]) if asked else date.max)


def _quote(row: Element, latest: date) -> Iterator[Quote]:
    on = date.fromisoformat(_text(row, "Dt"))
    (home, amount), (label, price) = (_amount(cell) for cell in row.iter(TAG + "CcyAmt"))
    if on > latest or home != HOMES[_text(row, "Tp")]:
        raise ValueError(f"the rates in {home} of {on} are not those asked for")
    code = _code(label, on) if amount.strip("0.") and price.strip("0.") else ""
    if code and home == "LTL":
        yield Quote(code, home, amount, on, "lb", int(price), market_on=weekday_before(on))
    elif code:
        yield Quote(home, code, price, on, "lb", int(amount))


def _amount(cell: Element) -> tuple[str, str]:
    return _text(cell, "Ccy"), _text(cell, "Amt")


def _text(parent: Element, name: str) -> str:
    return parent.findtext(TAG + name, "").strip()


def _code(label: str, on: date) -> str:
    """Return the code of the currency that a label meant on a day; "" if it is not known."""
    old, changed = OLD.get(label, ("", date.min))
    if on < changed:
        return old
    currency = lookup(label)
    return label if currency and currency.lived(on) else ""


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
