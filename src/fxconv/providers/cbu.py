"""Central Bank of the Republic of Uzbekistan: official rates, in sums for `Nominal` units.

The `Date` of a row is the first day in force, set on the working day before. It may be earlier than
the day asked for, and it is the day that counts. The market day is not printed; it is taken to be
the weekday before, without regard to public holidays. Figures have two decimals, which is few
digits for small units. Russian rubles dated before 6 January 1998 are RUR. Source: the bank's own
JSON. Uncertain: the hour, which is the usual one with a margin.
"""

from __future__ import annotations

from datetime import date, time, timedelta

from ..publishing.documents import day, rows, same_or_friday, weekday_before
from ..publishing.plans import requests_to
from ..publishing.provider import Answer, Provider, Published, Quotes
from ..publishing.quotation import Quotation

SUMS = Quotation(
    "cbu",
    "UZS",
    "official",
    old={"RUB": ("RUR", date(1998, 1, 6))},
    market=lambda on: weekday_before(same_or_friday(on)),
)

plan = requests_to("https://cbu.uz/en/arkhiv-kursov-valyut/json/all/{first}/")


def parse(answer: Answer) -> Quotes:
    """Return the quotes of a table in which each row has its own day."""
    for row in rows(answer.body):
        on, per = day(row["Date"], "%d.%m.%Y"), int(row["Nominal"] or 0)
        yield from SUMS.direct(row["Ccy"], row["Rate"] or "", on, per)


PROVIDER = Provider(
    id="cbu",
    name="Central Bank of the Republic of Uzbekistan",
    country="UZ",
    pivot="UZS",
    kind="official",
    dates="in force",
    since=date(1994, 7, 1),
    gap=10,
    zone="Asia/Tashkent",
    published=(Published(time(16, 0), timedelta(hours=3), before=1),),
    home="https://cbu.uz/en/arkhiv-kursov-valyut/",
    terms="official rates; name the source",
    plan=plan,
    parse=parse,
    window=1,
)
