"""Federal Reserve H.10, from FRED: noon buying rates in New York, in mixed directions.

`DEXJPUS` is yen for one dollar, but `DEXUSEU`, `DEXUSUK`, `DEXUSAL` and `DEXUSNZ` are dollars for
one unit: the currency named first is the price of one unit of the second. The answer does not name
its series; only the address does. The printed day is the market day, at noon. The release appears
on Monday at 16:15 for the week before, or on Tuesday if Monday is a holiday, which the margin
covers; any series may lag. "." means no rate. Values are those of the newest vintage: the Hong Kong
dollar and the yuan of 1999-2003 were revised in 2004. Trailing zeros are dropped. Venezuela is left
out, because it is not known when the unit of its series changed. Sources: the release's notes and
the answers of the API. Uncertain: the form of an error.
"""

from __future__ import annotations

from datetime import date, time, timedelta

from ..publishing.documents import json, parameters
from ..publishing.plans import pairs, requests_to
from ..publishing.provider import Answer, Key, Provider, Published, Quotes
from ..publishing.quotation import Quotation

URL = (
    "https://api.stlouisfed.org/fred/series/observations"
    "?file_type=json&observation_end={last}&observation_start={first}&series_id={series}"
)
FOR_ONE_DOLLAR = pairs("""BZ BRL CA CAD CH CNY DN DKK HK HKD IN INR JP JPY KO KRW MA MYR MX MXN
NO NOK SD SEK SF ZAR SI SGD SL LKR SZ CHF TA TWD TH THB""")
FOR_ONE_UNIT = pairs("AL AUD EU EUR NZ NZD UK GBP")
PAIRS = {f"DEX{name}US": ("USD", code) for name, code in FOR_ONE_DOLLAR.items()}
PAIRS |= {f"DEXUS{name}": (code, "USD") for name, code in FOR_ONE_UNIT.items()}
NAMES = {pair: name for name, pair in PAIRS.items()}
NOON = Quotation("fred", "USD", "indicative")

plan = requests_to(URL, PAIRS)


def parse(answer: Answer) -> Quotes:
    """Return the quotes of the series that the address names."""
    document = json(answer.body)
    if "error_message" in document:
        raise ValueError(document["error_message"])
    found, series = document["observations"], parameters(answer.url).get("series_id")
    if document["units"] != "lin" or int(document["count"]) != len(found):
        raise ValueError("not a whole series of levels")
    if series not in PAIRS:
        raise ValueError("the address does not name a known series")
    for row in found:
        if row["value"].strip("0. "):
            yield from NOON.pair(*PAIRS[series], row["value"], date.fromisoformat(row["date"]))


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
