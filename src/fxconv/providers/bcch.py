"""Banco Central de Chile: observed dollar and parities of seven currencies, pesos for one unit.

The observed dollar is the average of the market of a day, published in its evening and in force on
the next working day, which is the day printed; the market day is the weekday before it, measured
against the ECB for all eight series. One series for each request, weekends as `ND` and "NaN".
Rows of the real before July 1994 and of the euro before 1999 are left out, as their unit is not
known. An error comes with a `Codigo` other than 0. The user and the password are parameters of the
address, and the document is read without them. From the bank's description of its API; the hour
and the first day are doubtful.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from ..publishing.provider import Answer, Key, Provider, Published, Request, json, weekday_before
from ..rates.quote import Quote

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..dates.spans import Span


URL = (
    "https://si3.bcentral.cl/SieteRestWS/SieteRestWS.ashx"
    "?firstdate={first}&function=GetSeries&lastdate={last}&timeseries={series}"
)
OTHERS = ("EUR", "GBP", "JPY", "CAD", "AUD", "CNY", "BRL")
SERIES = {"F073.TCO.PRE.Z.D": "USD"} | {f"F072.CLP.{code}.N.O.D": code for code in OTHERS}
NAMES = {code: name for name, code in SERIES.items()}
SINCE = date(1990, 1, 1)
NEW = {"BRL": date(1994, 7, 1), "EUR": date(1999, 1, 1)}


def plan(span: Span) -> list[Request]:
    """Return a request for each series."""
    return [Request(URL.format(first=span.first, last=span.last, series=s)) for s in SERIES]


def parse(answer: Answer) -> Iterator[Quote]:
    """Return the quotes of one series, that of the address."""
    document = json(answer.body)
    if document["Codigo"] != "0":
        raise ValueError(document["Descripcion"])
    series = document["Series"]["seriesId"]
    if "timeseries=" in answer.url and f"timeseries={series}&" not in answer.url + "&":
        raise ValueError(f"{series} was not asked for")
    for row in document["Series"]["Obs"] or ():
        yield from _quote(SERIES[series], row)


def _quote(code: str, row: dict[str, str]) -> Iterator[Quote]:
    on = datetime.strptime(row["indexDateString"], "%d-%m-%Y").date()
    price = row["value"].replace(",", "")
    if row["statusCode"] == "OK" and on >= NEW.get(code, SINCE) and price.strip("0."):
        market = weekday_before(on)
        yield Quote(code, "CLP", price, on, "bcch", market_on=market, kind="official")


PROVIDER = Provider(
    id="bcch",
    name="Central Bank of Chile",
    country="CL",
    pivot="CLP",
    kind="official",
    dates="in force",
    since=SINCE,
    gap=10,
    zone="America/Santiago",
    published=(Published(time(18, 0), timedelta(hours=15), before=1),),
    home="https://si3.bcentral.cl/siete/EN/",
    terms="at most 5 requests a second; name the source",
    plan=plan,
    parse=parse,
    apart=True,
    key=Key(
        "query",
        ("user", "pass"),
        "https://si3.bcentral.cl/estadisticas/Principal1/web_services/index_EN.htm",
    ),
    series=lambda quote: NAMES.get(quote.base, ""),
)
