"""What the services of APILayer have in common: one JSON document for all of them.

`rates` are for one of `base`, or `quotes`, labelled with both codes, for one of `source`. `date` is
printed on the tables of past days, and on the newest of some services; others have the seconds of
`timestamp` only. An error comes with status 200, `success` false or absent, and a reason under one
of several names. Tables of a past day are of one second before midnight UTC, weekends included; on
the day itself they are those of the moment.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from ..publishing.provider import Answer, json
from . import _tables

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from ..rates.quote import Quote


def quotes(provider: str, answer: Answer) -> Iterator[Quote]:
    """Return the quotes of the table of a day; raises ValueError for an error."""
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
