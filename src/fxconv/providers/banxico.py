"""Banco de México: the FIX rate of the dollar and four more currencies, in pesos for one unit.

The printed day is the market day: the FIX is determined on it at about noon, from the wholesale
market. The rate appears in the Diario Oficial one working day later and settles obligations the day
after that; the series dated that way have other ids and are not read. `N/E` means no rate,
thousands have commas, and days are dd/mm/yyyy. The series come in a different order from the
request, and some have extra spaces. Rows before 1993, when the peso lost three zeros, are left out
because their unit is not known, and so are rows of the euro before 1999. Source: the bank's own
JSON. Uncertain: the hour at which the other four appear, and the form of an error.
"""

from __future__ import annotations

from datetime import date, time, timedelta

from ..publishing.documents import day, json, ungrouped
from ..publishing.plans import requests_to
from ..publishing.provider import Answer, Key, Provider, Published, Quotes
from ..publishing.quotation import Quotation

URL = "https://www.banxico.org.mx/SieAPIRest/service/v1/series/{series}/datos/{first}/{last}"
SERIES = {
    "SF43718": "USD",
    "SF46410": "EUR",
    "SF46407": "GBP",
    "SF46406": "JPY",
    "SF60632": "CAD",
}
NAMES = {code: name for name, code in SERIES.items()}
SINCE = date(1993, 1, 1)
PESOS = Quotation("banxico", "MXN", "official", first=SINCE, since={"EUR": date(1999, 1, 1)})

plan = requests_to(URL, [",".join(SERIES)])


def parse(answer: Answer) -> Quotes:
    """Return the quotes of all series; a series without rates has no `datos`."""
    document = json(answer.body)
    if "error" in document:
        raise ValueError(document["error"]["mensaje"])
    for series in document["bmx"]["series"]:
        code = SERIES[series["idSerie"]]
        for row in series.get("datos") or ():
            price = ungrouped(row["dato"]).replace("N/E", "")
            yield from PESOS.direct(code, price, day(row["fecha"], "%d/%m/%Y"))


PROVIDER = Provider(
    id="banxico",
    name="Bank of Mexico",
    country="MX",
    pivot="MXN",
    kind="official",
    dates="market day",
    since=SINCE,
    gap=10,
    zone="America/Mexico_City",
    published=(Published(time(12, 0), timedelta(hours=3)),),
    home="https://www.banxico.org.mx/tipcamb/main.do?page=tip&idioma=en",
    terms="name the source",
    plan=plan,
    parse=parse,
    apart=True,
    key=Key("header", ("Bmx-Token",), "https://www.banxico.org.mx/SieAPIRest/service/v1/token"),
    series=lambda quote: NAMES.get(quote.base, ""),
)
