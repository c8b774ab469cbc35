"""Bank of Italy: the ECB's reference rates and those of about 120 other currencies.

Units of the other currency for one euro, as the column `Rate convention` says of each row; another
convention is refused. The printed reference date is the day of the market, and the ECB's rates are
there digit for digit, all 87 recorded. There is one row for each country, so that a currency of
several countries comes several times and is taken once; N.A. is no rate. Rates for the minor
currencies are indicative and some stand still for long. From the bank's own CSV and the notice in
it; the hour is doubtful.
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


URL = (
    "https://tassidicambio.bancaditalia.it/terzevalute-wf-web/rest/v1.0/dailyRates"
    "?currencyIsoCode=EUR&lang=en&referenceDate={day}"
)
HEADER = "Country,Currency,ISO Code,UIC Code,Rate,Rate convention,Reference date (CET)"
CONVENTION = "Foreign currency amount for 1 Euro."


def plan(span: Span) -> list[Request]:
    """Return the request for the table of a day."""
    return [Request(URL.format(day=span.first), headers=(("Accept", "text/csv"),))]


def parse(answer: Answer) -> Iterator[Quote]:
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


def _quote(row: list[str]) -> Iterator[Quote]:
    _, _, code, _, price, convention, day = row
    if convention != CONVENTION:
        raise ValueError(f"an unknown convention: {convention}")
    if price != "N.A." and price.strip("0.") and code != "EUR" and lookup(code):
        yield Quote("EUR", code, price, date.fromisoformat(day), "bdi")


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
