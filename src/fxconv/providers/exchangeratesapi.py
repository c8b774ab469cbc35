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

from typing import TYPE_CHECKING

from ..publishing.provider import Answer, Key
from . import _apilayer, _tables

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..rates.quote import Quote


def parse(answer: Answer) -> Iterator[Quote]:
    """Return the quotes of the table of a day."""
    return _apilayer.quotes("exchangeratesapi", answer)


PROVIDER = _tables.service(
    provider="exchangeratesapi",
    name="exchangeratesapi.io",
    pivot="EUR",
    home="https://exchangeratesapi.io/",
    url="https://api.exchangeratesapi.io/v1/{day}",
    key=Key("query", ("access_key",), "https://exchangeratesapi.io/"),
    parse=parse,
)
