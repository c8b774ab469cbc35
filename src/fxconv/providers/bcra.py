"""Central Bank of Argentina: rates at the close of the day, in pesos for a unit of each currency.

`tipoCotizacion` is in pesos for one unit unless the description says otherwise, as in
`(C/1.000 UNIDADES)`, where the point groups digits. `tipoPase` is in dollars for a unit and is not
used. `fecha` is the market day; on a day without a bulletin it is null and there are no rows.

Left out are ARS, which is the dollar the other way round; REF, the reference dollar of
Communication A 3500; and gold and silver, which have no price in pesos. MXP is today's Mexican
peso. VEB is at the level of today's bolivar, but it is not known when its unit changed, so it is
left out, like rows with a code outside the life of its currency. On some days a code appears twice
and is left out for that day. Source: the bank's own JSON. Uncertain: the hour, the first day, and
that the rates are those of the close.
"""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, time, timedelta

from ..publishing.documents import check_asked, json, units
from ..publishing.plans import requests_to
from ..publishing.provider import Answer, Provider, Published, Quotes
from ..publishing.quotation import Quotation

URL = "https://api.bcra.gob.ar/estadisticascambiarias/v1.0/Cotizaciones?fecha={first}"
SINCE = date(2000, 1, 1)
RENAMED = {"MXP": "MXN"}
PESOS = Quotation("bcra", "ARS", without={"ARS", "REF", "VEB", "XAU", "XAG"}, alive=True)

plan = requests_to(URL)


def parse(answer: Answer) -> Quotes:
    """Return the quotes of a day, none for a day without a bulletin."""
    document = json(answer.body)
    if "results" not in document:
        raise ValueError("; ".join(document["errorMessages"]))
    rows, day = document["results"]["detalle"], document["results"]["fecha"]
    often = Counter(_code(row) for row in rows)
    for row in rows:
        on = date.fromisoformat(day)
        check_asked(answer.url, on, "fecha")
        if often[_code(row)] == 1:
            yield from PESOS.direct(_code(row), row["tipoCotizacion"], on, _units(row))


def _code(row: dict[str, str]) -> str:
    code = row["codigoMoneda"].strip()
    return RENAMED.get(code, code)


def _units(row: dict[str, str]) -> int:
    found = re.search(r"C/\s*([0-9.]+)\s*UNIDADES", row["descripcion"].upper())
    return units(found[1]) if found else 1


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
