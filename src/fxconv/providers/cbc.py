"""Central Bank of the Republic of China (Taiwan): interbank spot rates at 16:00 in Taipei.

One file has all days since 1993. Most columns are units of a currency for one United States dollar;
those of the pound, the Australian dollar and the euro are dollars for one unit. The label of a
column says which (`JPY/USD` is yen for a dollar). NTD is TWD, and "-" means no rate. The printed
date is the market day. Saturdays that make up for a holiday have rates. The file is renewed at the
beginning of each month for the month before, which the margin covers. Source: the bank's own file
and the notes in it. Uncertain: the day of renewal.
"""

from __future__ import annotations

from datetime import date, time, timedelta

from ..publishing.documents import json
from ..publishing.plans import requests_to
from ..publishing.provider import Answer, Provider, Published, Quotes
from ..publishing.quotation import Quotation

TAIPEI = Quotation("cbc", "TWD", "indicative", labels={"NTD": "TWD"}, nothing="-0. ")

plan = requests_to("https://cpx.cbc.gov.tw/API/DataAPI/Get?FileName=BP01D01")


def parse(answer: Answer) -> Quotes:
    """Return the quotes of the file, with a row for each day and a column for each pair."""
    data = json(answer.body)["data"]
    pairs = [column["data"][-7:].split("/") for column in data["structure"]["Table1"]]
    for day, *cells in data["dataSets"]:
        on = date.fromisoformat(day)
        for (term, base), cell in zip(pairs, cells, strict=True):
            codes = TAIPEI.code(base, on), TAIPEI.code(term, on)
            yield from TAIPEI.pair(*codes, cell.strip(), on)


PROVIDER = Provider(
    id="cbc",
    name="Central Bank of the Republic of China (Taiwan)",
    country="TW",
    pivot="USD",
    kind="indicative",
    dates="market day",
    since=date(1993, 1, 5),
    gap=14,
    zone="Asia/Taipei",
    published=(Published(time(16, 0), timedelta(days=36)),),
    home="https://cpx.cbc.gov.tw/",
    terms="for research only, not for trade; name the source",
    plan=plan,
    parse=parse,
)
