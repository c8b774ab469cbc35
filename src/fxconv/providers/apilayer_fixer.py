"""Fixer at the market place of APILayer: the same tables as at fixer.io, with a key of APILayer.

Units of a currency for one euro, the base where none is asked for. The printed date is a day of
UTC, weekends included, and its table the last of that day; that of today is the newest one, not yet
final. The key is in a header; without a valid one the answer has a `message` only. From APILayer's
documentation and the samples of florianv/exchanger; the hour at which a day is final is doubtful.
"""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import TYPE_CHECKING

from ..calendars import every_day
from ..provider import Answer, Key, Provider, Published, Request
from . import _apilayer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..bulletin import Span
    from ..quote import Quote


URL = "https://api.apilayer.com/fixer/{day}"


def plan(span: Span) -> list[Request]:
    """Return the request for the table of one day."""
    return [Request(URL.format(day=span.first))]


def parse(answer: Answer) -> Iterator[Quote]:
    """Return the quotes of the table of a day."""
    return _apilayer.quotes("apilayer-fixer", answer)


PROVIDER = Provider(
    id="apilayer-fixer",
    name="Fixer at APILayer (market rates)",
    country="-",
    pivot="EUR",
    kind="market",
    dates="market day",
    since=date(1999, 1, 1),
    gap=3,
    zone="UTC",
    published=(Published(time(23, 59), timedelta(hours=1)),),
    home="https://apilayer.com/marketplace/fixer-api",
    terms="by the plan of the key; name the source",
    plan=plan,
    parse=parse,
    window=1,
    working=every_day,
    key=Key("header", ("apikey",), "https://apilayer.com/marketplace/fixer-api"),
)
