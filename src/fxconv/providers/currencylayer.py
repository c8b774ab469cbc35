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

from typing import TYPE_CHECKING

from ..publishing.provider import Answer, Key
from . import _apilayer, _tables

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..rates.quote import Quote


def parse(answer: Answer) -> Iterator[Quote]:
    """Return the quotes of the table of a day."""
    return _apilayer.quotes("currencylayer", answer)


PROVIDER = _tables.service(
    provider="currencylayer",
    name="currencylayer",
    pivot="USD",
    home="https://currencylayer.com/",
    url="https://api.currencylayer.com/historical?date={day}",
    key=Key("query", ("access_key",), "https://currencylayer.com/"),
    parse=parse,
)
