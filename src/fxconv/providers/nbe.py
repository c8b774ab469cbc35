"""National Bank of Ethiopia: indicative buying and selling rates, in birr for one unit.

The rates of a day, a weekday, are those of the market of the weekday before: as measured, the
crosses of a row fit that day four times better than its own. Each request covers one day, and a day
without rates has an empty list. Rates before October 2024, when the birr had just been floated, are
not asked for.

Both sides are kept; selling is mostly buying plus one per cent. `weighted_average` is left out: it
is the buying rate for the dollar but the middle of both sides for all others, so its crosses with
the dollar are half a per cent off. Rows of a day that was not asked for are refused. Source: the
bank's own JSON. Uncertain: the hour, and that a day off gets an empty list.
"""

from __future__ import annotations

from datetime import date, time, timedelta

from ..publishing.documents import check_asked, json, weekday_before
from ..publishing.plans import requests_to
from ..publishing.provider import Answer, Provider, Published, Quotes
from ..publishing.quotation import Quotation

SIDES = {"bid": "buying", "ask": "selling"}
BIRR = Quotation("nbe", "ETB", "indicative", market=weekday_before, nothing="-0.")

plan = requests_to("https://api.nbe.gov.et/api/filter-exchange-rates?date={first}")


def parse(answer: Answer) -> Quotes:
    """Return the quotes of a day, both sides."""
    document = json(answer.body)
    if document["success"] is not True:
        raise ValueError(f"the bank refused: {document.get('message')}")
    for row in document["data"]:
        on = date.fromisoformat(row["date"])
        check_asked(answer.url, on, "date")
        for side, name in SIDES.items():
            yield from BIRR.direct(row["currency"]["code"], row[name] or "", on, side=side)


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
