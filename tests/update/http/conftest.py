from __future__ import annotations

import pytest

from replay import served
from update.http.answers import page


@pytest.fixture
def bank():
    with served(page) as server:
        yield server
