"""fastFOREX.io: midpoint spot rates of the market on a day in UTC, units for one dollar.

The table of a past day has a `date`, one of the moment (`fetch-all`, `fetch-one`) the hour of its
update, whose day is taken. Only tables of days are asked for. Prices are those of an aggregator
that does not name its sources; it prints a currency that is no more without saying so, so that only
currencies that lived on the day are kept, and no digital ones. How many decimals a price has
varies. The dollar is the base of every plan; a trial may see only the last days. From the
service's description of its API; the hour at which a day is closed, what a weekend has and how far
back each currency goes are doubtful.
"""

from __future__ import annotations

import re
from datetime import date, time, timedelta
from typing import TYPE_CHECKING

from ..publishing.provider import Answer, Key, Provider, Published, Request, json
from . import _tables

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..dates.spans import Span
    from ..rates.quote import Quote


URL = "https://api.fastforex.io/historical?date={day}&from=USD"


def plan(span: Span) -> list[Request]:
    """Return the request for the table of a day."""
    return [Request(URL.format(day=span.first))]


def parse(answer: Answer) -> Iterator[Quote]:
    """Return the quotes of a table of a day or of the moment."""
    document = json(answer.body)
    if "error" in document:
        raise ValueError(document["error"])
    base, on = document["base"], _day(document, answer.url)
    prices = document["results"] if "results" in document else document["result"]
    yield from _tables.quotes("fastforex", on, base, prices)


def _day(document: dict[str, str], url: str) -> date:
    on = date.fromisoformat((document.get("date") or document["updated"])[:10])
    for name, place in (("date", r"[?&]date=([0-9-]+)"), ("base", r"[?&]from=([A-Z]+)")):
        asked = re.search(place, url)
        if asked and asked[1] != (str(on) if name == "date" else document["base"]):
            raise ValueError(f"the {name} is not {asked[1]}, which was asked for")
    return on


PROVIDER = Provider(
    id="fastforex",
    name="fastFOREX.io (aggregated market rates)",
    country="-",
    pivot="USD",
    kind="market",
    dates="market day",
    since=date(1970, 1, 1),
    gap=4,
    zone="UTC",
    published=(Published(time(23, 59), timedelta(hours=2)),),
    home="https://www.fastforex.io/",
    terms="a key of the service is needed, and its terms hold; name the source",
    plan=plan,
    parse=parse,
    window=1,
    key=Key("query", ("api_key",), "https://console.fastforex.io/"),
)
