"""National Bank of Rwanda: buying, average and selling rates, in francs for one unit.

The printed day is the market day, with a two-digit year and an English month (`19-May-26`). Rows
are in no particular order, and old ones group digits with commas. All three prices are kept: the
bank buys at the bid, and the average is its own. Each request covers one currency, and the SDR has
no rows. Sources: the bank's own JSON, and the open project Frankfurter for the first year and the
commas. Uncertain: the hour, which is a guess.
"""

from __future__ import annotations

from datetime import date, time, timedelta

from ..publishing.documents import check_asked, english_day, parameters, rows, ungrouped
from ..publishing.plans import requests_to
from ..publishing.provider import Answer, Provider, Published, Quotes
from ..publishing.quotation import Quotation

URL = (
    "https://fxrates.bnr.rw/currency_history/"
    "?currency_name={series}&end_date={last}&start_date={first}"
)
CODES = "USD EUR GBP JPY CHF CAD AUD CNY INR ZAR AED SAR KES UGX TZS BIF"
SIDES = {"bid": "buying_rate", "mid": "average_rate", "ask": "selling_rate"}
FRANCS = Quotation("bnrrw", "RWF", nothing="-0.")

plan = requests_to(URL, CODES.split())


def parse(answer: Answer) -> Quotes:
    """Return the quotes of one currency for the days asked for."""
    for row in rows(answer.body):
        code, on = row["currency_name"], english_day(row["post_date"])
        if code != parameters(answer.url).get("currency_name", code):
            raise ValueError(f"it has rates of {code}, which were not asked for")
        check_asked(answer.url, on, "start_date", "end_date")
        for side, name in SIDES.items():
            yield from FRANCS.direct(code, ungrouped(row[name] or ""), on, side=side)


PROVIDER = Provider(
    id="bnrrw",
    name="National Bank of Rwanda",
    country="RW",
    pivot="RWF",
    kind="reference",
    dates="market day",
    since=date(2012, 1, 1),
    gap=8,
    zone="Africa/Kigali",
    published=(Published(time(16, 0), timedelta(hours=4)),),
    home="https://www.bnr.rw/",
    terms="not known; name the source",
    plan=plan,
    parse=parse,
    window=365,
    apart=True,
)
