"""Central Bank of the Republic of China (Taiwan): interbank spot rates at 16:00 in Taipei.

One file for all days since 1993. Most columns are units of a currency for one United States dollar,
those of the pound, the Australian dollar and the euro are dollars for one unit: the label of a
column says it (`JPY/USD` is yen for a dollar). NTD is TWD, and "-" is no rate. The printed date is
the day of the market; Saturdays made up for a holiday have rates. The file is renewed at the
beginning of a month for the month before, which the margin covers. From the bank's own file and the
notes in it; the day of renewal is doubtful.
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


URL = "https://cpx.cbc.gov.tw/API/DataAPI/Get?FileName=BP01D01"


def plan(span: Span) -> list[Request]:
    """Return the request for the whole file: there is no address for a part of it."""
    return [Request(URL)]


def parse(answer: Answer) -> Iterator[Quote]:
    """Return the quotes of the file, a row for each day."""
    data = json(answer.body)["data"]
    pairs = [_pair(column["data"]) for column in data["structure"]["Table1"]]
    for day, *cells in data["dataSets"]:
        on = date.fromisoformat(f"{day[:4]}-{day[4:6]}-{day[6:]}")
        for (base, term), cell in zip(pairs, cells, strict=True):
            if cell.strip("-0. ") and lookup(base) and lookup(term):
                yield Quote(base, term, cell.strip(), on, "cbc", kind="indicative")


def _pair(label: str) -> tuple[str, str]:
    """Return the base and the term of a column: the second is what one unit is of."""
    term, base = label[-7:].replace("NTD", "TWD").split("/")
    return base, term


PROVIDER = Provider(
    id="cbc",
    name="Central Bank of the Republic of China (Taiwan)",
    country="TW",
    pivot="USD",
    kind="indicative",
    dates="market day",
    since=date(1993, 1, 5),
    gap=14,
    zone="Asia/Taipei",
    published=(Published(time(16, 0), timedelta(days=36)),),
    home="https://cpx.cbc.gov.tw/",
    terms="for research only, not for trade; name the source",
    plan=plan,
    parse=parse,
)
