"""The command line as a user meets it: what is typed, printed, said, and the exit code."""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import signal
import subprocess
import sys
import time
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path

import pytest

from surroundings import SURROUNDINGS, started

ENVIRONMENT = {**SURROUNDINGS, "FXCONV_OFFLINE": "1"}


@pytest.fixture
def fxconv(tmp_path):
    def run(*arguments, **variables):
        environment = {**ENVIRONMENT, "HOME": str(tmp_path), **variables}
        environment.setdefault("FXCONV_STORE", str(tmp_path / "none.sqlite"))
        command = [sys.executable, "-m", "fxconv", *arguments]
        return subprocess.run(command, capture_output=True, text=True, env=environment, check=False)

    return run


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        (
            ["1e9", "USD", "RUB", "--at", "2014-11-20 02:04 UTC+3", "--from-provider", "ecb"],
            "1,000,000,000.00 USD = 46,943,119,266.06 RUB",
        ),
        (
            ["1e9", "USD", "RUB", "--on", "2014-11-20", "--from-provider", "ecb"],
            "1,000,000,000.00 USD = 46,417,577,159.26 RUB",
        ),
        (["1e9", "USD", "RUB"], "1,000,000,000.00 USD = 84,508,464,390.00 RUB"),
        (["100", "DEM", "FRF"], "100.00 DEM = 335.39 FRF"),
        (["100", "DEM", "FRF", "--intermediate-decimals", "3"], "100.00 DEM = 335.38 FRF"),
        (["25000", "ITL", "FRF"], "25,000 ITL = 84.69 FRF"),
        (["1000000", "TRL", "TRY"], "1,000,000.00 TRL = 1.00 TRY"),
        (["5", "USD", "USD"], "5.00 USD = 5.00 USD"),
        (
            ["9007199254740993", "EUR", "EUR"],
            "9,007,199,254,740,993.00 EUR = 9,007,199,254,740,993.00 EUR",
        ),
        (["1000", "JPY", "BHD"], "1,000 JPY = 2.391 BHD"),
        (["1", "XAU", "USD"], "1 XAU = 4,129.10 USD"),
        (["-5", "usd", "eur"], "-5.00 USD = -4.48 EUR"),
        (["100", "USD", "to", "EUR"], "100.00 USD = 89.51 EUR"),
        (["1,234.56", "USD", "EUR"], "1,234.56 USD = 1,105.05 EUR"),
        (["1.234,56", "USD", "EUR"], "1,234.56 USD = 1,105.05 EUR"),
        (["1 000 000", "USD", "EUR"], "1,000,000.00 USD = 895,094.88 EUR"),
        (["1", "000", "000", "USD", "EUR"], "1,000,000.00 USD = 895,094.88 EUR"),
        (["25bn", "dollars", "рублей"], "25,000,000,000.00 USD = 2,112,711,609,750.00 RUB"),
        (["2.5", "million", "$", "840"], "2,500,000.00 USD = 2,500,000.00 USD"),
        (["1,000", "USD", "USD", "--locale", "en_US"], "1,000.00 USD = 1,000.00 USD"),
        (["1,000", "USD", "USD", "--locale", "de"], "1.000 USD = 1.000 USD"),
        (["100", "840", "978"], "100.00 USD = 89.51 EUR"),
        (["1", "EUR", "JPY", "--digits", "4"], "1.00 EUR = 175.6800 JPY"),
        (["1500", "EUR", "DEM", "--round", "half-even"], "1,500.00 EUR = 2,933.74 DEM"),
    ],
)
def test_answers(fxconv, typed, answer):
    done = fxconv(*typed)
    assert done.stdout.splitlines()[0] == answer
    assert done.returncode == 0


@pytest.mark.parametrize(
    ("day", "on"),
    [
        ("20 November 2014", "2014-11-20"),
        ("Nov 20, 2014", "2014-11-20"),
        ("20.11.2014", "2014-11-20"),
        ("2014-11-22", "2014-11-21"),
    ],
)
def test_days_as_people_write_them(fxconv, day, on):
    assert f"rate of {on}" in fxconv("1", "EUR", "USD", "--on", day).stdout


def test_an_instant_takes_what_was_published_by_then(fxconv):
    answer = fxconv("1", "EUR", "USD", "--at", "2014-11-20 02:04 MSK", "-o", "json")
    assert json.loads(answer.stdout)["in_force"] == "2014-11-19"


