"""Magyar Nemzeti Bank: official rates, in forints for `unit` units of each currency.

The rates are fixed at about 11:00 on every working day, and the printed day is the market day. The
answer to a SOAP request is XML inside the text of XML, with decimal commas and the newest day
first. The request must name the currencies: an empty list gets empty days. The bank documents the
address with http, and its service description has only http. fxconv uses https, which some report
to work and others to answer 404. Rows of TRY and RON from before those units existed are left out.

Source: a recorded answer. The service goes back to 1949; only the days since the euro are asked
for. Uncertain: the hour, and the days of currencies no longer quoted (BGN, HRK and others).
"""

from __future__ import annotations

from datetime import date, time, timedelta

from ..publishing.documents import decimal_comma, xml
from ..publishing.plans import requests_to
from ..publishing.provider import Answer, Provider, Published, Quotes
from ..publishing.quotation import Quotation

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
    f'<GetExchangeRates xmlns="{SERVICE}">'
    "<startDate>{first}</startDate><endDate>{last}</endDate>"
    "<currencyNames>{series}</currencyNames></GetExchangeRates></soap:Body></soap:Envelope>"
)
SINCE = date(1999, 1, 4)
FORINTS = Quotation(
    "mnb",
    "HUF",
    "official",
    first=SINCE,
    since={"TRY": date(2005, 1, 1), "RON": date(2005, 7, 1)},
    nothing="-0.",
)

plan = requests_to(URL, [",".join(CODES.split())], sent=ENVELOPE, headers=HEADERS)


def parse(answer: Answer) -> Quotes:
    """Return the quotes of the days asked for."""
    root = xml(answer.body)
    inner = root.findtext(f".//{{{SERVICE}}}GetExchangeRatesResult")
    if inner is None:
        raise ValueError(root.findtext(".//faultstring") or "not an answer with rates")
    for day in xml(inner.encode(), "MNBExchangeRates").iter("Day"):
        for row in day.iter("Rate"):
            on, per = date.fromisoformat(day.attrib["date"]), int(row.attrib["unit"])
            yield from FORINTS.direct(row.attrib["curr"], decimal_comma(row.text or ""), on, per)


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
