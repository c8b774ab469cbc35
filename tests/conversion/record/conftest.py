from __future__ import annotations

from contextlib import closing
from datetime import date, timedelta

import pytest

from conversion.record.records import DAY, FULL, RULES, read, source
from fxconv import Converter, Quote, Store
from surroundings import TODAY


@pytest.fixture(scope="module")
def banks():
    """Give a store of a bank that prints two sides, of one that sets ahead, and of one more."""
    store = Store.memory()
    sides = {"USD": ("43.9129", "43.9920"), "EUR": ("51.2001", "51.2923")}
    tcmb = Quote("USD", "TRY", "1", DAY, "tcmb", kind="indicative", number="2026/42")
    store.add(
        source("tcmb"),
        [
            tcmb._replace(base=code, price=price, side=side)
            for code, both in sides.items()
            for side, price in zip(("bid", "ask"), both, strict=True)
        ],
    )
    for number, day in enumerate([date(2026, 2, 27), date(2026, 2, 28), DAY], 1):
        cbr = Quote("USD", "RUB", f"77.{day:%m%d}", day, "cbr", 1, "mid", day - timedelta(1))
        yen = cbr._replace(base="JPY", per=100, price="49.1234")
        store.add(source("cbr", number), [q._replace(kind="official") for q in (cbr, yen)])
    nbp = [
        Quote(code, "PLN", price, on, "nbp", kind="average", number=number)
        for code, price, on, number in [
            ("USD", "3.6", date(2026, 3, 4), "043/A/NBP/2026"),
            ("AFN", "0.05", date(2026, 3, 4), "009/B/NBP/2026"),
            ("USD", "3.7", date(2026, 3, 5), "044/A/NBP/2026"),
            ("USD", "3.8", date(2026, 3, 6), "045/A/NBP/2026"),
        ]
    ]
    store.add(source("nbp"), nbp)
    store.add(source("boc"), [Quote("SYP", "CAD", "0.0124", DAY, "boc", kind="indicative")])
    with closing(store):
        yield store


@pytest.fixture(scope="module")
def asked(banks, converter):
    """Return what asks one bank of the store, or the rates that fxconv came with."""

    def convert(bank, /, *question, **rules):
        if bank is None:
            return converter.convert(*question, **rules)
        return Converter(banks, [bank], today=lambda: TODAY).convert(*question, **rules)

    return convert


@pytest.fixture(scope="module")
def record(asked):
    return read(asked(*FULL, **RULES).as_dict())
