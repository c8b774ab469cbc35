"""Prices that are doubted: put aside, they answer nothing until they are accepted."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date, timedelta

import pytest

from fxconv import Converter, Quote, Store
from fxconv.dates.spans import Span
from fxconv.publishing.registry import load
from fxconv.rates.quote import Source
from fxconv.store import quarantine
from fxconv.update.download import Download, Kept
from replay import served
from surroundings import SURROUNDINGS

START = date(2026, 3, 2)


def day(number):
    """Return a day of March 2026 or later, by the days since its second."""
    return START + timedelta(number)


def table(number, **prices):
    """Return the document of the Bank of Russia of a day."""
    rows = "".join(
        f"<Valute><CharCode>{code}</CharCode><Nominal>1</Nominal>"
        f"<Value>{price.replace('.', ',')}</Value></Valute>"
        for code, price in prices.items()
    )
    return f'<ValCurs Date="{day(number):%d.%m.%Y}">{rows}</ValCurs>'.encode()


class Bank:
    """A bank whose table of a day can be set, and the commands of a user of it."""

    def __init__(self, folder, server):
        self.path = str(folder / "rates.sqlite")
        self.tables = {}
        self._server = server
        server.say = self._say
        self._environment = {
            **SURROUNDINGS,
            "HOME": str(folder),
            "FXCONV_STORE": self.path,
            "FXCONV_CONFIG": str(folder / "none.toml"),
            "FXCONV_MIRROR": server.url,
        }

    def _say(self, handler):
        asked = handler.path.rpartition("=")[2]
        metals = "metall" in handler.path
        handler.give(b"<Metall/>" if metals else self.tables.get(asked, b"<ValCurs/>"))

    def fxconv(self, *typed, **variables):
        command = [sys.executable, "-m", "fxconv", *typed]
        environment = {**self._environment, **variables}
        return subprocess.run(command, capture_output=True, text=True, env=environment, check=False)

    def says(self, number, **prices):
        """Set the table of a day."""
        self.tables[f"{day(number):%d/%m/%Y}"] = table(number, **prices)

    def update(self, number):
        """Download the table of a day, known or not."""
        on = str(day(number))
        return self.fxconv("update", "cbr", "--since", on, "--until", on, "--again")

    def download(self, number, **prices):
        """Download a table in this process, and return what came of it."""
        self.says(number, **prices)
        store, cbr = Store(self.path, "rwc"), load("cbr")
        at_once = cbr._replace(pause=0, plan=lambda span: cbr.plan(span)[:1])
        (outcome,) = Download(at_once, store, store).run(Span(day(number), day(number)))
        return outcome

    def aside(self):
        return [(q.base, q.price, str(q.on)) for q, _ in quarantine.doubted(Store(self.path))]

    def troubles(self):
        """Return the exit code of the doctor, and what it says of prices put aside."""
        done = self.fxconv("doctor", "-o", "json", FXCONV_OFFLINE="1")
        rows = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
        rows = rows or json.loads(done.stdout)
        return done.returncode, [row for row in rows if "quarantined" in row["trouble"]]

    def answer(self, number):
        typed = ("1", "USD", "RUB", "--on", str(day(number)), "--from-provider", "cbr")
        return self.fxconv(*typed, FXCONV_OFFLINE="1")


@pytest.fixture
def bank(tmp_path, monkeypatch):
    with served(lambda handler: None) as server:
        monkeypatch.setenv("FXCONV_MIRROR", server.url)
        made = Bank(tmp_path, server)
        assert made.download(0, USD="80", CNY="11") == Kept(2)
        yield made


def test_a_doubted_price_is_put_aside_shown_and_answers_nothing_until_it_is_accepted(bank):
    bank.says(1, USD="8000", CNY="11.1")
    done = bank.update(1)
    assert (done.returncode, done.stderr) == (0, "")
    assert (
        done.stdout == f"cbr: {day(1)} to {day(1)}, 1 rate, 1 quarantined (see `fxconv doctor`)\n"
    )
    assert bank.aside() == [("USD", "8000", str(day(1)))]
    code, (row,) = bank.troubles()
    assert code == 5
    assert row["provider"] == "cbr"
    assert f"1 USD = 8000 RUB on {day(1)} was quarantined: 100 times" in row["trouble"]
    assert "fxconv store accept cbr" in row["advice"]
    assert "8,000" not in bank.answer(1).stdout
    assert bank.answer(0).stdout.startswith("1.00 USD = 80.00 RUB")
    taken = bank.fxconv("store", "accept", "cbr")
    assert (taken.returncode, taken.stdout) == (0, "cbr: accepted 1 rate\n")
    assert bank.troubles()[1] == []
    assert bank.answer(1).stdout.startswith("1.00 USD = 8,000.00 RUB")
    assert bank.fxconv("store", "accept", "cbr").stdout == "cbr: accepted 0 rates\n"


def test_where_an_accepted_price_came_from_is_known(bank):
    bank.download(1, USD="8000")
    ((quote, _),) = quarantine.doubted(Store(bank.path))
    bank.fxconv("store", "accept", "cbr")
    rate = Converter(bank.path).rate("USD", "RUB", on=day(1), provider="cbr")
    source = rate.legs[0].quote.source
    assert source.note == f"accepted, of the document {quote.source.sha256}"
    assert source.url == quote.source.url
    assert source.retrieved == quote.source.retrieved


@pytest.mark.parametrize("wrong", ["8000", "0.0125", "160", "0.8"])
def test_a_doubted_price_answers_no_conversion(bank, wrong):
    bank.download(1, USD=wrong)
    for policy in ("previous", "newest", "nearest", "exact", "next"):
        typed = ("1", "USD", "RUB", "--on", str(day(1)), "--from-provider", "cbr")
        done = bank.fxconv(*typed, "--policy", policy, FXCONV_OFFLINE="1")
        assert done.stdout.startswith("1.00 USD = 80.00 RUB") or not done.stdout, done.stdout
        assert done.returncode in (0, 2, 3)
    found = Converter(bank.path).history("USD", "RUB", day(-3), day(3), provider="cbr")
    assert [str(rate.decimal) for rate in found] == ["80"]


def test_a_refuted_price_is_forgotten_when_the_right_one_comes_for_the_same_day(bank):
    bank.download(1, USD="8000", CNY="11.1")
    assert bank.download(1, USD="80.5", CNY="11.1") == Kept(2)
    assert bank.aside() == []
    assert bank.answer(1).stdout.startswith("1.00 USD = 80.50 RUB")


def test_a_refuted_price_is_forgotten_when_the_next_day_is_usual(bank):
    bank.download(1, USD="8000")
    assert bank.download(2, USD="80.5") == Kept(1)
    assert bank.aside() == []
    assert "8,000" not in bank.answer(1).stdout
    assert bank.answer(2).stdout.startswith("1.00 USD = 80.50 RUB")


def test_a_devaluation_that_the_next_day_confirms_is_taken_in_with_the_day_before(bank):
    assert bank.download(1, USD="160") == Kept(0, 1)
    assert bank.download(2, USD="162") == Kept(1)
    assert bank.aside() == []
    assert bank.answer(1).stdout.startswith("1.00 USD = 160.00 RUB")
    assert bank.answer(2).stdout.startswith("1.00 USD = 162.00 RUB")


def test_a_slip_that_goes_on_is_never_taken_in(bank):
    for number in range(1, 5):
        assert bank.download(number, USD="8000", CNY="11") == Kept(1, 1)
    assert len(bank.aside()) == 4
    assert bank.download(5, USD="81", CNY="11") == Kept(2)
    assert bank.aside() == []


def test_an_older_day_refutes_nothing(bank):
    bank.download(2, USD="8000")
    bank.download(1, USD="80.5")
    assert bank.aside() == [("USD", "8000", str(day(2)))]


def other_bank(store, price, number=0):
    """Store what another bank has of both currencies: the pair by way of a third one."""
    quotes = [
        Quote("USD", "KZT", price, day(number), "nbk"),
        Quote("RUB", "KZT", "6", day(number), "nbk"),
    ]
    store.add(Source("nbk", "https://nationalbank.kz/", "", "2026-03-02T12:00:00Z"), quotes)


@pytest.fixture
def empty(tmp_path, monkeypatch):
    with served(lambda handler: None) as server:
        monkeypatch.setenv("FXCONV_MIRROR", server.url)
        yield Bank(tmp_path, server)


@pytest.mark.parametrize(
    ("price", "outcome"), [("8000", Kept(0, 1)), ("0.8", Kept(0, 1)), ("80.4", Kept(1))]
)
def test_the_first_document_ever_is_held_against_another_source(empty, price, outcome):
    other_bank(Store(empty.path, "rwc"), "480")
    assert empty.download(1, USD=price) == outcome


def test_a_source_that_is_more_than_a_week_old_says_nothing(empty):
    other_bank(Store(empty.path, "rwc"), "480", number=-8)
    assert empty.download(0, USD="8000") == Kept(1)


def test_a_jump_that_another_bank_saw_as_well_is_believed(bank):
    other_bank(Store(bank.path, "rw"), "960", number=1)
    assert bank.download(1, USD="161") == Kept(1)
    assert bank.answer(1).stdout.startswith("1.00 USD = 161.00 RUB")
