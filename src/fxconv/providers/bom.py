"""Bank of Mongolia: official rates, togrogs for one unit of each currency.

They are the reference for customs, taxes and accounts by the Law on Currency Regulation. Every
price has two decimals, so that the rupiah (0.20) and the dong (0.14) have two digits at most. The
printed day is that of the market, measured against the ECB. SDR is XDR; gold and silver are for a
troy ounce. Thousands are parted by commas. Lira rows before 2005 are left out, as their unit is not
known.

It answers a POST with one row for each day, and at times with all days since 2001 (5 MB) whatever
days were asked for. From the bank's own JSON. Doubtful: the hour; a recorded answer of 20:52 had
the row of its day, and the margin reaches until then.
"""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import TYPE_CHECKING

from ..money.currency import lookup
from ..publishing.provider import Answer, Provider, Published, Request, json
from ..rates.quote import Quote

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..dates.spans import Span


URL = "https://www.mongolbank.mn/en/currency-rate-movement/data"
SENT = '{{"startDate":"{first}","endDate":"{last}"}}'
HEADERS = (("Accept", "application/json"), ("Content-Type", "application/json"))
SINCE = date(2001, 1, 2)
NEW = {"TRY": date(2005, 1, 1)}


def plan(span: Span) -> list[Request]:
    """Return the request for all days of the span."""
    sent = SENT.format(first=span.first, last=span.last)
    return [Request(URL, sent.encode(), HEADERS)]


def parse(answer: Answer) -> Iterator[Quote]:
    """Return the quotes of all currencies on some days."""
    document = json(answer.body)
    if document["success"] is not True:
        raise ValueError(f"no rates: {document.get('message', 'no reason given')}")
    for row in document["data"]:
        yield from _quotes(date.fromisoformat(row["RATE_DATE"]), row)


def _quotes(on: date, row: dict[str, str | None]) -> Iterator[Quote]:
    for label, cell in row.items():
        code, price = {"SDR": "XDR"}.get(label, label), (cell or "").replace(",", "").strip()
        known = lookup(code) and on >= NEW.get(code, SINCE)
        if known and price.strip("-0."):
            yield Quote(code, "MNT", price, on, "bom", kind="official")


PROVIDER = Provider(
    id="bom",
    name="Bank of Mongolia",
    country="MN",
    pivot="MNT",
    kind="official",
    dates="market day",
    since=SINCE,
    gap=10,
    zone="Asia/Ulaanbaatar",
    published=(Published(time(17, 0), timedelta(hours=4)),),
    home="https://www.mongolbank.mn/en/currency-rate-movement",
    terms="name the source",
    plan=plan,
    parse=parse,
)
