"""Fixer on APILayer's marketplace: the same tables as fixer.io, with a key from APILayer.

Units of each currency for one euro, which is the base if none is asked for. The printed date is a
day in UTC, weekends included, and its table is the last one of that day; today's table is the
newest one and not yet final. The key goes in a header; without a valid one the answer has only a
`message`. Sources: APILayer's documentation and the samples of florianv/exchanger. Uncertain: the
hour at which a day is final.
"""

from __future__ import annotations

from ..publishing.provider import Answer, Key, Quotes
from . import _apilayer, _tables


def parse(answer: Answer) -> Quotes:
    """Return the quotes of a day's table."""
    return _apilayer.quotes("apilayer-fixer", answer)


PROVIDER = _tables.service(
    provider="apilayer-fixer",
    name="Fixer at APILayer",
    pivot="EUR",
    home="https://apilayer.com/marketplace/fixer-api",
    url="https://api.apilayer.com/fixer/{first}",
    key=Key("header", ("apikey",), "https://apilayer.com/marketplace/fixer-api"),
    parse=parse,
)
