"""Bank of Italy: the ECB's reference rates and those of about 120 other currencies.

Units of the other currency for one euro, as the column `Rate convention` states for each row; any
other convention is refused. The printed reference date is the market day, and all 87 ECB rates
recorded match the ECB's digit for digit. There is one row for each country, so a currency shared by
several countries appears several times and is read once. N.A. means no rate. Rates of the minor
currencies are indicative, and some do not move for long. Source: the bank's own CSV and the notice
in it. Uncertain: the hour.
"""

from __future__ import annotations

from datetime import date, time, timedelta

from ..publishing.plans import requests_to
from ..publishing.provider import Answer, Provider, Published, Quotes
from ..publishing.quotation import Quotation

URL = (
    "https://tassidicambio.bancaditalia.it/terzevalute-wf-web/rest/v1.0/dailyRates"
    "?currencyIsoCode=EUR&lang=en&referenceDate={first}"
)
HEADER = "Country,Currency,ISO Code,UIC Code,Rate,Rate convention,Reference date (CET)"
CONVENTION = "Foreign currency amount for 1 Euro."
EURO = Quotation("bdi", "EUR", without={"EUR"})

plan = requests_to(URL, headers=(("Accept", "text/csv"),))


def parse(answer: Answer) -> Quotes:
    """Return the quotes of a day's table, one for each currency."""
    import csv

    header, *lines = answer.body.decode("utf-8").splitlines() or [""]
    if header != HEADER:
        raise ValueError("not a table of rates")
    seen = set()
    for row in csv.reader(line for line in lines if line and not line.startswith("#")):
        for quote in _quote(row):
            if quote.term not in seen:
                yield quote
            seen.add(quote.term)


def _quote(row: list[str]) -> Quotes:
    _, _, code, _, price, convention, day = row
    if convention != CONVENTION:
        raise ValueError(f"the rate convention {convention!r} is not known")
    if price != "N.A.":
        yield from EURO.indirect(code, price, date.fromisoformat(day))


PROVIDER = Provider(
    id="bdi",
    name="Bank of Italy",
    country="IT",
    pivot="EUR",
    kind="reference",
    dates="market day",
    since=date(1999, 1, 4),
    gap=7,
    zone="Europe/Rome",
    published=(Published(time(16, 0), timedelta(hours=4)),),
    home="https://tassidicambio.bancaditalia.it/",
    terms="indicative rates, no benchmark under Regulation (EU) 2016/1011; name the source",
    plan=plan,
    parse=parse,
    window=1,
    copies=("ecb", date(1999, 1, 4)),
)
