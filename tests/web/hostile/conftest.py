from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest

from fxconv.money import names as currencies
from fxconv.web import Rates, Series, Snapshot

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fxconv import Converter


@pytest.fixture(scope="module", autouse=True)
def _similar_names_once() -> Iterator[None]:
    """Look for currencies that are spelt alike, for the hint of an error, once for each text."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(currencies, "near", cache(currencies.near))
        yield


@pytest.fixture(scope="module")
def rates(converter: Converter) -> Snapshot:
    few = ["USD", "RUB", "JPY"]
    at = "2014-11-20T02:04+03:00"
    return Snapshot.of(converter, published=at, provider="ecb", currencies=few)


@pytest.fixture(scope="module")
def series(converter: Converter) -> Series:
    return Series.of(converter.history("USD", "RUB", "2014-11-17", "2014-11-21", provider="ecb"))


@pytest.fixture(scope="module")
def known(converter: Converter, rates: Snapshot) -> Rates:
    known = Rates(converter, provider="ecb")
    known.newest = rates
    return known
