"""A clean virtual environment to measure in: fxconv as a user installs it, and its peer.

An editable install, a missing .pyc, a start-up file of the surrounding interpreter or a console
script of an old pip would each measure something else.
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
    """Return the environment of a measured process: nothing of Python's, and no user's store."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    return kept | {"FXCONV_STORE": str(folder / "no-store.sqlite")}


def make(folder: Path) -> Path:
    """Make the environment in a folder, and return the folder of its programs."""
    venv.create(folder, with_pip=True, clear=True)
    programs = folder / ("Scripts" if os.name == "nt" else "bin")
    python = str(programs / "python")
    pip = [python, "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    for command in (
        [*pip, "--upgrade", "pip"],
        [*pip, str(ROOT), PEER],
        [python, "-m", "compileall", "-q", str(folder)],
    ):
        # An exit code of compileall may be of a template that is no Python; pip's counts.
        subprocess.run(command, check="pip" in command, env=variables(folder), cwd=folder)
    return programs


@contextmanager
def environment(folder: str | None) -> Iterator[tuple[Path, dict[str, str]]]:
    """Give the programs and variables of the environment in a folder, or of a temporary one.

    An environment that is there already is used as it is.
    """
    if folder is None:
        with tempfile.TemporaryDirectory(prefix="fxconv-benchmark-") as temporary:
            yield make(Path(temporary)), variables(Path(temporary))
        return
    kept = Path(folder).resolve()
    programs = kept / ("Scripts" if os.name == "nt" else "bin")
    yield programs if programs.exists() else make(kept), variables(kept)


def add_option(parser: argparse.ArgumentParser) -> None:
    """Add the option that names an environment to keep."""
    parser.add_argument(
        "--env",
        metavar="FOLDER",
        help="the folder of a clean environment to use, made if missing; else a temporary one",
    )


def main() -> None:
    """Make an environment to keep, for several benchmarks after each other."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("folder")
    print(make(Path(parser.parse_args().folder).resolve()))


if __name__ == "__main__":
    sys.exit(main())
