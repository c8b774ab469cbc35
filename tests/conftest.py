from __future__ import annotations

import json
import os
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import babel
import pytest
from hypothesis import settings

from fxconv import Converter, Store, config, default
from fxconv.layers import Layers

if TYPE_CHECKING:
    from collections.abc import Iterator

settings.register_profile("usual", deadline=None)  # a busy machine is no fault of the code
settings.register_profile("ci", settings.get_profile("usual"), derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "usual")

ROOT = Path(__file__).resolve().parents[1]
GOLDEN = ROOT.parent / "shared" / "golden" / "cases.json"
TODAY = date(2026, 11, 24)
BABEL = "2.19.0"
"""The Babel of the pinned set, whose CLDR has the exact words that tests expect."""


@pytest.fixture(scope="session")
def seed() -> Iterator[Store]:
    store = Store(config.SEED, "immutable")
    yield store
    store.close()


@pytest.fixture(scope="session")
def converter(seed: Store) -> Converter:
    return Converter(Layers(seed), today=lambda: TODAY)


@pytest.fixture(autouse=True)
def _no_store_of_the_user(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    """Keep every test away from the files of whoever runs it, and from the network."""
    missing = tmp_path_factory.getbasetemp() / "no such folder" / "rates.sqlite"
    monkeypatch.setenv("FXCONV_STORE", str(missing))
    monkeypatch.setenv("FXCONV_CONFIG", str(missing.parent / "config.toml"))
    monkeypatch.setenv("FXCONV_OFFLINE", "1")
    forget()
    yield
    forget()


@pytest.fixture
def pinned() -> None:
    """Skip a test of exact words from the CLDR where another than the pinned one is installed."""
    if babel.__version__ != BABEL and os.environ.get("FXCONV_PINNED") != "1":
        pytest.skip(f"its words are those of Babel {BABEL}")


def forget() -> None:
    """Make the next default converter start from the files as they are then."""
    default.converter.cache_clear()


@cache
def _cases() -> list[dict[str, Any]]:
    if not GOLDEN.exists():
        return []
    return json.loads(GOLDEN.read_text(encoding="utf-8"))["cases"]


def golden_all() -> list[Any]:
    """Return all acceptance cases."""
    return golden(*{case["category"] for case in _cases()})


def golden(*categories: str) -> list[Any]:
    """Return the acceptance cases of some categories as pytest parameters, named by their ids."""
    return [
        pytest.param(case, id=case["id"]) for case in _cases() if case["category"] in categories
    ]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print how far each provider's crosses are from the ECB's of the same market day."""
    passed = terminalreporter.stats.get("passed", [])
    rows = [value for test in passed for name, value in test.user_properties if name == "crosses"]
    if rows:
        terminalreporter.section("crosses against the ECB: provider, number, median, 97 in 100")
    for provider, count, middle, worst in sorted(rows, key=lambda row: row[2]):
        terminalreporter.write_line(f"{provider:<20} {count:>6} {middle:>9.4%} {worst:>9.4%}")
