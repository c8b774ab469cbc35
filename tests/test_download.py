"""`fxconv update` and Download against a bank that misbehaves in the ways that real ones do."""

from __future__ import annotations

import gzip
import json
import re
import signal
import socket
import struct
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256

import pytest

from conftest import SURROUNDINGS, started
from fxconv import Converter, Store, aside
from fxconv.bulletin import Span
from fxconv.download import Download, Kept
from fxconv.errors import FetchFailed, InvalidDocument
from fxconv.fetch import Limits
from fxconv.journal import Journal
from fxconv.provider import Answer, parsed
from fxconv.providers import load
from fxconv.quote import Source
from replay import served

QUICK = Limits(connect=1, silence=0.3, total=0.6, size=100_000, tries=1)
BEFORE, DAY = date(2026, 3, 3), date(2026, 3, 4)
UPDATE = ("update", "cbr", "--since", str(DAY), "--until", str(DAY))
FROM_CBR = r"fxconv: https://www\.cbr\.ru/scripts/XML_daily\.asp: "
NO_DOCUMENT = "fxconv: this is not a document of cbr: "
AT = {"Content_Type": "application/xml; charset=windows-1251"}


def valute(code, price, nominal="1", name="Денежная единица"):
    return (
        f'<Valute ID="R"><NumCode>000</NumCode><CharCode>{code}</CharCode>'
        f"<Nominal>{nominal}</Nominal><Name>{name}</Name><Value>{price}</Value></Valute>"
    )


USD, JPY = valute("USD", "80,1234"), valute("JPY", "51,4321", "100")


def table(*rows, day=DAY, declared="windows-1251"):
    printed = day if isinstance(day, str) else f"{day:%d.%m.%Y}"
    head = f'<?xml version="1.0" encoding="{declared}"?><ValCurs Date="{printed}" name="Market">'
    return head + "".join(rows) + "</ValCurs>"


def body(*rows, day=DAY):
    return table(*(rows or (USD, JPY)), day=day).encode("windows-1251")


GOOD = body()
YESTERDAY = body(valute("USD", "80,0000"), valute("JPY", "51,0000", "100"), day=BEFORE)
RIGHT = {("USD/RUB", "80.1234"), ("JPY/RUB/100", "51.4321")}
KNOWN = {(str(BEFORE), "USD/RUB", "80.0000"), (str(BEFORE), "JPY/RUB/100", "51.0000")}
YEN = {("JPY/RUB/100", "51.4321")}


def giving(document, status=200, **headers):
    return lambda bank: bank.give(document, status, **{**AT, **headers})


def printing(*rows, day=DAY):
    return giving(body(*rows, day=day))


def breaking_off(bank):
    bank.send_response(200)
    bank.send_header("Content-Length", str(len(GOOD)))
    bank.end_headers()
    bank.wfile.write(GOOD[:200])
    bank.wfile.flush()
    time.sleep(0.05)
    bank.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    bank.connection.close()


def first_(status, **headers):
    def say(bank):
        bad = len(bank.server.seen) == 1
        bank.give(b"later" if bad else GOOD, status if bad else 200, **(headers if bad else AT))

    return say


def bombing(bank):
    bank.give(gzip.compress(bytes(70 << 20), 1), Content_Encoding="gzip")


LAUGHS = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 10))
LAUGHTER = (
    f'<?xml version="1.0"?><!DOCTYPE ValCurs [<!ENTITY l0 "ha">{LAUGHS}]>'
    f'<ValCurs Date="04.03.2026">{valute("USD", "80,1234", name="&l9;")}</ValCurs>'
).encode()
OUTSIDE = LAUGHTER.replace(b'"ha"', b'SYSTEM "file:///etc/hostname"').replace(b"&l9;", b"&l0;")
SMALL = LAUGHTER.replace(b"&l9;", b"&l0;")
BLOCKED = b"<html><head><title>Attention</title></head><body>Checking you</body></html>"
HOME = b'<!DOCTYPE html><html lang="ru"><body><p>The bank<br>news</body></html>'
OTHER_BYTES = table(USD, JPY).encode("utf-8")
UNDECLARED = table(USD, JPY, declared="utf-8").encode("windows-1251")
ANEW, SAME = ("--again",), ()

