"""What is asked for again and what is not, and what is remembered of it."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256

import pytest

from fxconv import Store
from fxconv.dates.spans import Span
from fxconv.publishing.registry import load
from fxconv.store.journal import Journal
from fxconv.update.download import Download, Kept
from update.download.answers import (
    BLOCKED,
    DAY,
    GOOD,
    JPY,
    NO_DOCUMENT,
    OTHERS,
    PATIENT,
    RIGHT,
    UPDATE,
    YESTERDAY,
    breaking_off,
    days,
    giving,
    on,
    one_request,
    printing,
    rate,
    rates_only,
    table,
    valute,
)

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
    outcomes = Download(one_request(load("cbr")), store, store, PATIENT).run(Span(FIRST, LAST))
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
    assert fxconv(*UPDATE).stdout == f"cbr: {DAY} to {DAY}, 2 rates\n"
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
    assert f"boc: {DAY} to {DAY}, 1 rate\n" in done.stdout
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
