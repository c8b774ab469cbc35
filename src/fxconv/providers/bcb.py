"""Central Bank of Brazil: PTAX, the closing bulletin (`Fechamento`) of the average rates.

Reais for one unit, yen too, at what dealers buy and at what they sell: both sides and no middle
rate. Since July 2011 an average of four rounds of quotes that closes at about 13:10; before, of the
whole day's trades. The printed time is of the market's own day. A document is of one currency,
which only its address names. Its `paridade` is against the dollar and not used. From the bank's
open data; the hour before 2011 is doubtful.
"""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import TYPE_CHECKING

from ..publishing.provider import Answer, Provider, Published, Request, json
from ..rates.quote import Quote

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..dates.spans import Span


URL = (
    "https://olinda.bcb.gov.br/olinda/servico/PTAX/versao/v1/odata/CotacaoMoedaPeriodo"
    "(moeda=@moeda,dataInicial=@dataInicial,dataFinalCotacao=@dataFinalCotacao)"
    "?$filter=tipoBoletim%20eq%20%27Fechamento%27&$format=json"
    "&@dataFinalCotacao=%27{last:%m-%d-%Y}%27&@dataInicial=%27{first:%m-%d-%Y}%27&@moeda=%27{code}%27"
)
CODES = ["AUD", "CAD", "CHF", "DKK", "EUR", "GBP", "JPY", "NOK", "SEK", "USD"]
COLUMNS = {"cotacaoCompra": "bid", "cotacaoVenda": "ask"}


def plan(span: Span) -> list[Request]:
    """Return a request for each currency."""
    first, last = span
    return [Request(URL.format(first=first, last=last, code=code)) for code in CODES]


def parse(answer: Answer) -> Iterator[Quote]:
    """Return the quotes of one currency on some days."""
    rows = json(answer.body)["value"]
    code = answer.url.rpartition("@moeda=%27")[2][:3]
    if code not in CODES:
        raise ValueError("the address names no currency")
    for row in rows:
        if row["tipoBoletim"] == "Fechamento":
            yield from _quotes(row, code)


def _quotes(row: dict[str, str], code: str) -> Iterator[Quote]:
    on = date.fromisoformat(row["dataHoraCotacao"][:10])
    for column, side in COLUMNS.items():
        if row[column].strip("0."):
            yield Quote(code, "BRL", row[column], on, "bcb", side=side, kind="average")


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
