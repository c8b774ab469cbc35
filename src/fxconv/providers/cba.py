"""Central Bank of Armenia: average rates, drams for `Amount` units of each currency.

Averages of the market of the printed day, for working days only. The service is SOAP: a history
needs the codes by name and at most a year at once; the newest table, another answer of it, is read
too. Trailing zeros are dropped. A table is no snapshot: the Indian rupee is the dollar by the
fixing in Mumbai, to the last digit on all 12 days recorded that have both. Gold and silver are per
gram and left out. From the bank's own XML; the hour is usual.
"""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import TYPE_CHECKING

from ..money.currency import lookup
from ..publishing.provider import Answer, Provider, Published, Request, xml
from ..rates.quote import Quote

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

    from ..dates.spans import Span


URL = "https://api.cba.am/exchangerates.asmx"
SPACE = "http://www.cba.am/"
ACTION = "ExchangeRatesByDateRangeByISO"
HEADERS = (("Content-Type", "text/xml; charset=utf-8"), ("SOAPAction", f'"{SPACE}{ACTION}"'))
CODES = """USD GBP AUD EUR XDR IRR PLN CAD INR NOK JPY SEK CHF CZK CNY SGD BRL AED KGS KZT RUB UAH
UZS BYN TJS GEL HKD NZD"""
BODY = (
    '<?xml version="1.0" encoding="utf-8"?>'
    '<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body>'
    f'<{ACTION} xmlns="{SPACE}"><ISOCodes>{",".join(CODES.split())}</ISOCodes>'
    f"<DateFrom>{{first}}</DateFrom><DateTo>{{last}}</DateTo></{ACTION}>"
    "</soap:Body></soap:Envelope>"
)
METALS = ("XAU", "XAG")


def plan(span: Span) -> list[Request]:
    """Return the request for the days, at most a year of them."""
    return [Request(URL, BODY.format(first=span.first, last=span.last).encode(), HEADERS)]


def parse(answer: Answer) -> Iterator[Quote]:
    """Return the quotes of some days, or of the newest table."""
    body = xml(answer.body).find("{*}Body")
    if body is None or body.find("{*}Fault") is not None:
        raise ValueError("not an answer with rates")
    for row in body.iterfind(".//{*}ExchangeRatesByRange"):
        yield from _quote(row, row.findtext("{*}RateDate", ""))
    for row in body.iterfind(".//{*}ExchangeRate"):
        yield from _quote(row, body.findtext(".//{*}CurrentDate", ""))


def _quote(row: Element, day: str) -> Iterator[Quote]:
    code, price = row.findtext("{*}ISO", "").strip(), row.findtext("{*}Rate", "").strip()
    per = int(row.findtext("{*}Amount") or 0)
    known = lookup(code) and code not in METALS
    if known and price.strip("0.") and per:
        on = date.fromisoformat(day[:10])
        yield Quote(code, "AMD", price, on, "cba", per, kind="average")


PROVIDER = Provider(
    id="cba",
    name="Central Bank of Armenia",
    country="AM",
    pivot="AMD",
    kind="average",
    dates="market day",
    since=date(1999, 1, 1),
    gap=12,
    zone="Asia/Yerevan",
    published=(Published(time(16, 0), timedelta(hours=2)),),
    home="https://www.cba.am/en/SitePages/ExchangeArchive.aspx",
    terms="average rates of the market; name the source",
    plan=plan,
    parse=parse,
    window=365,
    snapshot=False,
)
