"""Build the wheel and sdist, print their sizes and the installed size, and fail above a budget.

python tools/package.py
"""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import distribution
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZipFile

from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[1]
MB = 1_000_000


def weighed(folder: Path) -> list[tuple[str, int, int]]:
    """Return the name, the size in bytes and the budget of each measured item."""
    command = [sys.executable, "-m", "hatchling", "build", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (wheel,), (sdist,) = folder.glob("*.whl"), folder.glob("*.tar.gz")
    unpacked = sum(file.file_size for file in ZipFile(wheel).infolist())
    others = sum(map(_bytes, needed("fxconv") - {"fxconv"}))
    return [
        ("wheel", wheel.stat().st_size, 112 * MB // 100),
        ("sdist", sdist.stat().st_size, 133 * MB // 100),
        ("installed", unpacked, 303 * MB // 100),
        ("installed, with dependencies", unpacked + others, 51 * MB),
    ]


def needed(name: str) -> set[str]:
    """Return the names of a package and of all packages it needs, at any depth."""
    found: set[str] = set()
    ahead = [name]
    while ahead:
        found.add(name := ahead.pop())
        ahead += set(_requires(name)) - found
    return found


def _requires(name: str) -> list[str]:
    lines = map(Requirement, distribution(name).requires or [])
    return [line.name for line in lines if not line.marker or line.marker.evaluate({"extra": ""})]


def _bytes(name: str) -> int:
    files = distribution(name).files or []
    return sum(each.size or 0 for each in files)


def main() -> int:
    with TemporaryDirectory() as folder:
        found = weighed(Path(folder))
    for what, size, most in found:
        print(f"{what:30}{size:12,} of {most:12,} bytes{'' if size <= most else '  OVER BUDGET'}")
    return int(any(size > most for _, size, most in found))


if __name__ == "__main__":
    sys.exit(main())
