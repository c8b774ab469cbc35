"""Central Bank of Armenia: average rates, in drams for `Amount` units of each currency.

The rates are averages of the market on the printed day, for working days only. The service is SOAP.
A history must name the codes and covers at most a year at once. The newest table, which comes from
another method, is read too. Trailing zeros are dropped. A table is not a snapshot: the Indian rupee
is the dollar rate crossed with the fixing in Mumbai, to the last digit on all 12 recorded days that
have both. Gold and silver are per gram and are left out. Source: the bank's own XML. Uncertain: the
hour, which is the usual one.
"""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import TYPE_CHECKING

from ..publishing.documents import cell, xml
from ..publishing.plans import requests_to
from ..publishing.provider import Answer, Provider, Published, Quotes
from ..publishing.quotation import Quotation

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element


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
DRAMS = Quotation("cba", "AMD", "average", without={"XAU", "XAG"})

plan = requests_to(URL, sent=BODY, headers=HEADERS)


def parse(answer: Answer) -> Quotes:
    """Return the quotes of the days asked for, or of the newest table."""
    body = xml(answer.body).find("{*}Body")
    if body is None or body.find("{*}Fault") is not None:
        raise ValueError("not an answer with rates")
    for row in body.iterfind(".//{*}ExchangeRatesByRange"):
        yield from _quote(row, row.findtext("{*}RateDate", ""))
    for row in body.iterfind(".//{*}ExchangeRate"):
        yield from _quote(row, body.findtext(".//{*}CurrentDate", ""))


def _quote(row: Element, day: str) -> Quotes:
    code, price, per = (cell(row, f"{{*}}{name}") for name in ("ISO", "Rate", "Amount"))
    yield from DRAMS.direct(code, price, date.fromisoformat(day[:10]), int(per or 0))


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
