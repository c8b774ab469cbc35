"""Central Bank of the Republic of Türkiye: indicative rates, in lira for `Unit` units, two sides.

`ForexBuying` and `ForexSelling` are what the bank pays and asks for transfers; their middle is not
printed. Rates of banknotes are another market and are left out, and so are the cross rates. The
bulletin is dated the day on which it is set, at 15:30, from six hours of that day. The bank uses it
one working day later, which is why EVDS prints the same figures under the next day.

There is no document for holidays and weekends (404). Some currencies, such as the SDR, have one
side only. Before 2005 the lira is TRL. A bulletin from those days in which the dollar does not cost
thousands must have been restated, and is left out. Source: the bank's own XML and its style sheet.
Uncertain: the hour before a holiday, and the form of the oldest bulletins.
"""

from __future__ import annotations

import re
from datetime import date, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from ..publishing.documents import cell, day, xml
from ..publishing.plans import requests_to
from ..publishing.provider import Answer, Provider, Published, Quotes
from ..publishing.quotation import Quotation

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element


URL = "https://www.tcmb.gov.tr/kurlar/{first:%Y%m}/{first:%d%m%Y}.xml"
DATED = re.compile(r"/[0-9]{8}\.xml$")
NEW_LIRA = date(2005, 1, 1)
SIDES = {"bid": "ForexBuying", "ask": "ForexSelling"}
LIRA = Quotation("tcmb", "TRY", "indicative", labels={"ECU": "XEU", "SDR": "XDR"})

plan = requests_to(URL, absent=(404,))


def parse(answer: Answer) -> Quotes:
    """Return the quotes of a bulletin, both sides."""
    root = xml(answer.body, "Tarih_Date")
    on = day(root.get("Tarih", ""), "%d.%m.%Y")
    if DATED.search(answer.url) and answer.url != URL.format(first=on):
        raise ValueError(f"it is the bulletin of {on}, which was not asked for")
    lira, number = LIRA._replace(home=_lira(root, on)), root.get("Bulten_No", "")
    for row in root.iter("Currency"):
        code, per = row.get("CurrencyCode", "").strip(), int(row.findtext("Unit") or 0)
        for side, tag in SIDES.items():
            yield from lira.direct(code, cell(row, tag), on, per, side, number=number)


def _lira(root: Element, on: date) -> str:
    """Return the lira of a bulletin, "" for one before 2005 that is not in old lira."""
    if on >= NEW_LIRA:
        return "TRY"
    dollar = root.findtext("Currency[@CurrencyCode='USD']/ForexBuying") or "0"
    return "TRL" if Decimal(dollar) > 1000 else ""


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
