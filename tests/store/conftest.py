from __future__ import annotations

from contextlib import closing

import pytest

from fxconv import Store


@pytest.fixture
def store():
    with closing(Store.memory()) as made:
        yield made