MISBEHAVIOURS = {
    # name: what the bank does, exit code, what stderr says, what is stored, what heals it
    "reset in mid-body": (breaking_off, 4, FROM_CBR + "the connection broke in", set(), SAME),
    "length too long": (
        giving(GOOD, Content_Length=str(len(GOOD) + 9)), 4, FROM_CBR + "the connec", set(), SAME,
    ),
    "length too short": (giving(GOOD, Content_Length="300"), 4, NO_DOCUMENT, set(), SAME),
    "block page": (giving(BLOCKED), 4, NO_DOCUMENT + "<html> is no table", set(), SAME),
    "home page": (giving(HOME), 4, NO_DOCUMENT, set(), SAME),
    "page of plain text": (giving(b"Too many requests"), 4, NO_DOCUMENT, set(), SAME),
    "redirect": (
        giving(b"", 302, Location="https://login.example/a?b=c"), 4,
        FROM_CBR + r"it leads elsewhere, to https://login\.example/a; what", set(), SAME,
    ),
    "304 unasked": (giving(b"", 304), 4, FROM_CBR, set(), SAME),
    "403": (giving(BLOCKED, 403), 4, FROM_CBR + "the server answered 403", set(), SAME),
    "404": (giving(HOME, 404), 4, FROM_CBR + "the server answered 404", set(), SAME),
    "204": (giving(b"", 204), 4, FROM_CBR + "the server answered 204", set(), SAME),
    "429 once": (first_(429, Retry_After="1"), 0, "", RIGHT, SAME),
    "500 once": (first_(500), 0, "", RIGHT, SAME),
    "gzip bomb": (bombing, 4, FROM_CBR + "its answer is larger than 67,108", set(), SAME),
    "gzip that is none": (giving(GOOD, Content_Encoding="gzip"), 4, FROM_CBR, set(), SAME),
    "entity bomb": (giving(LAUGHTER), 4, NO_DOCUMENT, set(), SAME),
    "entity that is small": (giving(SMALL), 4, NO_DOCUMENT, set(), SAME),
    "entity from a file": (giving(OUTSIDE), 4, NO_DOCUMENT, set(), SAME),
    "bytes in UTF-8": (giving(OTHER_BYTES), 0, "", RIGHT, SAME),
    "bytes not in UTF-8": (giving(UNDECLARED), 4, NO_DOCUMENT, set(), SAME),
    "header of UTF-8": (
        giving(GOOD, Content_Type="text/xml; charset=utf-8"), 0, "", RIGHT, SAME,
    ),
    "empty body": (giving(b""), 4, NO_DOCUMENT, set(), SAME),
    "empty bulletin": (giving(table().encode()), 0, "", set(), ANEW),
    "the day before": (giving(YESTERDAY), 0, "", set(), ANEW),
    "dated 2206": (printing(day="04.03.2206"), 4, NO_DOCUMENT + "it is dated 2206", set(), SAME),
    "dated on no day": (printing(day="31.02.2026"), 4, NO_DOCUMENT, set(), SAME),
    "not dated": (printing(day=""), 4, NO_DOCUMENT, set(), SAME),
    "nominal of 100": (printing(valute("USD", "80,1234", "100"), JPY), 0, "", YEN, ANEW),
    "nominal forgotten": (
        printing(USD, valute("JPY", "51,4321")), 0, "", {("USD/RUB", "80.1234")}, ANEW,
    ),
    "nominal of 0": (printing(valute("USD", "80,1234", "0"), JPY), 0, "", YEN, ANEW),
    "nominal below 0": (
        printing(valute("USD", "80,1234", "-1"), JPY), 4, NO_DOCUMENT, set(), SAME,
    ),
    "pair turned round": (printing(valute("USD", "0,012481"), JPY), 0, "", YEN, ANEW),
    "price of 0": (printing(valute("USD", "0,0000"), JPY), 0, "", YEN, ANEW),
    "price below 0": (printing(valute("USD", "-80,1234"), JPY), 4, NO_DOCUMENT, set(), SAME),
    "exponent": (printing(valute("USD", "8,01234E1"), JPY), 4, NO_DOCUMENT, set(), SAME),
    "price of NaN": (printing(valute("USD", "NaN"), JPY), 4, NO_DOCUMENT, set(), SAME),
    "two commas": (printing(valute("USD", "80,123,4"), JPY), 4, NO_DOCUMENT, set(), SAME),
}  # fmt: skip


