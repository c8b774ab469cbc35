"""Norges Bank: middle rates, kroner for 10 to the power of `UNIT_MULT` units of each currency.

Taken at about 14:15 of every banking day, from the ECB where it has the currency, and published at
about 16:00; the printed day is that of the market. `UNIT_MULT` is 0 or 2: a power, not a nominal.
Trailing zeros are dropped. The indices TWI and I44 in the same answer are no currencies. The rouble
stands still since 2022-03-02, as the ECB's does: at the latest since then the rates are the ECB's
counted in kroner, as all 203 recorded in March 2026 are to the last digit. Rows of TRY, RON and BYN
before those units existed are left out. From the bank's own CSV and its questions and answers.
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
    "https://data.norges-bank.no/api/data/EXR/B..NOK.SP"
    "?endPeriod={last}&format=csvdata&startPeriod={first}"
)
SINCE, COPIES = date(1999, 1, 4), date(2022, 3, 2)
NEW = {
    "TRY": date(2005, 1, 1),
    "RON": date(2005, 7, 1),
    "BYN": date(2016, 7, 1),
}


def plan(span: Span) -> list[Request]:
    """Return the request for the days, at most a year of them."""
    return [Request(URL.format(first=span.first, last=span.last), absent=(404,))]


def parse(answer: Answer) -> Iterator[Quote]:
    """Return the quotes of a table of currencies by days."""
    import csv

    rows = csv.DictReader(answer.body.decode("utf-8-sig").splitlines())
    if "OBS_VALUE" not in (rows.fieldnames or ()):
        raise ValueError("not a table of rates")
    for row in rows:
        yield from _quote(row)


def _quote(row: dict[str, str]) -> Iterator[Quote]:
    code, price = row["BASE_CUR"], row["OBS_VALUE"].strip()
    on, per = date.fromisoformat(row["TIME_PERIOD"]), 10 ** int(row["UNIT_MULT"])
    known = lookup(code) and on >= NEW.get(code, SINCE)
    if known and price not in ("", "NaN") and price.strip("0."):
        yield Quote(code, row["QUOTE_CUR"], price, on, "norges", per, kind="official")


PROVIDER = Provider(
    id="norges",
    name="Norges Bank",
    country="NO",
    pivot="NOK",
    kind="official",
    dates="market day",
    since=SINCE,
    gap=7,
    zone="Europe/Oslo",
    published=(Published(time(16, 0), timedelta(minutes=30)),),
    home="https://www.norges-bank.no/en/topics/Statistics/exchange_rates/",
    terms="free reuse with the source named; not meant for transactions",
    plan=plan,
    parse=parse,
    window=365,
    series=lambda quote: f"B.{quote.base}.{quote.term}.SP",
    copies=("ecb", COPIES),
)
