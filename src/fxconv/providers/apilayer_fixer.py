"""Fixer at the market place of APILayer: the same tables as at fixer.io, with a key of APILayer.

Units of a currency for one euro, the base where none is asked for. The printed date is a day of
UTC, weekends included, and its table the last of that day; that of today is the newest one, not yet
final. The key is in a header; without a valid one the answer has a `message` only. From APILayer's
documentation and the samples of florianv/exchanger; the hour at which a day is final is doubtful.
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
    return _apilayer.quotes("apilayer-fixer", answer)


PROVIDER = _tables.service(
    provider="apilayer-fixer",
    name="Fixer at APILayer",
    pivot="EUR",
    home="https://apilayer.com/marketplace/fixer-api",
    url="https://api.apilayer.com/fixer/{day}",
    key=Key("header", ("apikey",), "https://apilayer.com/marketplace/fixer-api"),
    parse=parse,
)
