"""Measure how long one conversion at a terminal takes, compared with other programs.

Each round runs every command once, in turn, so that a drifting clock affects all of them alike.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import subprocess
import sys
import time
from typing import TYPE_CHECKING

from clean_env import add_option, environment
from report import Budget, budgets, ratio, table

if TYPE_CHECKING:
    from pathlib import Path

BARE, CLICK = "python -c pass", 'python -c "import click"'
OURS, PEER = "fxconv 1e9 USD RUB", "currency_converter 1e9 USD --to RUB"
QALC = "qalc -t '1e9 USD to RUB'"


def commands(programs: Path) -> dict[str, list[str]]:
    """Return the commands that are installed here."""
    python = str(programs / "python")
    found = {
        BARE: [python, "-c", "pass"],
        CLICK: [python, "-c", "import click"],
        OURS: [str(programs / "fxconv"), "1e9", "USD", "RUB"],
        PEER: [str(programs / "currency_converter"), "1e9", "USD", "--to", "RUB"],
    }
    qalc = shutil.which("qalc")
    if qalc is None:
        print("qalc is not installed, so it is skipped\n")
        return found
    return found | {QALC: [qalc, "-t", "1e9 USD to RUB"]}


def wall(command: list[str], env: dict[str, str]) -> float:
    """Return how many milliseconds a command takes; its exit code must be 0."""
    begun = time.perf_counter()
    subprocess.run(
        command, env=env, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    return (time.perf_counter() - begun) * 1000


def measure(runs: dict[str, list[str]], env: dict[str, str], rounds: int) -> dict[str, list[float]]:
    """Return the times of each command, after one round that is not counted."""
    times: dict[str, list[float]] = {name: [] for name in runs}
    for number in range(rounds + 1):
        for name, command in runs.items():
            taken = wall(command, env)
            if number:
                times[name].append(taken)
    return times


def show(times: dict[str, list[float]]) -> bool:
    """Print the medians and the budgets; return whether all are kept."""
    rows = [
        (
            name,
            f"{statistics.median(taken):.1f}",
            f"{min(taken):.1f}",
            f"{ratio(taken, times[BARE]):.2f}",
            f"{ratio(taken, times[CLICK]):.2f}",
        )
        for name, taken in times.items()
    ]
    table(("command", "median ms", "least ms", "x bare python", "x import click"), rows)
    found = [
        Budget("fxconv / import click", ratio(times[OURS], times[CLICK]), 1.3),
        Budget("currency_converter / fxconv", ratio(times[PEER], times[OURS]), 6, least=True),
    ]
    if QALC in times:
        found.append(Budget("fxconv / qalc", ratio(times[OURS], times[QALC]), 1.0))
    return budgets(found)


def main() -> int:
    """Measure the start of the command line program."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--rounds", type=int, default=31)
    parser.add_argument("--check", action="store_true", help="exit with 1 if a budget is exceeded")
    add_option(parser)
    options = parser.parse_args()
    with environment(options.env) as (programs, env):
        kept = show(measure(commands(programs), env, options.rounds))
    return int(options.check and not kept)


if __name__ == "__main__":
    sys.exit(main())
