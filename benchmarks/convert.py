"""Measure how fast conversions are within a process, compared with CurrencyConverter (Decimal).

Warm: random pairs, days and amounts from tables that have all been used before. In each round, both
programs convert the same chunk. This is measured with both in one process, where they share the
processor's caches, and with a process for each. Cold: a new converter converts once on each day.
"""

from __future__ import annotations

import argparse
import math
import random
import statistics
import subprocess
import sys
import time
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from clean_env import add_option, environment
from report import Budget, budgets, ratio, table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    Asked = tuple[Decimal, str, str, date]

QUOTED = "USD JPY GBP DKK SEK CHF NOK CAD AUD NZD HKD KRW SGD ZAR CZK HUF PLN"
CODES = ["EUR", *QUOTED.split()]
"""The euro, and the currencies that the ECB has quoted from the first day to the last."""
FIRST, LAST = date(1999, 1, 5).toordinal(), date(2026, 10, 30).toordinal()
OURS, PEER = "fxconv", "CurrencyConverter"
LEAST_ROUNDS = 21


def chunk(count: int, seed: int) -> list[Asked]:
    """Return random conversions, the same ones for the same seed."""
    draw = random.Random(seed)
    return [asked(draw, draw.randint(FIRST, LAST)) for _ in range(count)]


def asked(draw: random.Random, day: int) -> Asked:
    """Return a random conversion on a day."""
    base, term = draw.sample(CODES, 2)
    return Decimal(draw.randint(1, 10**9)).scaleb(-2), base, term, date.fromordinal(day)


def every_day(seed: int) -> list[Asked]:
    """Return a conversion on each day, in random order."""
    draw = random.Random(seed)
    return [asked(draw, day) for day in draw.sample(range(FIRST, LAST + 1), LAST + 1 - FIRST)]


def every_rate() -> list[Asked]:
    """Return conversions that use each rate of each day once, in random order."""
    pairs = list(zip(CODES[::2], CODES[1::2], strict=True))
    days = [date.fromordinal(day) for day in range(FIRST, LAST + 1)]
    work = [(Decimal(1), base, term, day) for day in days for base, term in pairs]
    random.Random(0).shuffle(work)
    return work


def seconds(run: Callable[[Iterable[Asked]], None], work: list[Asked]) -> float:
    """Return how long the work takes."""
    begun = time.perf_counter()
    run(work)
    return time.perf_counter() - begun


def ours(converter: Any) -> Callable[[Iterable[Asked]], None]:
    """Return a loop that converts and reads each result."""

    def run(work: Iterable[Asked]) -> None:
        convert = converter.convert
        for amount, base, term, day in work:
            _ = convert(amount, base, term, on=day).result

    return run


def peers() -> Callable[[Iterable[Asked]], None]:
    """Return the same loop for CurrencyConverter, which returns the number itself."""
    from currency_converter import CurrencyConverter

    convert = CurrencyConverter(
        decimal=True, fallback_on_missing_rate=True, fallback_on_wrong_date=True
    ).convert

    def run(work: Iterable[Asked]) -> None:
        for amount, base, term, day in work:
            _ = convert(amount, base, term, day)

    return run


def serve(names: list[str], count: int) -> None:
    """Read lines `NAME SEED` from standard input and time a chunk for each, in this process."""
    from fxconv.default import converter

    loops = {name: ours(converter()) if name == OURS else peers() for name in names}
    for run in loops.values():
        run(every_rate())
    for line in sys.stdin:
        name, seed = line.split()
        print(seconds(loops[name], chunk(count, int(seed))), flush=True)


def serve_cold() -> None:
    """Read seeds from standard input and time a new converter on every day for each."""
    from fxconv.conversion.converter import Converter

    for seed in sys.stdin:
        print(seconds(ours(Converter()), every_day(int(seed))), flush=True)


class Worker:
    """A process in the clean environment that runs timings on request."""

    def __init__(self, python: Path, env: dict[str, str], *options: str) -> None:
        self._process = subprocess.Popen(
            [str(python), __file__, *options],
            env=env,
            text=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )

    def time(self, line: str) -> float:
        """Send a line to the worker and return the seconds that it reports."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        print(line, file=self._process.stdin, flush=True)
        return float(self._process.stdout.readline())

    def close(self) -> None:
        """End the process."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait()


def warm(workers: dict[str, Worker], rounds: int, count: int) -> dict[str, list[float]]:
    """Return the microseconds per conversion in each round; the two take turns at going first."""
    times: dict[str, list[float]] = {OURS: [], PEER: []}
    for number in range(rounds):
        for name in (OURS, PEER) if number % 2 else (PEER, OURS):
            taken = workers[name].time(f"{name} {number}")
            times[name].append(taken / count * 1e6)
    return times


def show_warm(title: str, times: dict[str, list[float]]) -> float:
    """Print both results, and return how many times as fast as its peer fxconv is."""
    rows = [
        (
            name,
            f"{statistics.median(taken):.2f}",
            f"{min(taken):.2f}",
            f"{1e6 / statistics.median(taken):,.0f}",
        )
        for name, taken in times.items()
    ]
    table((title, "median µs", "least µs", "per second"), rows)
    return ratio(times[PEER], times[OURS])


def measure(python: Path, env: dict[str, str], count: int, size: int) -> list[Budget]:
    """Run all three parts and print them; return the budgets."""
    rounds = max(LEAST_ROUNDS, math.ceil(count / size))
    found = []
    both = Worker(python, env, "--serve", f"{OURS},{PEER}", "--chunk", str(size))
    fast = show_warm("warm, one process", warm({OURS: both, PEER: both}, rounds, size))
    found.append(Budget("warm, one process: times CurrencyConverter", fast, 1, least=True))
    both.close()
    each = {n: Worker(python, env, "--serve", n, "--chunk", str(size)) for n in (OURS, PEER)}
    fast = show_warm("warm, a process each", warm(each, rounds, size))
    found.append(Budget("warm, a process each: times CurrencyConverter", fast, 1, least=True))
    for worker in each.values():
        worker.close()
    alone = Worker(python, env, "--serve-cold")
    alone.time("0")
    cold = [alone.time(str(seed)) / (LAST + 1 - FIRST) for seed in range(1, LEAST_ROUNDS + 1)]
    alone.close()
    median = statistics.median(cold)
    table(
        ("cold", "median µs", "least µs"), [(OURS, f"{median * 1e6:.1f}", f"{min(cold) * 1e6:.1f}")]
    )
    found.append(Budget("cold: conversions per second", 1 / median, 50_000, least=True))
    return found


def main() -> int:
    """Measure conversions within a process."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--count", type=int, default=1_000_000, help="least number of conversions")
    parser.add_argument("--chunk", type=int, default=50_000, help="conversions per round")
    parser.add_argument("--check", action="store_true", help="exit with 1 if a budget is exceeded")
    parser.add_argument("--serve", help=argparse.SUPPRESS)
    parser.add_argument("--serve-cold", action="store_true", help=argparse.SUPPRESS)
    add_option(parser)
    options = parser.parse_args()
    if options.serve:
        return serve(options.serve.split(","), options.chunk) or 0
    if options.serve_cold:
        return serve_cold() or 0
    with environment(options.env) as (programs, env):
        kept = budgets(measure(programs / "python", env, options.count, options.chunk))
    return int(options.check and not kept)


if __name__ == "__main__":
    sys.exit(main())
