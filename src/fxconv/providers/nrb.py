"""Nepal Rastra Bank: buying and selling rates, rupees for 1, 10 or 100 units of a currency.

The table of a day is published in its first minute and in force on it, every day of the week: it is
written in the evening before, and that of Sunday on Friday already. Its market is that of the
weekday before the printed date, as five recorded days show. There is no middle; both sides are
kept. `unit` is printed in each row. The Indian rupee is fixed: 160 for 100 is its buying rate.

At most 100 days make a page, and that is all that is asked for at once. The service has rates from
about 2000; those before 2010 are not asked for, as nothing is known of the codes and units in them.
From the bank's own JSON; that a span without a table is answered by an empty list is doubtful.
"""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import TYPE_CHECKING

from ..money.currency import lookup
from ..publishing import calendars
from ..publishing.provider import Answer, Provider, Published, Request, json, weekday_before
from ..rates.quote import Quote

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from ..dates.spans import Span


URL = "https://www.nrb.org.np/api/forex/v1/rates?from={first}&page=1&per_page=100&to={last}"
LONGEST = 90


def plan(span: Span) -> list[Request]:
    """Return the request for at most as many days as one page has."""
    return [Request(URL.format(first=span.first, last=span.last))]


def parse(answer: Answer) -> Iterator[Quote]:
    """Return the quotes of some days, both sides."""
    document = json(answer.body)
    code, refused = document["status"]["code"], document["errors"]["validation"]
    if code != "200" or refused:
        raise ValueError(f"refused with status {code}: {refused}")
    if int(document["pagination"]["pages"] or 1) > 1:
        raise ValueError("there are more days than one page has")
    for table in document["data"]["payload"]:
        yield from _quotes(table)


def _quotes(table: dict[str, Any]) -> Iterator[Quote]:
    on = date.fromisoformat(table["date"])
    market = weekday_before(on)
    for row in table["rates"]:
        code, per = row["currency"]["iso3"], int(row["currency"]["unit"])
        for side, name in (("bid", "buy"), ("ask", "sell")):
            price = row[name] or ""
            if price.strip("-0.") and lookup(code):
                yield Quote(code, "NPR", price, on, "nrb", per, side, market, "official")


PROVIDER = Provider(
    id="nrb",
    name="Nepal Rastra Bank",
    country="NP",
    pivot="NPR",
    kind="official",
    dates="in force",
    since=date(2010, 1, 1),
    gap=7,
    zone="Asia/Kathmandu",
    published=(Published(time(0, 0), timedelta(hours=1)),),
    home="https://www.nrb.org.np/forex/",
    terms="name the source",
    plan=plan,
    parse=parse,
    window=LONGEST,
    working=calendars.every_day,
)
