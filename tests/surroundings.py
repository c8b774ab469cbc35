"""Where the tests are, the day that they take for today, and what programs know of both."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fxconv import default

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
"""What is beside the repository where there is more to test with."""
TODAY = date(2026, 11, 24)
MEASURING = ("COVERAGE", "FAKETIME")
SURROUNDINGS = {
    "PATH": os.environ.get("PATH", ""),
    "LC_ALL": "C",
    "TZ": "UTC",
    "COLUMNS": "80",
    **{name: value for name, value in os.environ.items() if name.startswith(MEASURING)},
}
"""All that a program knows of its surroundings when a test starts it."""


def tool(name: str) -> Any:
    """Return a script of tools/ as a module."""
    spec = importlib.util.spec_from_file_location(name, ROOT / "tools" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


@contextmanager
def started(command: list[str], **how: Any) -> Iterator[subprocess.Popen[Any]]:
    """Start a program; when a test fails or takes too long, the program ends too."""
    with subprocess.Popen(command, **how) as running:
        try:
            yield running
        except BaseException:
            running.kill()
            raise


def forget() -> None:
    """Make the next default converter start from the files as they are then."""
    default.converter.cache_clear()
