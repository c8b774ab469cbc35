"""What the steps of one warm conversion take, each by itself, in nanoseconds.

It looks behind the public interface, and changes with it.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
from timeit import repeat

from clean_env import add_option, environment
from report import table

SETUP = """
from datetime import date
from decimal import Decimal
from fxconv.amounts import as_amount
from fxconv.conversion import Conversion
from fxconv.default import converter
from fxconv.rounding import ratio

convert, made = converter().convert, tuple.__new__
amount, day = Decimal("1234567.89"), date(2020, 1, 2)
done = convert(amount, "USD", "GBP", on=day)
tables, question, dated = done.question.asking[0], done.question, done.table
route = dated.pairs.route("USD", "GBP")
fields = tuple(done)
"""
STEPS = {
    "all of it": 'convert(amount, "USD", "GBP", on=day).result',
    "amount checked": "as_amount(amount)",
    "table looked up": 'tables.of(day, "previous")',
    "way looked up": "dated.pairs.routes.get(question.pair)",
    "arithmetic": 'dated.value(route, amount, 2, "half-up")',
    "of which division and rounding": 'ratio(amount, amount, 2, "half-up")',
    "conversion made": "made(Conversion, fields)",
}
OFTEN = 20_000


def measure(rounds: int) -> None:
    """Print the median and the least time of each step."""
    rows = []
    for name, statement in STEPS.items():
        taken = [t / OFTEN * 1e9 for t in repeat(statement, SETUP, number=OFTEN, repeat=rounds)]
        rows.append((name, f"{statistics.median(taken):.0f}", f"{min(taken):.0f}"))
    table(("step", "median ns", "least ns"), rows)


def main() -> int:
    """Measure the steps of a warm conversion on one day."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--rounds", type=int, default=21)
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    add_option(parser)
    options = parser.parse_args()
    if options.here:
        measure(options.rounds)
        return 0
    with environment(options.env) as (programs, env):
        command = [str(programs / "python"), __file__, "--here", "--rounds", str(options.rounds)]
        return subprocess.run(command, env=env, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
