"""Banco de la República (Colombia): the TRM, in Colombian pesos for one United States dollar.

The Tasa Representativa del Mercado is the volume-weighted average of a day's trades, certified by
the Superintendencia Financiera and in force from the next day on. Each row prints the first and the
last day in force, `vigenciadesde` and `vigenciahasta`. A rate set on a Friday is dated Saturday and
holds until Monday, or until Tuesday over a holiday. The first day in force is the printed day, and
the weekday before it is the market day. A request for any day returns the row in force on it, so a
row may begin before the span.

Sources: the JSON of datos.gov.co and press notes on the bank's circulars. Uncertain: the hour and
the first day in 1991.
"""

from __future__ import annotations

from datetime import date, time, timedelta

from ..publishing.documents import rows, weekday_before
from ..publishing.plans import requests_to
from ..publishing.provider import Answer, Provider, Published, Quotes
from ..publishing.quotation import Quotation

URL = (
    "https://www.datos.gov.co/resource/32sa-8pi3.json"
    "?$limit=50000&$order=vigenciadesde%20ASC"
    "&$where=vigenciahasta%3E=%27{first}T00:00:00.000%27"
    "%20AND%20vigenciadesde%3C=%27{last}T00:00:00.000%27"
)
PESOS = Quotation("banrep", "COP", "official", market=weekday_before)

plan = requests_to(URL)


def parse(answer: Answer) -> Quotes:
    """Return the quotes of the days asked for."""
    for row in rows(answer.body):
        on, until = _day(row["vigenciadesde"]), _day(row["vigenciahasta"])
        if row["unidad"] != "COP":
            raise ValueError(f"the rate is in {row['unidad']}, not in COP")
        if until < on:
            raise ValueError(f"the rate is in force from {on} until {until}")
        yield from PESOS.direct("USD", row["valor"], on, until=until)


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
