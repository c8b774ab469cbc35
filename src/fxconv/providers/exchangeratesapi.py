"""exchangeratesapi.io: market rates from APILayer, one table a day.

Units of each currency for one euro; another base needs a paid plan and is not asked for. The
printed date is a day in UTC, weekends included, and its table is the last one of that day; today's
table is the newest one and not yet final. The key goes in the query. Plans without https answer
`https_access_restricted`, and are never asked without https. Until April 2021 the service repeated
the ECB and needed no key. Sources: its documentation and the samples of florianv/exchanger, whose
addresses have no `v1`. Uncertain: the hour at which a day is final; a user says that free plans
still repeat the ECB.
"""

from __future__ import annotations

from ..publishing.provider import Answer, Key, Quotes
from . import _apilayer, _tables


def parse(answer: Answer) -> Quotes:
    """Return the quotes of a day's table."""
    return _apilayer.quotes("exchangeratesapi", answer)


PROVIDER = _tables.service(
    provider="exchangeratesapi",
    name="exchangeratesapi.io",
    pivot="EUR",
    home="https://exchangeratesapi.io/",
    url="https://api.exchangeratesapi.io/v1/{first}",
    key=Key("query", ("access_key",), "https://exchangeratesapi.io/"),
    parse=parse,
)
