"""Bank of England: spot rates against sterling, observed in London at about 16:00.

Units of the other currency for one pound. The printed date is the day of the market; the figures
appear on the next working day, and the margin covers a weekend. They come from several sources and
have "no special authority". A series is named by a code that does not say its currency: the map is
read off the levels of the series. Turkish and Romanian rates before the redenominations of 2005 are
left out, as their unit is not stated. From the bank's notes on spot rates and its own CSV; the hour
of publication is doubtful.
"""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import TYPE_CHECKING

from ..publishing.provider import MONTHS, Answer, Provider, Published, Request
from ..rates.quote import Quote

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..dates.spans import Span


URL = (
    "https://www.bankofengland.co.uk/boeapps/database/_iadb-fromshowcolumns.asp?CSVF=TN"
    "&Datefrom={first}&Dateto={last}&SeriesCodes={series}&UsingCodes=Y&csv.x=yes"
)
SERIES = """XUDLUSS USD XUDLERS EUR XUDLJYS JPY XUDLCDS CAD XUDLSFS CHF XUDLADS AUD XUDLNDS NZD
XUDLNKS NOK XUDLSKS SEK XUDLDKS DKK XUDLHDS HKD XUDLSGS SGD XUDLSRS SAR XUDLZRS ZAR XUDLTWS TWD
XUDLBK25 CZK XUDLBK33 HUF XUDLBK47 PLN XUDLBK78 ILS XUDLBK83 MYR XUDLBK87 THB XUDLBK89 CNY
XUDLBK93 KRW XUDLBK95 TRY XUDLBK97 INR XUDLZOS4 RON"""
CODES = dict(zip(SERIES.split()[::2], SERIES.split()[1::2], strict=True))
NAMES = {code: name for name, code in CODES.items()}
NEW_UNIT = {"TRY": date(2005, 1, 1), "RON": date(2005, 7, 1)}


def plan(span: Span) -> list[Request]:
    """Return the request for all series."""
    first, last = _named(span.first), _named(span.last)
    return [Request(URL.format(first=first, last=last, series=",".join(CODES)))]


def _named(day: date) -> str:
    return f"{day.day:02}/{MONTHS[day.month - 1]}/{day.year}"


def parse(answer: Answer) -> Iterator[Quote]:
    """Return the quotes of a table of days by series."""
    header, *rows = answer.body.decode("ascii").splitlines() or [""]
    if not header.startswith("DATE,"):
        raise ValueError("not a table of series by days")
    codes = [CODES[series.strip()] for series in header.split(",")[1:]]
    for row in filter(None, rows):
        day, *cells = row.split(",")
        yield from _quotes(_read(day), zip(codes, cells, strict=True))


def _read(text: str) -> date:
    day, month, year = text.split()
    return date(int(year), MONTHS.index(month) + 1, int(day))


def _quotes(on: date, cells: zip[tuple[str, str]]) -> Iterator[Quote]:
    for code, cell in cells:
        price = cell.strip()
        if price.strip("0.") and price[0].isdigit() and on >= NEW_UNIT.get(code, on):
            yield Quote("GBP", code, price, on, "boe", kind="indicative")


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
