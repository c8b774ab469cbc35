"""Central Bank of the Republic of Türkiye: indicative rates, lira for `Unit` units, two sides.

`ForexBuying` and `ForexSelling` are what the bank pays and asks for transfers; they lie around a
middle that is not printed. Rates of banknotes are another market and left out, and so are the cross
rates. The bulletin is dated the day on which it is set, at 15:30, from six hours of that day; the
bank uses it one working day later, which is why EVDS prints the same figures under the next day.

There is no document for holidays and weekends (404). Some currencies have one side only, as the
SDR. Before 2005 the lira is TRL; a bulletin of those days whose dollar does not cost thousands
would be restated and is left out. From the bank's own XML and its style sheet; doubtful are the
hour before a holiday, and how the oldest bulletins are written.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from ..money.currency import lookup
from ..publishing.provider import Answer, Provider, Published, Request, xml
from ..rates.quote import Quote

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

    from ..dates.spans import Span


URL = "https://www.tcmb.gov.tr/kurlar/{day:%Y%m}/{day:%d%m%Y}.xml"
DATED = re.compile(r"/[0-9]{8}\.xml$")
NEW_LIRA = date(2005, 1, 1)
SIDES = (("bid", "ForexBuying"), ("ask", "ForexSelling"))
CODES = {"ECU": "XEU", "SDR": "XDR"}


def plan(span: Span) -> list[Request]:
    """Return the request for the bulletin of a day."""
    return [Request(URL.format(day=span.first), absent=(404,))]


def parse(answer: Answer) -> Iterator[Quote]:
    """Return the quotes of a bulletin, both sides."""
    root = xml(answer.body)
    if root.tag != "Tarih_Date":
        raise ValueError(f"<{root.tag}> is no bulletin")
    on = datetime.strptime(root.get("Tarih", ""), "%d.%m.%Y").date()
    if DATED.search(answer.url) and answer.url != URL.format(day=on):
        raise ValueError(f"the bulletin is of {on}, which was not asked for")
    for row in root.iter("Currency"):
        for quote in _quotes(row, _lira(root, on), on):
            yield quote._replace(number=root.get("Bulten_No", ""))


def _lira(root: Element, on: date) -> str:
    """Return the lira of a bulletin, nothing for one before 2005 that is not in old lira."""
    if on >= NEW_LIRA:
        return "TRY"
    dollar = root.findtext("Currency[@CurrencyCode='USD']/ForexBuying") or "0"
    return "TRL" if Decimal(dollar) > 1000 else ""


def _quotes(row: Element, lira: str, on: date) -> Iterator[Quote]:
    code = row.get("CurrencyCode", "").strip()
    base, per = CODES.get(code, code), int(row.findtext("Unit") or 0)
    for side, tag in SIDES:
        price = (row.findtext(tag) or "").strip()
        if lira and lookup(base) and per and price and Decimal(price):
            yield Quote(base, lira, price, on, "tcmb", per, side, kind="indicative")


PROVIDER = Provider(
    id="tcmb",
    name="Central Bank of the Republic of Türkiye",
    country="TR",
    pivot="TRY",
    kind="indicative",
    dates="market day",
    since=date(1996, 4, 16),
    gap=12,
    zone="Europe/Istanbul",
    published=(Published(time(15, 30), timedelta(minutes=30)),),
    home="https://www.tcmb.gov.tr/kurlar/kurlar_tr.html",
    terms="indicative, binds nobody; name the source",
    plan=plan,
    parse=parse,
    window=1,
)
