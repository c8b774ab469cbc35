"""The user's own store on the command line: what is in it, whether it is sound, in and out."""

from __future__ import annotations

import csv
import io
import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import date, timedelta
from hashlib import sha256
from itertools import groupby
from operator import itemgetter

import pytest

from fxconv import Quote, Source, Store
from surroundings import ROOT, SURROUNDINGS

ENVIRONMENT = {**SURROUNDINGS, "FXCONV_OFFLINE": "1"}
DOCUMENT = ROOT / "tests" / "payloads" / "cbr" / "01.xml"
FIRST = date(2026, 1, 1)
DAYS = 200


@pytest.fixture
def path(tmp_path):
    return tmp_path / "rates.sqlite"


@pytest.fixture
def fxconv(tmp_path, path):
    def run(*arguments):
        environment = {
            **ENVIRONMENT,
            "HOME": str(tmp_path),
            "FXCONV_STORE": str(path),
            "FXCONV_CONFIG": str(tmp_path / "none.toml"),
        }
        command = [sys.executable, "-m", "fxconv", *arguments]
        return subprocess.run(command, capture_output=True, text=True, env=environment, check=False)

    return run


def source(provider, number=0):
    return Source(provider, f"https://bank.example/{number}", "", "2026-08-01T10:00:00Z")


def printed(number):
    on = FIRST + timedelta(number)
    return [
        Quote("USD", "RUB", f"80.{1000 + number}", on, "cbr", kind="official"),
        Quote("JPY", "RUB", f"50.{1000 + number}0", on, "cbr", 100, kind="official"),
    ]


@pytest.fixture
def filled(path):
    """Have two prices of the Bank of Russia on each of 200 days, and one of the ECB's."""
    with closing(Store(str(path), "rwc")) as store:
        for number in range(DAYS):
            store.add(source("cbr", number), printed(number))
        store.add(source("ecb"), [Quote("EUR", "USD", "1.10", FIRST, "ecb")])


def change(path, statement):
    with closing(sqlite3.connect(path)) as db, db:
        assert db.execute(statement).rowcount > 0


def failed(done, *words):
    """Check that a command failed and said why in one line."""
    assert done.returncode == 4
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1
    assert all(word in done.stderr for word in words)


def test_the_path_is_that_of_the_environment(fxconv, path):
    assert fxconv("store", "path").stdout == f"{path}\n"
    assert not path.exists()


@pytest.mark.usefixtures("filled")
def test_info_says_which_days_and_how_many_documents_there_are(fxconv, path):
    done = fxconv("store", "info")
    assert done.stdout.splitlines() == [
        f"{path}: {path.stat().st_size:,} bytes",
        f"cbr: {FIRST} to {FIRST + timedelta(DAYS - 1)}, 200 days, 200 documents",
        f"ecb: {FIRST} to {FIRST}, 1 day, 1 document",
    ]
    assert done.returncode == 0


@pytest.mark.parametrize("command", ["info", "verify", "export", "vacuum", "accept cbr"])
def test_a_store_that_is_missing_is_said_to_be(fxconv, path, command):
    failed(fxconv("store", *command.split()), str(path), "there is no store yet")
    assert not path.exists()


@pytest.mark.parametrize("command", ["info", "verify", "export", "vacuum"])
def test_a_file_that_is_no_store_is_left_as_it_is(fxconv, path, command):
    path.write_text("dear diary, " * 100)
    failed(fxconv("store", command), str(path))
    assert path.read_text() == "dear diary, " * 100


@pytest.mark.usefixtures("filled")
def test_the_export_has_every_digit_as_printed(fxconv):
    done = fxconv("store", "export", "cbr")
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert [(row["day"], row["pair"], row["price"]) for row in rows[:2]] == [
        ("2026-01-01", "JPY/RUB/100", "50.10000"),
        ("2026-01-01", "USD/RUB", "80.1000"),
    ]
    wanted = {(str(q.on), q.price) for number in range(DAYS) for q in printed(number)}
    assert {(row["day"], row["price"]) for row in rows} == wanted
    assert len(rows) == 2 * DAYS


