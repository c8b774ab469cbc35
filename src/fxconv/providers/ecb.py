"""European Central Bank: euro foreign exchange reference rates.

Units of the other currency for one euro, from a concertation at about 14:10 Frankfurt time on every
TARGET day. Published at about 14:30 until 2016-06-30 and at 16:00 since (ECB press release of
7 December 2015). "For information purposes only"; the history and the CSV drop trailing zeros.

Four documents are read: the history (a zip), the CSV of the data API, and the XML of the newest day
and of 90 days. That the data API answers 404 for a span without rates is an assumption.
"""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import TYPE_CHECKING

from ..money.currency import lookup
from ..publishing import calendars
from ..publishing.documents import plain, table, xml
from ..publishing.provider import Answer, Provider, Published, Quotes, Request
from ..rates.quote import Quote

if TYPE_CHECKING:
    from ..dates.spans import Span


HISTORY = "https://www.ecb.europa.eu/stats/eurofxref/eurofxref-hist.zip"
SERIES = (
    "https://data-api.ecb.europa.eu/service/data/EXR/D..EUR.SP00.A"
    "?startPeriod={first}&endPeriod={last}&format=csvdata&detail=dataonly"
)


def plan(span: Span) -> list[Request]:
    """Return the request for the days, or for the whole history if they span over a year."""
    if span.last - span.first > timedelta(365):
        return [Request(HISTORY)]
    return [Request(SERIES.format(first=span.first, last=span.last), absent=(404,))]


def parse(answer: Answer) -> Quotes:
    """Return the quotes of any of the four documents."""
    if answer.body.startswith(b"PK"):
        return _history(answer.body)
    if answer.body.startswith((b"<", b"\xef\xbb\xbf<")):
        return _days(answer.body)
    return _series(answer.body)


def _history(body: bytes) -> Quotes:
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


def _days(body: bytes) -> Quotes:
    root = xml(body, "{http://www.gesmes.org/xml/2002-08-01}Envelope")
    days = root.findall(".//{*}Cube[@time]")
    if not days:
        raise ValueError("there is no day in it")
    for day in days:
        on = date.fromisoformat(day.attrib["time"])
        for row in day.iterfind("{*}Cube"):
            yield Quote("EUR", row.attrib["currency"], plain(row.attrib["rate"]), on, "ecb")


def _series(body: bytes) -> Quotes:
    for row in table(body, "CURRENCY", "TIME_PERIOD", "OBS_VALUE"):
        code, price = row["CURRENCY"], row["OBS_VALUE"]
        if row.get("CURRENCY_DENOM", "EUR") != "EUR":
            raise ValueError(f"the rate of {code} is not against the euro")
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
