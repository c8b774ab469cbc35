"""What every test has: the same surroundings, the rates that fxconv came with, a browser."""

from __future__ import annotations

import locale
import os
import re
import shutil
import signal
import time
from typing import TYPE_CHECKING

import babel
import hypothesis
import pytest

from fxconv import Converter, Store, settings
from fxconv.store.overlay import Overlay
from surroundings import SURROUNDINGS, TODAY, forget

if TYPE_CHECKING:
    from collections.abc import Iterator

pytest.register_assert_rewrite("web")  # modules of helpers there assert too

hypothesis.settings.register_profile("usual", deadline=None)
hypothesis.settings.register_profile("fast", deadline=None, max_examples=20)
hypothesis.settings.register_profile("ci", derandomize=True, deadline=None)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "usual")

BABEL = "2.19.0"
"""The Babel of the pinned set, whose CLDR has the exact words that tests expect."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests that need a browser."""
    for item in items:
        if "chromium" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")


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


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print how far each provider's crosses are from the ECB's of the same market day."""
    passed = terminalreporter.stats.get("passed", [])
    rows = [value for test in passed for name, value in test.user_properties if name == "crosses"]
    if rows:
        terminalreporter.section("crosses against the ECB: provider, number, median, 97 in 100")
    for provider, count, middle, worst in sorted(rows, key=lambda row: row[2]):
        terminalreporter.write_line(f"{provider:<20} {count:>6} {middle:>9.4%} {worst:>9.4%}")
