"""currencylayer: market rates from APILayer, one table a day.

Units of each currency for one United States dollar, labelled with both codes (`USDEUR`). Another
source currency needs a paid plan and is not asked for. The printed date is a day in UTC, weekends
included, and its table is that of 23:59:59; today's table is the newest one and not yet final. The
tables keep repeating the last figures of the defunct kroon, lats, litas and Zambian kwacha, which
are left out. The key goes in the query. Sources: the service's documentation and the samples of
florianv/exchanger, which have the older address apilayer.net. Uncertain: the hour at which a day is
final, and whether free plans have https.
"""

from __future__ import annotations

from ..publishing.provider import Answer, Key, Quotes
from . import _apilayer, _tables


def parse(answer: Answer) -> Quotes:
    """Return the quotes of a day's table."""
    return _apilayer.quotes("currencylayer", answer)


PROVIDER = _tables.service(
    provider="currencylayer",
    name="currencylayer",
    pivot="USD",
    home="https://currencylayer.com/",
    url="https://api.currencylayer.com/historical?date={first}",
    key=Key("query", ("access_key",), "https://currencylayer.com/"),
    parse=parse,
)
