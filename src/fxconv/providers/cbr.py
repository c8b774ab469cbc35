"""Bank of Russia: official rates, rubles for a nominal of each currency.

The printed date is the first day in force, the calendar day after the rates are set: what is set on
a Friday is dated Saturday and holds to Monday. A table asked for Monday therefore prints Saturday,
and the printed date is kept. The market day is the day of setting, certain since 15 April 2003.

`Value` is for `Nominal` units; `VunitRate` drops digits and is never used. A table is no snapshot:
minor currencies are crossed from other banks' fixings of that day or the one before. A history by
internal id (`R01235`) names no currency; ids change with redenominations. Metals are accounting
prices for one gram (GAU, GAG, GPT, GPD), until July 2008 two with a spread; a document of their own
that is read here and asked for by `cbr-metals`. Rubles before 1998 are RUR, Tajik ones before 30
October 2000 TJR. From the bank's own XML; the hours are usual ones.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from ..money.currency import lookup
from ..publishing.provider import Answer, Provider, Published, Request, xml
from ..rates.quote import Quote

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

    from ..dates.spans import Span


URL = "https://www.cbr.ru/scripts/XML_daily.asp?date_req={day:%d/%m/%Y}"
METALS = {"1": "GAU", "2": "GAG", "3": "GPT", "4": "GPD"}
IDS = """R01010 AUD R01020A AZN R01030 DZD R01035 GBP R01060 AMD R01080 BHD R01090B BYN R01105 BOB
R01115 BRL R01135 HUF R01150 VND R01200 HKD R01210 GEL R01215 DKK R01230 AED R01235 USD R01239 EUR
R01240 EGP R01270 INR R01280 IDR R01300 IRR R01335 KZT R01350 CAD R01355 QAR R01370 KGS R01375 CNY
R01395 CUP R01500 MDL R01503 MNT R01520 NGN R01530 NZD R01535 NOK R01540 OMR R01565 PLN R01580 SAR
R01585F RON R01589 XDR R01625 SGD R01670 TJS R01675 THB R01685 BDT R01700J TRY R01710A TMT
R01717 UZS R01720 UAH R01760 CZK R01770 SEK R01775 CHF R01800 ETB R01805F RSD R01810 ZAR R01815 KRW
R01820 JPY R02005 MMK"""
CODES = dict(zip(IDS.split()[::2], IDS.split()[1::2], strict=True))
NUMBERS = {code: number for number, code in (CODES | METALS).items()}


def plan(span: Span) -> list[Request]:
    """Return the request for the table in force on a day."""
    return [Request(URL.format(day=span.first))]


def parse(answer: Answer) -> Iterator[Quote]:
    """Return the quotes of a day's table, of the history of one currency, or of metals."""
    root = xml(answer.body)
    if root.tag not in ("ValCurs", "Metall"):
        raise ValueError(f"<{root.tag}> is no table of rates")
    for row in root.iter("Valute"):
        yield from _quote(row, row.findtext("CharCode", ""), root.get("Date", ""))
    for row in root.iter("Record"):
        yield from _metal(row) if row.get("Code") else _quote(row, _code(row), row.get("Date", ""))


def _code(row: Element) -> str:
    number = row.get("Id", "")
    if number not in CODES:
        raise ValueError(f"the currency of the id {number!r} is not known")
    return CODES[number]


def _quote(row: Element, code: str, day: str) -> Iterator[Quote]:
    on = datetime.strptime(day, "%d.%m.%Y").date()
    base = "TJR" if code == "TJS" and on < date(2000, 10, 30) else code
    term = "RUR" if on < date(1998, 1, 1) else "RUB"
    price = "".join(row.findtext("Value", "").split()).replace(",", ".")
    per = int(row.findtext("Nominal") or 0)
    market = on - timedelta(1) if on > date(2003, 4, 15) else None
    if price.strip("0.") and per and lookup(base):
        yield Quote(base, term, price, on, "cbr", per, market_on=market, kind="official")


def _metal(row: Element) -> Iterator[Quote]:
    """Return the price of a gram, or both prices where they differ."""
    metal = METALS[row.get("Code", "")]
    on = datetime.strptime(row.get("Date", ""), "%d.%m.%Y").date()
    buy, sell = ("".join(row.findtext(name, "").split()) for name in ("Buy", "Sell"))
    sides = [("mid", buy)] if buy == sell else [("bid", buy), ("ask", sell)]
    for side, text in sides:
        price = text.replace(",", ".")
        if price.strip("0.-"):
            yield Quote(metal, "RUB", price, on, "cbr", 1, side, on - timedelta(1), "official")


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