@pytest.mark.usefixtures("filled")
def test_the_export_names_the_document_of_each_price(fxconv, path):
    (row,) = csv.DictReader(io.StringIO(fxconv("store", "export", "ecb").stdout))
    with closing(Store(str(path))) as store:
        (document,) = store.sources("ecb")
    assert row == {
        "provider": "ecb",
        "side": "mid",
        "day": "2026-01-01",
        "kind": "reference",
        "pair": "EUR/USD",
        "price": "1.10",
        "url": "https://bank.example/0",
        "sha256": document.sha256,
        "retrieved": "2026-08-01T10:00:00Z",
    }


@pytest.mark.usefixtures("filled")
def test_the_export_has_all_providers_and_the_same_as_json_lines(fxconv):
    rows = list(csv.DictReader(io.StringIO(fxconv("store", "export").stdout)))
    assert [row["provider"] for row in rows] == ["cbr"] * 2 * DAYS + ["ecb"]
    lines = fxconv("store", "export", "-o", "jsonl").stdout.splitlines()
    assert [json.loads(line) for line in lines] == rows


def quote(row):
    base, term, *per = row["pair"].split("/")
    on, nominal = date.fromisoformat(row["day"]), int(per[0]) if per else 1
    return Quote(
        base, term, row["price"], on, row["provider"], nominal, row["side"], kind=row["kind"]
    )


@pytest.mark.usefixtures("filled")
def test_what_was_exported_makes_the_same_store_again(fxconv, path, tmp_path):
    exported = fxconv("store", "export").stdout
    rows = csv.DictReader(io.StringIO(exported))
    with closing(Store(str(tmp_path / "again.sqlite"), "rwc")) as again:
        for names, same in groupby(rows, itemgetter("provider", "url", "sha256", "retrieved")):
            again.add(Source(*names), map(quote, same))
    (tmp_path / "again.sqlite").replace(path)
    assert fxconv("store", "export").stdout == exported


@pytest.mark.usefixtures("filled")
def test_a_sound_store_is_verified(fxconv, path):
    done = fxconv("store", "verify")
    assert done.stdout == f"{path}: 401 rates, all sound\n"
    assert (done.stderr, done.returncode) == ("", 0)


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize("prices", ["abc 80.1031", "50.10310 -80.1031", "50.10310", "0 80.1031"])
def test_a_price_that_was_spoilt_is_found(fxconv, path, prices):
    change(path, f"UPDATE bulletin SET prices = '{prices}' WHERE day = '2026-02-01'")
    failed(fxconv("store", "verify"), str(path), "cbr", "2026-02-01", "damaged")


def test_a_spoilt_price_is_found_in_a_document_that_a_newer_one_corrects(fxconv, path):
    with closing(Store(str(path), "rwc")) as store:
        for number, price in enumerate(["1.10", "1.11"]):
            store.add(source("ecb", number), [Quote("EUR", "USD", price, FIRST, "ecb")])
    change(path, "UPDATE bulletin SET prices = 'abc' WHERE prices = '1.10'")
    failed(fxconv("store", "verify"), "damaged")


def test_a_spoilt_price_is_found_on_one_side_of_the_market(fxconv, path):
    with closing(Store(str(path), "rwc")) as store:
        sides = {"mid": "1.10", "bid": "1.09", "ask": "1.11"}
        quotes = [Quote("EUR", "PLN", p, FIRST, "nbp", 1, side) for side, p in sides.items()]
        store.add(source("nbp"), quotes)
    change(path, "UPDATE bulletin SET prices = 'abc' WHERE side = 'ask'")
    failed(fxconv("store", "verify"), "damaged")


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize("page", [2, 5, 10])
def test_a_page_that_was_overwritten_is_found(fxconv, path, page):
    with open(path, "r+b") as file:
        file.seek(page * 4096)
        file.write(b"\xff" * 4096)
    failed(fxconv("store", "verify"), str(path))


