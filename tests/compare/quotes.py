"""Quotes of several banks of one market day, and what is said of them."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from fxconv import Converter, Quote, Source, Store
from fxconv.compare.consensus import compare
from fxconv.publishing.registry import load

DAY = date(2014, 11, 19)
TABLE = date(2014, 11, 20)
ECB = Fraction("58.8432") / Fraction("1.2535")
COPYING = load("dnb")._replace(copies=("ecb", date(1999, 1, 4)))


def quote(provider, price, on=DAY, base="USD", term="RUB", **more):
    return Quote(base, term, price, on, provider, **more)


def add(store, *quotes):
    for q in quotes:
        store.add(Source(q.provider, f"https://bank.example/{q.base}/{q.on}", "", ""), [q])
    return store


def converting(store, *records):
    order = [*records, "ecb"]
    return Converter(store, order, today=lambda: date(2014, 11, 24))


def said(*prices, records=(), on=DAY):
    """Return the comparison of invented dollar prices, by provider."""
    store = add(Store.memory(), *(quote(name, price) for name, price in prices))
    return compare(converting(store, *records), "USD", "RUB", on=on)


def by_id(found):
    return {view.provider: view for view in found.views}


def floats(plain):
    """Return the floats anywhere in plain data."""
    if isinstance(plain, dict):
        plain = list(plain.values())
    if isinstance(plain, list):
        return [number for part in plain for number in floats(part)]
    return [plain] if isinstance(plain, float) else []
