"""Czech National Bank: exchange rate fixing, crowns for `amount` units of each currency.

Set at 14:15 of every working day, published after 14:30 and valid for that day and the free days
after it: `validFor` is the market day. The nominal is printed with each row and changes (the
Turkish lira went from 1 to 100 on 2024-01-02). Days before 2002-01-02 are left out: until then a
fixing was valid from the next working day. A year is one document, and the current one grows; a
year without a fixing has no rows. The list of one day has a number (`order`), that of a year, which
is asked for, has none. From the bank's description of the fixing.
"""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import TYPE_CHECKING

from ..money.currency import lookup
from ..publishing.provider import Answer, Provider, Published, Request, json
from ..rates.quote import Quote

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..dates.spans import Span


URL = "https://api.cnb.cz/cnbapi/exrates/daily-year?lang=EN&year={year}"
SINCE = date(2002, 1, 2)


def plan(span: Span) -> list[Request]:
    """Return a request for each year."""
    years = range(span.first.year, span.last.year + 1)
    return [Request(URL.format(year=year)) for year in years]


def parse(answer: Answer) -> Iterator[Quote]:
    """Return the quotes of a year."""
    document = json(answer.body)
    if "rates" not in document:
        raise ValueError("not a list of rates")
    for row in document["rates"]:
        yield from _quote(row)


def _quote(row: dict[str, str]) -> Iterator[Quote]:
    on, code = date.fromisoformat(row["validFor"]), row["currencyCode"]
    price, per = row["rate"] or "", int(row["amount"])
    if on >= SINCE and lookup(code) and price.strip("0.") and per:
        number = row.get("order") or ""
        yield Quote(code, "CZK", price, on, "cnb", per, kind="official", number=number)


PROVIDER = Provider(
    id="cnb",
    name="Czech National Bank",
    country="CZ",
    pivot="CZK",
    kind="official",
    dates="market day",
    since=SINCE,
    gap=7,
    zone="Europe/Prague",
    published=(Published(time(14, 30), timedelta(minutes=30)),),
    home="https://www.cnb.cz/en/financial-markets/foreign-exchange-market/",
    terms="free reuse with the source named",
    plan=plan,
    parse=parse,
)
