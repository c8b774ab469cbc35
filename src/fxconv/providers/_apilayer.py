"""What the services of APILayer share: one form of JSON document.

`rates` are for one unit of `base`; `quotes`, labelled with both codes, are for one of `source`.
Tables of past days print their `date`, as do the newest tables of some services; others print only
the seconds of `timestamp`. An error comes with status 200, `success` false or absent, and a reason
under one of several names. The table of a past day is that of one second before midnight UTC,
weekends included; on the day itself it is that of the moment.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from ..publishing.documents import json
from . import _tables

if TYPE_CHECKING:
    from typing import Any

    from ..publishing.provider import Answer, Quotes


def quotes(provider: str, answer: Answer) -> Quotes:
    """Return the quotes of a day's table; raises ValueError with the reason for an error."""
    document = json(answer.body)
    if "rates" not in document and "quotes" not in document:
        raise ValueError(_reason(document))
    base = document["source"] if "quotes" in document else document["base"]
    printed = document.get("date")
    on = date.fromisoformat(printed) if printed else _tables.day_of(document["timestamp"])
    _tables.check(answer.url, on, base)
    yield from _tables.quotes(provider, on, base, _prices(document, base))


def _prices(document: dict[str, Any], base: str) -> dict[str, str]:
    if "rates" in document:
        return dict(document["rates"])
    return {pair.removeprefix(base): price for pair, price in document["quotes"].items()}


def _reason(document: dict[str, Any]) -> str:
    error = document.get("error", document)
    if isinstance(error, str):
        return error
    said = [error.get(name) for name in ("type", "code", "info", "message")]
    return ": ".join(text for text in said if text) or "neither rates nor a reason"
