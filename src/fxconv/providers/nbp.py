"""Narodowy Bank Polski: average rates (tables A and B) and buying and selling rates (table C).

In zlotys for one unit, even where the printed table has 100 or 10 000. `effectiveDate` is the day
of publication. Table A appears at about noon on every working day, and table B (rarer currencies)
on Wednesdays. Table C shows the market of its `tradingDate`, the working day before, one per cent
down and up by rule, which is no market's spread. Gold is per gram and is quoted as GAU. If there is
no table between two dates, the bank answers 404. A table has a number (`no`); gold has none.
Sources: Resolution 51/2002 of the bank's board and its own JSON. Uncertain: the hours, which are
the usual ones, with that of table A used for all four.
"""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import TYPE_CHECKING

from ..publishing.documents import rows
from ..publishing.plans import requests_to
from ..publishing.provider import Answer, Provider, Published, Quotes
from ..publishing.quotation import Quotation

if TYPE_CHECKING:
    from typing import Any


URL = "https://api.nbp.pl/api/{series}/{first}/{last}/?format=json"
TABLES = [*(f"exchangerates/tables/{name}" for name in "ABC"), "cenyzlota"]
ZLOTYS = Quotation("nbp", "PLN", "average", nothing="")

plan = requests_to(URL, TABLES, absent=(404,))


def parse(answer: Answer) -> Quotes:
    """Return the quotes of one table, or of gold, for the days asked for."""
    for table in rows(answer.body):
        if "cena" in table:
            yield from ZLOTYS.direct("GAU", table["cena"], date.fromisoformat(table["data"]))
        else:
            yield from _quotes(table)


def _quotes(table: dict[str, Any]) -> Quotes:
    on, traded = date.fromisoformat(table["effectiveDate"]), table.get("tradingDate")
    market, number = date.fromisoformat(traded) if traded else None, table.get("no", "")
    for row in table["rates"]:
        for side in ("mid", "bid", "ask"):
            if price := row.get(side):
                yield from ZLOTYS.direct(
                    row["code"], price, on, side=side, market_on=market, number=number
                )


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