def rates_only(say):
    """Answer so to the question for rates; of metals there are none."""
    return lambda bank: bank.give(b"<Metall/>") if "metall" in bank.path else say(bank)


def stocked(folder):
    """Return a store that has the bulletin of the day before."""
    made = str(folder / "rates.sqlite")
    store = Store(made, "rwc")
    source = Source("cbr", "https://www.cbr.ru/", "", "2026-03-02T16:00:00Z")
    store.add(source, parsed(load("cbr"), Answer(YESTERDAY, "")))
    store.close()
    return made


def surroundings(folder, url):
    """Return the environment of a user whose banks are all at an address."""
    return {
        **SURROUNDINGS,
        "HOME": str(folder),
        "FXCONV_STORE": str(folder / "rates.sqlite"),
        "FXCONV_CONFIG": str(folder / "none.toml"),
        "FXCONV_MIRROR": url,
    }


def running(folder, url, *typed, **variables):
    """Run fxconv as a user would whose banks are all at an address."""
    environment = surroundings(folder, url) | variables
    command = [sys.executable, "-m", "fxconv", *typed]
    return subprocess.run(command, capture_output=True, text=True, env=environment, check=False)


@pytest.fixture
def path(tmp_path):
    return stocked(tmp_path)


@pytest.fixture
def bank():
    with served(giving(GOOD)) as server:
        yield server


@pytest.fixture
def fxconv(tmp_path, bank):
    def run(*typed, **variables):
        return running(tmp_path, bank.url, *typed, **variables)

    return run


def on(path, day=DAY, provider="cbr"):
    """Return the pairs and prices that a store has of a day."""
    query = "SELECT pair, price FROM quote WHERE provider = ? AND day = ?"
    return set(Store(path).rows(query, (provider, str(day))))


def days(path):
    return {day for (day,) in Store(path).rows("SELECT DISTINCT day FROM quote")}


def rate(path, day=DAY):
    return str(Converter(path).rate("USD", "RUB", on=day, provider="cbr").decimal)


def suffered(name, folder):
    """Run the same command against a bank that misbehaves and then does not; return both runs."""
    say, *_, healing = MISBEHAVIOURS[name]
    path = stocked(folder)
    with served(rates_only(say)) as bank:
        ill = running(folder, bank.url, *UPDATE)
        stored = Store(path).rows("SELECT day, pair, price FROM quote")
        bank.say = rates_only(giving(GOOD))
        healed = running(folder, bank.url, *UPDATE, *healing)
    return path, ill, set(stored), healed


@pytest.fixture(scope="module")
def runs(tmp_path_factory):
    """Run the whole table at once, as the pauses that the bank wants would add up."""
    with ThreadPoolExecutor(16) as pool:
        folder = tmp_path_factory.mktemp
        yield {name: pool.submit(suffered, name, folder("bank")) for name in MISBEHAVIOURS}


@pytest.mark.parametrize("name", MISBEHAVIOURS)
def test_a_bank_that_misbehaves_leaves_nothing_wrong_and_the_next_answer_heals(runs, name):
    _, code, said, right, _ = MISBEHAVIOURS[name]
    path, ill, stored, healed = runs[name].result()
    assert ill.returncode == code, ill.stderr
    assert re.fullmatch(f"{said}.*\n" if said else "", ill.stderr), ill.stderr
    assert stored == KNOWN | {(str(DAY), *price) for price in right}
    assert (healed.returncode, healed.stderr) == (0, "")
    assert on(path) == RIGHT
    assert aside.doubted(Store(path)) == []
    assert rate(path) == "80.1234"


def silent(bank):
    time.sleep(1)


def dripping(bank):
    bank.send_response(200)
    bank.end_headers()
    for i in range(len(GOOD)):
        bank.wfile.write(GOOD[i : i + 1])
        bank.wfile.flush()
        time.sleep(0.02)


def endless(bank):
    bank.send_response(200)
    bank.send_header("Content-Length", str(2 << 30))
    bank.end_headers()
    while True:
        bank.wfile.write(b"<!-- -->" * 1000)


