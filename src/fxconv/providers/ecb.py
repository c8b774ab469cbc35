"""European Central Bank: euro foreign exchange reference rates.

One euro in units of the other currency, from a concertation at about 14:10 Frankfurt time on every
TARGET day. Published at about 14:30 until 2016-06-30 and 16:00 since (ECB press release of
7 December 2015). "For information purposes only"; the history and the CSV drop trailing zeros.

Read are the history, a zip, the CSV of the data API, and the XML of the newest day and of 90 days.
That the data API answers 404 for a span without rates is assumed.
"""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import TYPE_CHECKING

from ..money.currency import lookup
from ..publishing import calendars
from ..publishing.provider import Answer, Provider, Published, Request, plain, xml
from ..rates.quote import Quote

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..dates.spans import Span


HISTORY = "https://www.ecb.europa.eu/stats/eurofxref/eurofxref-hist.zip"
SERIES = (
    "https://data-api.ecb.europa.eu/service/data/EXR/D..EUR.SP00.A"
    "?startPeriod={first}&endPeriod={last}&format=csvdata&detail=dataonly"
)


def plan(span: Span) -> list[Request]:
    """Return the request for the days, or for the whole history where they are over a year."""
    if span.last - span.first > timedelta(365):
        return [Request(HISTORY)]
    return [Request(SERIES.format(first=span.first, last=span.last), absent=(404,))]


def parse(answer: Answer) -> Iterator[Quote]:
    """Return the quotes of any of the four documents."""
    if answer.body.startswith(b"PK"):
        return _history(answer.body)
    if answer.body.startswith((b"<", b"\xef\xbb\xbf<")):
        return _days(answer.body)
    return _series(answer.body)


def _history(body: bytes) -> Iterator[Quote]:
    from io import BytesIO
    from zipfile import ZipFile

    with ZipFile(BytesIO(body)) as archive:
        header, *days = archive.read("eurofxref-hist.csv").decode("ascii").splitlines()
    _, *codes = header.split(",")
    for line in days:
        day, *cells = line.split(",")
        on = date.fromisoformat(day)
        for code, price in zip(codes, cells, strict=True):
            if price not in ("N/A", ""):
                yield Quote("EUR", code, price, on, "ecb")


def _days(body: bytes) -> Iterator[Quote]:
    root = xml(body)
    days = root.findall(".//{*}Cube[@time]")
    if root.tag != "{http://www.gesmes.org/xml/2002-08-01}Envelope" or not days:
        raise ValueError(f"<{root.tag}> is no table of rates")
    for day in days:
        on = date.fromisoformat(day.attrib["time"])
        for row in day.iterfind("{*}Cube"):
            yield Quote("EUR", row.attrib["currency"], plain(row.attrib["rate"]), on, "ecb")


def _series(body: bytes) -> Iterator[Quote]:
    import csv

    rows = csv.DictReader(body.decode("utf-8-sig").splitlines(), strict=True)
    if not {"CURRENCY", "TIME_PERIOD", "OBS_VALUE"} <= set(rows.fieldnames or ()):
        raise ValueError("not a table of rates")
    for row in rows:
        code, price, euro = row["CURRENCY"], row["OBS_VALUE"], row.get("CURRENCY_DENOM", "EUR")
        if euro != "EUR":
            raise ValueError(f"{code} is not in euro")
        if price not in ("", "NaN") and lookup(code):
            yield Quote("EUR", code, plain(price), date.fromisoformat(row["TIME_PERIOD"]), "ecb")


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
    working=calendars.target,
    series=lambda quote: f"EXR.D.{quote.term}.EUR.SP00.A",
)
