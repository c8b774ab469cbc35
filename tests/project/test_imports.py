"""What a conversion loads: heavy packages are for those who need them."""

from __future__ import annotations

import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest

from fxconv import Store
from fxconv.conversion.sources import ORDER
from fxconv.store.journal import Journal

HEAVY = (
    "requests", "urllib3", "dateutil", "babel", "rich", "importlib.metadata", "importlib.resources",
    "platformdirs", "fractions", "zoneinfo", "json", "csv", "logging", "dataclasses", "asyncio",
    "fxconv.dates.parsing", "fxconv.money.names", "fxconv.money.locales",
)  # fmt: skip


def _loaded(code: str, **variables: str) -> set[str]:
    script = f"import sys; {code}; sys.stderr.write('\\n'.join(sys.modules))"
    command = [sys.executable, "-I", "-c", script]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=variables)
    return {name for line in done.stderr.splitlines() for name in (line, line.split(".")[0])}


CONVERSION = (
    "sys.argv = ['fxconv', '1e9', 'USD', 'RUB', '--max-age', '99w'];"
    "from fxconv.cli.guard import run; run()"
)


def test_a_conversion_at_the_terminal_loads_nothing_heavy():
    loaded = _loaded(CONVERSION, FXCONV_OFFLINE="1")
    assert "fxconv.conversion.converter" in loaded
    assert loaded.isdisjoint(set(HEAVY) - {"fxconv.dates.parsing"})


def test_nor_does_one_that_asks_whether_anything_is_due(tmp_path):
    path, now = str(tmp_path / "rates.sqlite"), datetime.now(UTC)
    with closing(Store(path, "rwc")) as store:
        for name in ("cbr", *ORDER):
            Journal(store).answered(name, now, now + timedelta(hours=1))
    loaded = _loaded(CONVERSION, FXCONV_STORE=path)
    assert "fxconv.update.refresh" in loaded
    assert loaded.isdisjoint(set(HEAVY) - {"fxconv.dates.parsing"})


def test_the_library_loads_nothing_heavy():
    loaded = _loaded("import fxconv; fxconv.convert('1e9', 'USD', 'RUB')", FXCONV_OFFLINE="1")
    assert loaded.isdisjoint(HEAVY)
    assert "click" not in loaded


@pytest.mark.parametrize("provider", ["ecb", "currency_api", "cbr"])
def test_a_provider_costs_nothing_until_it_is_named(provider):
    assert f"fxconv.providers.{provider}" not in _loaded("import fxconv")
