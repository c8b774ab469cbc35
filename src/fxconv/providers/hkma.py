"""Hong Kong Monetary Authority: closing rates, in Hong Kong dollars for one unit of each currency.

The printed day, `end_of_day`, is the market day; some Saturdays have rates too. Numbers come as the
authority's computer holds them (7.8245000000000005) and are kept, with exponents written out. The
Taiwan dollar and the rupee have so few digits that they are good only to 0.2 % and 0.06 %. Null
means no rate, as for the SDR on Saturdays. The indices in the same row are not currencies. Marks,
francs, guilders and lire have columns of their own. The server returns at most 100 rows, and
ignores the days asked for if `choose` is missing, so other days in an answer are an error.

A month is published in the first half of the next, which the margin covers. Source: the authority's
own answers and its list of fields. Uncertain: the day of renewal, whether a rate is the middle of
buying and selling, and whether holidays have rows.
"""

from __future__ import annotations

from datetime import date, time, timedelta
from decimal import Decimal

from ..publishing.documents import check_asked, json, plain
from ..publishing.plans import requests_to
from ..publishing.provider import Answer, Provider, Published, Quotes
from ..publishing.quotation import Quotation

URL = (
    "https://api.hkma.gov.hk/public/market-data-and-statistics/monthly-statistical-bulletin"
    "/er-ir/er-eeri-daily?choose=end_of_day&from={first}&offset=0&pagesize=100"
    "&sortby=end_of_day&sortorder=desc&to={last}"
)
DAYS = 90
DOLLARS = Quotation("hkma", "HKD", "indicative", labels={"SPECIAL_DRAWING_RIGHTS": "XDR"})

plan = requests_to(URL)


def parse(answer: Answer) -> Quotes:
    """Return the quotes of a page with a row for each day."""
    document = json(answer.body)
    if not document["header"]["success"]:
        raise ValueError(document["header"]["err_msg"])
    for row in document["result"]["records"]:
        on = date.fromisoformat(row["end_of_day"])
        check_asked(answer.url, on, "from", "to")
        for label, price in row.items():
            if price and DOLLARS.code(label.upper(), on) and Decimal(price) > 0:
                yield from DOLLARS.direct(label.upper(), plain(price), on)


PROVIDER = Provider(
    id="hkma",
    name="Hong Kong Monetary Authority",
    country="HK",
    pivot="HKD",
    kind="indicative",
    dates="market day",
    since=date(1981, 1, 2),
    gap=7,
    zone="Asia/Hong_Kong",
    published=(Published(time(16, 0), timedelta(days=42)),),
    home="https://apidocs.hkma.gov.hk/documentation/market-data-and-statistics/monthly-statistical-bulletin/er-ir/er-eeri-daily/",
    terms="name the source",
    plan=plan,
    parse=parse,
    window=DAYS,
    apart=True,
)
