"""fawazahmed0/currency-api: a daily table of all currencies, aggregated from undisclosed sources.

These are market rates, not official ones, under CC0. The printed day is that of the build, at
midnight UTC or a little later, and is treated as known from the next day on. A table is asked for
from the network that serves npm packages, and from the project's own pages if that does not have
it.
"""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import TYPE_CHECKING

from ..money.currency import currencies
from ..publishing.documents import json
from ..publishing.provider import Answer, Provider, Published, Quotes, Request

if TYPE_CHECKING:
    from ..dates.spans import Span


URL = "https://cdn.jsdelivr.net/npm/@fawazahmed0/currency-api@{day}/v1/currencies/{base}.json"
INSTEAD = "https://{day}.currency-api.pages.dev/v1/currencies/{base}.json"


def plan(span: Span) -> list[Request]:
    """Return the requests for the tables of the euro and the dollar on a day."""
    return [_request(span.first, base) for base in ("eur", "usd")]


def _request(day: date, base: str) -> Request:
    url, instead = (address.format(day=day, base=base) for address in (URL, INSTEAD))
    return Request(url, instead=instead)


def parse(answer: Answer) -> Quotes:
    """Return the quotes of one base's table, for ISO 4217 currencies and metals in use."""
    from ._tables import quote

    document = json(answer.body)
    on = date.fromisoformat(document.pop("date"))
    ((base, prices),) = document.items()
    known = {c.code for c in currencies() if not c.retired}
    for code, price in prices.items():
        term = code.upper()
        if term in known and code != base:
            yield quote(PROVIDER.id, on, base.upper(), term, price)


PROVIDER = Provider(
    id="currency-api",
    name="fawazahmed0/currency-api (aggregated market rates)",
    country="-",
    pivot="USD",
    kind="market",
    dates="build day",
    since=date(2024, 3, 2),
    gap=3,
    zone="UTC",
    published=(Published(time(23, 59), timedelta(minutes=1)),),
    home="https://github.com/fawazahmed0/exchange-api",
    terms="CC0; its own sources are not disclosed",
    plan=plan,
    parse=parse,
    window=1,
)
