"""South African Reserve Bank: weighted averages of the banks' rates at about 10:30.

Directions are mixed: rand for one dollar, pound or euro, but units of every other currency for one
rand. The label of a series states it (`Rand per Euro`, `Japan: Yen per Rand`) and is checked. There
are four decimals, so 0.0465 francs for a rand are good to no better than 0.1 %. The printed day is
the market day, newest first; a series has no row for a day without a rate. Each request covers one
series. The bank does not say whether the Kenyan shilling is such an average.

Kwacha of Zambia before 2013 are ZMK. Source: the bank's own answers and the labels in them.
Uncertain: the hour of publication, and how far back each series goes (2000 is taken to be the first
year).
"""

from __future__ import annotations

from datetime import date, time, timedelta

from ..publishing.documents import rows
from ..publishing.plans import requests_to
from ..publishing.provider import Answer, Provider, Published, Quotes
from ..publishing.quotation import Quotation

URL = (
    "https://custom.resbank.co.za/SarbWebApi/WebIndicators/Shared/GetTimeseriesObservations"
    "/{series}/{first}T00:00:00/{last}T00:00:00"
)
ROWS = """EXCX135D USD Dollar  EXCZ001D GBP Pound  EXCZ002D EUR Euro  EXCB080D AUD Australia
EXCB051D BWP Botswana  EXCB036D BRL Brazil  EXCB031D CAD Canada  EXCB121D CNY China
EXCB003D DKK Denmark  EXCB122D HKD Hong  EXCB123D INR India  EXCB094D ILS Israel
EXCB120D JPY Japan  EXCB059D KES Kenya  EXCB063D MWK Malawi  EXCB081D NZD Zealand
EXCB013D NOK Norway  EXCB015D SEK Sweden  EXCB016D CHF Switzerland  EXCB126D TWD Taiwan
EXCB115D THB Thailand  EXCB071D ZMW Zambia  EXCB118D KRW Korea"""
CELLS = ROWS.split()
SERIES = dict(zip(CELLS[::3], zip(CELLS[1::3], CELLS[2::3], strict=True), strict=True))
NAMES = {code: name for name, (code, _) in SERIES.items()} | {"ZMK": "EXCB071D"}
RAND = Quotation("sarb", "ZAR", "average", old={"ZMW": ("ZMK", date(2013, 1, 1))})

plan = requests_to(URL, SERIES)


def parse(answer: Answer) -> Quotes:
    """Return the quotes of one currency, none for days without a rate."""
    found = rows(answer.body)
    name = next((part for part in answer.url.split("/") if part in SERIES), "")
    if not name:
        raise ValueError("the address does not name a known series")
    for row in found:
        yield from _quote(row, *SERIES[name])


def _quote(row: dict[str, str | None], code: str, word: str) -> Quotes:
    label, price = row["Timeseries"] or "", row["Value"] or ""
    on = date.fromisoformat((row["Period"] or "")[:10])
    if word not in label:
        raise ValueError(f"{label!r} is not the series of {code}")
    if label.startswith("Rand per "):
        return RAND.direct(code, price, on)
    if label.endswith(" per Rand"):
        return RAND.indirect(code, price, on)
    raise ValueError(f"{label!r} does not state a direction")


PROVIDER = Provider(
    id="sarb",
    name="South African Reserve Bank",
    country="ZA",
    pivot="ZAR",
    kind="average",
    dates="market day",
    since=date(2000, 1, 1),
    gap=7,
    zone="Africa/Johannesburg",
    published=(Published(time(10, 30), timedelta(hours=3)),),
    home="https://www.resbank.co.za/en/home/what-we-do/statistics/key-statistics/selected-historical-rates",
    terms="name the source",
    plan=plan,
    parse=parse,
    window=365,
    apart=True,
    series=lambda quote: NAMES.get(quote.term if quote.base == "ZAR" else quote.base, ""),
)