@pytest.mark.parametrize(
    ("typed", "code", "said"),
    [
        (["abc", "USD", "EUR"], 2, "abc"),
        (["NaN", "USD", "EUR"], 2, "NaN"),
        (["1e999999999", "USD", "EUR"], 2, "1e999999999"),
        (["1_000", "USD", "EUR"], 2, "underscores"),
        (["1,000", "USD", "EUR"], 2, "1000 or 1.000"),
        (["１２３", "USD", "EUR"], 2, "0-9"),
        (["", "USD", "EUR"], 2, "empty"),
        (["9" * 10_000, "USD", "EUR"], 2, "too long"),
        (["100", "840", "978", "RUB"], 2, "100 or 100 840"),
        (["1", "USD"], 2, "two currencies"),
        (["frob"], 2, "two currencies"),
        (["1", "USD", "EUR", "--frob"], 2, "--frob"),
        (["1", "USD", "EUR", "-o", "xml"], 2, "xml"),
        (["1", "USD", "EUR", "--on", "2014-13-01"], 2, "2014-13-01"),
        (["1", "USD", "EUR", "--on", "01/02/2014"], 2, "2014-01-02 or 2014-02-01"),
        (["1", "USD", "EUR", "--at", "2014-11-20 02:04"], 2, "zone"),
        (["1", "USD", "EUR", "--on", "2014-11-20", "--at", "2014-11-20T10:00Z"], 3, "not public"),
        (["1", "USD", "EUR", "--digits", "40"], 2, "0 to 30"),
        (["1", "USD", "EUR", "--max-age", "soon"], 2, "7d"),
        (["1", "USD", "EUR", "--locale", "xx_YY"], 2, "xx_YY"),
        (["1", "USD", "EUR", "--from-provider", "nobody"], 2, "run `fxconv providers`"),
        (["1", "USDD", "EUR"], 2, "USD"),
        (["1", "dollaz", "EUR"], 2, "USD"),
        (["1", "dinars", "EUR"], 2, "BHD (Bahraini Dinar)"),
        (
            ["1", "USD", "EUR", "--on", "2030-01-01"],
            3,
            "not published yet; it is due by 2029-12-31",
        ),
        (["1", "USD", "EUR", "--on", "1990-01-01"], 3, "EUR began on 1999-01-01"),
        (["1", "USD", "XXX"], 3, "does not quote XXX"),
        (["100", "USD", "RUB", "--from-provider", "ecb"], 3, "suspended after 2022-03-01; try"),
        (["100", "RUB", "USD", "--from-provider", "ecb"], 3, "suspended after 2022-03-01; try"),
        (["100", "EUR", "ISK", "--on", "2013-06-14", "--from-provider", "ecb"], 3, "2008-12-09"),
        (["100", "DEM", "USD", "--on", "1998-06-01"], 3, "its rates begin on 1999-01-04"),
        (["100", "EUR", "USD", "--max-age", "7d"], 5, "at most 7 are allowed"),
        (["rates", "ZZZ"], 2, "ZZZ"),
        (["history", "USD", "RUB"], 2, "--from"),
        (
            ["history", "EUR", "USD", "--from", "2014-11-21", "--to", "2014-11-17"],
            2,
            "--from 2014-11-21 is after --to 2014-11-17",
        ),
        (["currencies", "nosuchmoney"], 2, "nosuchmoney"),
        (["providers", "nobody"], 2, "nobody"),
        (["update", "nobody"], 2, "nobody"),
        (["update", "--since", "2026-11-02", "--until", "2026-11-01"], 2, "is after --until"),
        (["store", "import", "ecb", __file__], 4, "not a document from ecb"),
    ],
)
def test_rubbish_gets_one_line_and_its_exit_code(fxconv, typed, code, said):
    done = fxconv(*typed)
    assert done.returncode == code
    assert said in done.stderr
    assert [line[:8] for line in done.stderr.splitlines()] == ["fxconv: "]


def test_both_answer_and_exit_code_5_when_older_than_allowed(fxconv):
    done = fxconv("100", "EUR", "USD", "--max-age", "7d")
    assert (done.stdout.splitlines()[0], done.returncode) == ("100.00 EUR = 111.72 USD", 5)


def test_a_rate_without_a_day_says_its_age_and_warns(fxconv):
    done = fxconv("1", "USD", "RUB")
    assert "market rate of 2026-09-29, " in done.stdout
    assert "days old" in done.stdout
    assert "fxconv: the newest stored USD/RUB rate is" in done.stderr


def test_a_rate_of_its_day_does_not_warn(fxconv):
    assert fxconv("1", "USD", "EUR", "--on", "2014-11-20").stderr == ""


def test_a_symbol_is_said_to_be_read_as_what_it_is(fxconv):
    assert "fxconv: reading $ as USD (US Dollar)" in fxconv("1", "$", "EUR").stderr


def test_one_bad_target_does_not_lose_the_others(fxconv):
    done = fxconv("100", "USD", "EUR", "XXX", "GBP", "--on", "2014-11-20")
    assert [line.split()[-1] for line in done.stdout.splitlines()[::2]] == ["EUR", "GBP"]
    assert done.returncode == 3


