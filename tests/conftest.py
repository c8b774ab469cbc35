from __future__ import annotations

import json
import locale
import os
import re
import shutil
import signal
import subprocess
import time
from contextlib import contextmanager
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import babel
import hypothesis
import pytest

from fxconv import Converter, Store, default, settings
from fxconv.store.overlay import Overlay

if TYPE_CHECKING:
    from collections.abc import Iterator

hypothesis.settings.register_profile("usual", deadline=None)
hypothesis.settings.register_profile("fast", deadline=None, max_examples=20)
hypothesis.settings.register_profile("ci", derandomize=True, deadline=None)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "usual")

ROOT = Path(__file__).resolve().parents[1]
GOLDEN = ROOT.parent / "shared" / "golden" / "cases.json"
TODAY = date(2026, 11, 24)
BABEL = "2.19.0"
"""The Babel of the pinned set, whose CLDR has the exact words that tests expect."""
MEASURING = ("COVERAGE", "FAKETIME")
SURROUNDINGS = {
    "PATH": os.environ.get("PATH", ""),
    "LC_ALL": "C",
    "TZ": "UTC",
    "COLUMNS": "80",
    **{name: value for name, value in os.environ.items() if name.startswith(MEASURING)},
}
"""All that a program knows of its surroundings when a test starts it."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests that need a browser."""
    for item in items:
        if "chromium" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")


@contextmanager
def started(command: list[str], **how: Any) -> Iterator[subprocess.Popen[Any]]:
    """Start a program; when a test fails or takes too long, the program ends too."""
    with subprocess.Popen(command, **how) as running:
        try:
            yield running
        except BaseException:
            running.kill()
            raise


@pytest.fixture(scope="session", autouse=True)
def _surroundings() -> Iterator[None]:
    """Have the same surroundings, here and in programs started, whoever runs the tests."""
    with pytest.MonkeyPatch.context() as patch:
        for name in list(os.environ):
            if re.match("LANG|LC_|FXCONV_(?!CHROMIUM|PINNED)|PYTHON(IOENCODING|UTF8)", name):
                patch.delenv(name)
        for name, value in {**SURROUNDINGS, "LC_ALL": "C.UTF-8"}.items():
            patch.setenv(name, value)
        time.tzset()
        locale.setlocale(locale.LC_ALL, "C.UTF-8")
        os.umask(0o022)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        yield


@pytest.fixture(scope="session")
def chromium() -> str:
    found = os.environ.get("FXCONV_CHROMIUM") or shutil.which("chromium")
    if not found:
        pytest.fail("no Chromium here: install Debian's chromium, or name one in FXCONV_CHROMIUM")
    return found


@pytest.fixture(scope="session")
def seed() -> Iterator[Store]:
    store = Store(settings.SEED, "immutable")
    yield store
    store.close()


@pytest.fixture(scope="session")
def converter(seed: Store) -> Converter:
    return Converter(Overlay(seed), today=lambda: TODAY)


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
