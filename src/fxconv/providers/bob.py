"""Bank of Botswana: units of each currency for one pula, the whole history in one file.

The labels CHN, YEN and SDR are the renminbi, the yen and the special drawing right. The printed day
is that of the market. There are four decimals whatever the size, which is three digits for a
dollar; 0.0000 is no rate, as for the renminbi before October 2016. The rows are in no order.

Three days (2018-01-17, 2018-10-23, 2019-08-13) have two rows that differ: none of them is used. The
first row, of 2001-01-03, has its figures under the wrong headings and is left out. So are the
figures in `MISPRINTS`, which are 5 % and more away from their neighbours: a digit or the point
wrong, the figure of another column, and a row of 2 September 2019 dated 9 February. From the bank's
own file, measured against the ECB and for the special drawing right against its parts; the hour is
doubtful.
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


URL = "https://www.bankofbotswana.bw/export/exchange-rates.csv?_format=csv&page"
LABELS = {"CHN": "CNY", "YEN": "JPY", "SDR": "XDR"}
SINCE = date(2001, 1, 4)
MISPRINTS = {
    date(2001, 8, 6): ("EUR",),
    date(2001, 9, 4): ("JPY",),
    date(2001, 10, 5): ("ZAR",),
    date(2001, 11, 7): ("JPY",),
    date(2003, 8, 15): ("ZAR",),
    date(2013, 2, 25): ("XDR",),
    date(2019, 2, 9): ("CNY", "EUR", "GBP", "USD", "XDR", "JPY", "ZAR"),
    date(2019, 3, 19): ("CNY",),
    date(2019, 4, 5): ("CNY",),
    date(2019, 8, 6): ("GBP",),
    date(2019, 12, 16): ("XDR",),
    date(2020, 2, 19): ("XDR",),
    date(2023, 11, 2): ("XDR",),
}


def plan(span: Span) -> list[Request]:
    """Return the request for the whole file: there is no address for a part of it."""
    return [Request(URL)]


def parse(answer: Answer) -> Iterator[Quote]:
    """Return the quotes of the file, but for days that are there twice with other figures."""
    import csv
    from collections import Counter

    header, *rows = csv.reader(answer.body.decode("utf-8-sig").splitlines())
    if header[0] != "Date" or "USD" not in header:
        raise ValueError("not the table of rates")
    times = Counter(day for day, *_ in set(map(tuple, rows)))
    for day, *prices in dict.fromkeys(map(tuple, rows)):
        if times[day] == 1:
            yield from _quotes(header[1:], day, prices)


def _quotes(labels: list[str], day: str, prices: list[str]) -> Iterator[Quote]:
    on = _day(day)
    for label, price in zip(labels, prices, strict=True):
        code = LABELS.get(label, label)
        known = lookup(code) and on >= SINCE and code not in MISPRINTS.get(on, ())
        if known and price.strip("0. "):
            yield Quote("BWP", code, price.strip(), on, "bob")


def _day(text: str) -> date:
    """Return the day of `19 Mar 2026`, in English wherever this runs."""
    day, month, year = text.split()
    return date(int(year), MONTHS.index(month) + 1, int(day))


PROVIDER = Provider(
    id="bob",
    name="Bank of Botswana",
    country="BW",
    pivot="BWP",
    kind="reference",
    dates="market day",
    since=SINCE,
    gap=11,
    zone="Africa/Gaborone",
    published=(Published(time(12, 0), timedelta(hours=4)),),
    home="https://www.bankofbotswana.bw/exchange-rates",
    terms="name the source",
    plan=plan,
    parse=parse,
)
