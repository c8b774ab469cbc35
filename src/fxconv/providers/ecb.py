"""European Central Bank: euro foreign exchange reference rates.

One euro in units of the other currency, from a concertation at about 14:10 Frankfurt time on every
TARGET day. Published at about 14:30 until 2016-06-30 and 16:00 since (ECB press release of
7 December 2015). "For information purposes only"; the history file drops trailing zeros.
"""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import TYPE_CHECKING

from ..provider import Answer, Provider, Published, Request
from ..quote import Quote

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..bulletin import Span


URL = "https://www.ecb.europa.eu/stats/eurofxref/eurofxref-hist.zip"


def plan(span: Span) -> list[Request]:
    """Return the request for the whole history: the ECB has no address for a part of it."""
    return [Request(URL)]


def parse(answer: Answer) -> Iterator[Quote]:
    """Return the quotes of the history file, a zip with one CSV of days by currencies."""
    header, *days = _lines(answer.body)
    codes = header.split(",")[1:]
    for line in days:
        day, *cells = line.split(",")
        on = date.fromisoformat(day)
        for code, price in zip(codes, cells, strict=True):
            if price not in ("N/A", ""):
                yield Quote("EUR", code, price, on, PROVIDER.id)


def _lines(body: bytes) -> list[str]:
    from io import BytesIO
    from zipfile import ZipFile

    with ZipFile(BytesIO(body)) as archive:
        return archive.read("eurofxref-hist.csv").decode("ascii").splitlines()


PROVIDER = Provider(
    id="ecb",
    name="European Central Bank",
    country="EU",
    pivot="EUR",
    kind="reference",
    dates="market day",
    since=date(1999, 1, 4),
    gap=7,
    zone="Europe/Berlin",
    published=(
        Published(time(14, 30), timedelta(minutes=60), until=date(2016, 6, 30)),
        Published(time(16, 0), timedelta(minutes=30)),
    ),
    home="https://www.ecb.europa.eu/stats/policy_and_exchange_rates/euro_reference_exchange_rates/",
    terms="free reuse with the source named; not meant for transactions",
    plan=plan,
    parse=parse,
)