def one_request(provider):
    """Return a provider that asks for one table only."""
    return provider._replace(pause=0, plan=lambda span: list(provider.plan(span))[:1])


@pytest.fixture
def download(bank, path, monkeypatch):
    """Return what downloads days of the Bank of Russia, at once and with little patience."""
    monkeypatch.setenv("FXCONV_MIRROR", bank.url)

    def run(first=DAY, last=None, now=None, again=False):
        store = Store(path, "rw")
        made = Download(one_request(load("cbr")), store, store, QUICK, now)
        return [o for span in made.lacking(first, last or first, again) for o in made.run(span)]

    return run


@pytest.mark.parametrize(
    ("say", "why"),
    [
        (silent, "it did not answer in time"),
        (dripping, "it took longer than 1 seconds"),
        (endless, "its answer is larger than 100,000 bytes"),
        (giving(b"", 429, Retry_After="0"), "the server answered 429"),
        (giving(b"", 503), "the server answered 503"),
    ],
    ids=["silent", "dripping", "two gigabytes", "429 for ever", "503 for ever"],
)
def test_a_bank_that_wastes_time_is_left_and_asked_again(download, bank, path, say, why):
    bank.say = say
    began = time.monotonic()
    (failure,) = download()
    assert time.monotonic() - began < 10
    assert isinstance(failure, FetchFailed)
    assert failure.why == why
    assert on(path) == set()
    assert Journal(Store(path)).asked("cbr").why == why
    bank.say = giving(GOOD)
    assert download() == [Kept(2)]
    assert on(path) == RIGHT
    assert Journal(Store(path)).asked("cbr").failures == 0


JSON_TABLE = [
    {
        "table": "A",
        "no": "043/A/NBP/2026",
        "effectiveDate": str(DAY),
        "rates": [{"currency": "dolar", "code": "USD", "mid": 3.6123}],
    }
]
CSV_TABLE = (
    "BASE_CUR,QUOTE_CUR,TENOR,TIME_PERIOD,OBS_VALUE,UNIT_MULT\n"
    f"USD,NOK,SP,{DAY},9.6123,0\n"
    f"JPY,NOK,SP,{DAY},6.1234,2\n"
)
OTHERS = {
    "nbp": (json.dumps(JSON_TABLE), {("USD/PLN", "3.6123")}),
    "norges": (CSV_TABLE, {("USD/NOK", "9.6123"), ("JPY/NOK/100", "6.1234")}),
    "boc": (
        json.dumps({"observations": [{"d": str(DAY), "FXUSDCAD": {"v": "1.3612"}}]}),
        {("USD/CAD", "1.3612")},
    ),
}


