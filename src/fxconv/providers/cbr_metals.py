"""Bank of Russia: accounting prices of metals, in rubles for one gram, as `cbr` reads them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from ..publishing.plans import requests_to
from . import cbr

if TYPE_CHECKING:
    from ..publishing.provider import Answer, Quotes


URL = (
    "https://www.cbr.ru/scripts/xml_metall.asp?date_req1={first:%d/%m/%Y}&date_req2={last:%d/%m/%Y}"
)

plan = requests_to(URL)


def parse(answer: Answer) -> Quotes:
    """Return the quotes of the days asked for; raises ValueError for a table of currencies."""
    for quote in cbr.parse(answer):
        if quote.base not in cbr.METALS.values():
            raise ValueError("it is a table of currencies, not of metals")
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
