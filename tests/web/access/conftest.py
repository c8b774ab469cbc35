from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from fxconv.web import Series, Snapshot

if TYPE_CHECKING:
    from fxconv import Converter


@pytest.fixture(scope="module")
def rates(converter: Converter) -> dict[str, Snapshot]:
    article = "2014-11-20T02:04+03:00"
    return {
        "ecb": Snapshot.of(converter, published=article, provider="ecb"),
        "currency-api": Snapshot.of(converter, provider="currency-api"),
    }


@pytest.fixture(scope="module")
def series(converter: Converter) -> Series:
    return Series.of(converter.history("USD", "RUB", "2014-11-03", "2014-11-19", provider="ecb"))