@pytest.mark.parametrize("name", OTHERS)
@pytest.mark.parametrize(
    "spoil",
    [
        lambda text: text[: len(text) // 3],
        lambda text: "",
        lambda text: "{}",
        lambda text: "null",
        lambda text: "<html>Access denied</html>",
        lambda text: re.sub(r"\d\.(?=\d{4})", "-1.", text),
        lambda text: re.sub(r"\d\.(\d{4})", r"1.\1E5", text),
        lambda text: text.replace("2026-03-04", "2206-03-04"),
        lambda text: text.replace("2026-03-04", "2026-02-30"),
    ],
    ids=["cut off", "empty", "{}", "null", "page", "negative", "exponent", "2206", "no day"],
)
def test_other_banks_documents_that_are_spoilt_are_refused_and_the_next_heals(
    bank, tmp_path, monkeypatch, name, spoil
):
    monkeypatch.setenv("FXCONV_MIRROR", bank.url)
    path = str(tmp_path / "rates.sqlite")
    text, right = OTHERS[name]
    store = Store(path, "rwc")
    made = Download(one_request(load(name)), store, store, QUICK)
    bank.say = giving(spoil(text).encode())
    (failure,) = made.run(Span(DAY, DAY))
    assert isinstance(failure, InvalidDocument)
    assert "\n" not in str(failure)
    assert days(path) == set()
    assert made.lacking(DAY, DAY) == [Span(DAY, DAY)]
    bank.say = giving(text.encode())
    assert list(made.run(Span(DAY, DAY))) == [Kept(len(right))]
    assert on(path, provider=name) == right


EVENING = datetime(2026, 3, 3, 18, 0, tzinfo=UTC)


@pytest.mark.parametrize("late", [YESTERDAY, table().encode()], ids=["yesterday's", "empty"])
def test_a_bulletin_that_is_late_is_asked_again_within_hours(download, bank, path, late):
    bank.say = giving(late)
    download(now=EVENING)
    assert on(path) == set()
    assert Journal(Store(path)).covered("cbr") == []
    asked = Journal(Store(path)).asked("cbr")
    assert timedelta(0) < asked.due - EVENING <= timedelta(hours=2)
    bank.say = giving(GOOD)
    assert download(now=EVENING) == [Kept(2)]
    assert on(path) == RIGHT
    assert Journal(Store(path)).covered("cbr") == [Span(DAY, DAY)]


def by_day(**answers):
    """Answer by the day that is asked for: `d05` is the fifth of the month."""

    def say(bank):
        number = re.search(r"date_req=(\d\d)", bank.path)[1]
        answers.get(f"d{number}", printing(day=f"{number}.03.2026"))(bank)

    return say


def asked_days(bank):
    return [int(re.search(r"date_req=(\d\d)", path)[1]) for path in bank.seen]


FIRST, LAST = date(2026, 3, 4), date(2026, 3, 9)


def test_what_is_covered_is_not_asked_again_unless_again_is_said(download, bank, path):
    bank.say = by_day()
    download(FIRST, date(2026, 3, 6))
    download(FIRST, LAST)
    assert asked_days(bank) == [4, 5, 6, 7, 8, 9]
    assert download(FIRST, LAST) == []
    bank.seen.clear()
    download(FIRST, date(2026, 3, 5), again=True)
    assert asked_days(bank) == [4, 5]
    assert Journal(Store(path)).covered("cbr") == [Span(FIRST, LAST)]


def test_days_without_a_bulletin_are_known_as_such(download, bank, path):
    holiday = printing(day="07.03.2026")
    bank.say = by_day(d08=holiday, d09=giving(table(day="09.03.2026").encode()))
    download(FIRST, LAST)
    assert Journal(Store(path)).covered("cbr") == [Span(FIRST, LAST)]
    assert not on(path, date(2026, 3, 8)) | on(path, date(2026, 3, 9))
    assert len(Store(path).rows("SELECT * FROM bulletin WHERE day = '2026-03-07'")) == 1
    assert download(FIRST, LAST) == []
    assert rate(path, LAST) == "80.1234"


@pytest.mark.parametrize("bad", [breaking_off, giving(BLOCKED)], ids=["broken", "blocked"])
def test_after_a_failure_in_the_middle_only_the_failed_day_is_asked_again(
    download, bank, path, bad
):
    bank.say = by_day(d06=bad)
    outcomes = download(FIRST, LAST)
    assert [isinstance(outcome, Kept) for outcome in outcomes] == [True, True, False] + [True] * 3
    assert days(path) == {f"2026-03-0{n}" for n in (3, 4, 5, 7, 8, 9)}
    journal = Journal(Store(path))
    assert journal.asked("cbr").failures == 1
    assert journal.covered("cbr") == [Span(FIRST, date(2026, 3, 5)), Span(date(2026, 3, 7), LAST)]
    bank.say = by_day()
    bank.seen.clear()
    assert download(FIRST, LAST) == [Kept(2)]
    assert asked_days(bank) == [6]
    assert journal.asked("cbr").failures == 0
    assert journal.covered("cbr") == [Span(FIRST, LAST)]


def test_an_update_that_was_killed_goes_on_where_it_was(download, bank, path):
    bank.say = by_day()
    store = Store(path, "rw")
    outcomes = Download(one_request(load("cbr")), store, store, QUICK).run(Span(FIRST, LAST))
    for _ in range(4):
        next(outcomes)
    outcomes.close()
    bank.seen.clear()
    download(FIRST, LAST)
    assert asked_days(bank) == [7, 8, 9]
    assert on(path, LAST) == RIGHT


def test_failures_in_a_row_are_counted_and_it_is_left_alone_longer(download, bank, path):
    bank.say = giving(BLOCKED)
    pauses = []
    for hour in range(3):
        now = EVENING + timedelta(hours=hour)
        download(now=now)
        asked = Journal(Store(path)).asked("cbr")
        pauses.append(asked.due - now)
    assert asked.failures == 3
    assert pauses == [timedelta(minutes=5), timedelta(minutes=10), timedelta(minutes=20)]


def test_where_each_document_came_from_is_stored(fxconv, bank, path):
    before = datetime.now(UTC).replace(microsecond=0)
    bank.say = rates_only(giving(GOOD))
    assert fxconv(*UPDATE).stdout == f"cbr: {DAY} to {DAY}, rates 2\n"
    source = Store(path).sources("cbr")[-1]
    assert source.provider == "cbr"
    assert source.url == "https://www.cbr.ru/scripts/XML_daily.asp?date_req=04/03/2026"
    assert source.sha256 == sha256(GOOD).hexdigest()
    assert before <= datetime.fromisoformat(source.retrieved) <= datetime.now(UTC)
    assert source.note == f"through {bank.url}"
    assert bank.seen[0] == "/www.cbr.ru/scripts/XML_daily.asp?date_req=04/03/2026"


def test_a_corrected_bulletin_is_a_new_vintage_and_the_newer_answers(fxconv, download, bank, path):
    download()
    assert fxconv(*UPDATE).stdout == "cbr: up to date\n"
    download(again=True)
    assert on(path) == RIGHT
    assert len(Store(path).sources("cbr")) == 2
    bank.say = rates_only(printing(valute("USD", "80,4321"), JPY))
    assert fxconv(*UPDATE, "--again").returncode == 0
    assert on(path) == RIGHT | {("USD/RUB", "80.4321")}
    assert len(Store(path).sources("cbr")) == 3
    assert rate(path) == "80.4321"
    answer = fxconv("100", "USD", "RUB", "--on", str(DAY), "--from-provider", "cbr")
    assert answer.stdout.splitlines()[0] == "100.00 USD = 8,043.21 RUB"


def test_one_provider_that_fails_keeps_no_other_from_being_updated(fxconv, bank, tmp_path):
    text, right = OTHERS["boc"]

    def say(bank):
        (giving(BLOCKED) if "cbr" in bank.path else giving(text.encode()))(bank)

    bank.say = rates_only(say)
    done = fxconv("update", "cbr", "boc", *UPDATE[2:])
    assert done.returncode == 4
    assert done.stderr.startswith(NO_DOCUMENT)
    assert done.stderr.count("\n") == 1
    assert f"boc: {DAY} to {DAY}, rates 1\n" in done.stdout
    assert on(str(tmp_path / "rates.sqlite"), provider="boc") == right


def test_a_document_that_did_not_change_is_not_sent_again(download, bank, path):
    sent = []

    def say(bank):
        known = bank.headers["If-None-Match"] == '"v1"'
        sent.append(304 if known else 200)
        bank.give(b"" if known else GOOD, sent[-1], ETag='"v1"')

    bank.say = say
    assert download() == [Kept(2)]
    assert download(again=True) == [Kept()]
    assert sent == [200, 304]
    assert on(path) == RIGHT


SECRET = "s3cr+t/k3y"
WRITTEN = "s3cr%2Bt%2Fk3y"
MARKET = {"timestamp": 1772643600, "base": "USD", "rates": {"EUR": 0.8612, "JPY": 155.5}}
APILAYER = {"success": True, "date": str(DAY), "base": "EUR", "rates": {"USD": 1.1612}}
KEYED = {
    "openexchangerates": (MARKET, {"error": True, "description": f"Invalid App ID {SECRET}"}),
    "fixer": (APILAYER, {"success": False, "error": {"code": 101, "info": f"key {SECRET}"}}),
    "apilayer-fixer": (APILAYER, {"message": f"Invalid: {WRITTEN} ({SECRET})"}),
}


def secrets(done, folder):
    """Return where a secret can be read: what was printed, and every file that was written."""
    written = {str(file): file.read_bytes() for file in folder.rglob("*") if file.is_file()}
    shown = {"stdout": done.stdout.encode(), "stderr": done.stderr.encode(), **written}
    return [
        place
        for place, text in shown.items()
        if SECRET.encode() in text or WRITTEN.encode() in text
    ]


def keyed(name, **given):
    variable = "FXCONV_KEY_" + name.upper().replace("-", "_")
    return ("update", name, *UPDATE[2:]), {variable: SECRET} | given


@pytest.mark.parametrize("name", KEYED)
def test_a_key_arrives_at_the_server_and_nowhere_else(fxconv, bank, tmp_path, name):
    arrived = []

    def say(bank):
        arrived.append(WRITTEN in bank.path or SECRET in bank.headers.values())
        bank.give(json.dumps(KEYED[name][0]).encode())

    bank.say = say
    typed, variables = keyed(name)
    done = fxconv(*typed, **variables)
    assert (done.returncode, done.stderr) == (0, "")
    assert arrived == [True]
    assert on(str(tmp_path / "rates.sqlite"), provider=name)
    assert secrets(done, tmp_path) == []


@pytest.mark.parametrize("name", KEYED)
@pytest.mark.parametrize("status", [200, 401, 302])
def test_an_error_that_echoes_the_key_does_not_print_it(fxconv, bank, tmp_path, name, status):
    echo = json.dumps(KEYED[name][1]).encode()
    bank.say = giving(echo, status, Location=f"https://login.example/?key={WRITTEN}")
    typed, variables = keyed(name)
    done = fxconv(*typed, **variables)
    assert done.returncode == 4
    assert done.stderr.count("\n") == 1
    assert ("***" in done.stderr) == (status == 200)
    assert secrets(done, tmp_path) == []
    assert secrets(fxconv("doctor"), tmp_path) == []


def test_a_redirect_whose_path_has_the_key_does_not_print_it(fxconv, bank, tmp_path):
    bank.say = giving(b"", 302, Location=f"https://login.example/{WRITTEN}/denied")
    typed, variables = keyed("fixer")
    done = fxconv(*typed, **variables)
    assert done.returncode == 4
    assert secrets(done, tmp_path) == []


def test_a_connection_that_breaks_does_not_print_the_key(fxconv, bank, tmp_path):
    bank.say = breaking_off
    typed, variables = keyed("openexchangerates")
    done = fxconv(*typed, **variables)
    assert done.returncode == 4
    assert done.stderr.count("\n") == 1
    assert secrets(done, tmp_path) == []


def test_without_a_key_it_is_said_where_to_get_one_and_nobody_is_asked(fxconv, bank):
    done = fxconv("update", "openexchangerates", *UPDATE[2:])
    assert done.returncode == 4
    assert done.stderr == (
        "fxconv: openexchangerates wants a key: get one at https://openexchangerates.org/signup"
        " and set FXCONV_KEY_OPENEXCHANGERATES to it\n"
    )
    assert bank.seen == []


def test_a_long_document_that_is_spoilt_at_its_end_leaves_nothing(
    download, bank, path, monkeypatch
):
    monkeypatch.setattr("fxconv.download.PART", 2)
    rows = [valute(code, "80,1234") for code in ("USD", "EUR", "GBP", "CNY")]
    before = days(path)
    bank.say = rates_only(printing(*rows, valute("CHF", "many")))
    (outcome,) = download()
    assert isinstance(outcome, InvalidDocument)
    assert days(path) == before
    bank.say = rates_only(printing(*rows, valute("CHF", "80,1234")))
    assert download() == [Kept(5, 0)]
    assert len(Store(path).printed("cbr", DAY, DAY)) == 5


def test_an_interrupt_does_not_wait_for_the_banks(bank, tmp_path):
    bank.say = lambda handler: time.sleep(30)
    command = [sys.executable, "-m", "fxconv", *UPDATE]
    environment = surroundings(tmp_path, bank.url)
    with started(command, env=environment, stderr=subprocess.PIPE) as running:
        while not bank.seen:
            time.sleep(0.01)
        began = time.monotonic()
        running.send_signal(signal.SIGINT)
        assert running.stderr.read().strip() == b"fxconv: interrupted"
        assert running.wait() == 130
    assert time.monotonic() - began < 15


def test_a_bank_that_fails_three_times_in_a_row_is_left(download, bank):
    bank.say = giving(b"", 404)
    found = download(DAY, DAY + timedelta(30))
    assert [type(outcome) for outcome in found] == [FetchFailed] * 3
    assert len(bank.seen) == 3
