"""currencyapi.com: market rates, one table a day.

Units of each currency for one United States dollar, the base asked for. The document does not name
the base but lists it at 1, which is checked. `last_updated_at` is the last second in UTC of the day
asked for, weekends included. Bitcoin and the like are not read. The key goes in a header. An error
has a `message`, with status 401, 403, 422 or 429. This is not fawazahmed0/currency-api, which is
`currency-api`. Source: the service's documentation. Uncertain: the hour at which a day is final,
and whether there is a table for today.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from ..publishing.documents import json
from ..publishing.provider import Answer, Key, Quotes
from . import _tables


def parse(answer: Answer) -> Quotes:
    """Return the quotes of a day's table; raises ValueError with the reason for an error."""
    document = json(answer.body)
    if "data" not in document:
        raise ValueError(document.get("message") or "neither rates nor a reason")
    on = date.fromisoformat(document["meta"]["last_updated_at"][:10])
    prices = {code: row["value"] for code, row in document["data"].items()}
    if Decimal(prices.get("USD", "1")) != 1:
        raise ValueError("the base of the table is not the dollar")
    _tables.check(answer.url, on, "USD")
    yield from _tables.quotes("currencyapi", on, "USD", prices)


PROVIDER = _tables.service(
    provider="currencyapi",
    name="currencyapi.com",
    pivot="USD",
    home="https://currencyapi.com/",
    url="https://api.currencyapi.com/v3/historical?date={first}&base_currency=USD",
    key=Key("header", ("apikey",), "https://app.currencyapi.com/register"),
    parse=parse,
)
