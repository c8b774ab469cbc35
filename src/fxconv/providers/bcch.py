"""Banco Central de Chile: the observed dollar and seven parities, in pesos for one unit.

The observed dollar is the average of a day's market. It is published that evening and is in force
on the next working day, which is the printed day. The market day is the weekday before, as measured
against the ECB for all eight series. Each request covers one series; weekends are `ND` and "NaN".
Rows of the real before July 1994 and of the euro before 1999 are left out, because their unit is
not known. An error has a `Codigo` other than 0. User and password are parameters of the address,
and the document is read without them. Source: the bank's description of its API. Uncertain: the
hour and the first day.
"""

from __future__ import annotations

from datetime import date, time, timedelta

from ..publishing.documents import day, json, weekday_before
from ..publishing.plans import requests_to
from ..publishing.provider import Answer, Key, Provider, Published, Quotes
from ..publishing.quotation import Quotation

URL = (
    "https://si3.bcentral.cl/SieteRestWS/SieteRestWS.ashx"
    "?firstdate={first}&function=GetSeries&lastdate={last}&timeseries={series}"
)
OTHERS = ("EUR", "GBP", "JPY", "CAD", "AUD", "CNY", "BRL")
SERIES = {"F073.TCO.PRE.Z.D": "USD"} | {f"F072.CLP.{code}.N.O.D": code for code in OTHERS}
NAMES = {code: name for name, code in SERIES.items()}
SINCE = date(1990, 1, 1)
PESOS = Quotation(
    "bcch",
    "CLP",
    "official",
    first=SINCE,
    since={"BRL": date(1994, 7, 1), "EUR": date(1999, 1, 1)},
    market=weekday_before,
)

plan = requests_to(URL, SERIES)


def parse(answer: Answer) -> Quotes:
    """Return the quotes of the one series that the address names."""
    document = json(answer.body)
    if document["Codigo"] != "0":
        raise ValueError(document["Descripcion"])
    series = document["Series"]["seriesId"]
    if "timeseries=" in answer.url and f"timeseries={series}&" not in answer.url + "&":
        raise ValueError(f"it is the series {series}, which was not asked for")
    for row in document["Series"]["Obs"] or ():
        on, price = day(row["indexDateString"], "%d-%m-%Y"), row["value"].replace(",", "")
        if row["statusCode"] == "OK":
            yield from PESOS.direct(SERIES[series], price, on)


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
