"""Bank of Russia: official rates, in rubles for a nominal of each currency.

The printed date is the first day in force, the calendar day after the rates are set. Rates set on a
Friday are dated Saturday and hold until Monday. A table asked for on Monday therefore prints
Saturday, and the printed date is kept. The market day is the day of setting, which is certain since
15 April 2003.

`Value` is for `Nominal` units; `VunitRate` drops digits and is never used. A table is not a
snapshot: minor currencies are crossed from other banks' fixings of that day or the one before. A
history asked for by internal id (`R01235`) does not name its currency, and ids change with
redenominations. Metals are accounting prices for one gram (GAU, GAG, GPT, GPD), and until July 2008
two prices with a spread. They come in a document of their own, which is read here and asked for by
`cbr-metals`. Rubles before 1998 are RUR, and Tajik ones before 30 October 2000 are TJR. Source: the
bank's own XML. Uncertain: the hours, which are the usual ones.
"""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import TYPE_CHECKING

from ..publishing.documents import cell, day, decimal_comma, xml
from ..publishing.plans import pairs, requests_to
from ..publishing.provider import Answer, Provider, Published, Quotes
from ..publishing.quotation import Quotation

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element


URL = "https://www.cbr.ru/scripts/XML_daily.asp?date_req={first:%d/%m/%Y}"
METALS = {"1": "GAU", "2": "GAG", "3": "GPT", "4": "GPD"}
CODES = pairs("""R01010 AUD R01020A AZN R01030 DZD R01035 GBP R01060 AMD R01080 BHD R01090B BYN
R01105 BOB R01115 BRL R01135 HUF R01150 VND R01200 HKD R01210 GEL R01215 DKK R01230 AED R01235 USD
R01239 EUR R01240 EGP R01270 INR R01280 IDR R01300 IRR R01335 KZT R01350 CAD R01355 QAR R01370 KGS
R01375 CNY R01395 CUP R01500 MDL R01503 MNT R01520 NGN R01530 NZD R01535 NOK R01540 OMR R01565 PLN
R01580 SAR R01585F RON R01589 XDR R01625 SGD R01670 TJS R01675 THB R01685 BDT R01700J TRY
R01710A TMT R01717 UZS R01720 UAH R01760 CZK R01770 SEK R01775 CHF R01800 ETB R01805F RSD R01810 ZAR
R01815 KRW R01820 JPY R02005 MMK""")
NUMBERS = {code: number for number, code in (CODES | METALS).items()}
RUBLES = Quotation(
    "cbr",
    "RUB",
    "official",
    old={"TJS": ("TJR", date(2000, 10, 30))},
    market=lambda on: on - timedelta(1) if on > date(2003, 4, 15) else None,
)
GRAMS = RUBLES._replace(market=lambda on: on - timedelta(1), nothing="-0.")

plan = requests_to(URL)


def parse(answer: Answer) -> Quotes:
    """Return the quotes of a day's table, of the history of one currency, or of metals."""
    root = xml(answer.body, "ValCurs", "Metall")
    for row in root.iter("Valute"):
        yield from _quote(row, row.findtext("CharCode", ""), root.get("Date", ""))
    for row in root.iter("Record"):
        yield from _metal(row) if row.get("Code") else _quote(row, _code(row), row.get("Date", ""))


def _code(row: Element) -> str:
    number = row.get("Id", "")
    if number not in CODES:
        raise ValueError(f"the id {number!r} stands for no known currency")
    return CODES[number]


def _quote(row: Element, code: str, printed: str) -> Quotes:
    on, per = day(printed, "%d.%m.%Y"), int(row.findtext("Nominal") or 0)
    rubles = RUBLES._replace(home="RUR") if on < date(1998, 1, 1) else RUBLES
    yield from rubles.direct(code, decimal_comma(row.findtext("Value", "")), on, per)


def _metal(row: Element) -> Quotes:
    """Return the price of a gram, or both prices if they differ."""
    metal, on = METALS[row.get("Code", "")], day(row.get("Date", ""), "%d.%m.%Y")
    buy, sell = (decimal_comma(cell(row, name)) for name in ("Buy", "Sell"))
    for side, price in [("mid", buy)] if buy == sell else [("bid", buy), ("ask", sell)]:
        yield from GRAMS.direct(metal, price, on, side=side)


PROVIDER = Provider(
    id="cbr",
    name="Bank of Russia",
    country="RU",
    pivot="RUB",
    kind="official",
    dates="in force",
    since=date(1992, 7, 1),
    gap=12,
    zone="Europe/Moscow",
    published=(
        Published(time(13, 0), timedelta(hours=2), until=date(2022, 3, 18), before=1),
        Published(time(16, 30), timedelta(hours=2), before=1),
    ),
    home="https://www.cbr.ru/eng/currency_base/daily/",
    terms="official rates, without an obligation of the bank to trade at them; name the source",
    plan=plan,
    parse=parse,
    window=1,
    series=lambda quote: NUMBERS.get(quote.base, ""),
    snapshot=False,
)
