"""Reserve Bank of Australia: indicative rates of the Australian dollar at 16:00 in Sydney.

Units of the other currency for one Australian dollar, in one file for all days since 2023. The
printed date is the market day. The row `Units` names the currencies. The index in it is not a rate,
and SDR is XDR, at its latest value rather than that of 16:00. Cells are empty before a series
begins. Source: the bank's notes to table F11 and its own CSV.
"""

from __future__ import annotations

from datetime import date, time, timedelta

from ..publishing.documents import english_day
from ..publishing.plans import pairs, requests_to
from ..publishing.provider import Answer, Provider, Published, Quotes
from ..publishing.quotation import Quotation

NAMES = pairs("""USD FXRUSD CNY FXRCR JPY FXRJY EUR FXREUR KRW FXRSKW GBP FXRUKPS SGD FXRSD
INR FXRIRE THB FXRTB NZD FXRNZD TWD FXRNTD MYR FXRMR IDR FXRIR VND FXRVD AED FXRUAED PGK FXRPNGK
HKD FXRHKD CAD FXRCD ZAR FXRSARD CHF FXRSF PHP FXRPHP XDR FXRSDR""")
DOLLAR = Quotation("rba", "AUD", "indicative", labels={"SDR": "XDR"})

plan = requests_to("https://www.rba.gov.au/statistics/tables/csv/f11.1-data.csv")


def parse(answer: Answer) -> Quotes:
    """Return the quotes of the file: some rows about the series, then a row for each day."""
    import csv

    rows = list(csv.reader(answer.body.decode("utf-8-sig").splitlines()))
    first = [row[:1] for row in rows].index(["Series ID"]) + 1
    _, *labels = next(row for row in rows[:first] if row[:1] == ["Units"])
    for day, *cells in filter(any, rows[first:]):
        for label, cell in zip(labels, cells, strict=True):
            yield from DOLLAR.indirect(label, cell.strip(), english_day(day))


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
