"""Compare a million random conversions with an independent computation, digit for digit.

The computation shares only the file of rates with fxconv: it reads the printed prices with plain
SQL, has its own copy of the few legal facts, and rounds fractions by integer division.

    python tools/oracle.py --count 1000000 --seed 1
"""

from __future__ import annotations

import argparse
import os
import random
import sqlite3
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from multiprocessing import get_context
from typing import TYPE_CHECKING, NamedTuple

from fxconv import Converter, Store, settings
from fxconv.errors import RateNotFound

if TYPE_CHECKING:
    from collections.abc import Iterator

GAP = 7
FIRST, LAST = date(1998, 12, 25), date(2026, 11, 20)
WHOLE = frozenset(["ESP", "ISK", "ITL", "JPY", "KRW", "LUF"])
MODES = ("half-up", "half-even", "half-down", "up", "down", "ceiling", "floor", "05up")
FINEST = 6

IRREVOCABLE = {
    date(1999, 1, 1): "ATS 13.7603 BEF 40.3399 DEM 1.95583 ESP 166.386 FIM 5.94573 FRF 6.55957"
    " IEP 0.787564 ITL 1936.27 LUF 40.3399 NLG 2.20371 PTE 200.482",
    date(2001, 1, 1): "GRD 340.750",
    date(2007, 1, 1): "SIT 239.640",
    date(2008, 1, 1): "CYP 0.585274 MTL 0.429300",
    date(2009, 1, 1): "SKK 30.1260",
    date(2011, 1, 1): "EEK 15.6466",
    date(2014, 1, 1): "LVL 0.702804",
    date(2015, 1, 1): "LTL 3.45280",
    date(2023, 1, 1): "HRK 7.53450",
    date(2026, 1, 1): "BGN 1.95583",
}
"""Council Regulation (EC) No 2866/98, as amended: units for one euro, from each day on."""

REDENOMINATED = {
    "TRL": ("TRY", 1_000_000, date(2005, 1, 1)),
    "ROL": ("RON", 10_000, date(2005, 7, 1)),
}
LEV_PEG = (Fraction("1.95583"), date(1999, 1, 1))
"""The lev's currency board; the ECB quotes the lev from July 2000 on."""


class Case(NamedTuple):
    """One conversion to compare."""

    day: date
    base: str
    term: str
    amount: Decimal
    mode: str


class Oracle:
    """The value of one euro on a day, from the prices as the ECB printed them and from law."""

    def __init__(self, path: str) -> None:
        self._days: dict[date, dict[str, Fraction]] = {}
        with sqlite3.connect(path) as db:
            for day, pair, price in db.execute(
                "SELECT day, pair, price FROM quote WHERE provider = 'ecb' AND side = 'mid'"
                " AND kind = 'reference'"
            ):
                base, term = pair.split("/")
                assert base == "EUR"
                self._days.setdefault(date.fromisoformat(day), {})[term] = Fraction(price)
        db.close()
        law = {code for text in IRREVOCABLE.values() for code in text.split()[::2]}
        quoted = {code for prices in self._days.values() for code in prices}
        self.codes = sorted({"EUR", *law, *quoted})
        self._known: dict[date, dict[str, Fraction]] = {}

    def worth(self, day: date) -> dict[str, Fraction]:
        """Return the units for one euro in each currency that has a rate on the day."""
        if day not in self._known:
            self._known[day] = self._worth(day)
        return self._known[day]

    def _worth(self, day: date) -> dict[str, Fraction]:
        bulletins = (day - timedelta(n) for n in range(GAP + 1))
        prices = dict(next((self._days[d] for d in bulletins if d in self._days), {}))
        prices["EUR"] = Fraction(1)
        if day >= LEV_PEG[1]:
            prices.setdefault("BGN", LEV_PEG[0])
        for since, text in IRREVOCABLE.items():
            if since <= day:
                words = text.split()
                pairs = zip(words[::2], words[1::2], strict=True)
                prices.update({code: Fraction(price) for code, price in pairs})
        for old, (new, scale, since) in REDENOMINATED.items():
            if since <= day and new in prices:
                prices[old] = prices[new] * scale
            elif since <= day and old in prices:
                prices[new] = prices[old] / scale
        return prices

    def rate(self, base: str, term: str, day: date) -> Fraction | None:
        """Return the exact rate; None if there is none."""
        worth = self.worth(day)
        if base in worth and term in worth:
            return worth[term] / worth[base]
        for old, (new, scale, since) in REDENOMINATED.items():
            if {base, term} == {old, new} and since <= day:
                return Fraction(1, scale) if base == old else Fraction(scale)
        return None

    def answer(self, case: Case) -> tuple[int, int] | None:
        """Return the rounded result in minor units, and their decimals; None without a rate."""
        rate = self.rate(case.base, case.term, case.day)
        if rate is None:
            return None
        places = 0 if case.term in WHOLE else 2
        sign, digits, exponent = case.amount.as_tuple()
        amount = int("".join(map(str, digits)))
        assert isinstance(exponent, int)
        above = (-amount if sign else amount) * rate.numerator * 10 ** (places + max(exponent, 0))
        return rounded(above, rate.denominator * 10 ** max(-exponent, 0), case.mode), places


