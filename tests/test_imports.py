"""What a conversion loads: heavy packages are for those who need them."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = (
    "requests", "urllib3", "dateutil", "babel", "rich", "importlib.metadata", "importlib.resources",
    "platformdirs", "fractions", "zoneinfo", "json", "csv", "logging", "dataclasses", "asyncio",
    "fxconv.days", "fxconv.names", "fxconv.locales",
)  # fmt: skip


def _loaded(code: str) -> set[str]:
    script = f"import sys; {code}; sys.stderr.write('\\n'.join(sys.modules))"
    command = [sys.executable, "-I", "-c", script]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env={})
    return {name for line in done.stderr.splitlines() for name in (line, line.split(".")[0])}


def test_a_conversion_at_the_terminal_loads_nothing_heavy():
    loaded = _loaded(
        "sys.argv = ['fxconv', '1e9', 'USD', 'RUB', '--max-age', '99w'];"
        "from fxconv.cli.guard import run; run()"
    )
    assert "fxconv.converter" in loaded
    assert loaded.isdisjoint(set(HEAVY) - {"fxconv.days"})


def test_the_library_loads_nothing_heavy():
    loaded = _loaded("import fxconv; fxconv.convert('1e9', 'USD', 'RUB').result")
    assert loaded.isdisjoint(HEAVY)
    assert "click" not in loaded


@pytest.mark.parametrize("provider", ["ecb", "currency_api"])
def test_a_provider_costs_nothing_until_it_is_named(provider):
    assert f"fxconv.providers.{provider}" not in _loaded("import fxconv")
