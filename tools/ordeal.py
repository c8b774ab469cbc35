"""A stress test of the store: real processes write and read one file at once, and are killed.

    python tools/ordeal.py --seconds 60 --processes 8 --kills 200 --births 200

First, processes create new stores at the same instant. Then they update one store and convert with
it at the same time: none may fail, and in the end the store must contain every figure that was
sent, digit for digit, and nothing else. Then an update over years is killed at random moments:
after each kill the store must be intact and contain each document in full or not at all, and
covered days must not be downloaded again.

The documents come from a server on loopback, which derives its figures from the provider, the
currency and the day.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import os
import random
import re
import sqlite3
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import parse_qs, urlsplit
from zlib import crc32

sys.path.append(str(Path(__file__).resolve().parents[1] / "tests"))

import itertools

from fxconv.dates.spans import Span
from fxconv.errors import StoreError
from fxconv.publishing.registry import load
from fxconv.rates.quote import Quote, Source
from fxconv.store.journal import Journal
from fxconv.store.opening import opened, writable
from fxconv.store.store import Store
from fxconv.update.download import Download, Kept
from replay import served

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from replay import Handler, Server

    Row = tuple[str, str, str, str, str]

LEVELS = {
    "cbr": {"USD": "90", "EUR": "98", "JPY": "62", "CNY": "12.4"},
    "nbp": {"USD": "4", "EUR": "4.3", "CHF": "4.5", "AFN": "0.055"},
    "ecb": {"USD": "1.08", "PLN": "4.3", "JPY": "160"},
}
NOMINAL = {"JPY": 100, "CNY": 10}
RARE = ["AFN"]
"""Codes in the table that the National Bank of Poland publishes on Wednesdays."""
CROWDED = Span(date(2024, 1, 9), date(2025, 6, 30))
LONG_AGO = date(2012, 1, 3)
TUESDAY, WEDNESDAY, SATURDAY = 1, 2, 5
BURST = 10
"""The most requests that a process makes before it is killed."""
STRETCH, MONTH = 20, 31
"""Days for each kill, more than are downloaded, and the most days in one document."""


class Found(NamedTuple):
    """What went wrong, and how often each thing was done."""

    troubles: list[str]
    done: dict[str, int]


def figure(provider: str, code: str, day: date, side: str = "mid") -> str:
    """Return a provider's figure for a currency on a day, within five per cent of its level."""
    drawn = crc32(f"{provider} {code} {day} {side}".encode()) % 1001 - 500
    return f"{Decimal(LEVELS[provider][code]) * (10_000 + drawn) / 10_000:.6f}"


def days(first: str, last: str) -> list[date]:
    """Return the weekdays of a span."""
    begin, end = date.fromisoformat(first), date.fromisoformat(last)
    every = (begin + timedelta(i) for i in range((end - begin).days + 1))
    return [day for day in every if day.weekday() < SATURDAY]


def in_force(day: date) -> date:
    """Return the date that the Bank of Russia prints on the table for a day."""
    while not TUESDAY <= day.weekday() <= SATURDAY:
        day -= timedelta(1)
    return day


@cache
def document(path: str) -> tuple[bytes, frozenset[Row]]:
    """Return what a bank sends for a path, and the rows that must result from it."""
    asked = urlsplit(path)
    _, host, *parts = asked.path.split("/")
    query = {name: values[0] for name, values in parse_qs(asked.query).items()}
    if host == "www.cbr.ru":
        day, month, year = map(int, query["date_req"].split("/"))
        return _russian(in_force(date(year, month, day)))
    if host == "api.nbp.pl":
        return _polish(*parts[3:6]) if "tables" in parts else (b"", frozenset())
    return _european(query["startPeriod"], query["endPeriod"])


def _russian(day: date) -> tuple[bytes, frozenset[Row]]:
    cells, rows = [], []
    for code in LEVELS["cbr"]:
        price, per = figure("cbr", code, day), NOMINAL.get(code, 1)
        value = price.replace(".", ",")
        cells.append(
            f"<Valute><CharCode>{code}</CharCode><Nominal>{per}</Nominal>"
            f"<Value>{value}</Value></Valute>"
        )
        pair = f"{code}/RUB" if per == 1 else f"{code}/RUB/{per}"
        rows.append(("cbr", "mid", str(day), pair, price))
    body = f'<ValCurs Date="{day:%d.%m.%Y}">{"".join(cells)}</ValCurs>'
    return body.encode(), frozenset(rows)