def rounded(above: int, below: int, mode: str) -> int:
    """Return above / below rounded to a whole number, for a positive below."""
    sign = -1 if above < 0 else 1
    whole, rest = divmod(abs(above), below)
    half = 2 * rest - below
    away = {
        "half-up": half >= 0,
        "half-even": half > 0 or (half == 0 and whole % 2 == 1),
        "half-down": half > 0,
        "up": rest > 0,
        "down": False,
        "ceiling": rest > 0 and sign > 0,
        "floor": rest > 0 and sign < 0,
        "05up": rest > 0 and whole % 5 == 0,
    }[mode]
    return sign * (whole + away)


def by_fxconv(converter: Converter, case: Case) -> tuple[int, int] | None:
    """Return fxconv's result in the form that `Oracle.answer` returns."""
    try:
        result = converter.convert(
            case.amount, case.base, case.term, on=case.day, provider="ecb", rounding=case.mode
        ).result
    except RateNotFound:
        return None
    sign, digits, exponent = result.as_tuple()
    assert isinstance(exponent, int)
    units = int("".join(map(str, digits)))
    assert units or not sign, "minus zero"
    return -units if sign else units, -exponent


def draw(source: random.Random, oracle: Oracle, first: date, days: int) -> Case:
    """Return a random case; amounts are from 0.000001 to 1e15, all magnitudes equally likely.

    Nine in ten cases have currencies with a rate on the day, the others any currencies.
    """
    day = first + timedelta(source.randrange(days))
    known = sorted(oracle.worth(day))
    usual = len(known) > 1 and source.random() < 0.9
    base, term = source.sample(known if usual else oracle.codes, 2)
    size = source.randrange(1, 15 + FINEST + 1)
    places = source.randrange(max(0, size - 15), FINEST + 1)
    amount = Decimal(source.randrange(1, 10**size)).scaleb(-places)
    return Case(
        day,
        base,
        term,
        -amount if source.random() < 0.1 else amount,
        source.choice(MODES),
    )


def compare(count: int, seed: int, first: date, days: int) -> tuple[int, list[str]]:
    """Return how many conversions had a rate, and the differences."""
    oracle = Oracle(settings.SEED)
    converter = Converter(Store(settings.SEED, "immutable"), ["ecb"])
    source = random.Random(seed)
    answered, differences = 0, []
    for _ in range(count):
        case = draw(source, oracle, first, days)
        expected, got = oracle.answer(case), by_fxconv(converter, case)
        answered += expected is not None
        if expected != got:
            differences.append(f"{case}: expected {expected}, got {got}")
    return answered, differences


def parts(count: int, seed: int, workers: int) -> Iterator[tuple[int, int, date, int]]:
    """Yield the share of each worker, with its own range of days."""
    days = (LAST - FIRST).days + 1
    for i in range(workers):
        start, end = days * i // workers, days * (i + 1) // workers
        share = count * (i + 1) // workers - count * i // workers
        yield share, seed * workers + i, FIRST + timedelta(start), end - start


def main() -> int:
    """Run the comparison; the exit code is 1 if anything differs."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--count", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    workers = os.cpu_count() or 1
    began = time.perf_counter()
    shares = list(parts(asked.count, asked.seed, workers))
    with ProcessPoolExecutor(workers, get_context("spawn")) as pool:
        done = list(pool.map(compare, *zip(*shares, strict=True)))
    differences = [line for _, lines in done for line in lines]
    answered = sum(n for n, _ in done)
    print(
        f"{asked.count} conversions, {answered} with a rate, {asked.count - answered} without,"
        f" {len(differences)} differences, {time.perf_counter() - began:.1f} s"
    )
    for line in differences[:20]:
        print(line, file=sys.stderr)
    return 1 if differences else 0


if __name__ == "__main__":
    sys.exit(main())
