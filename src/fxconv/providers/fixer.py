"""Fixer: market rates of APILayer, one table a day.

Units of a currency for one euro; another base needs a paid plan and is not asked for. The printed
date is a day of UTC, weekends included, and its table the last of that day; that of today is the
newest one, not yet final. The key is in the query. All plans are to have https now by the service's
own pages; older free plans answer `https_access_restricted`, and are not asked without. From its
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
    return _apilayer.quotes("fixer", answer)


PROVIDER = _tables.service(
    provider="fixer",
    name="Fixer",
    pivot="EUR",
    home="https://fixer.io/",
    url="https://data.fixer.io/api/{day}",
    key=Key("query", ("access_key",), "https://fixer.io/signup/free"),
    parse=parse,
)
