"""currencyapi.com: market rates, one table a day.

Units of a currency for one United States dollar, the base that is asked for: the document does not
name it, but has it at 1, which is checked. `last_updated_at` is the last second of the day asked
for, in UTC, weekends included; whether there is a table of today is doubtful. Bitcoin and the like
are no currencies here. The key is in a header. An error has a `message`, with status 401, 403, 422
or 429. Not fawazahmed0/currency-api, which is `currency-api`. From the service's documentation; the
hour at which a day is final is doubtful.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from ..publishing.provider import Answer, Key, json
from . import _tables

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..rates.quote import Quote


def parse(answer: Answer) -> Iterator[Quote]:
    """Return the quotes of the table of a day; raises ValueError for an error."""
    document = json(answer.body)
    if "data" not in document:
        raise ValueError(document.get("message") or "neither rates nor a reason")
    on = date.fromisoformat(document["meta"]["last_updated_at"][:10])
    prices = {code: row["value"] for code, row in document["data"].items()}
    if Decimal(prices.get("USD", "1")) != 1:
        raise ValueError("a table of another base than the dollar")
    _tables.check(answer.url, on, "USD")
    yield from _tables.quotes("currencyapi", on, "USD", prices)


PROVIDER = _tables.service(
    provider="currencyapi",
    name="currencyapi.com",
    pivot="USD",
    home="https://currencyapi.com/",
    url="https://api.currencyapi.com/v3/historical?date={day}&base_currency=USD",
    key=Key("header", ("apikey",), "https://app.currencyapi.com/register"),
    parse=parse,
)
