"""National Bank of North Macedonia: middle rates, denars for `nomin` units of each currency.

`datum` is a day in force and is what is kept; there is a row for every calendar day, so that three
days repeat what was fixed on a Friday. `datum_f` is the day of fixing, the market day, and `rBr`
the number of the list, the same on the days that repeat it. The denar for the euro is the bank's
own; all else is that and the ECB's rates of the day of fixing, to the last digit of all 2436 prices
recorded from March to May 2026 but of Good Friday and Easter Monday, when the ECB has none; since
when is doubtful. From the bank's own JSON; the hour is doubtful, too.
"""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import TYPE_CHECKING

from ..money.currency import lookup
from ..publishing.provider import Answer, Provider, Published, Request, rows
from ..rates.quote import Quote

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..dates.spans import Span


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
        quote = Quote(code, "MKD", price, day, "nbrm", per, market_on=market, kind="official")
        yield quote._replace(number=row.get("rBr") or "")


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
    copies=("ecb", date(2026, 3, 1)),
)
