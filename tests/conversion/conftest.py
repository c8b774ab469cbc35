from __future__ import annotations

from contextlib import closing

import pytest

from conversion.bank import DAY, SOURCE, bank
from fxconv import Converter, Quote, Store


@pytest.fixture
def store():
    quotes = [
        Quote("USD", "RUB", "77.8084", DAY, "bank", kind="official"),
        Quote("JPY", "RUB", "49.4240", DAY, "bank", 100, kind="official"),
        Quote("RUB", "AMD", "4.85", DAY, "bank", kind="official"),
        Quote("IDR", "RUB", "46.10", DAY, "bank", 10_000, kind="official"),
    ]
    with closing(Store.memory()) as made:
        made.add(SOURCE, quotes)
        yield made


@pytest.fixture
def own(store):
    return Converter(store, [bank()], today=lambda: DAY)