@pytest.mark.parametrize("language", ["en_US.UTF-8", "ru_RU.UTF-8", "de_DE.UTF-8", "xx_XX.UTF-8"])
def test_the_terminals_locale_decides_what_is_open(fxconv, language):
    expected = {"en_US": "1,000.00", "ru_RU": "1.000", "de_DE": "1.000"}.get(language[:5])
    done = fxconv("1,000", "USD", "USD", LC_ALL=language)
    if expected is None:
        assert done.returncode == 2
    else:
        assert done.stdout.startswith(f"{expected} USD = ")


def test_explain_shows_every_station(fxconv):
    text = fxconv("1e9", "USD", "RUB", "--on", "2014-11-19", "--explain").stdout
    for shown in (
        "1000000000 ÷ 1.2535 × 58.8432",
        "5116800000000/109",
        "46943119266.05504587155963302752294",
        "half-up to 2 decimals",
        "±1912446.42 RUB",
        "1 EUR = 1.2535 USD, divided by; ecb reference rate of 2014-11-19",
        "sha256 73db21584dd46cebf5cd6df75ebb6de7afcdeebff52f54d5046ca8e459c0fbb3",
    ):
        assert shown in text


def test_formats_agree(fxconv):
    typed = ["100", "USD", "EUR", "GBP", "--on", "2014-11-20", "-o"]
    whole = json.loads(fxconv(*typed, "json").stdout)
    lines = [json.loads(line) for line in fxconv(*typed, "jsonl").stdout.splitlines()]
    table = list(csv.DictReader(io.StringIO(fxconv(*typed, "csv").stdout)))
    for r, form in [*((r, "json") for r in whole), *((r, "jsonl") for r in lines)]:
        assert r["request"].pop("typed") == f"fxconv {' '.join(typed)} {form}"
    assert whole == lines
    results = [(r["target"]["amount"], r["target"]["currency"]) for r in whole]
    assert [(row["result"], row["to"]) for row in table] == results


def test_rates_and_history_in_a_pipe_are_plain(fxconv):
    rates = fxconv("rates", "EUR", "--on", "2014-11-20", "-o", "csv").stdout.splitlines()
    assert "USD,1.2539,2014-11-20,ecb,reference" in rates
    history = fxconv("history", "EUR", "USD", "--from", "2014-11-19", "--to", "2014-11-22").stdout
    assert history.splitlines()[1:] == [
        "2014-11-19  1.2535  ecb",
        "2014-11-20  1.2539  ecb",
        "2014-11-21  1.2422  ecb",
    ]


def test_rates_say_whose_they_are(fxconv):
    lines = fxconv("rates", "EUR", "--on", "2014-11-22").stdout.splitlines()
    assert lines[0] == "1 EUR, ecb reference rates of 2014-11-21"
    assert [line.split() for line in lines if line.startswith("USD")] == [["USD", "1.2422"]]


def test_one_provider_shows_its_documents(fxconv):
    text = fxconv("providers", "ecb").stdout
    assert "sha256 73db2158" in text
    assert "retrieved 2026-10-31T08:47:00Z, as carried by" in text
    listed = [line.split()[0] for line in fxconv("providers").stdout.splitlines()[1:]]
    assert {"currency-api", "ecb", "fixed"} <= set(listed)
    assert listed == sorted(listed)


@pytest.mark.parametrize("typed", [["rates", "EUR"], ["currencies", "JPY"], ["providers"]])
def test_a_terminal_shows_a_table(typed, tmp_path):
    ours, theirs = pty.openpty()
    environment = {**ENVIRONMENT, "HOME": str(tmp_path), "TERM": "xterm", "COLUMNS": "100"}
    command = [sys.executable, "-m", "fxconv", *typed]
    with started(command, stdout=theirs, env=environment) as running:
        os.close(theirs)
        shown = _until_closed(ours)
    assert running.returncode == 0
    assert "\u2500\u2500\u2500" in shown
    assert "\x1b[" in shown


def _until_closed(terminal):
    parts = []
    with suppress(OSError):
        while part := os.read(terminal, 65536):
            parts.append(part)
    os.close(terminal)
    return b"".join(parts).decode()


def test_an_interrupt_is_one_line(tmp_path):
    command = [sys.executable, "-m", "fxconv", "store", "import", "ecb", "-"]
    environment = {**ENVIRONMENT, "HOME": str(tmp_path)}
    pipes = {"stdin": subprocess.PIPE, "stderr": subprocess.PIPE}
    with started(command, env=environment, **pipes) as running:
        _wait_for_sleep(running.pid)
        running.send_signal(signal.SIGINT)
        assert running.stderr.read().strip() == b"fxconv: interrupted"
        assert running.wait() == 130


