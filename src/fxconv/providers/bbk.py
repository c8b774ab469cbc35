"""Deutsche Bundesbank: the fixing at the Frankfurt exchange, in German marks, 1948 to 1998.

Middle rates, in marks for 1, 100 or 1000 units. Only the title of a row states the nominal
(`100 ATS = ... DEM`; the column for a multiplier is always 0). A row whose title names another
currency is refused. "." is a day without a fixing. The printed day is the day of the fixing.

Official quotation began between 1953 and 1972, depending on the currency; earlier figures are
conversion rates of the Bank deutscher Länder. Digits were added "for technical reasons", so the
last zero of an old price may never have been fixed. Until 12 March 1979 the Irish pound repeats the
pound sterling, and from 4 May 1953 the Luxembourg franc repeats the Belgian one. French francs
before 1960 are old francs, worth a hundredth, and are left out. Source: the bank's own table and
its notes. Uncertain: the hour of the fixing, about 13:00. Later rates in the dataset are the ECB's.
"""

from __future__ import annotations

import re
from datetime import date, time, timedelta

from ..publishing.documents import table, units
from ..publishing.plans import requests_to
from ..publishing.provider import Answer, Provider, Published, Quotes
from ..publishing.quotation import Quotation

URL = (
    "https://api.statistiken.bundesbank.de/rest/data/BBEX3/D..DEM.AA.AC.000"
    "?endPeriod={last}&format=sdmx_csv&startPeriod={first}"
)
TITLE = re.compile(r" / ([0-9 ]+) ([A-Z]{3}) = \.\.\. DEM / ")
SINCE = date(1948, 6, 21)
UNTIL = date(1998, 12, 30)
MARKS = Quotation("bbk", "DEM", "official", first=SINCE, since={"FRF": date(1960, 1, 1)})

plan = requests_to(URL)


def parse(answer: Answer) -> Quotes:
    """Return the quotes of a table with a row for each currency and day."""
    for row in table(answer.body, "BBK_TITLE", delimiter=";"):
        code, price = row["BBK_STD_CURRENCY"], row["OBS_VALUE"].strip()
        on, per = date.fromisoformat(row["TIME_PERIOD"]), _nominal(row["BBK_TITLE"], code)
        yield from MARKS.direct(code, price, on, per)


def _nominal(title: str, code: str) -> int:
    """Return the units that a title counts; raises ValueError if it names another currency."""
    found = TITLE.search(title)
    if not found or found[2] != code:
        raise ValueError(f"the title {title!r} does not state units of {code}")
    return units(found[1])


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
