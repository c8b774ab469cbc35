"""currencylayer: market rates of APILayer, one table a day.

Units of a currency for one United States dollar, labelled with both codes (`USDEUR`); another
source currency needs a paid plan and is not asked for. The printed date is a day of UTC, weekends
included, and its table that of 23:59:59; that of today is the newest one, not yet final. The tables
go on with the last figures of kroons, lats, litas and Zambian kwachas that are no more: these are
left out. The key is in the query. From its documentation and the samples of florianv/exchanger,
which have the older address apilayer.net; the hour at which a day is final is doubtful, and so is
whether free plans have https.
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


URL = "https://api.currencylayer.com/historical?date={day}"


def plan(span: Span) -> list[Request]:
    """Return the request for the table of one day."""
    return [Request(URL.format(day=span.first))]


def parse(answer: Answer) -> Iterator[Quote]:
    """Return the quotes of the table of a day."""
    return _apilayer.quotes("currencylayer", answer)


PROVIDER = Provider(
    id="currencylayer",
    name="currencylayer (market rates)",
    country="-",
    pivot="USD",
    kind="market",
    dates="market day",
    since=date(1999, 1, 1),
    gap=3,
    zone="UTC",
    published=(Published(time(23, 59), timedelta(hours=1)),),
    home="https://currencylayer.com/",
    terms="by the plan of the key; name the source",
    plan=plan,
    parse=parse,
    window=1,
    working=every_day,
    key=Key("query", ("access_key",), "https://currencylayer.com/"),
)
