"""Deutsche Bundesbank: the fixing at the Frankfurt exchange, German marks, 1948 to 1998.

Middle rates, marks for 1, 100 or 1000 units: the nominal is in the title of the row only
(`100 ATS = ... DEM`; the column for a multiplier is always 0), and a row whose title names another
currency is refused. "." is a day without fixing. The printed day is that of the fixing.

Official quotations began between 1953 and 1972, currency by currency; before, they are conversion
rates of the Bank deutscher Länder. Digits were added "for technical reasons", so the last zero of
an old price may never have been fixed. The Irish pound until 12 March 1979 repeats the pound
sterling, the Luxembourg franc from 4 May 1953 the Belgian one. French francs before 1960 are old
ones, a hundredth, and left out. From the bank's own table and the notes in it; the hour of
the fixing, about 13:00, is doubtful. The later rates in that dataset are those of the ECB.
"""

from __future__ import annotations

import re
from datetime import date, time, timedelta
from typing import TYPE_CHECKING

from ..money.currency import lookup
from ..publishing.provider import Answer, Provider, Published, Request
from ..rates.quote import Quote

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..dates.spans import Span


URL = (
    "https://api.statistiken.bundesbank.de/rest/data/BBEX3/D..DEM.AA.AC.000"
    "?endPeriod={last}&format=sdmx_csv&startPeriod={first}"
)
TITLE = re.compile(r" / ([0-9 ]+) ([A-Z]{3}) = \.\.\. DEM / ")
SINCE = date(1948, 6, 21)
UNTIL = date(1998, 12, 30)
NEW = {"FRF": date(1960, 1, 1)}


def plan(span: Span) -> list[Request]:
    """Return the request for all currencies on some days."""
    return [Request(URL.format(first=span.first, last=span.last))]


def parse(answer: Answer) -> Iterator[Quote]:
    """Return the quotes of a table with a row for each currency and day."""
    import csv

    rows = csv.DictReader(answer.body.decode("utf-8-sig").splitlines(), delimiter=";")
    if "BBK_TITLE" not in (rows.fieldnames or ()):
        raise ValueError("not a table of rates")
    for row in rows:
        yield from _quote(row)


def _quote(row: dict[str, str]) -> Iterator[Quote]:
    code, price = row["BBK_STD_CURRENCY"], row["OBS_VALUE"].strip()
    on, per = date.fromisoformat(row["TIME_PERIOD"]), _nominal(row["BBK_TITLE"], code)
    known = lookup(code) and on >= NEW.get(code, SINCE)
    if known and price.strip("0."):
        yield Quote(code, "DEM", price, on, "bbk", per, kind="official")


def _nominal(title: str, code: str) -> int:
    """Return the units that a title counts; raises ValueError for one of another currency."""
    found = TITLE.search(title)
    if not found or found[2] != code:
        raise ValueError(f"the nominal of {code} is not in the title {title!r}")
    return int(found[1].replace(" ", ""))


PROVIDER = Provider(
    id="bbk",
    name="Deutsche Bundesbank (Frankfurt fixing)",
    country="DE",
    pivot="DEM",
    kind="official",
    dates="market day",
    since=SINCE,
    gap=7,
    zone="Europe/Berlin",
    published=(Published(time(13, 0), timedelta(hours=4)),),
    home="https://www.bundesbank.de/en/statistics/exchange-rates",
    terms="free reuse with the source named: Deutsche Bundesbank",
    plan=plan,
    parse=parse,
    window=365,
    until=UNTIL,
    series=lambda quote: f"BBEX3.D.{quote.base}.DEM.AA.AC.000",
)
