"""Bank of Botswana: units of each currency for one pula, the whole history in one file.

The labels CHN, YEN and SDR stand for the renminbi, the yen and the special drawing right. The
printed day is the market day. Every rate has four decimals, which leaves three digits for a dollar.
0.0000 means no rate, as for the renminbi before October 2016. Rows are in no particular order.

Three days (2018-01-17, 2018-10-23, 2019-08-13) have two rows that differ, and neither is used. The
first row, of 2001-01-03, has its figures under the wrong headings and is left out. So are the
figures in `MISPRINTS`, which differ by 5 % or more from their neighbours: a wrong digit or a
misplaced point, a figure from another column, or a row of 2 September 2019 dated 9 February.
Source: the bank's own file, measured against the ECB and, for the special drawing right, against
its parts. Uncertain: the hour.
"""

from __future__ import annotations

from datetime import date, time, timedelta

from ..publishing.documents import english_day
from ..publishing.plans import requests_to
from ..publishing.provider import Answer, Provider, Published, Quotes
from ..publishing.quotation import Quotation

URL = "https://www.bankofbotswana.bw/export/exchange-rates.csv?_format=csv&page"
SINCE = date(2001, 1, 4)
LABELS = {"CHN": "CNY", "YEN": "JPY", "SDR": "XDR"}
PULA = Quotation("bob", "BWP", labels=LABELS, first=SINCE, nothing="0. ")
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

plan = requests_to(URL)


def parse(answer: Answer) -> Quotes:
    """Return the quotes of the file, without days that appear twice with different figures."""
    import csv
    from collections import Counter

    header, *rows = csv.reader(answer.body.decode("utf-8-sig").splitlines())
    if header[0] != "Date" or "USD" not in header:
        raise ValueError("not a table of rates")
    times = Counter(day for day, *_ in set(map(tuple, rows)))
    for day, *prices in dict.fromkeys(map(tuple, rows)):
        if times[day] == 1:
            yield from _quotes(header[1:], english_day(day), prices)


def _quotes(labels: list[str], on: date, prices: list[str]) -> Quotes:
    for label, price in zip(labels, prices, strict=True):
        for quote in PULA.indirect(label, price.strip(), on):
            if quote.term not in MISPRINTS.get(on, ()):
                yield quote


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
