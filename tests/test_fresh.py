"""How answers are kept current: whole programs that ask a server on loopback what is due."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing, suppress
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from importlib import import_module
from typing import NamedTuple
from urllib.parse import parse_qs, urlsplit

import pytest

import fxconv as library
from conftest import SURROUNDINGS, forget
from fxconv import Converter, Quote, Source, Store, calendars, config
from fxconv.bulletin import Span
from fxconv.journal import Journal
from fxconv.pace import PACE
from replay import served

AHEAD = "AHEAD-24"  # no bulletin is of a later day than today's, whatever the hour of the test
ANSWER = "1,000,000,000.00 USD = 84,612,300,000.00 RUB"
LAST_KNOWN = "1,000,000,000.00 USD = 80,000,000,000.00 RUB"
CBR, ECB, API = "www.cbr.ru", "data-api.ecb.europa.eu", "cdn.jsdelivr.net"
NORGES = "data.norges-bank.no"
LONG_AGO = "2020-01-01T00:00:00Z"


def table_of(day):
    """Return the day printed on the table that is in force: none is dated Sunday or Monday."""
    return day - timedelta({6: 1, 0: 2}.get(day.weekday(), 0))


def cbr_table(day):
    rows = "".join(
        f"<Valute><CharCode>{code}</CharCode><Nominal>1</Nominal><Value>{value}</Value></Valute>"
        for code, value in [("USD", "84,6123"), ("EUR", "94,5300")]
    )
    printed = f"{table_of(day):%d.%m.%Y}"
    return f'<?xml version="1.0"?><ValCurs Date="{printed}">{rows}</ValCurs>'.encode()


def day_of(query):
    return datetime.strptime(query["date_req"][0], "%d/%m/%Y").date()


def cbr(handler, query):
    handler.give(cbr_table(day_of(query)))


def ecb(handler, query):
    first, last = (date.fromisoformat(query[name][0]) for name in ("startPeriod", "endPeriod"))
    days = [first + timedelta(i) for i in range((last - first).days + 1)]
    rows = [
        f"{code},EUR,{day},{price}"
        for code, price in [("USD", "1.1172"), ("PLN", "4.4038"), ("NOK", "10.312")]
        for day in filter(calendars.target, days)
    ]
    text = "\n".join(["CURRENCY,CURRENCY_DENOM,TIME_PERIOD,OBS_VALUE", *rows])
    handler.give(text.encode(), 200 if rows else 404)


def currency_api(handler, _):
    day, _, rest = handler.path.partition("currency-api@")[2].partition("/")
    base = "eur" if rest.endswith("eur.json") else "usd"
    prices = {"eur": {"usd": 1.1172, "rub": 94.53}, "usd": {"rub": 84.61, "eur": 0.8951}}[base]
    handler.give(json.dumps({"date": day, base: prices}).encode())


def broken(handler, _):
    handler.give(b"", 500)


def missing(handler, _):
    handler.give(b"", 404)


def hanging(handler, _):
    handler.server.awake.wait(60)


@pytest.fixture
def banks():
    """Give a server for all banks; `banks.say[host] = ...` changes what one of them says."""

    def say(handler):
        parts = urlsplit(handler.path)
        handler.server.banks.get(parts.path.split("/")[1], missing)(handler, parse_qs(parts.query))

    with served(say) as server:
        server.banks = {CBR: cbr, ECB: ecb}
        server.awake = threading.Event()
        yield server
        server.awake.set()


def hosts(server):
    """Return who was asked since the last time that this was called."""
    seen = [path.split("/")[1] for path in server.seen]
    server.seen.clear()
    return seen


@pytest.fixture
def path(tmp_path):
    return tmp_path / "rates.sqlite"


@pytest.fixture
def fxconv(tmp_path, path, banks):
    def run(*arguments, **variables):
        environment = {
            **SURROUNDINGS,
            "TZ": AHEAD,
            "HOME": str(tmp_path),
            "FXCONV_STORE": str(path),
            "FXCONV_CONFIG": str(tmp_path / "none.toml"),
            "FXCONV_MIRROR": banks.url,
            "FXCONV_BUDGET": "60",
            **variables,
        }
        command = [sys.executable, "-m", "fxconv", *arguments]
        return subprocess.run(command, capture_output=True, text=True, env=environment, check=False)

    return run


class Row(NamedTuple):
    at: datetime
    due: datetime
    failures: int
    why: str


def journal(path, provider):
    query = "SELECT at, due, failures, why FROM asked WHERE provider = ?"
    with closing(sqlite3.connect(path)) as db:
        at, due, failures, why = db.execute(query, (provider,)).fetchone()
    return Row(datetime.fromisoformat(at), datetime.fromisoformat(due), failures, why)


def until_kept(path):
    """Wait for the note that a bank has answered."""
    kept = []
    while not kept:
        time.sleep(0.05)
        with suppress(sqlite3.OperationalError), closing(sqlite3.connect(path)) as db:
            kept = db.execute("SELECT 1 FROM asked WHERE failures = 0").fetchall()


def let_the_pause_pass(path):
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("UPDATE asked SET at = ?1, due = ?1", (LONG_AGO,))


def damage(path):
    """Overwrite all of a store but its first page."""
    with open(path, "r+b") as file:
        size = file.seek(0, os.SEEK_END)
        file.seek(100)
        file.write(b"\xff" * (size - 100))


def fill(path, quotes):
    store = Store(str(path), "rwc")
    for number, (base, term, price, on, provider) in enumerate(quotes):
        quote = Quote(base, term, price, on, provider)
        store.add(Source(provider, f"https://bank.example/{number}", "", LONG_AGO), [quote])
    store.close()


@pytest.fixture
def cbr_alone(tmp_path, path):
    """Have the Bank of Russia asked and nobody else; return the day of its last known rate."""
    (tmp_path / "none.toml").write_text('order = ["cbr"]')
    day = datetime.now(UTC).date() - timedelta(40)
    fill(path, [("USD", "RUB", "80.0000", day, "cbr")])
    return day


def timed(fxconv, *typed, **variables):
    """Return how many seconds a program took, which a busy machine makes more, and what it did."""
    began = time.monotonic()
    done = fxconv(*typed, **variables)
    return time.monotonic() - began, done


def first_line(done):
    return done.stdout.partition("\n")[0]


def test_a_conversion_asks_the_issuing_bank_once_and_answers_with_its_table(fxconv, banks, path):
    done = fxconv("1e9", "USD", "RUB")
    (asked,) = (day_of(parse_qs(urlsplit(seen).query)) for seen in banks.seen)
    printed = table_of(asked)
    assert first_line(done) == ANSWER
    assert f"cbr official rate of {printed}" in done.stdout
    assert (done.returncode, done.stderr) == (0, "")
    assert hosts(banks) == [CBR]
    assert journal(path, "cbr").due > datetime.now(UTC)

    again = fxconv("1e9", "USD", "RUB")
    assert again.stdout == done.stdout
    assert hosts(banks) == []


def test_when_the_table_of_tomorrow_is_out_that_of_today_is_asked_for_and_answers(fxconv, banks):
    behind = fxconv("1e9", "USD", "RUB", TZ="BEHIND+24")
    assert first_line(behind) == ANSWER
    assert "cbr official rate" in behind.stdout
    assert set(hosts(banks)) == {CBR}


def test_a_gap_before_the_table_of_tomorrow_is_closed_too(fxconv, banks, path):
    today = (datetime.now(UTC) - timedelta(1)).date()
    fill(path, [("USD", "RUB", "80.0000", today - timedelta(5), "cbr")])
    behind = fxconv("1e9", "USD", "RUB", TZ="BEHIND+24")
    assert first_line(behind) == ANSWER


def test_after_an_update_the_answer_is_that_of_the_store_with_its_document(fxconv, banks):
    today = datetime.now(UTC).date()
    done = fxconv("update", "cbr", "--since", str(today), "--until", str(today))
    assert done.returncode == 0
    assert done.stdout == f"cbr: {today} to {today}, rates 2\n"
    assert hosts(banks) == [CBR]

    answer = fxconv("1e9", "USD", "RUB", "--explain")
    assert first_line(answer) == ANSWER
    assert f"cbr official of {table_of(today)}" in answer.stdout
    assert f"https://www.cbr.ru/scripts/XML_daily.asp?date_req={today:%d/%m/%Y}" in answer.stdout
    assert f"sha256 {sha256(cbr_table(today)).hexdigest()}" in answer.stdout
    assert f"through {banks.url}" in answer.stdout
    assert hosts(banks) == []


@pytest.mark.parametrize(
    ("options", "variables", "settings"),
    [
        (["--offline"], {}, ""),
        ([], {"FXCONV_OFFLINE": "1"}, ""),
        ([], {}, "offline = true"),
        (["--on", "2014-11-20"], {}, ""),
    ],
    ids=["--offline", "FXCONV_OFFLINE", "settings", "an old day"],
)
def test_nobody_is_asked(fxconv, banks, path, tmp_path, options, variables, settings):
    (tmp_path / "none.toml").write_text(settings)
    done = fxconv("1e9", "USD", "RUB", *options, **variables)
    assert done.returncode == 0
    assert done.stdout.startswith("1,000,000,000.00 USD = ")
    assert hosts(banks) == []
    assert not path.exists()


def test_the_variable_goes_before_the_settings(fxconv, banks, tmp_path):
    (tmp_path / "none.toml").write_text("offline = true")
    assert first_line(fxconv("1e9", "USD", "RUB", FXCONV_OFFLINE="0")) == ANSWER
    assert hosts(banks) == [CBR]


def test_a_provider_that_is_named_is_the_only_one_asked(fxconv, banks):
    done = fxconv("100", "USD", "EUR", "--from-provider", "cbr")
    assert first_line(done) == "100.00 USD = 89.51 EUR"
    assert "cbr official rate" in done.stdout
    assert hosts(banks) == [CBR]


def test_euros_in_dollars_are_asked_of_the_ecb_alone(fxconv, banks):
    done = fxconv("100", "EUR", "USD")
    assert first_line(done) == "100.00 EUR = 111.72 USD"
    assert "ecb reference rate" in done.stdout
    assert done.stderr == ""
    assert hosts(banks) == [ECB]
    assert fxconv("100", "EUR", "USD").stdout == done.stdout
    assert hosts(banks) == []


def test_a_day_of_late_is_asked_for(fxconv, banks):
    today = datetime.now(UTC).date() + timedelta(1)
    done = fxconv("1e9", "USD", "RUB", "--on", str(today))
    assert first_line(done) == ANSWER
    assert hosts(banks) == [CBR]


@pytest.mark.parametrize("age", [2, 8])
def test_a_day_last_week_is_not_due_and_the_way_to_get_it_is_said(fxconv, banks, age):
    day = datetime.now(UTC).date() - timedelta(age)
    done = fxconv("1e9", "USD", "RUB", "--on", str(day))
    assert (done.stdout, done.returncode) == ("", 3)
    assert "fxconv update cbr gets some" in done.stderr
    assert hosts(banks) == []


def test_a_bank_that_hangs_costs_the_budget_and_the_last_known_rate_answers(fxconv, banks, path):
    banks.banks[CBR] = hanging
    took, done = timed(fxconv, "1e9", "USD", "RUB", FXCONV_BUDGET="0.5")
    assert took < 0.5 + 10 * timed(fxconv, "--version")[0]
    assert done.returncode == 0
    assert "currency-api market rate" in done.stdout
    said = done.stderr.splitlines()[0]
    assert "cbr" in said
    assert "did not answer" in said
    assert "Traceback" not in done.stderr
    assert set(hosts(banks)) <= {CBR}
    row = journal(path, "cbr")
    assert row.failures == 1
    assert row.due - row.at == timedelta(minutes=5)

    banks.banks[CBR] = cbr
    resting = fxconv("1e9", "USD", "RUB", FXCONV_BUDGET="0.5")
    assert "currency-api market rate" in resting.stdout
    assert CBR not in hosts(banks)

    let_the_pause_pass(path)
    healed = fxconv("1e9", "USD", "RUB")
    assert first_line(healed) == ANSWER
    assert hosts(banks) == [CBR]
    assert journal(path, "cbr").failures == 0


def test_a_bank_that_drips_does_not_cost_more_than_the_budget(fxconv, banks):
    def dripping(handler, _):
        handler.send_response(200)
        handler.end_headers()
        while not handler.server.awake.wait(0.1):
            handler.wfile.write(b" ")

    banks.banks[CBR] = dripping
    took, done = timed(fxconv, "1e9", "USD", "RUB", FXCONV_BUDGET="0.5")
    assert took < 0.5 + 10 * timed(fxconv, "--version")[0]
    assert done.returncode == 0
    assert "currency-api market rate" in done.stdout
    assert "cbr" in done.stderr


def test_a_bank_that_fails_is_left_alone_longer_each_time_until_it_heals(
    fxconv, banks, path, cbr_alone
):
    old = cbr_alone
    banks.banks[CBR] = broken
    done = fxconv("1e9", "USD", "RUB")
    assert done.returncode == 0
    assert first_line(done) == LAST_KNOWN
    assert f"cbr official rate of {old}" in done.stdout
    assert "fxconv: nothing new from cbr (the server answered 500)\n" in done.stderr
    assert hosts(banks) == [CBR]
    assert journal(path, "cbr").why == "the server answered 500"

    pauses = [journal(path, "cbr")]
    fxconv("1e9", "USD", "RUB")
    assert hosts(banks) == []
    for _ in range(2):
        let_the_pause_pass(path)
        fxconv("1e9", "USD", "RUB")
        assert hosts(banks) == [CBR]
        pauses.append(journal(path, "cbr"))
    assert [row.failures for row in pauses] == [1, 2, 3]
    assert [row.due - row.at for row in pauses] == [timedelta(minutes=m) for m in (5, 10, 20)]

    banks.banks[CBR] = cbr
    let_the_pause_pass(path)
    assert first_line(fxconv("1e9", "USD", "RUB")) == ANSWER
    assert journal(path, "cbr").failures == 0


@pytest.mark.usefixtures("cbr_alone")
def test_a_document_that_is_none_leaves_the_last_known_rate(fxconv, banks, path):
    banks.banks[CBR] = lambda handler, _: handler.give(b"<html>maintenance</html>")
    done = fxconv("1e9", "USD", "RUB")
    assert done.returncode == 0
    assert first_line(done) == LAST_KNOWN
    assert "nothing new from cbr (<html> is no table of rates)" in done.stderr
    assert journal(path, "cbr").failures == 1


def test_where_nothing_can_be_kept_nothing_is_asked(fxconv, banks, tmp_path):
    (tmp_path / "file").write_text("mine")
    done = fxconv("1e9", "USD", "RUB", FXCONV_STORE=str(tmp_path / "file" / "rates.sqlite"))
    assert "currency-api market rate" in done.stdout
    assert done.returncode == 0
    assert "Traceback" not in done.stderr
    assert hosts(banks) == []
    assert (tmp_path / "file").read_text() == "mine"


def test_a_damaged_store_is_read_around_and_set_aside_by_the_next_update(fxconv, banks, path):
    fill(path, [("USD", "RUB", "84.0000", date(2026, 9, 1), "cbr")])
    damage(path)
    damaged = path.read_bytes()
    done = fxconv("1e9", "USD", "RUB", "--offline")
    assert "currency-api market rate" in done.stdout
    assert done.returncode == 0
    assert "damaged" in done.stderr
    assert path.read_bytes() == damaged

    today = str(datetime.now(UTC).date())
    update = fxconv("update", "cbr", "--since", today, "--until", today)
    assert update.returncode == 0
    (kept,) = path.parent.glob("rates.sqlite.damaged-*Z")
    assert kept.read_bytes() == damaged
    healed = fxconv("1e9", "USD", "RUB", "--offline")
    assert first_line(healed) == ANSWER
    assert healed.stderr == ""


def other_database(path):
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("CREATE TABLE diary (day TEXT)")


@pytest.mark.parametrize(
    "make",
    [lambda path: path.write_text("dear diary, " * 100), other_database],
    ids=["text", "another database"],
)
def test_a_foreign_file_is_neither_moved_nor_written(fxconv, banks, path, make):
    make(path)
    before = path.read_bytes()
    done = fxconv("1e9", "USD", "RUB")
    assert done.returncode == 0
    assert "currency-api market rate" in done.stdout
    assert str(path) in done.stderr
    assert "Traceback" not in done.stderr
    update = fxconv("update", "cbr")
    assert update.returncode == 4
    assert len(update.stderr.splitlines()) == 1
    assert hosts(banks) == []
    assert path.read_bytes() == before
    assert [file.name for file in path.parent.iterdir() if file.name != "none.toml"] == [path.name]


def test_where_the_issuing_bank_fails_the_next_that_knows_the_pair_answers(fxconv, banks):
    banks.banks[NORGES] = broken
    done = fxconv("100", "USD", "NOK")
    assert first_line(done) == "100.00 USD = 923.02 NOK"
    assert "ecb reference rate" in done.stdout
    assert done.stderr == "fxconv: nothing new from norges (the server answered 500)\n"
    assert done.returncode == 0
    assert hosts(banks) == [NORGES, ECB]


def test_the_order_of_the_settings_is_followed(fxconv, banks, tmp_path):
    (tmp_path / "none.toml").write_text('order = ["ecb"]')
    done = fxconv("100", "USD", "PLN")
    assert first_line(done) == "100.00 USD = 394.18 PLN"
    assert hosts(banks) == [ECB]
    unknown = fxconv("100", "USD", "RUB")
    assert unknown.returncode == 3
    assert "--from-provider" not in unknown.stderr
    assert hosts(banks) == []


@pytest.fixture
def online(monkeypatch, banks, path):
    monkeypatch.setenv("TZ", AHEAD)
    monkeypatch.setenv("FXCONV_STORE", str(path))
    monkeypatch.setenv("FXCONV_MIRROR", banks.url)
    monkeypatch.delenv("FXCONV_OFFLINE")
    monkeypatch.setenv("FXCONV_BUDGET", "60")
    import_module("requests")  # which takes longer than some budgets on a busy machine
    monkeypatch.setattr(PACE, "_free", {})  # each test is a process of its own to the banks
    time.tzset()
    forget()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.usefixtures("online")
def test_a_program_refreshes_once_and_then_makes_no_request(banks):
    answers = {str(library.convert("1e9", "USD", "RUB").result) for _ in range(1001)}
    assert answers == {"84612300000.00"}
    assert hosts(banks) == [CBR]


@pytest.mark.waits
@pytest.mark.usefixtures("online")
def test_an_answer_that_comes_late_is_used_by_the_next_conversion(banks, path, monkeypatch):
    def late(handler, query):
        time.sleep(0.7)
        handler.send_response(200)
        handler.end_headers()
        handler.wfile.flush()
        time.sleep(0.7)
        handler.wfile.write(cbr_table(day_of(query)))

    monkeypatch.setenv("FXCONV_BUDGET", "1")
    banks.banks[CBR] = late
    assert library.convert("1e9", "USD", "RUB").provider == "currency-api"
    until_kept(path)
    assert library.convert("1e9", "USD", "RUB").provider == "cbr"
    assert hosts(banks) == [CBR]


@pytest.mark.usefixtures("online")
def test_a_bank_that_hangs_has_failed_once_in_a_program_that_goes_on(banks, path, monkeypatch):
    monkeypatch.setenv("FXCONV_BUDGET", "1")
    banks.banks[CBR] = hanging
    assert library.convert("1e9", "USD", "RUB").provider == "currency-api"
    time.sleep(0.5)
    assert library.convert("1e9", "USD", "RUB").provider == "currency-api"
    assert hosts(banks).count(CBR) == 1
    assert journal(path, "cbr").failures == 1


@pytest.mark.usefixtures("online")
def test_a_converter_of_a_path_never_goes_online(banks, path):
    made = Converter(str(path)).convert("1e9", "USD", "RUB")
    assert made.provider == "currency-api"
    assert hosts(banks) == []
    assert not path.exists()


TODAY = date(2026, 11, 24)


def ages(pair, **days):
    """Return a converter of a store in which each provider has one bulletin, so many days old."""
    store = Store.memory()
    for provider, age in days.items():
        source = Source(provider, "https://bank.example/", "", LONG_AGO)
        quotes = [("EUR", "USD", "1.1172"), ("EUR", pair, "4.4038")]
        if provider != "ecb":
            quotes = [("USD", pair, "3.9400"), ("EUR", pair, "4.4038")]
        on = TODAY - timedelta(age)
        store.add(source, [Quote(*quote, on, provider) for quote in quotes])
    return Converter(store, today=lambda: TODAY)


@pytest.mark.parametrize(
    ("term", "days", "who"),
    [
        ("RUB", {"cbr": 0, "ecb": 0}, "cbr"),
        ("PLN", {"nbp": 0, "ecb": 0}, "nbp"),
        ("PLN", {"nbp": 10, "ecb": 0}, "nbp"),
        ("PLN", {"nbp": 11, "ecb": 1}, "ecb"),
        ("RUB", {"cbr": 13, "ecb": 7}, "ecb"),
        ("PLN", {"nbp": 30, "ecb": 20}, "nbp"),
        ("PLN", {"nbp": 386, "ecb": 20}, "nbp"),
        ("PLN", {"nbp": 387, "ecb": 20}, "ecb"),
        ("PLN", {"ecb": 20}, "ecb"),
    ],
)
def test_the_issuing_bank_answers_unless_it_is_stale_and_another_is_not(term, days, who):
    assert ages(term, **days).convert("100", "USD", term).provider == who


def test_doctor_reports_the_rates_that_fxconv_came_with_as_stale(fxconv, banks):
    done = fxconv("doctor", "-o", "json")
    assert done.returncode == 5
    rows = {row["provider"]: row for row in json.loads(done.stdout)}
    assert list(rows) == ["currency-api", "ecb"]
    last = Store(config.SEED, "immutable").span("ecb").last
    assert f"the last one here is of {last}" in rows["ecb"]["trouble"]
    assert rows["ecb"]["advice"] == "fxconv update ecb"
    assert hosts(banks) == []


def test_doctor_says_that_all_is_well_once_everything_is_current(fxconv, banks):
    banks.banks[API] = currency_api
    yesterday = str(datetime.now(UTC).date() - timedelta(1))
    market = fxconv("update", "currency-api", "--since", yesterday, "--until", yesterday)
    assert market.returncode == 0
    week = str(datetime.now(UTC).date() - timedelta(7))
    assert fxconv("update", "ecb", "--since", week).returncode == 0
    done = fxconv("doctor")
    assert (done.stdout, done.stderr, done.returncode) == ("all is well\n", "", 0)


def test_doctor_says_what_failed_and_why_and_when_it_is_asked_again(fxconv, banks, path, tmp_path):
    banks.banks[CBR] = broken
    (tmp_path / "none.toml").write_text('order = ["cbr"]')
    fxconv("1e9", "USD", "RUB")
    done = fxconv("doctor", "-o", "json")
    assert done.returncode == 5
    (row,) = (row for row in json.loads(done.stdout) if row["provider"] == "cbr")
    assert "failed once" in row["trouble"]
    assert "the server answered 500" in row["trouble"]
    assert f"{journal(path, 'cbr').due:%H:%M}Z" in row["advice"]
    shown = fxconv("doctor")
    assert shown.returncode == 5
    assert "the server answered 500" in shown.stdout


def test_doctor_reports_a_damaged_store_among_the_rest(fxconv, path):
    fill(path, [("USD", "RUB", "84.0000", date(2026, 9, 1), "cbr")])
    damage(path)
    done = fxconv("doctor", "-o", "json")
    assert done.returncode == 5
    rows = json.loads(done.stdout)
    assert any(str(path) in row["trouble"] for row in rows)
    assert {row["provider"] for row in rows} >= {"currency-api", "ecb"}


def test_a_provider_is_shown_with_its_terms_and_the_documents_it_was_asked_for(fxconv, banks):
    fxconv("1e9", "USD", "RUB")
    day = day_of(parse_qs(urlsplit(banks.seen[0]).query))
    hosts(banks)
    done = fxconv("providers", "cbr")
    assert done.returncode == 0
    assert "Bank of Russia" in done.stdout
    assert "name the source" in done.stdout
    assert f"https://www.cbr.ru/scripts/XML_daily.asp?date_req={day:%d/%m/%Y}" in done.stdout
    assert f"sha256 {sha256(cbr_table(day)).hexdigest()}" in done.stdout
    assert hosts(banks) == []


def test_a_day_after_the_last_one_that_was_asked_for_is_answered_with_a_warning(fxconv, path):
    with closing(Store(str(path), "rwc")) as store:
        quote = Quote("USD", "RUB", "84.1", date(2026, 3, 3), "cbr", kind="official")
        store.add(Source("cbr", "https://bank.example/", "", LONG_AGO), [quote])
        Journal(store).cover("cbr", Span(date(2026, 3, 1), date(2026, 3, 4)))
    sure = fxconv("1", "USD", "RUB", "--on", "2026-03-04", "--offline")
    assert (sure.returncode, sure.stderr) == (0, "")
    done = fxconv("1", "USD", "RUB", "--on", "2026-03-07", "--offline")
    assert "cbr official rate of 2026-03-03, 4 days old" in done.stdout
    assert done.stderr == (
        "fxconv: what cbr published from 2026-03-05 to 2026-03-07 was never asked for;"
        " fxconv update cbr --since 2026-03-05 --until 2026-03-07 gets it\n"
    )
    monday = fxconv("1", "USD", "RUB", "--at", "2026-03-04 12:00 MSK", "--offline")
    assert (monday.returncode, monday.stderr) == (0, "")


def test_a_weekend_and_a_holiday_of_the_seed_are_no_gap(fxconv):
    for day in ("2026-01-01", "2026-03-08", "2026-04-05"):
        done = fxconv("1", "EUR", "USD", "--on", day, "--offline")
        assert (done.returncode, done.stderr) == (0, "")
    done = fxconv("1", "EUR", "USD", "--on", "2026-11-03", "--offline")
    assert "ecb published from 2026-11-02 to 2026-11-03 was never asked for" in done.stderr


def test_rates_of_a_package_that_is_gone_are_told_and_stop_nothing(fxconv, path):
    with closing(Store(str(path), "rwc")) as store:
        quote = Quote("USD", "CHF", "0.79", date(2026, 3, 3), "ruritania")
        store.add(Source("ruritania", "https://bank.example/", "", LONG_AGO), [quote])
    found = fxconv("doctor", "-o", "json")
    rows = {row["provider"]: row for row in json.loads(found.stdout)}
    assert "not installed" in rows["ruritania"]["trouble"]
    done = fxconv("update", "--until", "2026-09-29")
    assert sorted(done.stdout.splitlines()) == ["currency-api: up to date", "ecb: up to date"]