def _polish(table: str, first: str, last: str) -> tuple[bytes, frozenset[Row]]:
    codes = RARE if table == "B" else [code for code in LEVELS["nbp"] if code not in RARE]
    sides = ("bid", "ask") if table == "C" else ("mid",)
    tables, rows = [], []
    for day in days(first, last):
        if table == "B" and day.weekday() != WEDNESDAY:
            continue
        figures = [{s: figure("nbp", code, day, s) for s in sides} for code in codes]
        cells = [
            f'{{"code":"{code}",{",".join(f"{json.dumps(s)}:{p}" for s, p in prices.items())}}}'
            for code, prices in zip(codes, figures, strict=True)
        ]
        tables.append(f'{{"table":"{table}","effectiveDate":"{day}","rates":[{",".join(cells)}]}}')
        for code, prices in zip(codes, figures, strict=True):
            rows += [("nbp", s, str(day), f"{code}/PLN", p) for s, p in prices.items()]
    return f"[{','.join(tables)}]".encode() if tables else b"", frozenset(rows)


def _european(first: str, last: str) -> tuple[bytes, frozenset[Row]]:
    text = io.StringIO()
    table = csv.writer(text)
    table.writerow(["CURRENCY", "CURRENCY_DENOM", "TIME_PERIOD", "OBS_VALUE"])
    rows: list[Row] = []
    for day in days(first, last):
        for code in LEVELS["ecb"]:
            rows.append(("ecb", "mid", str(day), f"EUR/{code}", figure("ecb", code, day)))
            table.writerow([code, "EUR", day, rows[-1][-1]])
    return text.getvalue().encode() if rows else b"", frozenset(rows)


def tell(handler: Handler) -> None:
    """Answer as the bank would, with 404 if there is no table."""
    body, _ = document(handler.path)
    handler.give(body, 200 if body else 404)


def tell_what_is_new(handler: Handler) -> None:
    """Answer as a bank with ETags would: with 304 if the document is unchanged."""
    body, _ = document(handler.path)
    mark = f'"{crc32(body)}"'
    if handler.headers["If-None-Match"] == mark:
        handler.give(b"", 304, ETag=mark)
    else:
        handler.give(body, 200 if body else 404, ETag=mark if body else None)


def variables(folder: Path, server: Server) -> dict[str, str]:
    """Return the environment of a process: the store in the folder, the server for every bank."""
    measuring = {name: value for name, value in os.environ.items() if name.startswith("COVERAGE")}
    return {
        "PATH": os.environ.get("PATH", ""),
        "LC_ALL": "C",
        "HOME": str(folder),
        "FXCONV_STORE": str(folder / "rates.sqlite"),
        "FXCONV_CONFIG": str(folder / "none.toml"),
        "FXCONV_MIRROR": server.url,
        **measuring,
    }


class Crowd:
    """Processes with one store and one server; `troubles` collects what goes wrong."""

    def __init__(self, folder: Path, server: Server) -> None:
        self.path = str(folder / "rates.sqlite")
        self.troubles: list[str] = []
        self.runs = 0
        self._env = variables(folder, server)

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        """Start this script as an updater."""
        return subprocess.Popen(
            [sys.executable, __file__, *arguments],
            env=self._env,
            text=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )

    def end(self, process: subprocess.Popen[str]) -> str:
        """Wait for a process, which must not fail or write to stderr, and return its output."""
        said, wrong = process.communicate()
        self.runs += 1
        if process.returncode or wrong:
            self.troubles.append(
                f"{process.args}: exit code {process.returncode}: {wrong[-900:]}{said}"
            )
        return said

    def fxconv(self, *arguments: str) -> str:
        """Run fxconv, which must not fail, and return its output."""
        command = [sys.executable, "-m", "fxconv", *arguments]
        pipe = subprocess.PIPE
        return self.end(
            subprocess.Popen(command, env=self._env, text=True, stdout=pipe, stderr=pipe)
        )

    def update(self, names: str, span: Span, *more: str) -> subprocess.Popen[str]:
        """Start an update without the pauses that a real bank requires."""
        return self.start("--update", names, "--days", *map(str, span), *more)


def born(folder: Path, processes: int, rounds: int) -> Found:
    """Let processes create a new store at the same instant; each adds its own bulletin."""
    troubles = []
    pipe = subprocess.PIPE
    commands = [[sys.executable, __file__, "--born", str(i)] for i in range(processes)]
    crowd = [subprocess.Popen(c, text=True, stdin=pipe, stdout=pipe) for c in commands]
    for number in range(rounds):
        path = str(folder / f"{number}.sqlite")
        for process in crowd:
            print(path, file=process.stdin, flush=True)
        troubles += [said for p in crowd if (said := p.stdout.readline().strip()) != "added"]
        if (count := Store(path).verify()) != processes:
            troubles.append(f"{path}: {count} bulletins of {processes}")
    for process in crowd:
        process.communicate()
    return Found(troubles, {"new stores": rounds, "processes": processes})


