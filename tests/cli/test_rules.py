"""Rules of a conversion at the terminal, and what a reader is warned of."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest


def said(*typed):
    command = [sys.executable, "-m", "fxconv", *typed]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_rules_at_the_terminal():
    typed = ["100", "USD", "CHF", "--on", "2014-11-20", "--fee", "2%", "--fee", "0.02 CHF"]
    done = said(*typed, "--cash", "ch")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[-1] == "gets 93.85 CHF"
    record = json.loads(said(*typed, "--cash", "CH", "-o", "json").stdout)
    assert record["gets"] == {"amount": "93.85", "currency": "CHF"}
    header, row = said(*typed, "--cash", "CH", "-o", "csv").stdout.splitlines()
    assert dict(zip(header.split(","), row.split(","), strict=True))["gets"] == "93.85"
    explained = said(*typed, "--cash", "CH", "--explain").stdout
    assert "fee        2%: -1.92 CHF" in explained
    assert "cash       CH, to 0.05 half-up: -0.02 CHF" in explained


@pytest.mark.parametrize(
    ("typed", "code", "told"),
    [
        (["--fee", "abc"], 2, "1.5%"),
        (["--fee", "2 GBP"], 2, "USD or CHF"),
        (["--cash", "SE"], 2, "CH"),
        (["--side", "buy"], 2, "mid, bid, ask or dealt"),
        (["--side", "bid"], 3, "publishes a bid"),
        (["--dated", "frob"], 2, "frob"),
        (["--max-age", "soon"], 2, "7d (days), 2w (weeks) or 3b"),
    ],
)
def test_wrong_rules_at_the_terminal(typed, code, told):
    done = said("100", "USD", "CHF", "--on", "2014-11-20", *typed)
    assert (done.returncode, done.stdout) == (code, "")
    assert told in done.stderr
    assert "Traceback" not in done.stderr


def test_what_a_reader_is_warned_of_at_the_terminal():
    old = said("1000000", "VES", "VES", "--on", "2021-10-01", "--dated", "30.09.2021")
    assert old.stdout.splitlines()[0] == "1,000,000.00 VES = 1.00 VES"
    assert old.stderr == ""
    earlier = said("1", "VES", "VES", "--on", "2021-09-30")
    assert "VES on 2021-09-30 is the old unit; on 2021-10-01" in earlier.stderr
    assert "1000000 old VES became 1 new VES" in earlier.stderr
    dual = said("1", "USD", "ARS", "--on", "2025-03-21", "-o", "json")
    if dual.returncode == 0:
        assert "several rates" in dual.stderr
        assert "dual-rate" in json.loads(dual.stdout)["flags"]
    late = said("1", "USD", "EUR", "--on", "2014-04-21", "--max-age", "3d")
    assert late.returncode == 5
    assert late.stdout.startswith("1.00 USD = ")
