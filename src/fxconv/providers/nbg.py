"""National Bank of Georgia: official rates, laris for `quantity` units of each currency.

`validFromDate` is the first day in force, the calendar day after the rates are set, and is what is
kept: a table asked for a Monday or for the day after a holiday prints an earlier day. The day of
`date`, the instant of publication, is the market day; whether its 17:01 is UTC or local time is
doubtful, and the margin covers both. Russian rubles before 1998 are RUR. From the bank's own JSON.
"""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import TYPE_CHECKING

from ..money.currency import lookup
from ..publishing.provider import Answer, Provider, Published, Request, plain, rows
from ..rates.quote import Quote

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..dates.spans import Span


URL = "https://nbg.gov.ge/gw/api/ct/monetarypolicy/currencies/?date={day}"


def plan(span: Span) -> list[Request]:
    """Return the request for the table in force on a day."""
    return [Request(URL.format(day=span.first))]


def parse(answer: Answer) -> Iterator[Quote]:
    """Return the quotes of a day's table."""
    for table in rows(answer.body):
        for row in table["currencies"]:
            yield from _quote(row)


def _quote(row: dict[str, str]) -> Iterator[Quote]:
    on, market = (date.fromisoformat(row[name][:10]) for name in ("validFromDate", "date"))
    code, per, price = row["code"], int(row["quantity"] or 0), plain(row["rate"] or "0")
    base = "RUR" if code == "RUB" and on < date(1998, 1, 1) else code
    if lookup(base) and per and price.strip("0."):
        yield Quote(base, "GEL", price, on, "nbg", per, market_on=market, kind="official")


PROVIDER = Provider(
    id="nbg",
    name="National Bank of Georgia",
    country="GE",
    pivot="GEL",
    kind="official",
    dates="in force",
    since=date(1995, 10, 14),
    gap=10,
    zone="Asia/Tbilisi",
    published=(Published(time(17, 0), timedelta(hours=4, minutes=30), before=1),),
    home="https://nbg.gov.ge/en/monetary-policy/currency",
    terms="official rates, without an obligation of the bank to trade at them; name the source",
    plan=plan,
    parse=parse,
    window=1,
)
