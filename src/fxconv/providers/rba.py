"""Reserve Bank of Australia: indicative rates against the Australian dollar at 16:00 in Sydney.

Units of the other currency for one Australian dollar, in one file for all days since 2023. The
printed date is the day of the market. The row `Units` names the currencies; the index in it is no
rate, and SDR is XDR, at its latest value rather than one of 16:00. Cells are empty where a series
had not begun. From the bank's notes to table F11 and its own CSV.
"""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import TYPE_CHECKING

from ..money.currency import lookup
from ..publishing.provider import MONTHS, Answer, Provider, Published, Request
from ..rates.quote import Quote

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..dates.spans import Span


URL = "https://www.rba.gov.au/statistics/tables/csv/f11.1-data.csv"
SERIES = """USD FXRUSD CNY FXRCR JPY FXRJY EUR FXREUR KRW FXRSKW GBP FXRUKPS SGD FXRSD INR FXRIRE
THB FXRTB NZD FXRNZD TWD FXRNTD MYR FXRMR IDR FXRIR VND FXRVD AED FXRUAED PGK FXRPNGK HKD FXRHKD
CAD FXRCD ZAR FXRSARD CHF FXRSF PHP FXRPHP XDR FXRSDR"""
NAMES = dict(zip(SERIES.split()[::2], SERIES.split()[1::2], strict=True))


def plan(span: Span) -> list[Request]:
    """Return the request for the whole file: there is no address for a part of it."""
    return [Request(URL)]


def parse(answer: Answer) -> Iterator[Quote]:
    """Return the quotes of the file, some rows about the series and then one for each day."""
    import csv

    rows = list(csv.reader(answer.body.decode("utf-8-sig").splitlines()))
    first = [row[:1] for row in rows].index(["Series ID"]) + 1
    units = next(row for row in rows[:first] if row[:1] == ["Units"])
    codes = ["XDR" if unit == "SDR" else unit for unit in units[1:]]
    for row in rows[first:]:
        if any(row):
            yield from _quotes(_read(row[0]), zip(codes, row[1:], strict=True))


def _read(text: str) -> date:
    day, month, year = text.split("-")
    return date(int(year), MONTHS.index(month) + 1, int(day))


def _quotes(on: date, cells: zip[tuple[str, str]]) -> Iterator[Quote]:
    for code, cell in cells:
        price = cell.strip()
        if price.strip("0.") and lookup(code):
            yield Quote("AUD", code, price, on, "rba", kind="indicative")


PROVIDER = Provider(
    id="rba",
    name="Reserve Bank of Australia",
    country="AU",
    pivot="AUD",
    kind="indicative",
    dates="market day",
    since=date(2023, 1, 3),
    gap=7,
    zone="Australia/Sydney",
    published=(Published(time(16, 0), timedelta(hours=2)),),
    home="https://www.rba.gov.au/statistics/frequency/exchange-rates.html",
    terms="indicative rates, free reuse with the source named",
    plan=plan,
    parse=parse,
    series=lambda quote: NAMES.get(quote.term, ""),
)
