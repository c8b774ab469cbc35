"""Tables of market services: units of many currencies for one of a base, on a day of UTC."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from ..money.currency import lookup
from ..publishing.calendars import every_day
from ..publishing.provider import Answer, Key, Provider, Published, Request, plain
from ..rates.quote import Quote

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from ..dates.spans import Span


NEW_POUND = date(2026, 1, 1)
ASKED = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}|(?<=[?&]base=)[A-Z]{3}")


def quotes(provider: str, on: date, base: str, prices: Mapping[str, str]) -> Iterator[Quote]:
    """Return a quote for each currency of a table that was one on its day.

    Services go on with the last figures of currencies that are no more, and give old days in units
    that came later; neither was a price of the market.
    """
    for code, price in prices.items():
        currency = lookup(code)
        lived = currency is not None and currency.lived(on)
        if code != base and price and lived and Decimal(price) > 0:
            yield quote(provider, on, base, code, price)


def quote(provider: str, on: date, base: str, code: str, price: str) -> Quote:
    """Return the price of a currency for one of the base, in the unit of its day.

    Services go on with the old Syrian pound, of which 100 make one since 1 January 2026: the dollar
    or euro that costs thousands of them is counted by the hundred.
    """
    old = code == "SYP" and on >= NEW_POUND and Decimal(price) > 1000
    return Quote(base, code, plain(price), on, provider, 100 if old else 1, kind="market")


def day_of(timestamp: str) -> date:
    """Return the day in UTC of a number of seconds since 1970."""
    return datetime.fromtimestamp(int(timestamp), UTC).date()


def day_said(text: str) -> date:
    """Return the day of a time such as `Tue, 24 Nov 2026 00:00:01 +0000`."""
    from email.utils import parsedate_to_datetime

    return parsedate_to_datetime(text).date()


def check(url: str, on: date, base: str) -> None:
    """Raise ValueError for the table of another day or base than the address asks for."""
    for asked in ASKED.findall(url):
        if asked not in (on.isoformat(), base):
            raise ValueError(f"a table of {base} on {on} where one of {asked} was asked for")


def service(
    provider: str,
    name: str,
    pivot: str,
    home: str,
    url: str,
    key: Key,
    parse: Callable[[Answer], Iterable[Quote]],
) -> Provider:
    """Return a service with a key that has a table for each day of UTC, at an address with `{day}`.

    A day is taken as final an hour after its end.
    """

    def plan(span: Span) -> list[Request]:
        """Return the request for the table of one day."""
        return [Request(url.format(day=span.first))]

    return Provider(
        id=provider,
        name=f"{name} (market rates)",
        country="-",
        pivot=pivot,
        kind="market",
        dates="market day",
        since=date(1999, 1, 1),
        gap=3,
        zone="UTC",
        published=(Published(time(23, 59), timedelta(hours=1)),),
        home=home,
        terms="by the plan of the key; resale mostly prohibited; name the source",
        plan=plan,
        parse=parse,
        window=1,
        working=every_day,
        key=key,
    )
