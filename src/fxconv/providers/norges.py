"""Norges Bank: middle rates, in kroner for 10 to the power of `UNIT_MULT` units of each currency.

The rates are taken at about 14:15 on every banking day, from the ECB if it has the currency, and
published at about 16:00. The printed day is the market day. `UNIT_MULT` is 0 or 2: a power, not a
nominal. Trailing zeros are dropped. The indices TWI and I44 in the same answer are not currencies.
The rouble has not moved since 2022-03-02, and neither has the ECB's. Since then at the latest the
rates are the ECB's counted in kroner, as all 203 recorded in March 2026 are to the last digit. Rows
of TRY, RON and BYN from before those units existed are left out. Source: the bank's own CSV and its
questions and answers.
"""

from __future__ import annotations

from datetime import date, time, timedelta

from ..publishing.documents import table
from ..publishing.plans import requests_to
from ..publishing.provider import Answer, Provider, Published, Quotes
from ..publishing.quotation import Quotation

URL = (
    "https://data.norges-bank.no/api/data/EXR/B..NOK.SP"
    "?endPeriod={last}&format=csvdata&startPeriod={first}"
)
SINCE, COPIES = date(1999, 1, 4), date(2022, 3, 2)
KRONER = Quotation(
    "norges",
    "NOK",
    "official",
    first=SINCE,
    since={"TRY": date(2005, 1, 1), "RON": date(2005, 7, 1), "BYN": date(2016, 7, 1)},
)

plan = requests_to(URL, absent=(404,))


def parse(answer: Answer) -> Quotes:
    """Return the quotes of a table with a row for each currency and day."""
    for row in table(answer.body, "OBS_VALUE"):
        code, price = row["BASE_CUR"], row["OBS_VALUE"].strip().replace("NaN", "")
        on, per = date.fromisoformat(row["TIME_PERIOD"]), 10 ** int(row["UNIT_MULT"])
        kroner = KRONER._replace(home=row["QUOTE_CUR"])
        yield from kroner.direct(code, price, on, per)


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
