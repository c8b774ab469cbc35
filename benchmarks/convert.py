"""Measure how fast conversions are within a process, compared with CurrencyConverter (Decimal).

Warm: random pairs, days and amounts over tables that have all been read before, in rounds of one
chunk for each, the same chunk for both. Once both share a process, and so the caches of the
processor; then each has a process of its own, and fxconv also names a provider, writes the text of
each new conversion, or makes its record. Cold: a new converter converts on each day once.
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
PROVIDER = "with provider="
TEXT, RECORD = "str() of a new conversion", "as_dict() of a new conversion"
TEXT_AGAIN, RECORD_AGAIN = "str() again", "as_dict() again"
PARTS = {TEXT: 10, RECORD: 100, TEXT_AGAIN: 10, RECORD_AGAIN: 100}
"""Which part of a chunk is enough to time what takes longer."""
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


def with_provider(converter: Any) -> Callable[[Iterable[Asked]], None]:
    """Return the same loop with the provider named."""

    def run(work: Iterable[Asked]) -> None:
        convert = converter.convert
        for amount, base, term, day in work:
            _ = convert(amount, base, term, on=day, provider="ecb").result

    return run


def then(converter: Any, use: Callable[[Any], object]) -> Callable[[Iterable[Asked]], None]:
    """Return a loop that makes conversions and uses each."""

    def run(work: Iterable[Asked]) -> None:
        convert = converter.convert
        for amount, base, term, day in work:
            use(convert(amount, base, term, on=day))

    return run


def again(converter: Any, use: Callable[[Any], object]) -> Callable[[Iterable[Asked]], None]:
    """Return a loop that uses one conversion again and again."""
    made = converter.convert(Decimal("25e9"), "USD", "JPY", on=date(2014, 11, 20))

    def run(work: Iterable[Asked]) -> None:
        for _ in work:
            use(made)

    return run


def loop(name: str) -> Callable[[Iterable[Asked]], None]:
    """Return what is timed under a name, its tables read."""
    if name == PEER:
        return peers()
    from fxconv.default import converter

    kinds: dict[str, Callable[[], Callable[[Iterable[Asked]], None]]] = {
        OURS: lambda: ours(converter()),
        PROVIDER: lambda: with_provider(converter()),
        TEXT: lambda: then(converter(), str),
        RECORD: lambda: then(converter(), lambda made: made.as_dict()),
        TEXT_AGAIN: lambda: again(converter(), str),
        RECORD_AGAIN: lambda: again(converter(), lambda made: made.as_dict()),
    }
    ours(converter())(every_rate())
    return kinds[name]()


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
    """Time a chunk for each line `NAME SEED` of the standard input, in this process."""
    loops = {name: loop(name) for name in names}
    if PEER in loops:
        loops[PEER](every_rate())
    for line in sys.stdin:
        name, seed = line.strip().rsplit(" ", 1)
        work = chunk(count // PARTS.get(name, 1), int(seed))
        print(seconds(loops[name], work) / len(work), flush=True)


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


def warm(workers: dict[str, Worker], rounds: int) -> dict[str, list[float]]:
    """Return the microseconds per conversion of each round; which goes first alternates."""
    times: dict[str, list[float]] = {name: [] for name in workers}
    for number in range(rounds):
        for name in list(workers)[:: 1 if number % 2 else -1]:
            times[name].append(workers[name].time(f"{name} {number}") * 1e6)
    return times


def show_warm(title: str, times: dict[str, list[float]]) -> dict[str, float]:
    """Print all, and return how many times as fast as the peer each is."""
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
    return {name: ratio(times[PEER], taken) for name, taken in times.items()}


def measure(python: Path, env: dict[str, str], count: int, size: int) -> list[Budget]:
    """Run all three parts and print them; return the budgets."""
    rounds = max(LEAST_ROUNDS, math.ceil(count / size))
    found = []
    both = Worker(python, env, "--serve", f"{OURS},{PEER}", "--chunk", str(size))
    fast = show_warm("warm, one process", warm({OURS: both, PEER: both}, rounds))
    found.append(Budget("one process: times CurrencyConverter", fast[OURS], 1.3, least=True))
    both.close()
    names = (OURS, PROVIDER, TEXT, RECORD, TEXT_AGAIN, RECORD_AGAIN, PEER)
    each = {n: Worker(python, env, "--serve", n, "--chunk", str(size)) for n in names}
    fast = show_warm("warm, a process each", warm(each, rounds))
    for name, limit in {OURS: 1.3, PROVIDER: 1.2, TEXT_AGAIN: 0.5, RECORD_AGAIN: 0.1}.items():
        found.append(Budget(f"{name}: times CurrencyConverter", fast[name], limit, least=True))
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
