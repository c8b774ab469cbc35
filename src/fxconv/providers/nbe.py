"""National Bank of Ethiopia: indicative buying and selling rates, birr for one unit.

The rates of a day, a weekday, are those of the market of the weekday before: measured, the crosses
of a row fit that day four times better than its own. A day is one request; a day without rates has
an empty list. Rates before October 2024, when the birr had just been set free, are not asked for.

Both sides are kept, selling is mostly buying plus one per cent. `weighted_average` is left out: for
the dollar it is the buying rate, for all others the middle of both sides, so that its crosses with
the dollar are half a per cent off. Rows of another day than the one asked for are refused. From the
bank's own JSON; the hour, and that a free day is answered by an empty list, are doubtful.
"""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import TYPE_CHECKING

from ..money.currency import lookup
from ..publishing.provider import Answer, Provider, Published, Request, json, weekday_before
from ..rates.quote import Quote

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from ..dates.spans import Span


URL = "https://api.nbe.gov.et/api/filter-exchange-rates?date={day}"


def plan(span: Span) -> list[Request]:
    """Return the request for one day."""
    return [Request(URL.format(day=span.first))]


def parse(answer: Answer) -> Iterator[Quote]:
    """Return the quotes of a day, both sides."""
    document = json(answer.body)
    if document["success"] is not True:
        raise ValueError(f"refused: {document.get('message')}")
    _, asked, day = answer.url.partition("?date=")
    for row in document["data"]:
        if asked and row["date"] != day:
            raise ValueError(f"rates of {row['date']}, not of {day}")
        yield from _quotes(row)


def _quotes(row: dict[str, Any]) -> Iterator[Quote]:
    on, code = date.fromisoformat(row["date"]), row["currency"]["code"]
    market = weekday_before(on)
    for side, name in (("bid", "buying"), ("ask", "selling")):
        price = row[name] or ""
        if price.strip("-0.") and lookup(code):
            yield Quote(code, "ETB", price, on, "nbe", 1, side, market, "indicative")


PROVIDER = Provider(
    id="nbe",
    name="National Bank of Ethiopia",
    country="ET",
    pivot="ETB",
    kind="indicative",
    dates="in force",
    since=date(2024, 10, 1),
    gap=7,
    zone="Africa/Addis_Ababa",
    published=(Published(time(13, 0), timedelta(hours=4)),),
    home="https://nbe.gov.et/exchange/",
    terms="name the source",
    plan=plan,
    parse=parse,
    window=1,
)
