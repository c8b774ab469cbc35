"""A store of several banks, and questions of every kind about it."""

from __future__ import annotations

import json
from contextlib import closing
from datetime import date

from fxconv import Quote, Source, Store

DAY = date(2026, 3, 3)


def source(provider, number=1, retrieved="2026-03-03T17:00:00Z"):
    return Source(provider, f"https://bank.example/{number}", f"{number:064x}", retrieved)


def read(record):
    """Return a record as it is after a while in a file."""
    return json.loads(json.dumps(record))


def paths(value, here=()):
    """Return where every value of a record is."""
    if here:
        yield here
    for name, inner in (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if type(value) is list
        else ()
    ):
        yield from paths(inner, (*here, name))


def at(record, path):
    for name in path:
        record = record[name]
    return record


FULL = (None, "1234.56", "USD", "CHF")
RULES = {"on": "2014-11-20", "fee": ("1.5%", "2 USD"), "cash": "CH"}


D = date(2014, 11, 19)
OLD, NEW = "2026-11-01T10:00:00Z", "2026-11-05T10:00:00Z"


def corrected(path, provider="ecb"):
    """Make a store in which a bulletin was downloaded, and once more when it was corrected."""
    kind = "reference" if provider == "ecb" else "official"
    base, term = ("EUR", "USD") if provider == "ecb" else ("USD", "RUB")
    with closing(Store(str(path), "rwc")) as store:
        for number, (price, when) in enumerate([("47.0294", OLD), ("47.0300", NEW)], 1):
            quote = Quote(base, term, price, D, provider, kind=kind)
            store.add(source(provider, number, when), [quote])
    return str(path)
