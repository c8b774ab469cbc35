"""Print the pins, with direct dependencies at the lowest release that pyproject.toml allows.

python tools/floors.py >constraints.txt
"""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SITES = {"django", "flask", "starlette"}  # frameworks that fxconv.ext serves


def floors() -> dict[str, str]:
    """Return the lowest allowed release of each direct dependency, by name."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    sites = [each for each in project["optional-dependencies"]["test"] if _name(each) in SITES]
    return {_name(each): each.partition(">=")[2] for each in project["dependencies"] + sites}


def _name(line: str) -> str:
    return re.split("[^a-z0-9-]", line, maxsplit=1)[0]


def main() -> int:
    lowest = floors()
    pins = (ROOT / "tools" / "pins.txt").read_text().splitlines()
    print(*(f"{name}=={release}" for name, release in lowest.items()), sep="\n")
    print(*(line for line in pins if _name(line) not in lowest), sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
