"""fastFOREX.io: midpoint spot rates of the market on a day in UTC, in units for one dollar.

The table of a past day has a `date`. A table of the moment (`fetch-all`, `fetch-one`) has the hour
of its update, whose day is used. Only tables of days are asked for. The prices come from an
aggregator that does not name its sources. It keeps printing defunct currencies without saying so,
so only currencies that existed on the day are kept, and no digital ones. The number of decimals
varies. The dollar is the base on every plan; a trial may see only the last few days. Source: the
service's description of its API. Uncertain: the hour at which a day closes, what a weekend has, and
how far back each currency goes.
"""

from __future__ import annotations

from datetime import date, time, timedelta

from ..publishing.documents import check_asked, json, parameters
from ..publishing.plans import requests_to
from ..publishing.provider import Answer, Key, Provider, Published, Quotes
from . import _tables

plan = requests_to("https://api.fastforex.io/historical?date={first}&from=USD")


def parse(answer: Answer) -> Quotes:
    """Return the quotes of a table of a day or of the moment."""
    document = json(answer.body)
    if "error" in document:
        raise ValueError(document["error"])
    base, on = document["base"], _day(document)
    check_asked(answer.url, on, "date")
    if parameters(answer.url).get("from", base) != base:
        raise ValueError(f"it is a table of {base}, which was not asked for")
    prices = document["results"] if "results" in document else document["result"]
    yield from _tables.quotes("fastforex", on, base, prices)


def _day(document: dict[str, str]) -> date:
    return date.fromisoformat((document.get("date") or document["updated"])[:10])


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
