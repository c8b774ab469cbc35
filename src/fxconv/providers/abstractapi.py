"""Abstract: market rates of some 80 currencies, one table a day.

Units of each currency for one United States dollar. The table of a past day prints its `date`. The
newest table, which is not asked for, prints the second of its update, whose day in UTC is the day.
According to the service, past days are a closed beta to which a key must be admitted. Bitcoin and
the like are not read. The key goes in the query. Sources: the service's documentation and the
samples of florianv/exchanger. Uncertain: the first day, the hour at which a day is final, and
whether a day is one of UTC.
"""

from __future__ import annotations

from datetime import date

from ..publishing.documents import json
from ..publishing.provider import Answer, Key, Quotes
from . import _tables


def parse(answer: Answer) -> Quotes:
    """Return the quotes of a day's table; raises ValueError with the reason for an error."""
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
    url="https://exchange-rates.abstractapi.com/v1/historical/?base=USD&date={first}",
    key=Key("query", ("api_key",), "https://app.abstractapi.com/"),
    parse=parse,
)
