"""Central Bank of Brazil: PTAX, the closing bulletin (`Fechamento`) of the average rates.

In reais for one unit, of the yen too, at what dealers buy and at what they sell: two sides and no
middle rate. Since July 2011 PTAX is the average of four rounds of quotes that closes at about
13:10; before, it was the average of the whole day's trades. The printed time is on the market day.
Each document covers one currency, which only its address names. `paridade` is against the dollar
and is not used. Source: the bank's open data. Uncertain: the hour before 2011.
"""

from __future__ import annotations

from datetime import date, time, timedelta

from ..publishing.documents import json
from ..publishing.plans import requests_to
from ..publishing.provider import Answer, Provider, Published, Quotes
from ..publishing.quotation import Quotation

URL = (
    "https://olinda.bcb.gov.br/olinda/servico/PTAX/versao/v1/odata/CotacaoMoedaPeriodo"
    "(moeda=@moeda,dataInicial=@dataInicial,dataFinalCotacao=@dataFinalCotacao)"
    "?$filter=tipoBoletim%20eq%20%27Fechamento%27&$format=json"
    "&@dataFinalCotacao=%27{last:%m-%d-%Y}%27&@dataInicial=%27{first:%m-%d-%Y}%27"
    "&@moeda=%27{series}%27"
)
CODES = ["AUD", "CAD", "CHF", "DKK", "EUR", "GBP", "JPY", "NOK", "SEK", "USD"]
COLUMNS = {"cotacaoCompra": "bid", "cotacaoVenda": "ask"}
REAIS = Quotation("bcb", "BRL", "average")

plan = requests_to(URL, CODES)


def parse(answer: Answer) -> Quotes:
    """Return the quotes of one currency for the days asked for."""
    found = json(answer.body)["value"]
    code = answer.url.rpartition("@moeda=%27")[2][:3]
    if code not in CODES:
        raise ValueError("the address does not name a currency")
    for row in found:
        if row["tipoBoletim"] == "Fechamento":
            on = date.fromisoformat(row["dataHoraCotacao"][:10])
            for column, side in COLUMNS.items():
                yield from REAIS.direct(code, row[column], on, side=side)


PROVIDER = Provider(
    id="bcb",
    name="Central Bank of Brazil",
    country="BR",
    pivot="BRL",
    kind="average",
    dates="market day",
    since=date(1994, 7, 1),
    gap=7,
    zone="America/Sao_Paulo",
    published=(
        Published(time(18, 0), timedelta(hours=4), until=date(2011, 6, 30)),
        Published(time(13, 10), timedelta(hours=1)),
    ),
    home="https://www.bcb.gov.br/en/financialstability/dollarquotation",
    terms="open data with the source named (ODbL)",
    plan=plan,
    parse=parse,
    apart=True,
    window=366,
)