def add_one(number: int) -> None:
    """Read paths of stores, add a bulletin to each, and print the result."""
    day = LONG_AGO + timedelta(number)
    for line in sys.stdin:
        try:
            store = writable(line.strip())
            source = Source("ecb", str(day), "", "2026-11-24T00:00:00Z")
            store.add(source, [Quote("EUR", "USD", "1.25", day, "ecb")])
        except StoreError as error:
            print(error, flush=True)
        else:
            print("added", flush=True)


def crowd(folder: Path, seconds: float, processes: int) -> Found:
    """Let processes create a store, update it and convert with it, all at the same time."""
    with served(tell) as server:
        it = Crowd(folder, server)
        for made in [it.update("cbr,nbp,ecb", part) for part in _shares(CROWDED, processes)]:
            it.end(made)
        until = time.monotonic() + seconds
        with ThreadPoolExecutor(processes) as pool:
            list(pool.map(lambda i: _role(it, i, until), range(processes)))
        it.troubles += _wrong(it.path, server.seen)
        if "all sound" not in (said := it.fxconv("store", "verify")):
            it.troubles.append(said)
        return Found(it.troubles, {"processes": it.runs, "documents": len(server.seen)})


def _shares(span: Span, count: int) -> list[Span]:
    """Divide a span into `count` parts."""
    length = (span.last - span.first).days + 1
    cuts = [span.first + timedelta(length * i // count) for i in range(count + 1)]
    return [Span(a, b - timedelta(1)) for a, b in itertools.pairwise(cuts)]


def _role(it: Crowd, number: int, until: float) -> None:
    """Play one of the crowd: half of them write all the time, the others run commands in turn."""
    draw = random.Random(number)
    if number % 2 == 0:
        left = str(max(0.0, until - time.monotonic()))
        it.end(it.update("cbr,nbp,ecb", CROWDED, "--for", left, "--draw", str(number)))
        return
    while time.monotonic() < until:
        if number % 4 == 1:
            _convert(it, _some(draw, 1).first)
        else:
            first, last = map(str, _some(draw, 2))
            it.fxconv("update", "cbr", "nbp", "ecb", "--since", first, "--until", last, "--again")


def _some(draw: random.Random, most: int) -> Span:
    """Return some of the crowd's days."""
    room = (CROWDED.last - CROWDED.first).days
    first = CROWDED.first + timedelta(draw.randrange(room - most))
    return Span(first, first + timedelta(draw.randrange(most)))


def _convert(it: Crowd, day: date) -> None:
    """Run a conversion; its rate must be the figure that was sent for the day."""
    rules = ["--on", str(day), "--from-provider", "cbr", "--offline", "--digits", "6"]
    said = it.fxconv("1", "USD", "RUB", *rules)
    if figure("cbr", "USD", in_force(day)) not in said:
        it.troubles.append(f"on {day}: {said}")


def stored(store: Store) -> Iterator[Row]:
    """Yield the rows of a store."""
    for name in store.providers():
        for provider, side, day, _, pair, price, *_ in store.export(name):
            yield provider, side, day, pair, price


def _wrong(path: str, seen: Iterable[str]) -> list[str]:
    """Return what is wrong with a store after all requests were answered."""
    sent = frozenset().union(*(document(asked)[1] for asked in set(seen)))
    with closing(sqlite3.connect(path)) as db:
        found = [row for (row,) in db.execute("PRAGMA integrity_check")]
    rows = list(stored(Store(path)))
    lost, strange = sent - set(rows), set(rows) - sent
    return [
        *(f"integrity: {line}" for line in found if line != "ok"),
        *(f"lost: {row}" for row in sorted(lost)[:9]),
        *(f"never sent: {row}" for row in sorted(strange)[:9]),
    ]


def killed(folder: Path, kills: int, seed: int = 0) -> Found:
    """Kill an update of a long span again and again, then let one finish."""
    draw = random.Random(seed)
    span = Span(LONG_AGO, LONG_AGO + timedelta(kills * STRETCH))
    with served(tell_what_is_new) as server:
        it = Crowd(folder, server)
        writable(it.path).close()
        for _ in range(kills):
            known, asked = covered(it.path), len(server.seen)
            names = draw.sample(["cbr", "nbp"], 2)
            it.troubles += _killed(it.update(",".join(names), span), server, draw)
            it.troubles += _half_done(it.path, server.seen)
            it.troubles += _asked_again(known, server.seen[asked:])
        known, asked = covered(it.path), len(server.seen)
        it.end(it.update("cbr,nbp", span))
        it.troubles += _asked_again(known, server.seen[asked:])
        it.troubles += _wrong(it.path, server.seen)
        after = covered(it.path)
        if after != {"cbr": [span], "nbp": [span]}:
            it.troubles.append(f"not covered in full: {after}")
        left = len(server.seen) - asked
        return Found(it.troubles, {"kills": kills, "documents": asked, "documents at last": left})


def covered(path: str) -> dict[str, list[Span]]:
    """Return the days that a store has noted as downloaded."""
    journal = Journal(writable(path))
    return {name: spans for name in ("cbr", "nbp") if (spans := journal.covered(name))}


def _killed(process: subprocess.Popen[str], server: Server, draw: random.Random) -> list[str]:
    """Kill a process at a random moment, during its start or after a few more documents."""
    more = draw.randrange(BURST + 1)
    enough = len(server.seen) + more
    while process.poll() is None and len(server.seen) < enough:
        time.sleep(0.0005)
    time.sleep(draw.uniform(0, 0.012 if more else 0.4))
    over = process.poll() is not None
    process.kill()
    said = process.communicate()
    return [f"it ended before it was killed: {said[1][-900:]}"] if over else []


def _half_done(path: str, seen: Iterable[str]) -> list[str]:
    """Return what is wrong with a store whose writer was killed."""
    try:
        store = Store(path)
        store.verify()
        rows = set(stored(store))
    except StoreError as error:
        return [str(error)]
    documents = {asked: document(asked)[1] for asked in set(seen)}
    return [
        f"in part: {asked}" for asked, sent in documents.items() if 0 < len(sent & rows) < len(sent)
    ]


def _asked_again(known: dict[str, list[Span]], seen: Iterable[str]) -> list[str]:
    """Return the requests for days that were already covered."""
    asked = [(path, *_days_of(path)) for path in seen]
    return [
        f"asked again: {path}"
        for path, name, span in asked
        for first, last in known.get(name, [])
        if span.first <= last and span.last >= first
    ]


def _days_of(path: str) -> tuple[str, Span]:
    """Return the provider and the days that a path asks for."""
    if "date_req=" in path:
        day = date(*reversed([int(part) for part in path.partition("date_req=")[2].split("/")]))
        return "cbr", Span(day, day)
    return "nbp", Span(*map(date.fromisoformat, re.findall(r"\d+-\d\d-\d\d", path)))


def update(names: str, span: Span, *, again: bool = False) -> None:
    """Update the store from the environment, without pauses; exit with the first failure."""
    path = os.environ["FXCONV_STORE"]
    for name in names.split(","):
        provider = load(name)
        provider = provider._replace(
            pause=0, window=provider.window and min(provider.window, MONTH)
        )
        download = Download(provider, writable(path), opened(path))
        for lacking in download.lacking(*span, again):
            for outcome in download.run(lacking):
                if not isinstance(outcome, Kept) or outcome.aside:
                    sys.exit(f"{name}: {outcome}")


def update_on(names: list[str], seconds: float, draw: random.Random) -> None:
    """Update some days from a random provider again and again."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        update(draw.choice(names), _some(draw, 20), again=True)


def main() -> int:
    """Run the stress test; the exit code is 1 if anything went wrong."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--seconds", type=float, default=60, help="how long the crowd runs")
    parser.add_argument("--processes", type=int, default=8, help="how many processes the crowd has")
    parser.add_argument("--kills", type=int, default=200, help="how often an update is killed")
    parser.add_argument("--births", type=int, default=200, help="how many stores they create")
    parser.add_argument("--folder", type=Path, help="folder for the stores (default: temporary)")
    parser.add_argument("--draw", type=int, default=0, help="seed of the random numbers")
    parser.add_argument("--born", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--update", help=argparse.SUPPRESS)
    parser.add_argument("--days", nargs=2, type=date.fromisoformat, help=argparse.SUPPRESS)
    parser.add_argument("--for", dest="on", type=float, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.born is not None:
        return add_one(options.born) or 0
    if options.on is not None:
        return update_on(options.update.split(","), options.on, random.Random(options.draw)) or 0
    if options.update:
        return update(options.update, Span(*options.days)) or 0
    with tempfile.TemporaryDirectory(prefix="fxconv-ordeal-") as temporary:
        folder = options.folder or Path(temporary)
        found = [
            born(_made(folder / "born"), options.processes, options.births),
            crowd(_made(folder / "crowd"), options.seconds, options.processes),
            killed(_made(folder / "killed"), options.kills, options.draw),
        ]
    for troubles, done in found:
        counts = ", ".join(f"{name} {count:,}" for name, count in done.items())
        print(*troubles, f"{counts}, troubles {len(troubles):,}", sep="\n")
    return int(any(troubles for troubles, _ in found))


def _made(folder: Path) -> Path:
    """Create an empty folder and return it."""
    folder.mkdir(parents=True)
    return folder


if __name__ == "__main__":
    sys.exit(main())
