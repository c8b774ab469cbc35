"""Central Bank of Nigeria: official buying, central and selling rates, in nairas for one unit.

One file has all days since 2001-12-10. The printed day is the market day. Currencies have names
instead of codes, some in more than one spelling. WAUA, the unit of account of West Africa, is not a
currency. All three prices are kept: the bank buys at the bid, and the central rate is its own. If a
day lists a currency twice, the first row counts. Sources: the bank's own JSON, and the open project
Frankfurter for the names of older rows and the terms. Uncertain: the hour; the older rows, which
the author has not seen; and `CFA`, taken to be the franc of West Africa, as that of Central Africa
has the same parity.
"""

from __future__ import annotations

from datetime import date, time, timedelta

from ..publishing.documents import rows, ungrouped
from ..publishing.plans import requests_to
from ..publishing.provider import Answer, Provider, Published, Quotes
from ..publishing.quotation import Quotation

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
NAIRAS = Quotation("cbn", "NGN", "official", nothing="-0.")

plan = requests_to(URL)


def parse(answer: Answer) -> Quotes:
    """Return the quotes of the file, from the first row of each currency and day."""
    seen = set()
    for row in rows(answer.body):
        code = NAMES.get(" ".join(row["currency"].upper().split()))
        on = date.fromisoformat(row["ratedate"][:10])
        if code and (code, on) not in seen:
            seen.add((code, on))
            for side, name in SIDES.items():
                yield from NAIRAS.direct(code, ungrouped(row[name] or ""), on, side=side)


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
