"""Bank of Russia: accounting prices of metals, rubles for one gram, as `cbr` reads them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from ..publishing.provider import Answer, Request
from . import cbr

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..dates.spans import Span
    from ..rates.quote import Quote


URL = (
    "https://www.cbr.ru/scripts/xml_metall.asp?date_req1={first:%d/%m/%Y}&date_req2={last:%d/%m/%Y}"
)


def plan(span: Span) -> list[Request]:
    """Return the request for the prices of some days."""
    return [Request(URL.format(first=span.first, last=span.last))]


def parse(answer: Answer) -> Iterator[Quote]:
    """Return the quotes of some days; raises ValueError for a table of currencies."""
    for quote in cbr.parse(answer):
        if quote.base not in cbr.METALS.values():
            raise ValueError("a table of currencies, not of metals")
        yield quote._replace(provider="cbr-metals")


PROVIDER = cbr.PROVIDER._replace(
    id="cbr-metals",
    name="Bank of Russia (metals)",
    since=date(1997, 1, 1),
    home="https://www.cbr.ru/eng/hd_base/metall/metall_base_new/",
    plan=plan,
    parse=parse,
    window=365,
    snapshot=True,
)
