"""Documents that are spoilt leave nothing wrong, and the next answer heals."""

from __future__ import annotations

import gzip
import re
from concurrent.futures import ThreadPoolExecutor

import pytest

from fxconv import Store
from fxconv.dates.spans import Span
from fxconv.errors import InvalidDocument
from fxconv.publishing.registry import load
from fxconv.store import quarantine
from fxconv.update.download import Download, Kept
from replay import served
from update.download.answers import (
    AT,
    BEFORE,
    BLOCKED,
    DAY,
    GOOD,
    JPY,
    NO_DOCUMENT,
    OTHERS,
    PATIENT,
    RIGHT,
    UPDATE,
    USD,
    YESTERDAY,
    breaking_off,
    days,
    giving,
    on,
    one_request,
    printing,
    rate,
    rates_only,
    running,
    stocked,
    table,
    valute,
)

FROM_CBR = r"fxconv: https://www\.cbr\.ru/scripts/XML_daily\.asp: "
KNOWN = {(str(BEFORE), "USD/RUB", "80.0000"), (str(BEFORE), "JPY/RUB/100", "51.0000")}
YEN = {("JPY/RUB/100", "51.4321")}


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
HOME = b'<!DOCTYPE html><html lang="ru"><body><p>The bank<br>news</body></html>'
OTHER_BYTES = table(USD, JPY).encode("utf-8")
UNDECLARED = table(USD, JPY, declared="utf-8").encode("windows-1251")
ANEW, SAME = ("--again",), ()

MISBEHAVIOURS = {
    # name: what the bank does, exit code, what stderr says, what is stored, what heals it
    "reset in mid-body": (breaking_off, 4, FROM_CBR + "the connection broke off", set(), SAME),
    "length too long": (
        giving(GOOD, Content_Length=str(len(GOOD) + 9)), 4, FROM_CBR + "the connec", set(), SAME,
    ),
    "length too short": (giving(GOOD, Content_Length="300"), 4, NO_DOCUMENT, set(), SAME),
    "block page": (giving(BLOCKED), 4, NO_DOCUMENT + "<html> is not a table", set(), SAME),
    "home page": (giving(HOME), 4, NO_DOCUMENT, set(), SAME),
    "page of plain text": (giving(b"Too many requests"), 4, NO_DOCUMENT, set(), SAME),
    "redirect": (
        giving(b"", 302, Location="https://login.example/a?b=c"), 4,
        FROM_CBR + r"redirects to https://login\.example/a; ", set(), SAME,
    ),
    "304 unasked": (giving(b"", 304), 4, FROM_CBR, set(), SAME),
    "403": (giving(BLOCKED, 403), 4, FROM_CBR + "the server answered 403", set(), SAME),
    "404": (giving(HOME, 404), 4, FROM_CBR + "the server answered 404", set(), SAME),
    "204": (giving(b"", 204), 4, FROM_CBR + "the server answered 204", set(), SAME),
    "429 once": (first_(429, Retry_After="1"), 0, "", RIGHT, SAME),
    "500 once": (first_(500), 0, "", RIGHT, SAME),
    "gzip bomb": (bombing, 4, FROM_CBR + "the answer is larger than 67,108", set(), SAME),
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
    "dated 2206": (
        printing(day="04.03.2206"), 4, NO_DOCUMENT + "it is dated 2206-03-04, more than 45 days",
        set(), SAME,
    ),
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
    assert quarantine.doubted(Store(path)) == []
    assert rate(path) == "80.1234"


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
    made = Download(one_request(load(name)), store, store, PATIENT)
    bank.say = giving(spoil(text).encode())
    (failure,) = made.run(Span(DAY, DAY))
    assert isinstance(failure, InvalidDocument)
    assert "\n" not in str(failure)
    assert days(path) == set()
    assert made.lacking(DAY, DAY) == [Span(DAY, DAY)]
    bank.say = giving(text.encode())
    assert list(made.run(Span(DAY, DAY))) == [Kept(len(right))]
    assert on(path, provider=name) == right


def test_a_long_document_that_is_spoilt_at_its_end_leaves_nothing(
    download, bank, path, monkeypatch
):
    monkeypatch.setattr("fxconv.update.download.PART", 2)
    rows = [valute(code, "80,1234") for code in ("USD", "EUR", "GBP", "CNY")]
    before = days(path)
    bank.say = rates_only(printing(*rows, valute("CHF", "many")))
    (outcome,) = download()
    assert isinstance(outcome, InvalidDocument)
    assert days(path) == before
    bank.say = rates_only(printing(*rows, valute("CHF", "80,1234")))
    assert download() == [Kept(5, 0)]
    assert len(Store(path).printed("cbr", DAY, DAY)) == 5
