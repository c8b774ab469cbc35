from __future__ import annotations

import pytest

from compare.quotes import TABLE, add, converting, quote
from fxconv import Store
from fxconv.store.overlay import Overlay


@pytest.fixture
def moscow(seed):
    """Give what the ECB printed, and what the Bank of Russia set on 19 November 2014."""
    table = {"USD": "47.0294", "EUR": "58.9090"}
    store = add(Store.memory(), *(quote("cbr", p, TABLE, code) for code, p in table.items()))
    return converting(Overlay(store, seed))
