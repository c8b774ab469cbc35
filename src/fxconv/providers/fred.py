"""Federal Reserve H.10 by way of FRED: noon buying rates in New York, in mixed directions.

`DEXJPUS` is yen for one dollar, but `DEXUSEU`, `DEXUSUK`, `DEXUSAL` and `DEXUSNZ` are dollars for
one unit: the currency named first is what one unit of the second costs. The answer does not name
its series, only the address does. The printed day is that of the market, at noon. The release
appears on Monday at 16:15 for the week before, on Tuesday if that is a holiday, which the margin
covers; each series may lag on its own. "." is no rate. Values are those of the newest vintage: the
Hong Kong dollar and yuan of 1999-2003 were revised in 2004. Trailing zeros are dropped. Venezuela
is left out, as it is not known when the unit of its series changed. From the release's notes and
the answers of the API; the form of an error is doubtful.
"""

from __future__ import annotations

import re
from datetime import date, time, timedelta
from typing import TYPE_CHECKING

from ..publishing.provider import Answer, Key, Provider, Published, Request, json
from ..rates.quote import Quote

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..dates.spans import Span


URL = (
    "https://api.stlouisfed.org/fred/series/observations"
    "?file_type=json&observation_end={last}&observation_start={first}&series_id={series}"
)
FOR_ONE_DOLLAR = """BZ BRL CA CAD CH CNY DN DKK HK HKD IN INR JP JPY KO KRW MA MYR MX MXN NO NOK
SD SEK SF ZAR SI SGD SL LKR SZ CHF TA TWD TH THB"""
FOR_ONE_UNIT = "AL AUD EU EUR NZ NZD UK GBP"


def _named(table: str) -> zip[tuple[str, str]]:
    words = table.split()
    return zip(words[::2], words[1::2], strict=True)


PAIRS = {f"DEX{name}US": ("USD", code) for name, code in _named(FOR_ONE_DOLLAR)}
PAIRS |= {f"DEXUS{name}": (code, "USD") for name, code in _named(FOR_ONE_UNIT)}
NAMES = {pair: name for name, pair in PAIRS.items()}


def plan(span: Span) -> list[Request]:
    """Return a request for each series."""
    return [Request(URL.format(first=span.first, last=span.last, series=s)) for s in PAIRS]


def parse(answer: Answer) -> Iterator[Quote]:
    """Return the quotes of the series that the address names."""
    document = json(answer.body)
    if "error_message" in document:
        raise ValueError(document["error_message"])
    found = document["observations"]
    if document["units"] != "lin" or int(document["count"]) != len(found):
        raise ValueError("not a whole series of levels")
    base, term = _pair(answer.url)
    for row in found:
        if row["value"].strip("0. "):
            on = date.fromisoformat(row["date"])
            yield Quote(base, term, row["value"], on, "fred", kind="indicative")


def _pair(url: str) -> tuple[str, str]:
    series = re.search(r"[?&]series_id=(\w+)", url)
    if series is None or series[1] not in PAIRS:
        raise ValueError("the address names no known series")
    return PAIRS[series[1]]


PROVIDER = Provider(
    id="fred",
    name="Federal Reserve H.10 (FRED)",
    country="US",
    pivot="USD",
    kind="indicative",
    dates="market day",
    since=date(1971, 1, 4),
    gap=14,
    zone="America/New_York",
    published=(Published(time(16, 15), timedelta(days=8)),),
    home="https://www.federalreserve.gov/releases/h10/current/",
    terms="name the source; FRED asks to say that it does not endorse what is made with its API",
    plan=plan,
    parse=parse,
    apart=True,
    key=Key("query", ("api_key",), "https://fredaccount.stlouisfed.org/apikeys"),
    series=lambda quote: NAMES.get((quote.base, quote.term), ""),
)
