"""Hong Kong Monetary Authority: closing rates, Hong Kong dollars for one unit of each currency.

The printed day, `end_of_day`, is that of the market; some Saturdays have rates too. Numbers come
as the authority's computer holds them (7.8245000000000005) and are kept, an exponent written out.
The Taiwan dollar and the rupee have so few digits that they are good for 0.2 % and 0.06 %. A cell
of null is no rate, as for the SDR on Saturdays; the indices in the same row are no currencies.
Marks, francs, guilders and lire have columns of their own. The server answers with 100 rows at most
and ignores the days asked for where `choose` is missing: other days in an answer are an error.

A month is published in the first half of the next, which the margin covers. From the authority's
own answers and its list of fields. Doubtful: the day of renewal, whether a rate is the middle of
buying and selling, and whether holidays have rows.
"""

from __future__ import annotations

import re
from datetime import date, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from ..money.currency import lookup
from ..publishing.provider import Answer, Provider, Published, Request, json, plain
from ..rates.quote import Quote

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..dates.spans import Span


URL = (
    "https://api.hkma.gov.hk/public/market-data-and-statistics/monthly-statistical-bulletin"
    "/er-ir/er-eeri-daily?choose=end_of_day&from={span.first}&offset=0&pagesize=100"
    "&sortby=end_of_day&sortorder=desc&to={span.last}"
)
DAYS = 90
ASKED = re.compile(r"[?&](from|to)=([0-9]{4}-[0-9]{2}-[0-9]{2})")
LABELS = {"special_drawing_rights": "XDR"}


def plan(span: Span) -> list[Request]:
    """Return the request for all days of a span, which fit on one page."""
    return [Request(URL.format(span=span))]


def parse(answer: Answer) -> Iterator[Quote]:
    """Return the quotes of a page, a row for each day."""
    document, asked = json(answer.body), dict(ASKED.findall(answer.url))
    if not document["header"]["success"]:
        raise ValueError(document["header"]["err_msg"])
    for row in document["result"]["records"]:
        day = row["end_of_day"]
        if not asked.get("from", day) <= day <= asked.get("to", day):
            raise ValueError(f"{day} was not asked for")
        yield from _quotes(row, date.fromisoformat(day))


def _quotes(row: dict[str, str | None], on: date) -> Iterator[Quote]:
    """Return the quotes of a day, without those of columns that are no currencies."""
    for label, value in row.items():
        code = LABELS.get(label, label.upper())
        if value and lookup(code) and Decimal(value) > 0:
            yield Quote(code, "HKD", plain(value), on, "hkma", kind="indicative")


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
