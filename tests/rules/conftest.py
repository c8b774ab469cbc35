from __future__ import annotations

from datetime import timedelta

import pytest

from fxconv import Quote
from rules.tables import DAY, SIDES, converting, dealer


@pytest.fixture(scope="module")
def tcmb():
    return dealer(SIDES)


@pytest.fixture(scope="module")
def nbp():
    """Give a bank that prints a middle, and a bid and an ask in a table of its own."""
    sides = {"mid": "3.6000", "bid": "3.5640", "ask": "3.6360"}
    dollar = [
        Quote("USD", "PLN", price, DAY, "nbp", 1, side, kind="average")
        for side, price in sides.items()
    ]
    return converting("nbp", [*dollar, Quote("HUF", "PLN", "0.0112", DAY, "nbp", kind="average")])


@pytest.fixture(scope="module")
def cbr():
    prices = {"USD": "77.1734", "EUR": "90.1212", "CNY": "11.1903"}
    return converting(
        "cbr",
        [
            Quote(code, "RUB", price, DAY, "cbr", 1, "mid", DAY - timedelta(1), "official")
            for code, price in prices.items()
        ],
    )
