"""Danmarks Nationalbank: indicative rates, kroner for 100 units of every currency.

The reference rates of the ECB counted in kroner: all 8007 recorded of 13 months to March 2026 are
so to the last digit, trailing zeros aside, and so are the eleven of 28 April 2017 on a page of the
bank; since when is doubtful. Set at 14:15 of every banking day; the printed day is that of the
market. All prices are for 100 units, which the table itself does not say. It answers a POST with
one row for each currency and day, from a first day to a last; ".." is no rate, as for the Bulgarian
lev since 2026. Days before the euro are left out, where its row is the ECU, and so are rows of TRY
and RON before those units existed. From the table DNVALD of the bank's StatBank; the hour is usual.
"""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import TYPE_CHECKING

from ..money.currency import lookup
from ..publishing.provider import Answer, Provider, Published, Request
from ..rates.quote import Quote

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..dates.spans import Span


URL = "https://api.statbank.dk/v1/data"
CODES = """EUR USD GBP SEK NOK CHF CAD JPY AUD NZD PLN CZK HUF HKD SGD ZAR BGN RON TRY KRW THB MYR
PHP IDR CNY BRL MXN INR ILS ISK"""
HEADERS = (("Content-Type", "application/json"),)
SINCE, COPIES = date(1999, 1, 4), date(2017, 4, 28)
NEW = {"TRY": date(2005, 1, 1), "RON": date(2005, 7, 1)}


def plan(span: Span) -> list[Request]:
    """Return the request for the days from the first one to the last."""
    import json

    days = f">={span.first:%YM%mD%d}<={span.last:%YM%mD%d}"
    asked = {"VALUTA": CODES.split(), "KURTYP": ["KBH"], "Tid": [days]}
    variables = [{"code": code, "values": values} for code, values in asked.items()]
    how = {"table": "DNVALD", "format": "BULK", "lang": "en", "valuePresentation": "Code"}
    sent = json.dumps(how | {"variables": variables}, separators=(",", ":"))
    return [Request(URL, sent.encode(), HEADERS)]


def parse(answer: Answer) -> Iterator[Quote]:
    """Return the quotes of a table of currencies and days."""
    header, *rows = answer.body.decode("utf-8-sig").splitlines() or [""]
    if header != "VALUTA;KURTYP;TID;INDHOLD":
        raise ValueError("not the table DNVALD")
    for row in rows:
        yield from _quote(*row.split(";"))


def _quote(code: str, kind: str, day: str, price: str) -> Iterator[Quote]:
    on = date(int(day[:4]), int(day[5:7]), int(day[8:]))
    known = lookup(code) and on >= NEW.get(code, SINCE)
    if known and kind == "KBH" and price.strip("0."):
        yield Quote(code, "DKK", price, on, "dnb", 100, kind="indicative")


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
