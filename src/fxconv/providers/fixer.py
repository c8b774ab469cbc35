"""Fixer: market rates from APILayer, one table a day.

Units of each currency for one euro; another base needs a paid plan and is not asked for. The
printed date is a day in UTC, weekends included, and its table is the last one of that day; today's
table is the newest one and not yet final. The key goes in the query. According to the service all
plans now have https; older free plans answer `https_access_restricted`, and are never asked without
https. Sources: its documentation and the samples of florianv/exchanger. Uncertain: the hour at
which a day is final.
"""

from __future__ import annotations

from ..publishing.provider import Answer, Key, Quotes
from . import _apilayer, _tables


def parse(answer: Answer) -> Quotes:
    """Return the quotes of a day's table."""
    return _apilayer.quotes("fixer", answer)


PROVIDER = _tables.service(
    provider="fixer",
    name="Fixer",
    pivot="EUR",
    home="https://fixer.io/",
    url="https://data.fixer.io/api/{first}",
    key=Key("query", ("access_key",), "https://fixer.io/signup/free"),
    parse=parse,
)
