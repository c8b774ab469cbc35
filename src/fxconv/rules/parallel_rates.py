"""Currencies with more than one rate at a time: an official one and what the street pays.

Official and parallel rates are different quantities: neither is an average of the two, and a bank's
table holds the official one. The days come from press reports: the first day on which a source saw
two rates, and the last before they were unified.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from ..data import facts


class Dual(NamedTuple):
    """A period in which a currency had several rates; `until` is None if no end is known.

    `what` names the rates in a few words; `title` and `url` are those of the source for the first
    day.
    """

    code: str
    since: date
    until: date | None
    what: str
    title: str
    url: str


def on(code: str, day: date) -> Dual | None:
    """Return the period with several rates that includes a day; None if there was one rate."""
    if not facts.mentions("dual.tsv", f"\n{code}\t"):
        return None
    found = (_read(*row) for row in facts.rows("dual.tsv") if row[0] == code)
    return next((d for d in found if d.since <= day and (d.until is None or day <= d.until)), None)


def _read(code: str, since: str, until: str, what: str, key: str) -> Dual:
    end = None if until == "-" else date.fromisoformat(until)
    return Dual(code, date.fromisoformat(since), end, what, *facts.references()[key])
