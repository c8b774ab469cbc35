"""Abstract: market rates of some 80 currencies, one table a day.

Units of a currency for one United States dollar. A table of a past day has its `date`; the newest
one, which is not asked for, the second of its update, whose day in UTC is the day. Tables of past
days are by the service's own pages a closed beta, for which a key has to be let in. Bitcoin and the
like are no currencies here. The key is in the query. From the service's documentation and the
samples of florianv/exchanger; since when there are tables, at which hour a day is final, and
whether its day is one of UTC are doubtful.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from ..publishing.provider import Answer, Key, json
from . import _tables

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..rates.quote import Quote


def parse(answer: Answer) -> Iterator[Quote]:
    """Return the quotes of the table of a day; raises ValueError for an error."""
    document = json(answer.body)
    if "error" in document:
        error = document["error"]
        raise ValueError(error["message"] if isinstance(error, dict) else error)
    base, printed = document["base"], document.get("date")
    on = date.fromisoformat(printed) if printed else _tables.day_of(document["last_updated"])
    _tables.check(answer.url, on, base)
    yield from _tables.quotes("abstractapi", on, base, document["exchange_rates"])


PROVIDER = _tables.service(
    provider="abstractapi",
    name="Abstract",
    pivot="USD",
    home="https://www.abstractapi.com/api/exchange-rate-api",
    url="https://exchange-rates.abstractapi.com/v1/historical/?base=USD&date={day}",
    key=Key("query", ("api_key",), "https://app.abstractapi.com/"),
    parse=parse,
)
