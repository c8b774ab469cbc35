"""Records at the terminal: explained, found false, and read from files of any kind."""

from __future__ import annotations

import json
import subprocess
import sys
from decimal import Decimal

import pytest

from conversion.record.records import DAY, at, corrected, paths
from fxconv import Converter
from surroundings import TODAY


@pytest.fixture
def fxconv(tmp_path, monkeypatch):
    monkeypatch.setenv("FXCONV_STORE", str(tmp_path / "none.sqlite"))
    monkeypatch.setenv("PYTHONIOENCODING", "utf-8")

    def run(*typed, said=None):
        command = [sys.executable, "-m", "fxconv", *map(str, typed)]
        text = {"input": said} if said is not None else {}
        return subprocess.run(command, capture_output=True, text=True, check=False, **text)

    return run


QUESTION = ["1e9", "USD", "RUB", "--on", "20 Nov 2014", "--fee", "1%"]


def stations(text):
    """Return the lines of an explanation without the command line."""
    kept = [line.partition("; typed:")[0] for line in text.splitlines()]
    return [line for line in kept if not line.startswith("  verified")]


def test_a_record_is_explained_as_it_was(fxconv, tmp_path):
    done = fxconv(*QUESTION, "-o", "json")
    path = tmp_path / "r.json"
    path.write_text(done.stdout)
    typed = "fxconv 1e9 USD RUB --on '20 Nov 2014' --fee 1% -o json"
    assert json.loads(done.stdout)["request"]["typed"] == typed
    told = fxconv("explain", path)
    assert (told.returncode, told.stderr) == (0, "")
    assert f"typed: {typed}" in told.stdout
    assert stations(told.stdout) == stations(fxconv(*QUESTION, "--explain").stdout)
    verified = fxconv("explain", path, "--verify")
    assert verified.returncode == 0
    assert stations(verified.stdout) == stations(told.stdout)
    last = verified.stdout.splitlines()[-3:]
    assert "byte for byte" in last[0]
    assert all("in this store, from the same document" in line for line in last[1:])


def test_records_from_stdin_one_a_line_or_in_a_list(fxconv):
    question = ["100", "USD", "EUR", "CHF", "JPY", "--on", "2014-11-20"]
    told = []
    for form in ("json", "jsonl"):
        records = fxconv(*question, "-o", form).stdout
        done = fxconv("explain", "-", "--verify", said=records)
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout.count("byte for byte") == 3
        told.append(stations(done.stdout))
    assert told[0] == told[1]


def test_a_false_record_at_the_terminal(fxconv, tmp_path):
    path = tmp_path / "r.json"
    path.write_text(fxconv(*QUESTION, "-o", "json").stdout.replace("1.2539", "1.2540"))
    done = fxconv("explain", path, "--verify")
    assert done.returncode == 4
    assert "the record contradicts itself" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_store_that_lacks_the_quote_at_the_terminal(fxconv, banks, tmp_path):
    made = Converter(banks, ["cbr"], today=lambda: TODAY).convert(1, "USD", "RUB", on=DAY)
    path = tmp_path / "r.json"
    path.write_text(json.dumps(made.as_dict()))
    done = fxconv("explain", path, "--verify")
    assert done.returncode == 0
    assert "is not in this store; run `fxconv update cbr --since 2026-03-03`" in done.stdout


@pytest.mark.parametrize(
    "body",
    [
        b"dear diary",
        b"",
        b"\n\n",
        b"\xff\xfe\x00\x01",
        b"[" * 100_000,
        b'{"a": 1',
        b"{}",
        b"[1]",
        b"null",
        b'"text"',
        b'{"a": 1}\n{"b"',
    ],
    ids=range(11),
)
def test_a_file_that_is_no_record(fxconv, tmp_path, body):
    path = tmp_path / "r.json"
    path.write_bytes(body)
    for more in ([], ["--verify"]):
        done = fxconv("explain", path, *more)
        assert done.returncode == 4
        assert done.stdout == ""
        assert len(done.stderr.splitlines()) == 1
        assert "record" in done.stderr


def test_no_file_is_an_error_of_usage(fxconv, tmp_path):
    for path in (tmp_path / "none.json", tmp_path):
        done = fxconv("explain", path)
        assert (done.returncode, done.stdout) == (2, "")
        assert str(path) in done.stderr
    assert fxconv("explain").returncode == 2


def test_what_a_record_does_to_a_terminal(fxconv, tmp_path):
    """A stranger's record neither breaks the output nor moves the cursor."""
    whole = json.loads(fxconv(*QUESTION, "-o", "json").stdout)
    path = tmp_path / "r.json"
    for text in ("\x1b[2J", "\ud800", "a\nverified"):
        whole["request"]["typed"] = text
        path.write_text(json.dumps(whole))
        done = fxconv("explain", path)
        assert "Traceback" not in done.stderr
        assert "\x1b" not in done.stdout
        assert done.returncode in (0, 4)


def test_a_tiny_amount_is_explained(fxconv):
    done = fxconv("1e-28", "USD", "EUR", "--on", "2014-11-20", "--explain")
    assert (done.returncode, done.stderr) == (0, "")


def test_a_vintage_at_the_terminal(fxconv, tmp_path, monkeypatch):
    monkeypatch.setenv("FXCONV_STORE", corrected(tmp_path / "rates.sqlite", "cbr"))
    question = ["1", "USD", "RUB", "--on", "2014-11-19", "--from-provider", "cbr"]
    now, then = (
        fxconv(*question, *more).stdout for more in ([], ["--vintage", "2026-11-03 12:00 UTC"])
    )
    assert now.startswith("1.00 USD = 47.03 RUB\n1 USD = 47.03 RUB")
    assert then.startswith("1.00 USD = 47.03 RUB\n1 USD = 47.0294 RUB")
    early = fxconv(*question, "--vintage", "2020-01-01T00:00:00Z")
    assert (early.returncode, early.stdout) == (3, "")
    assert fxconv(*question, "--vintage", "2026-11-03").returncode == 2
    explained = fxconv(*question, "--explain").stdout
    assert "vintage 2" in explained


def test_amounts_in_a_record_are_text(record):
    numbers = [at(record, path) for path in paths(record) if path[-1] in ("amount", "price")]
    assert all(isinstance(number, str) and Decimal(number) is not None for number in numbers)
    assert not any(isinstance(at(record, path), float) for path in paths(record))
