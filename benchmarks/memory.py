"""Measure the time and peak resident memory until a converter is ready for its first conversion.

Every figure comes from a new process. Memory is the peak (VmHWM, so only on Linux) minus that of an
interpreter that imports nothing, measured in the same round.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
from typing import TYPE_CHECKING

from clean_env import add_option, environment
from report import Budget, budgets, table

if TYPE_CHECKING:
    from pathlib import Path

BARE, IMPORTED, READY = "python -c pass", "import fxconv", "fxconv.default.converter()"
PEER_IMPORTED, PEER_READY = "import currency_converter", "CurrencyConverter()"
CASES = {
    BARE: ("pass", "pass"),
    IMPORTED: ("pass", "import fxconv"),
    READY: ("import fxconv.default", "fxconv.default.converter()"),
    PEER_IMPORTED: ("pass", "import currency_converter"),
    PEER_READY: ("import currency_converter", "currency_converter.CurrencyConverter()"),
}
PROGRAM = """
from time import perf_counter
{before}
begun = perf_counter()
{measured}
taken = perf_counter() - begun
with open("/proc/self/status") as status:
    peak = next(line.split()[1] for line in status if line.startswith("VmHWM"))
print(taken * 1000, int(peak) / 1024)
"""


def run(python: Path, env: dict[str, str], case: str) -> tuple[float, float]:
    """Return the milliseconds of the measured statement, and the peak of the process in MiB."""
    before, measured = CASES[case]
    program = PROGRAM.format(before=before, measured=measured)
    command = [str(python), "-c", program]
    done = subprocess.run(command, env=env, check=True, capture_output=True, text=True)
    taken, peak = done.stdout.split()
    return float(taken), float(peak)


def measure(python: Path, env: dict[str, str], rounds: int) -> dict[str, tuple[float, float]]:
    """Return each case's median time, and its median memory above the bare interpreter."""
    found: dict[str, list[tuple[float, float]]] = {case: [] for case in CASES}
    for _ in range(rounds):
        for case in CASES:
            found[case].append(run(python, env, case))
    bare = [peak for _, peak in found[BARE]]
    return {
        case: (
            statistics.median(taken for taken, _ in runs),
            statistics.median(peak - b for (_, peak), b in zip(runs, bare, strict=True)),
        )
        for case, runs in found.items()
    }


def main() -> int:
    """Measure the time and memory until a converter is ready, compared with CurrencyConverter."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--rounds", type=int, default=21)
    parser.add_argument("--check", action="store_true", help="exit with 1 if a budget is exceeded")
    add_option(parser)
    options = parser.parse_args()
    with environment(options.env) as (programs, env):
        found = measure(programs / "python", env, options.rounds)
    rows = [(case, f"{taken:.2f}", f"{peak:.1f}") for case, (taken, peak) in found.items()]
    table(("measured", "ms", "MiB above bare"), rows)
    taken, peak = found[READY]
    kept = budgets([Budget("ready, ms", taken, 5), Budget("ready, MiB above bare", peak, 12)])
    return int(options.check and not kept)


if __name__ == "__main__":
    sys.exit(main())
