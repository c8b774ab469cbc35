"""Every command as `python -X dev -W error` runs it: no warning, and nothing left open."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import closing
from datetime import date, timedelta

import pytest

from fxconv import Quote, Source, Store
from fxconv.errors import StoreError
from surroundings import SURROUNDINGS
from update.refresh.banks import CBR, hosts, serving

pytestmark = pytest.mark.slow
DEV = [sys.executable, "-X", "dev", "-W", "error"]
EACH = """
import gc, json, sys
from fxconv import default
from fxconv.cli.guard import run
for arguments in json.loads(sys.argv[1]):
    sys.argv = ["fxconv", *arguments]
    code = run()
    print("exit", code, flush=True)
    default.converter.cache_clear()
    gc.collect()
"""
LINES = """
--version
--help
1e9 USD RUB --on 2014-11-20 --from-provider ecb
1 XAU USD
25bn dollars rubles euros --explain
1.000,5 eur usd --locale de -o json
1 USD RUB --at 2014-11-20T02:04+03:00 --from-provider ecb -o csv
1 USD RUB --vintage 2026-01-01T00:00:00Z
1 USD QQQ
1 USD EUR --on 1990-01-01
rates EUR -o csv
rates USD --locale ru
history USD EUR --from 2014-11-17 --to 2014-11-21
compare USD EUR --blend median
currencies рубль --locale ru --all -o jsonl
providers
providers cbr
widget converter 25e9 USD EUR
widget line USD EUR --locale ru
widget build --out site
store path
store info
store verify
store export
store vacuum
store accept cbr
explain record.json --verify
doctor
update cbr --since 2026-01-02 --until 2026-01-02
doctor -o json
1 USD RUB --from-provider cbr --on 2026-01-02
"""
COMMANDS = [line.split() for line in LINES.splitlines() if line]


def filled(path):
    """Make a store with two prices of the Bank of Russia on each of many days."""
    first = date(2025, 1, 1)
    with closing(Store(str(path), "rwc")) as store:
        for n in range(300):
            day = first + timedelta(n)
            source = Source("cbr", f"https://bank.example/{n}", "", "2025-12-01T10:00:00Z")
            quotes = [Quote(code, "RUB", f"8{n}.1", day, "cbr") for code in ("USD", "EUR")]
            store.add(source, quotes)


def kept(path, content):
    """Have other bytes in a store, and no log beside it."""
    path.write_bytes(content)
    for end in ("-wal", "-shm"):
        path.with_name(path.name + end).unlink(missing_ok=True)


BROKEN = {
    "empty": lambda path: kept(path, b""),
    "text": lambda path: kept(path, b"These are no rates.\n" * 300),
    "cut in the header": lambda path: kept(path, path.read_bytes()[:60]),
    "overwritten": lambda path: kept(path, path.read_bytes()[:100] + b"\xff" * 40960),
    "newer": lambda path: kept(path, path.read_bytes()[:60] + b"\0\0\0c" + path.read_bytes()[64:]),
}
STATES = {
    "none": lambda path: path.unlink(),
    "sound": lambda path: None,
    "cut in half": lambda path: kept(path, path.read_bytes()[: path.stat().st_size // 2]),
    **BROKEN,
}


@pytest.fixture
def banks():
    with serving() as server:
        yield server


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "rates.sqlite"
    filled(path)
    return path


@pytest.fixture
def run(tmp_path, path, banks):
    def run(*command):
        environment = {
            **SURROUNDINGS,
            "HOME": str(tmp_path),
            "FXCONV_STORE": str(path),
            "FXCONV_CONFIG": str(tmp_path / "none.toml"),
            "FXCONV_MIRROR": banks.url,
            "FXCONV_OFFLINE": "1",
        }
        options = {"env": environment, "cwd": tmp_path, "encoding": "utf-8", "timeout": 120}
        return subprocess.run([*DEV, *command], capture_output=True, check=False, **options)

    return run


def unclean(done):
    """Return what a program said that only a programmer understands."""
    words = "Traceback", "Warning", "Exception", "Error:"
    return [line for line in done.stderr.splitlines() if any(word in line for word in words)]


@pytest.mark.parametrize("state", STATES)
def test_no_command_warns_or_leaves_anything_open(run, banks, tmp_path, path, state):
    """All in one program that ends by itself, as fxconv leaves what is open to the system."""
    record = run("-m", "fxconv", "1e9", "USD", "RUB", "--on", "2014-11-20", "-o", "json")
    (tmp_path / "record.json").write_text(record.stdout, encoding="utf-8")
    STATES[state](path)
    done = run("-c", EACH, json.dumps(COMMANDS))
    assert unclean(done) == []
    assert done.returncode == 0
    ends = [line for line in done.stdout.splitlines() if line.startswith("exit ")]
    assert len(ends) == len(COMMANDS)
    assert set(ends) <= {f"exit {code}" for code in (0, 2, 3, 4, 5)}
    if state in ("none", "sound"):
        assert hosts(banks) == [CBR]
        assert ends[-1] == "exit 0"


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("line", ["1 USD RUB --on 2025-03-04", "store verify"])
def test_nor_does_a_program_of_one_command(run, path, state, line):
    STATES[state](path)
    done = run("-m", "fxconv", *line.split())
    assert unclean(done) == []
    assert done.returncode in (0, 3, 4)


@pytest.mark.parametrize("mode", ["ro", "rw", "rwc"])
@pytest.mark.parametrize("state", ["text", "cut in the header", "overwritten", "newer"])
def test_a_store_that_cannot_be_opened_is_not_held(path, state, mode):
    """So that it can be moved away on Windows, even while its error is still being told."""
    BROKEN[state](path)
    with pytest.raises(StoreError) as caught:
        Store(str(path), mode)
    assert str(path) in str(caught.value)
    held = [os.readlink(f"/proc/self/fd/{number}") for number in files()]
    assert str(path) not in held


def files():
    """Return the numbers of the files that this program has open."""
    return [n for n in os.listdir("/proc/self/fd") if os.path.exists(f"/proc/self/fd/{n}")]