@pytest.mark.usefixtures("filled")
def test_a_store_that_was_cut_off_is_found(fxconv, path):
    os.truncate(path, path.stat().st_size // 2)
    failed(fxconv("store", "verify"), str(path))


@pytest.mark.usefixtures("filled")
def test_vacuum_gives_back_room_and_loses_nothing(fxconv, path):
    change(path, "DELETE FROM bulletin WHERE day > '2026-01-02'")
    change(path, "DELETE FROM source WHERE id NOT IN (SELECT source FROM bulletin)")
    before, rates = path.stat().st_size, fxconv("store", "export").stdout
    done = fxconv("store", "vacuum")
    after = path.stat().st_size
    assert after < before / 2
    assert done.stdout == f"{path}: shrunk from {before:,} to {after:,} bytes\n"
    assert done.returncode == 0
    assert fxconv("store", "export").stdout == rates
    assert len(rates.splitlines()) == 1 + 2 * 2 + 1


def test_a_document_is_imported_with_its_hash_and_name(fxconv, path):
    done = fxconv("store", "import", "cbr", str(DOCUMENT))
    assert done.stdout == f"{path}: 5 rates, 1 day\n"
    (dollar,) = (
        row
        for row in csv.DictReader(io.StringIO(fxconv("store", "export").stdout))
        if row["pair"] == "USD/RUB"
    )
    assert (dollar["day"], dollar["price"]) == ("2026-03-07", "79.1234")
    assert dollar["sha256"] == sha256(DOCUMENT.read_bytes()).hexdigest()
    with closing(Store(str(path))) as store:
        (document,) = store.sources("cbr")
    assert document.note == "imported from 01.xml"

    again = fxconv("store", "import", "cbr", str(DOCUMENT))
    assert again.returncode == 0
    assert "cbr: 2026-03-07 to 2026-03-07, 1 day, 1 document" in fxconv("store", "info").stdout


def test_the_document_of_another_bank_is_not_imported(fxconv, path):
    failed(fxconv("store", "import", "ecb", str(DOCUMENT)), "not a document from ecb")
    assert not path.exists()


def test_a_bank_that_there_is_none_of_is_said_to_be_unknown(fxconv, path):
    done = fxconv("store", "import", "nobody", str(DOCUMENT))
    assert done.returncode == 2
    assert "unknown provider 'nobody'" in done.stderr
    assert not path.exists()


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize("command", ["export", "accept"])
def test_a_name_that_no_bank_has_is_not_taken_for_an_empty_one(fxconv, command):
    done = fxconv("store", command, "nobody")
    assert (done.returncode, done.stdout) == (2, "")
    assert "unknown provider 'nobody'" in done.stderr


def test_a_file_that_is_missing_is_not_imported(fxconv, tmp_path, path):
    done = fxconv("store", "import", "cbr", str(tmp_path / "none.xml"))
    assert done.returncode == 2
    assert "none.xml" in done.stderr
    assert not path.exists()


@pytest.fixture
def doubtful(path):
    """Have one price of the Bank of Russia that is believed, and one that was put aside."""
    doubted = Quote("USD", "RUB", "8010.00", date(2026, 3, 6), "cbr", kind="official")
    believed = Quote("EUR", "RUB", "91.5386", date(2026, 3, 6), "cbr", kind="official")
    with closing(Store(str(path), "rwc")) as store, store.taking(source("cbr")) as intake:
        intake.put([believed], [(doubted, "100 times from the price before")])


PRICE = ["1", "USD", "RUB", "--on", "2026-03-06", "--from-provider", "cbr"]


@pytest.mark.usefixtures("doubtful")
def test_a_price_that_was_put_aside_answers_nothing_until_it_is_accepted(fxconv):
    assert fxconv(*PRICE).returncode == 3
    (row,) = (
        row
        for row in json.loads(fxconv("doctor", "-o", "json").stdout)
        if row["provider"] == "cbr" and "quarantined" in row["trouble"]
    )
    assert "8010.00" in row["trouble"]
    assert "100 times from the price before" in row["trouble"]
    assert "fxconv store accept cbr" in row["advice"]

    accepted = fxconv("store", "accept", "cbr")
    assert accepted.stdout == "cbr: accepted 1 rate\n"
    assert accepted.returncode == 0
    answer = fxconv(*PRICE, "--explain")
    assert answer.stdout.startswith("1.00 USD = 8,010.00 RUB\n")
    assert "accepted, of the document" in answer.stdout
    assert "aside" not in fxconv("doctor").stdout
    assert fxconv("store", "accept", "cbr").stdout == "cbr: accepted 0 rates\n"


@pytest.mark.usefixtures("doubtful")
def test_what_was_put_aside_of_another_bank_stays_there(fxconv):
    assert fxconv("store", "accept", "ecb").stdout == "ecb: accepted 0 rates\n"
    assert fxconv(*PRICE).returncode == 3
