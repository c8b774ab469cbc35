"""Banco de México: the FIX rate of the dollar and four more currencies, pesos for one unit.

The printed day is that on which the FIX is determined, about noon, from the wholesale market: the
market day. It appears in the Diario Oficial a working day later and settles obligations the day
after that; series of those days have other ids and are not read. `N/E` is no rate, thousands have
commas and days are dd/mm/yyyy. The series come in another order than asked, some with blanks of
their own. Rows before 1993, when the peso lost three zeros, are left out, as their unit is not
known, and those of the euro before 1999. From the bank's own JSON; the hour at which the other
four appear and the form of an error are doubtful.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from ..publishing.provider import Answer, Key, Provider, Published, Request, json
from ..rates.quote import Quote

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..dates.spans import Span


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
NEW = {"EUR": date(1999, 1, 1)}


def plan(span: Span) -> list[Request]:
    """Return the request for all series."""
    return [Request(URL.format(series=",".join(SERIES), first=span.first, last=span.last))]


def parse(answer: Answer) -> Iterator[Quote]:
    """Return the quotes of some series; one without rates has no `datos`."""
    document = json(answer.body)
    if "error" in document:
        raise ValueError(document["error"]["mensaje"])
    for series in document["bmx"]["series"]:
        code = SERIES[series["idSerie"]]
        for row in series.get("datos") or ():
            yield from _quote(code, row["fecha"], row["dato"])


def _quote(code: str, day: str, printed: str) -> Iterator[Quote]:
    on = datetime.strptime(day, "%d/%m/%Y").date()
    price = printed.strip().replace(",", "")
    if on >= NEW.get(code, SINCE) and price != "N/E" and price.strip("0."):
        yield Quote(code, "MXN", price, on, "banxico", kind="official")


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
