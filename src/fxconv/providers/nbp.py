"""Narodowy Bank Polski: average rates (tables A and B) and buying and selling rates (table C).

Zlotys for one unit, even where the printed table has 100 or 10 000. `effectiveDate` is the day of
publication. Table A appears about noon of every working day, table B (rarer currencies) on
Wednesdays. Table C is the market of its `tradingDate`, the working day before, one per cent down
and up by rule, and no spread of any market. Gold is per gram and left out. Between two dates
without a table the bank answers 404. A table has a number (`no`), gold has none. From Resolution
51/2002 of its board and the bank's own JSON; the hours are usual ones, those of table A for all
four.
"""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import TYPE_CHECKING

from ..money.currency import lookup
from ..publishing.provider import Answer, Provider, Published, Request, rows
from ..rates.quote import Quote

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from ..dates.spans import Span


URL = "https://api.nbp.pl/api/{table}/{first}/{last}/?format=json"
TABLES = [*(f"exchangerates/tables/{name}" for name in "ABC"), "cenyzlota"]


def plan(span: Span) -> list[Request]:
    """Return the requests for the three tables and for gold."""
    return [
        Request(URL.format(table=table, first=span.first, last=span.last), absent=(404,))
        for table in TABLES
    ]


def parse(answer: Answer) -> Iterator[Quote]:
    """Return the quotes of one table, or of gold, on some days."""
    for table in rows(answer.body):
        if "cena" in table:
            on = date.fromisoformat(table["data"])
            yield Quote("GAU", "PLN", table["cena"], on, "nbp", kind="average")
        else:
            yield from _quotes(table)


def _quotes(table: dict[str, Any]) -> Iterator[Quote]:
    on, number = date.fromisoformat(table["effectiveDate"]), table.get("no", "")
    traded = table.get("tradingDate")
    market = date.fromisoformat(traded) if traded else None
    for row in table["rates"]:
        for side in ("mid", "bid", "ask"):
            if row.get(side) and lookup(row["code"]):
                quote = Quote(row["code"], "PLN", row[side], on, "nbp", 1, side, market, "average")
                yield quote._replace(number=number)


PROVIDER = Provider(
    id="nbp",
    name="National Bank of Poland",
    country="PL",
    pivot="PLN",
    kind="average",
    dates="market day",
    since=date(2002, 1, 2),
    gap=10,
    zone="Europe/Warsaw",
    published=(Published(time(12, 15), timedelta(minutes=45)),),
    home="https://nbp.pl/en/statistic-and-financial-reporting/rates/",
    terms="free reuse with the source named",
    plan=plan,
    parse=parse,
    apart=True,
    window=93,
    pause=0,
)
