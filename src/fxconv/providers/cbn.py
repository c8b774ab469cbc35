"""Central Bank of Nigeria: official rates, nairas for one unit, buying, central and selling.

One file for all days since 2001-12-10. The printed day is that of the market. Currencies have
names, no codes, in more than one spelling; the unit of account of West Africa (WAUA) is none. All
three prices are kept: the bank buys at the bid, and the central one is its own. Where a day has a
currency twice the first row counts. From the bank's own JSON, names of older rows and the terms
from the open project Frankfurter. Doubtful: `CFA` is taken for the franc of West Africa, that of
Central Africa has the same parity; the older rows, not seen by the author; and the hour.
"""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import TYPE_CHECKING

from ..publishing.provider import Answer, Provider, Published, Request, rows
from ..rates.quote import Quote

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..dates.spans import Span


URL = "https://www.cbn.gov.ng/api/GetAllExchangeRates"
NAMES = {
    "CFA": "XOF",
    "DANISH KRONA": "DKK",
    "DANISH KRONER": "DKK",
    "EURO": "EUR",
    "JAPANESE YEN": "JPY",
    "POUND STERLING": "GBP",
    "POUNDS STERLING": "GBP",
    "RIYAL": "SAR",
    "SDR": "XDR",
    "SOUTH AFRICAN RAND": "ZAR",
    "SWISS FRANC": "CHF",
    "UAE DIRHAM": "AED",
    "US DOLLAR": "USD",
    "YEN": "JPY",
    "YUAN/RENMINBI": "CNY",
}
SIDES = {"bid": "buyingrate", "mid": "centralrate", "ask": "sellingrate"}


def plan(span: Span) -> list[Request]:
    """Return the request for the whole file: there is no address for a part of it."""
    return [Request(URL)]


def parse(answer: Answer) -> Iterator[Quote]:
    """Return the quotes of the file, the first row of each currency and day."""
    seen = set()
    for row in rows(answer.body):
        code = NAMES.get(" ".join(row["currency"].upper().split()))
        on = date.fromisoformat(row["ratedate"][:10])
        if code and (code, on) not in seen:
            seen.add((code, on))
            yield from _quotes(row, code, on)


def _quotes(row: dict[str, str], code: str, on: date) -> Iterator[Quote]:
    for side, name in SIDES.items():
        price = (row[name] or "").replace(",", "").strip()
        if price.strip("0.-"):
            yield Quote(code, "NGN", price, on, "cbn", side=side, kind="official")


PROVIDER = Provider(
    id="cbn",
    name="Central Bank of Nigeria",
    country="NG",
    pivot="NGN",
    kind="official",
    dates="market day",
    since=date(2001, 12, 10),
    gap=8,
    zone="Africa/Lagos",
    published=(Published(time(17, 0), timedelta(hours=4)),),
    home="https://www.cbn.gov.ng/rates/ExchRateByCurrency.html",
    terms="redistribution unaltered and with the source named (cbn.gov.ng/Legal.html)",
    plan=plan,
    parse=parse,
)
