"""Danmarks Nationalbank: indicative rates, in kroner for 100 units of every currency.

They are the ECB's reference rates counted in kroner: all 8007 rates recorded over 13 months to
March 2026 match to the last digit, apart from trailing zeros, and so do the eleven of 28 April 2017
on a page of the bank. It is uncertain since when. The rates are set at 14:15 on every banking day,
and the printed day is the market day. All prices are for 100 units, which the table itself does not
say. The server answers a POST with one row for each currency and day of the span. ".." means no
rate, as for the Bulgarian lev since 2026. Days before the euro are left out, because its row is
then the ECU, and so are rows of TRY and RON from before those units existed. Source: the table
DNVALD of the bank's StatBank. Uncertain: the hour, which is the usual one.
"""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import TYPE_CHECKING

from ..publishing.documents import day, table
from ..publishing.provider import Answer, Provider, Published, Quotes, Request
from ..publishing.quotation import Quotation

if TYPE_CHECKING:
    from ..dates.spans import Span


URL = "https://api.statbank.dk/v1/data"
CODES = """EUR USD GBP SEK NOK CHF CAD JPY AUD NZD PLN CZK HUF HKD SGD ZAR BGN RON TRY KRW THB MYR
PHP IDR CNY BRL MXN INR ILS ISK"""
HEADERS = (("Content-Type", "application/json"),)
SINCE, COPIES = date(1999, 1, 4), date(2017, 4, 28)
KRONER = Quotation(
    "dnb",
    "DKK",
    "indicative",
    first=SINCE,
    since={"TRY": date(2005, 1, 1), "RON": date(2005, 7, 1)},
)


def plan(span: Span) -> list[Request]:
    """Return the request for the days from the first to the last."""
    import json

    days = f">={span.first:%YM%mD%d}<={span.last:%YM%mD%d}"
    asked = {"VALUTA": CODES.split(), "KURTYP": ["KBH"], "Tid": [days]}
    variables = [{"code": code, "values": values} for code, values in asked.items()]
    how = {"table": "DNVALD", "format": "BULK", "lang": "en", "valuePresentation": "Code"}
    sent = json.dumps(how | {"variables": variables}, separators=(",", ":"))
    return [Request(URL, sent.encode(), HEADERS)]


def parse(answer: Answer) -> Quotes:
    """Return the quotes of a table with a row for each currency and day."""
    for row in table(answer.body, "VALUTA", "KURTYP", "TID", "INDHOLD", delimiter=";"):
        on = day(row["TID"], "%YM%mD%d")
        if row["KURTYP"] == "KBH":
            yield from KRONER.direct(row["VALUTA"], row["INDHOLD"], on, 100)


PROVIDER = Provider(
    id="dnb",
    name="Danmarks Nationalbank",
    country="DK",
    pivot="DKK",
    kind="indicative",
    dates="market day",
    since=SINCE,
    gap=7,
    zone="Europe/Copenhagen",
    published=(Published(time(16, 0), timedelta(minutes=60)),),
    home="https://www.nationalbanken.dk/en/what-we-do/stable-prices-monetary-policy-and-the-danish-economy/exchange-rates",
    terms="free reuse with the source named (CC BY 4.0)",
    plan=plan,
    parse=parse,
    copies=("ecb", COPIES),
)
