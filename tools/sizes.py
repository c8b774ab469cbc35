"""Print the download sizes of the widgets, in bytes after gzip, and fail above a budget.

python tools/sizes.py
"""

from __future__ import annotations

import gzip
import sys
from pathlib import Path

from fxconv import Converter
from fxconv.web import Snapshot, converter, table
from fxconv.web.assets import FOLDER, names

KB = 1024


def weighed() -> list[tuple[str, int, int]]:
    """Return the name, the size in bytes and the budget of each measured item."""
    some, every = (Snapshot.of(Converter(), provider=p) for p in ("ecb", "currency-api"))
    script, style = (Path(FOLDER, names()[name]).read_text() for name in ("fx.js", "fx.css"))
    pair = "100", "USD", "EUR"
    return [
        ("script, both elements", _bytes(script), 3 * KB),
        ("style", _bytes(style), KB * 3 // 2),
        (f"converter with {len(some.rates)} rates", _bytes(converter(some, *pair)), 2 * KB),
        (f"converter with {len(every.rates)} rates", _bytes(converter(every, *pair)), 4 * KB),
        (f"table with {len(some.rates)} rates", _bytes(table(some, action="?")), 2 * KB),
    ]


def _bytes(text: str) -> int:
    return len(gzip.compress(text.encode(), 9))


def main() -> int:
    found = weighed()
    for what, size, most in found:
        print(f"{what:30}{size:6,} of {most:,} bytes{'' if size <= most else '  OVER BUDGET'}")
    return int(any(size > most for _, size, most in found))


if __name__ == "__main__":
    sys.exit(main())
