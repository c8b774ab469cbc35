"""Open Exchange Rates: market rates blended from several sources, one table a day.

Units of each currency for one United States dollar; another base needs a paid plan. The table of a
day has the last figures of that day in UTC, weekends included; today's table is the newest one and
not yet final. It prints no date but the second of publication, whose day in UTC is the day: tables
of old days are from 17:00 or so. The tables keep repeating defunct currencies (in 2014 the kroon,
the lats and the Zambian kwacha of before 2013), and give old days in units that came later (in 2001
the new Turkish lira and the new leu): both are left out. A day before 1999, or in the future, is an
error with status 400. Sources: the service's documentation and the samples of florianv/exchanger.
"""

from __future__ import annotations

from ..publishing.documents import json
from ..publishing.provider import Answer, Key, Quotes
from . import _tables


def parse(answer: Answer) -> Quotes:
    """Return the quotes of a day's table; raises ValueError with the reason for an error."""
    document = json(answer.body)
    if document.get("error"):
        reason = document.get("description") or document.get("message")
        raise ValueError(reason or "an error without a reason")
    on, base = _tables.day_of(document["timestamp"]), document["base"]
    _tables.check(answer.url, on, base)
    yield from _tables.quotes("openexchangerates", on, base, document["rates"])


PROVIDER = _tables.service(
    provider="openexchangerates",
    name="Open Exchange Rates",
    pivot="USD",
    home="https://openexchangerates.org/",
    url="https://openexchangerates.org/api/historical/{first}.json",
    key=Key("query", ("app_id",), "https://openexchangerates.org/signup"),
    parse=parse,
)
