"""exchangeratesapi.io: market rates of APILayer, one table a day.

Units of a currency for one euro; another base needs a paid plan and is not asked for. The printed
date is a day of UTC, weekends included, and its table the last of that day; that of today is the
newest one, not yet final. The key is in the query. Plans without https answer
`https_access_restricted`, and are not asked without. Until April 2021 it repeated the ECB and
needed no key. From its documentation and the samples of florianv/exchanger, which lack the `v1` of
the address; the hour at which a day is final is doubtful, and a user says that free plans still
repeat the ECB.
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


URL = "https://api.exchangeratesapi.io/v1/{day}"


def plan(span: Span) -> list[Request]:
    """Return the request for the table of one day."""
    return [Request(URL.format(day=span.first))]


def parse(answer: Answer) -> Iterator[Quote]:
    """Return the quotes of the table of a day."""
    return _apilayer.quotes("exchangeratesapi", answer)


PROVIDER = Provider(
    id="exchangeratesapi",
    name="exchangeratesapi.io (market rates)",
    country="-",
    pivot="EUR",
    kind="market",
    dates="market day",
    since=date(1999, 1, 1),
    gap=3,
    zone="UTC",
    published=(Published(time(23, 59), timedelta(hours=1)),),
    home="https://exchangeratesapi.io/",
    terms="by the plan of the key; name the source",
    plan=plan,
    parse=parse,
    window=1,
    working=every_day,
    key=Key("query", ("access_key",), "https://exchangeratesapi.io/"),
)
