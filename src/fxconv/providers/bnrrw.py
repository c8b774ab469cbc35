"""National Bank of Rwanda: francs for one unit of each currency, buying, average and selling.

The printed day is that of the market, with two digits for the year and an English month
(`19-May-26`); rows are in no order, and old ones group digits with a comma. All three prices are
kept: the bank buys at the bid, and the average is its own. There is one currency per request, and
the SDR has no rows. From the bank's own JSON, the first year and the commas from the open project
Frankfurter; the hour is a guess.
"""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

from ..money.currency import lookup
from ..publishing.provider import MONTHS, Answer, Provider, Published, Request, rows
from ..rates.quote import Quote

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..dates.spans import Span


URL = (
    "https://fxrates.bnr.rw/currency_history/"
    "?currency_name={code}&end_date={last}&start_date={first}"
)
CODES = "USD EUR GBP JPY CHF CAD AUD CNY INR ZAR AED SAR KES UGX TZS BIF"
SIDES = {"bid": "buying_rate", "mid": "average_rate", "ask": "selling_rate"}


def plan(span: Span) -> list[Request]:
    """Return a request for each currency."""
    return [
        Request(URL.format(code=code, first=span.first, last=span.last)) for code in CODES.split()
    ]


def parse(answer: Answer) -> Iterator[Quote]:
    """Return the quotes of one currency on some days."""
    asked = parse_qs(urlsplit(answer.url).query)
    for row in rows(answer.body):
        code, on = row["currency_name"], _day(row["post_date"])
        if code not in asked.get("currency_name", [code]):
            raise ValueError(f"not asked for {code}")
        if not asked.get("start_date", [""])[0] <= str(on) <= asked.get("end_date", ["9"])[0]:
            raise ValueError(f"not asked for {on}")
        yield from _quotes(row, code, on)


def _quotes(row: dict[str, str], code: str, on: date) -> Iterator[Quote]:
    for side, name in SIDES.items():
        price = (row[name] or "").replace(",", "").strip()
        if lookup(code) and price.strip("0.-"):
            yield Quote(code, "RWF", price, on, "bnrrw", side=side, kind="reference")


def _day(text: str) -> date:
    day, month, year = text.split("-")
    return date(2000 + int(year), 1 + MONTHS.index(month), int(day))


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
