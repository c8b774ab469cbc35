"""Create a clean virtual environment for measurements: fxconv as a user installs it, and its peer.

An editable install, a missing .pyc, a start-up file of the surrounding interpreter or a console
script from an old pip would each distort the results.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import venv
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
PEER = "CurrencyConverter==0.18.23"


def variables(folder: Path) -> dict[str, str]:
    """Return a measured process's environment, without Python's variables or a user's store."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    return kept | {"FXCONV_STORE": str(folder / "no-store.sqlite")}


def make(folder: Path) -> Path:
    """Create the environment in a folder, and return the folder of its programs."""
    venv.create(folder, with_pip=True, clear=True)
    programs = folder / ("Scripts" if os.name == "nt" else "bin")
    python = str(programs / "python")
    pip = [python, "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    for command in (
        [*pip, "--upgrade", "pip"],
        [*pip, str(ROOT), PEER],
        [python, "-m", "compileall", "-q", str(folder)],
    ):
        # compileall may fail on a template that is not Python, so only pip's exit code counts.
        subprocess.run(command, check="pip" in command, env=variables(folder), cwd=folder)
    return programs


@contextmanager
def environment(folder: str | None) -> Iterator[tuple[Path, dict[str, str]]]:
    """Yield the programs' folder and the variables of an environment, by default a temporary one.

    An environment that already exists is used as it is.
    """
    if folder is None:
        with tempfile.TemporaryDirectory(prefix="fxconv-benchmark-") as temporary:
            yield make(Path(temporary)), variables(Path(temporary))
        return
    kept = Path(folder).resolve()
    programs = kept / ("Scripts" if os.name == "nt" else "bin")
    yield programs if programs.exists() else make(kept), variables(kept)


def add_option(parser: argparse.ArgumentParser) -> None:
    """Add the option for an environment to keep."""
    parser.add_argument(
        "--env",
        metavar="FOLDER",
        help="folder of a clean environment, created if missing (default: a temporary one)",
    )


def main() -> None:
    """Create an environment to keep, for several benchmarks in a row."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("folder")
    print(make(Path(parser.parse_args().folder).resolve()))


if __name__ == "__main__":
    sys.exit(main())
