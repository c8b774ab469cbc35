"""Bank of England: spot rates against sterling, observed in London at about 16:00.

Units of the other currency for one pound. The printed date is the market day. The figures appear on
the next working day, and the margin covers a weekend. They come from several sources and have "no
special authority". The code of a series does not state its currency, so the mapping was inferred
from the levels of the series. Turkish and Romanian rates before the redenominations of 2005 are
left out, because their unit is not stated. Source: the bank's notes on spot rates and its own CSV.
Uncertain: the hour of publication.
"""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import TYPE_CHECKING

from ..publishing.documents import MONTHS, english_day
from ..publishing.plans import pairs
from ..publishing.provider import Answer, Provider, Published, Quotes, Request
from ..publishing.quotation import Quotation

if TYPE_CHECKING:
    from ..dates.spans import Span


URL = (
    "https://www.bankofengland.co.uk/boeapps/database/_iadb-fromshowcolumns.asp?CSVF=TN"
    "&Datefrom={first}&Dateto={last}&SeriesCodes={series}&UsingCodes=Y&csv.x=yes"
)
CODES = pairs("""XUDLUSS USD XUDLERS EUR XUDLJYS JPY XUDLCDS CAD XUDLSFS CHF XUDLADS AUD XUDLNDS NZD
XUDLNKS NOK XUDLSKS SEK XUDLDKS DKK XUDLHDS HKD XUDLSGS SGD XUDLSRS SAR XUDLZRS ZAR XUDLTWS TWD
XUDLBK25 CZK XUDLBK33 HUF XUDLBK47 PLN XUDLBK78 ILS XUDLBK83 MYR XUDLBK87 THB XUDLBK89 CNY
XUDLBK93 KRW XUDLBK95 TRY XUDLBK97 INR XUDLZOS4 RON""")
NAMES = {code: name for name, code in CODES.items()}
STERLING = Quotation(
    "boe", "GBP", "indicative", since={"TRY": date(2005, 1, 1), "RON": date(2005, 7, 1)}
)


def plan(span: Span) -> list[Request]:
    """Return the request for all series."""
    first, last = (f"{day.day:02}/{MONTHS[day.month - 1]}/{day.year}" for day in span)
    return [Request(URL.format(first=first, last=last, series=",".join(CODES)))]


def parse(answer: Answer) -> Quotes:
    """Return the quotes of a table with a row for each day and a column for each series."""
    header, *rows = answer.body.decode("ascii").splitlines() or [""]
    if not header.startswith("DATE,"):
        raise ValueError("not a table of series by days")
    codes = [CODES[series.strip()] for series in header.split(",")[1:]]
    for row in filter(None, rows):
        day, *cells = row.split(",")
        on = english_day(day)
        for code, cell in zip(codes, cells, strict=True):
            if cell.strip()[:1].isdigit():
                yield from STERLING.indirect(code, cell.strip(), on)


PROVIDER = Provider(
    id="boe",
    name="Bank of England",
    country="GB",
    pivot="GBP",
    kind="indicative",
    dates="market day",
    since=date(1975, 1, 2),
    gap=7,
    zone="Europe/London",
    published=(Published(time(16, 0), timedelta(days=3)),),
    home="https://www.bankofengland.co.uk/boeapps/database/Rates.asp",
    terms="not official rates, and without special authority; name the source",
    plan=plan,
    parse=parse,
    window=366,
    series=lambda quote: NAMES.get(quote.term, ""),
)
