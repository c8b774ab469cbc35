"""Financial Benchmarks India: reference rates, in rupees for a nominal of each currency.

The dollar is the volume-weighted average of trades in 15 minutes drawn at random between 11:30 and
12:30 in Mumbai, and the other currencies are crossed with it; the printed hour is 13:00. The
printed day is the market day, although the rates, being hours older, are a little closer to the
ECB's of the day before. The name of the row states the nominal: `INR / 100 JPY`, `INR / 10000 IDR`.
Six decimals are printed, and the last two are zeros. There are no rates on Saturdays, Sundays and
the holidays of Mumbai.

They replaced the reference rates of the Reserve Bank of India on 10 July 2018. Sources: FBIL's own
answers and the announcements of that month. Uncertain: since when there are AED and IDR, how long a
span the server accepts, and its answer for a day without rates, which is assumed to have no rows.
"""

from __future__ import annotations

import re
from datetime import date, time, timedelta

from ..publishing.documents import rows
from ..publishing.plans import requests_to
from ..publishing.provider import Answer, Provider, Published, Quotes
from ..publishing.quotation import Quotation

URL = (
    "https://www.fbil.org.in/wasdm/refrates/fetchfiltered"
    "?authenticated=false&fromDate={first}&toDate={last}"
)
NAME = re.compile(r"INR / ([0-9]+) ([A-Z]{3})")
RUPEES = Quotation("fbil", "INR")

plan = requests_to(URL)


def parse(answer: Answer) -> Quotes:
    """Return the quotes of a list with a row for each currency and day."""
    for row in rows(answer.body):
        name = NAME.fullmatch(row["subProdName"] or "")
        if not name:
            raise ValueError(f"{row['subProdName']!r} does not name a pair")
        on = date.fromisoformat((row["processRunDate"] or "")[:10])
        yield from RUPEES.direct(name[2], row["rate"] or "", on, int(name[1]))


PROVIDER = Provider(
    id="fbil",
    name="Financial Benchmarks India",
    country="IN",
    pivot="INR",
    kind="reference",
    dates="market day",
    since=date(2018, 7, 10),
    gap=7,
    zone="Asia/Kolkata",
    published=(Published(time(13, 0), timedelta(hours=1)),),
    home="https://www.fbil.org.in/",
    terms="name the source",
    plan=plan,
    parse=parse,
    window=365,
)
