"""Central Bank of the Republic of Uzbekistan: official rates, sums for `Nominal` units.

`Date` in a row is the first day in force, set on the working day before; it may be earlier than the
day asked for, and it is what counts. The market day, which is not printed, is taken as the weekday
before; public holidays are not known here. Figures have two decimals, few digits for small units.
Russian rubles dated before 6 January 1998 are RUR. From the bank's own JSON; the hour is a usual
one with a margin.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from ..money.currency import lookup
from ..publishing.provider import (
    Answer,
    Provider,
    Published,
    Request,
    rows,
    same_or_friday,
    weekday_before,
)
from ..rates.quote import Quote

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..dates.spans import Span


URL = "https://cbu.uz/en/arkhiv-kursov-valyut/json/all/{day}/"


def plan(span: Span) -> list[Request]:
    """Return the request for the table in force on a day."""
    return [Request(URL.format(day=span.first))]


def parse(answer: Answer) -> Iterator[Quote]:
    """Return the quotes of a table, whose rows each have their day."""
    for row in rows(answer.body):
        yield from _quote(row)


def _quote(row: dict[str, str]) -> Iterator[Quote]:
    on = datetime.strptime(row["Date"], "%d.%m.%Y").date()
    base = "RUR" if row["Ccy"] == "RUB" and on < date(1998, 1, 6) else row["Ccy"]
    price, per = row["Rate"] or "", int(row["Nominal"] or 0)
    market = weekday_before(same_or_friday(on))
    if price.strip("0.") and per and lookup(base):
        yield Quote(
            base,
            "UZS",
            price,
            on,
            "cbu",
            per,
            market_on=market,
            kind="official",
        )


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
