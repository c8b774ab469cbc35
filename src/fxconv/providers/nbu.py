"""National Bank of Ukraine: official rates, hryvnias for `units` of each currency.

`exchangedate` is a day in force, with a row for every calendar day; `calcdate` is the day on which
the rate was set, kept as the market day. It is a working day one to three days before: Saturday and
Sunday repeat what Thursday set for Friday, and Monday has what Friday set. Until 30 March 2015 a
rate was in force from the hour it was set. `rate` is for `units`; `rate_per_unit` and the bank's
other address count differently and are not used. Metals are per troy ounce. From the bank's own
JSON and its rules of 2015 and 2018; the hours carry a margin.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from ..money.currency import lookup
from ..publishing.provider import Answer, Provider, Published, Request, rows
from ..rates.quote import Quote

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..dates.spans import Span


URL = (
    "https://bank.gov.ua/NBU_Exchange/exchange_site"
    "?end={last:%Y%m%d}&json=&order=asc&sort=exchangedate&start={first:%Y%m%d}"
)


def plan(span: Span) -> list[Request]:
    """Return the request for the days, at most a year of them."""
    return [Request(URL.format(first=span.first, last=span.last))]


def parse(answer: Answer) -> Iterator[Quote]:
    """Return the quotes of all currencies on some days."""
    for row in rows(answer.body):
        yield from _quote(row)


def _quote(row: dict[str, str]) -> Iterator[Quote]:
    on, code, price = _day(row["exchangedate"]), row["cc"], row["rate"] or ""
    market = _day(row["calcdate"]) if row.get("calcdate") else None
    per = int(row["units"] or 0)
    if price.strip("0.") and per and lookup(code):
        yield Quote(code, "UAH", price, on, "nbu", per, market_on=market, kind="official")


def _day(text: str) -> date:
    return datetime.strptime(text, "%d.%m.%Y").date()


PROVIDER = Provider(
    id="nbu",
    name="National Bank of Ukraine",
    country="UA",
    pivot="UAH",
    kind="official",
    dates="in force",
    since=date(1996, 9, 2),
    gap=7,
    zone="Europe/Kyiv",
    published=(
        Published(time(14, 0), timedelta(hours=2), until=date(2015, 3, 30)),
        Published(time(18, 0), timedelta(hours=1), before=1),
    ),
    home="https://bank.gov.ua/en/markets/exchangerates",
    terms="free reuse with the source named",
    plan=plan,
    parse=parse,
    window=365,
)
