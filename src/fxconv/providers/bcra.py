"""Central Bank of Argentina: rates at the close of the day, pesos for a unit of each currency.

`tipoCotizacion` is pesos, for one unit unless the description says otherwise: `(C/1.000 UNIDADES)`
with a point that groups digits. `tipoPase` is dollars for a unit and not used. `fecha` is the day
of the market; a day without a bulletin has the date null and no rows.

ARS is the dollar the other way round, REF the reference dollar of Communication A 3500, and gold
and silver have no price in pesos: all are left out. MXP is the Mexican peso of today. VEB is at the
level of the bolivar of today, but when its unit changed is not known: left out, like rows with a
code outside the life of its currency. On some days a code is there twice: it is left out that day.
From the bank's own JSON; the hour, the first day and that it is the close are doubtful.
"""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, time, timedelta
from typing import TYPE_CHECKING

from ..money.currency import lookup
from ..publishing.provider import Answer, Provider, Published, Request, json
from ..rates.quote import Quote

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..dates.spans import Span


URL = "https://api.bcra.gob.ar/estadisticascambiarias/v1.0/Cotizaciones?fecha={day}"
RENAMED = {"MXP": "MXN"}
LEFT_OUT = {"ARS", "REF", "VEB", "XAU", "XAG"}
SINCE = date(2000, 1, 1)


def plan(span: Span) -> list[Request]:
    """Return the request for a day: there is no address for several."""
    return [Request(URL.format(day=span.first))]


def parse(answer: Answer) -> Iterator[Quote]:
    """Return the quotes of a day, none for one without a bulletin."""
    document = json(answer.body)
    if "results" not in document:
        raise ValueError("; ".join(document["errorMessages"]))
    rows, day = document["results"]["detalle"], document["results"]["fecha"]
    if rows and (asked := re.search(r"fecha=([0-9-]+)", answer.url)) and asked[1] != day:
        raise ValueError(f"the rates are of {day}, not of {asked[1]}")
    codes = [_code(row) for row in rows]
    often = Counter(codes)
    for code, row in zip(codes, rows, strict=True):
        if often[code] == 1:
            yield from _quote(code, row, date.fromisoformat(day))


def _code(row: dict[str, str]) -> str:
    code = row["codigoMoneda"].strip()
    return RENAMED.get(code, code)


def _quote(code: str, row: dict[str, str], on: date) -> Iterator[Quote]:
    unit = re.search(r"C/\s*([0-9.]+)\s*UNIDADES", row["descripcion"].upper())
    per = int(unit[1].replace(".", "")) if unit else 1
    price, currency = row["tipoCotizacion"], lookup(code)
    lived = currency is not None and currency.lived(on)
    if price.strip("0.") and code not in LEFT_OUT and lived:
        yield Quote(code, "ARS", price, on, "bcra", per)


PROVIDER = Provider(
    id="bcra",
    name="Central Bank of Argentina",
    country="AR",
    pivot="ARS",
    kind="reference",
    dates="market day",
    since=SINCE,
    gap=10,
    zone="America/Argentina/Buenos_Aires",
    published=(Published(time(16, 0), timedelta(hours=4)),),
    home="https://www.bcra.gob.ar/PublicacionesEstadisticas/Cotizaciones_por_fecha_2.asp",
    terms="name the source",
    plan=plan,
    parse=parse,
    window=1,
)