def _wait_for_sleep(process):
    """Wait until the process reads its input: it sleeps, with the command's modules loaded."""
    while "hashlib" not in Path(f"/proc/{process}/maps").read_text():
        time.sleep(0.01)
    while Path(f"/proc/{process}/stat").read_text().split()[2] != "S":
        time.sleep(0.01)


def test_currencies_by_name_in_a_language(fxconv):
    found = json.loads(fxconv("currencies", "рубль", "--locale", "ru", "-o", "json").stdout)
    assert {"RUB", "BYN"} <= {row["code"] for row in found}


def test_providers_show_where_their_rates_came_from(fxconv):
    (row,) = json.loads(fxconv("providers", "ecb", "-o", "json").stdout)
    assert (row["first"], row["last"], row["days"]) == ("1999-01-04", "2026-10-30", 7126)
    assert row["sources"][0]["sha256"].startswith("73db2158")
    assert row["sources"][0]["retrieved"] == "2026-10-31T08:47:00Z"


def test_an_imported_document_answers_with_its_own_provenance(fxconv, tmp_path):
    document = tmp_path / "hist.zip"
    document.write_bytes(_history("Date,USD,\n2026-11-20,1.2000,\n2026-11-19,1.1999,\n"))
    store = {"FXCONV_STORE": str(tmp_path / "a ?#% b" / "rates.sqlite")}
    assert fxconv("store", "import", "ecb", str(document), **store).returncode == 0
    record = json.loads(
        fxconv("1", "EUR", "USD", "--on", "2026-11-20", "-o", "json", **store).stdout
    )
    assert record["legs"][0]["price"] == "1.2000"
    assert record["legs"][0]["source"]["note"] == "imported from hist.zip"
    old = fxconv("1", "EUR", "USD", "--on", "2014-11-20", **store).stdout
    assert "1 EUR = 1.2539 USD" in old


def _history(text):
    from zipfile import ZipFile

    file = io.BytesIO()
    with ZipFile(file, "w") as archive:
        archive.writestr("eurofxref-hist.csv", text)
    return file.getvalue()


@pytest.mark.parametrize("content", [b"", b"rubbish" * 900, None])
def test_a_damaged_store_is_said_and_the_answer_given(fxconv, tmp_path, content):
    store = tmp_path / "rates.sqlite"
    if content is None:
        store.mkdir()
    else:
        store.write_bytes(content)
    done = fxconv("1", "EUR", "USD", "--on", "2014-11-20", FXCONV_STORE=str(store))
    assert done.stdout.startswith("1.00 EUR = 1.25 USD")
    assert str(store) in done.stderr
    assert done.returncode == 0


@pytest.mark.parametrize(
    "typed",
    [
        ["fixed"],
        ["ecb", "--until", "2014-11-20"],
    ],
)
def test_what_is_up_to_date_is_not_asked_for(fxconv, typed):
    done = fxconv("update", *typed)
    assert done.stdout == f"{typed[0]}: up to date\n"
    assert done.returncode == 0


@pytest.mark.parametrize("typed", [[], ["store"], ["widget"]])
def test_a_group_alone_is_an_error_of_use_and_shows_its_help(fxconv, typed):
    answer = fxconv(*typed)
    assert (answer.returncode, answer.stdout) == (2, "")
    assert answer.stderr.startswith("Usage: fxconv")
    assert "Commands:" in answer.stderr


@pytest.mark.parametrize("typed", [["--nope"], ["store", "nope"], ["store", "accept"], ["rates"]])
def test_an_error_of_use_is_one_line(fxconv, typed):
    answer = fxconv(*typed)
    assert (answer.returncode, answer.stdout) == (2, "")
    assert answer.stderr.startswith("fxconv: ")
    assert answer.stderr.endswith("; see `fxconv --help`\n")
    assert answer.stderr.count("\n") == 1


def test_a_closed_pipe_is_no_error_message(tmp_path):
    command = [sys.executable, "-m", "fxconv", "history", "EUR", "USD", "--from", "1999-01-04"]
    environment = {**ENVIRONMENT, "HOME": str(tmp_path)}
    with started(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment
    ) as running:
        running.stdout.readline()
        running.stdout.close()
        assert running.stderr.read() == b""
        assert running.wait() == 141


def test_help_teaches_by_example(fxconv):
    text = fxconv("--help").stdout
    assert "fxconv 1e9 USD RUB" in text
    assert all(name in text for name in ("rates", "history", "currencies", "providers", "store"))
    assert fxconv().returncode == 2


def test_version_is_the_projects(fxconv):
    assert fxconv("--version").stdout == f"fxconv {version('fxconv')}\n"
