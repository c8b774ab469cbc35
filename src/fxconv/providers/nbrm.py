"""National Bank of North Macedonia: middle rates, denars for `nomin` units of each currency.

`datum` is a day in force and is what is kept; there is a row for every calendar day, so that three
days repeat what was fixed on a Friday. `datum_f` is the day of fixing, the market day. From the
bank's own JSON; the hour is doubtful.
"""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import TYPE_CHECKING

from ..currency import lookup
from ..provider import Answer, Provider, Published, Request, rows
from ..quote import Quote

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..bulletin import Span


URL = (
    "https://www.nbrm.mk/KLServiceNOV/GetExchangeRate"
    "?EndDate={last:%d.%m.%Y}&StartDate={first:%d.%m.%Y}&format=json"
)


def plan(span: Span) -> list[Request]:
    """Return the request for the days in force, at most 90 of them."""
    return [Request(URL.format(first=span.first, last=span.last))]


def parse(answer: Answer) -> Iterator[Quote]:
    """Return the quotes of some days."""
    for row in rows(answer.body):
        yield from _quote(row)


def _quote(row: dict[str, str]) -> Iterator[Quote]:
    on, fixed = row["datum"], row.get("datum_f")
    code, price, per = row["oznaka"].strip(), row["sreden"] or "", int(row["nomin"] or 0)
    market = date.fromisoformat(fixed[:10]) if fixed else None
    if price.strip("0.") and per and lookup(code):
        day = date.fromisoformat(on[:10])
        yield Quote(code, "MKD", price, day, "nbrm", per, market_on=market, kind="official")


PROVIDER = Provider(
    id="nbrm",
    name="National Bank of the Republic of North Macedonia",
    country="MK",
    pivot="MKD",
    kind="official",
    dates="in force",
    since=date(1993, 5, 10),
    gap=3,
    zone="Europe/Skopje",
    published=(Published(time(14, 30), timedelta(hours=3), before=1),),
    home="https://www.nbrm.mk/kursna_lista-en.nspx",
    terms="middle rates, free reuse with the source named",
    plan=plan,
    parse=parse,
    window=90,
)
