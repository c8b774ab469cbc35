"""Magyar Nemzeti Bank: official rates, forints for `unit` units of each currency.

Fixed at about 11:00 of every working day; the printed day is that of the market. The answer to a
SOAP request is XML inside the text of XML, decimal commas, the newest day first. The request has to
name the currencies: an empty list gives empty days. The bank documents the address with http and
its service description has http only; here https is asked, which others report to work, and some
to answer 404. Rows of TRY and RON before those units existed are left out.

From a recorded answer; the service goes back to 1949, of which only the days since the euro are
asked. Doubtful are the hour, and the days of currencies that are no longer quoted (BGN, HRK ...).
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


URL = "https://www.mnb.hu/arfolyamok.asmx"
SERVICE = "http://www.mnb.hu/webservices/"
CODES = """AUD BGN BRL CAD CHF CNY CZK DKK EEK EUR GBP HKD HRK IDR ILS INR ISK JPY KRW LTL LVL MXN
MYR NOK NZD PHP PLN RON RSD RUB SEK SGD SIT SKK THB TRY UAH USD ZAR"""
HEADERS = (
    ("Content-Type", "text/xml; charset=utf-8"),
    ("SOAPAction", f"{SERVICE}MNBArfolyamServiceSoap/GetExchangeRates"),
)
ENVELOPE = (
    '<?xml version="1.0" encoding="utf-8"?>'
    '<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body>'
    '<GetExchangeRates xmlns="{service}"><startDate>{first}</startDate><endDate>{last}</endDate>'
    "<currencyNames>{codes}</currencyNames></GetExchangeRates></soap:Body></soap:Envelope>"
)
SINCE = date(1999, 1, 4)
NEW = {"TRY": date(2005, 1, 1), "RON": date(2005, 7, 1)}


def plan(span: Span) -> list[Request]:
    """Return the request for all currencies on some days."""
    codes = ",".join(CODES.split())
    sent = ENVELOPE.format(service=SERVICE, first=span.first, last=span.last, codes=codes)
    return [Request(URL, sent.encode(), HEADERS)]


def parse(answer: Answer) -> Iterator[Quote]:
    """Return the quotes of some days."""
    root = xml(answer.body)
    inner = root.findtext(f".//{{{SERVICE}}}GetExchangeRatesResult")
    if inner is None:
        raise ValueError(root.findtext(".//faultstring") or "not an answer with rates")
    days = xml(inner.encode())
    if days.tag != "MNBExchangeRates":
        raise ValueError(f"<{days.tag}> is no list of days")
    for day in days.iter("Day"):
        for row in day.iter("Rate"):
            yield from _quote(row, date.fromisoformat(day.attrib["date"]))


def _quote(row: Element, on: date) -> Iterator[Quote]:
    code, per = row.attrib["curr"], int(row.attrib["unit"])
    price = (row.text or "").strip().replace(",", ".")
    known = lookup(code) and on >= NEW.get(code, SINCE)
    if known and per and price.strip("-0."):
        yield Quote(code, "HUF", price, on, "mnb", per, kind="official")


PROVIDER = Provider(
    id="mnb",
    name="Central Bank of Hungary",
    country="HU",
    pivot="HUF",
    kind="official",
    dates="market day",
    since=SINCE,
    gap=8,
    zone="Europe/Budapest",
    published=(Published(time(11, 0), timedelta(hours=1)),),
    home="https://www.mnb.hu/en/arfolyamok",
    terms="name the source",
    plan=plan,
    parse=parse,
    window=365,
)
