"""Banco de la República (Colombia): the TRM, Colombian pesos for one United States dollar.

The Tasa Representativa del Mercado is the average of a day's trades, weighted by amount, certified
by the Superintendencia Financiera and in force from the next day on. Each row has the first and the
last day in force, `vigenciadesde` and `vigenciahasta`: what is set on a Friday is dated Saturday
and holds until Monday, over a holiday until Tuesday. The first day is the printed one and the
weekday before it the market day. A row is asked for by any day on which it is in force, and so may
begin before the span.

From the JSON of datos.gov.co and press notes on the bank's circulars. Doubtful: the hour, and the
first day in 1991.
"""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import TYPE_CHECKING

from ..publishing.provider import Answer, Provider, Published, Request, rows, weekday_before
from ..rates.quote import Quote

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..dates.spans import Span


URL = (
    "https://www.datos.gov.co/resource/32sa-8pi3.json"
    "?$limit=50000&$order=vigenciadesde%20ASC"
    "&$where=vigenciahasta%3E=%27{first}T00:00:00.000%27"
    "%20AND%20vigenciadesde%3C=%27{last}T00:00:00.000%27"
)


def plan(span: Span) -> list[Request]:
    """Return the request for every rate in force on a day of the span."""
    return [Request(URL.format(first=span.first, last=span.last))]


def parse(answer: Answer) -> Iterator[Quote]:
    """Return the quotes of some days."""
    for row in rows(answer.body):
        if row["unidad"] != "COP":
            raise ValueError(f"a rate in {row['unidad']}")
        yield from _quote(row)


def _quote(row: dict[str, str]) -> Iterator[Quote]:
    price, on, until = row["valor"], _day(row["vigenciadesde"]), _day(row["vigenciahasta"])
    if until < on:
        raise ValueError(f"in force from {on} until {until}")
    made = Quote("USD", "COP", price, on, "banrep", kind="official", until=until)
    if price.strip("0."):
        yield made._replace(market_on=weekday_before(on))


def _day(text: str) -> date:
    return date.fromisoformat(text.removesuffix("T00:00:00.000"))


PROVIDER = Provider(
    id="banrep",
    name="Banco de la República (Colombia)",
    country="CO",
    pivot="COP",
    kind="official",
    dates="in force",
    since=date(1991, 11, 27),
    gap=7,
    zone="America/Bogota",
    published=(Published(time(18, 0), timedelta(hours=3), before=1),),
    home="https://www.banrep.gov.co/es/estadisticas/trm",
    terms="name the source",
    plan=plan,
    parse=parse,
)
