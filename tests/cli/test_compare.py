"""`fxconv compare`: a table, JSON, CSV, and what cannot be compared."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from decimal import Decimal

import pytest

from compare.quotes import TABLE, add, floats, quote
from fxconv import Store
from surroundings import SURROUNDINGS


@pytest.fixture
def fxconv(tmp_path):
    """Give a terminal whose store has the roubles of three banks, two of them invented."""
    path = tmp_path / "rates.sqlite"
    store = Store(str(path), "rwc")
    add(store, quote("cbr", "47.0294", TABLE), quote("cnb", "46.9000"), quote("fixer", "49"))
    store.close()

    def run(*arguments, store=path):
        environment = {**SURROUNDINGS, "LC_ALL": "C.UTF-8"}
        environment |= {"FXCONV_OFFLINE": "1", "FXCONV_STORE": str(store), "HOME": str(tmp_path)}
        command = [sys.executable, "-m", "fxconv", "compare", *arguments]
        return subprocess.run(
            command, capture_output=True, encoding="utf-8", env=environment, check=False
        )

    return run


USUAL = ("USD", "RUB", "--on", "19 Nov 2014")


def test_a_terminal_shows_a_table_and_the_median(fxconv):
    done = fxconv(*USUAL)
    assert (done.returncode, done.stderr) == (0, "")
    assert (
        done.stdout
        == """\
1 USD in RUB, market day 2014-11-19
cnb    official   2014-11-19  46.9      -0.092 %
ecb    reference  2014-11-19  46.9431…  0.000 %
cbr    official   2014-11-19  47.0294   +0.184 %
fixer  market     2014-11-19  49        +4.382 %  outlier; another kind: market
median of 3 independent sources: 1 USD = 46.9431… RUB, spread 0.28 %
"""
    )


def test_a_terminal_shows_a_blend_only_if_it_is_asked_for(fxconv):
    assert "blend" not in fxconv(*USUAL).stdout
    lines = fxconv(*USUAL, "--blend", "median").stdout.splitlines()[-3:]
    assert lines == [
        "blend: 1 USD = 46.9431… RUB (computed; no bank published it)",
        "inputs and weights: cnb × 0, ecb × 1, cbr × 0",
        "formula: 1 ÷ 1.2535 × 58.8432",
    ]


def test_one_source_is_said_to_confirm_nothing(fxconv, tmp_path):
    done = fxconv(*USUAL, store=tmp_path / "none.sqlite")
    assert done.returncode == 0
    assert "median of 1 source: 1 USD = 46.9431… RUB" in done.stdout
    assert done.stderr == (
        "fxconv: only one source; run "
        "`fxconv update cbr nbp cnb --since 2014-11-19 --until 2014-11-22` for more\n"
    )


@pytest.mark.parametrize(
    ("typed", "code", "said"),
    [
        (["USD", "USD"], 2, "another currency than the base"),
        (["USD", "RUBB"], 2, "RUBB"),
        (["USD"], 2, "TERM"),
        (["EUR", "USD", "--on", "2026-10-30", "--blend", "median"], 2, "there are 1, ecb"),
        (["EUR", "USD", "--blend", "mean"], 2, "median"),
        (["USD", "RUB", "--on", "tomorrowish"], 2, "tomorrowish"),
        (["USD", "RUB", "--on", "1990-01-01"], 3, "fxconv update cbr"),
        (["DEM", "FRF"], 3, "law or decree"),
    ],
)
def test_what_cannot_be_compared_is_said_in_one_line(fxconv, typed, code, said):
    done = fxconv(*typed)
    assert (done.returncode, done.stdout) == (code, "")
    assert said in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("form", ["json", "jsonl"])
def test_json_has_all_of_it(fxconv, form):
    done = fxconv(*USUAL, "--blend", "median", "-o", form)
    plain = json.loads(done.stdout)
    assert (done.stdout.count("\n") == 1) is (form == "jsonl")
    assert floats(plain) == []
    assert [view["provider"] for view in plain["views"]] == ["cnb", "ecb", "cbr", "fixer"]
    assert [view["counts"] for view in plain["views"]] == [True, True, True, False]
    assert plain["blend"]["exact"] == plain["median"] == plain["views"][1]["rate"]
    assert plain["blend"]["formula"] == "1 ÷ 1.2535 × 58.8432"
    assert "blend" not in json.loads(fxconv(*USUAL, "-o", form).stdout)


def test_csv_has_a_row_for_each_source_and_one_for_a_blend(fxconv):
    text = fxconv(*USUAL, "--blend", "median", "-o", "csv").stdout
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["provider"] for row in rows] == ["cnb", "ecb", "cbr", "fixer", ""]
    assert [row["counts"] for row in rows] == ["true", "true", "true", "false", ""]
    assert rows[1]["rate"] == rows[4]["rate"] == "46.94311926605504587155963302752294"
    assert (rows[1]["deviation"], rows[3]["level"], rows[4]["kind"]) == ("0", "outlier", "blend")
    assert Decimal(rows[2]["deviation"]) == Decimal("0.001837984677923702313946216385240775")


def test_days_are_read_as_the_locale_writes_them(fxconv):
    done = fxconv("USD", "RUB", "--on", "19. November 2014", "--locale", "de_DE")
    assert "market day 2014-11-19" in done.stdout
