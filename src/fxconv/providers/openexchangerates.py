"""Open Exchange Rates: market rates blended from several sources, one table a day.

Units of a currency for one United States dollar; another base needs a paid plan. The table of a day
has the last figures of that day of UTC, weekends included; that of today is the newest one, not yet
final. No date is printed, but the second of publication, whose day in UTC is the day: tables of old
days are of 17:00 or so. The tables go on with currencies that are no more (in 2014 kroons, lats,
Zambian kwachas of before 2013), and are in later units before these were money (in 2001 new Turkish
lira and new leu): both are left out. A day before 1999 or not yet there is an error of status 400.
From the service's documentation and the samples of florianv/exchanger.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..publishing.provider import Answer, Key, json
from . import _tables

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..rates.quote import Quote


def parse(answer: Answer) -> Iterator[Quote]:
    """Return the quotes of the table of a day; raises ValueError for an error."""
    document = json(answer.body)
    if document.get("error"):
        raise ValueError(document.get("description") or document.get("message") or "an error")
    on, base = _tables.day_of(document["timestamp"]), document["base"]
    _tables.check(answer.url, on, base)
    yield from _tables.quotes("openexchangerates", on, base, document["rates"])


PROVIDER = _tables.service(
    provider="openexchangerates",
    name="Open Exchange Rates",
    pivot="USD",
    home="https://openexchangerates.org/",
    url="https://openexchangerates.org/api/historical/{day}.json",
    key=Key("query", ("app_id",), "https://openexchangerates.org/signup"),
    parse=parse,
)
