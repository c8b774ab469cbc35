"""What a store remembers of the asking."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import hypothesis
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dates.spans import DAY, FIRST, SPANS
from fxconv import Store
from fxconv.dates.spans import Span, joined
from fxconv.publishing.provider import Request
from fxconv.store.journal import Asked, Journal

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.fixture
def path(tmp_path):
    return str(tmp_path / "rates.sqlite")


@pytest.fixture
def journal(path):
    return Journal(Store(path, "rwc"))


@given(st.lists(SPANS, max_size=8), st.lists(SPANS, max_size=3))
@hypothesis.settings(deadline=None)
def test_days_that_were_covered_stay_so_and_those_of_others_do_not_count(spans, others):
    journal = Journal(Store.memory())
    for span in spans:
        journal.cover("ecb", span)
    for span in others:
        journal.cover("cbr", span)
    assert journal.covered("ecb") == joined(spans)
    assert journal.covered("cbr") == joined(others)
    assert journal.covered("nbp") == []


def test_another_process_finds_what_was_noted(path):
    first, request = Journal(Store(path, "rwc")), Request("https://bank.example/?day=1")
    first.cover("ecb", Span(FIRST, FIRST + DAY))
    first.cover("ecb", Span(FIRST + 2 * DAY, FIRST + 2 * DAY))
    first.answered("ecb", NOON, NOON + DAY)
    first.remember(request, ('"e"', "Fri"))
    second = Journal(Store(path))
    assert second.covered("ecb") == [Span(FIRST, FIRST + 2 * DAY)]
    assert second.asked("ecb") == Asked(NOON, NOON + DAY, 0, "")
    assert second.validator(request) == ('"e"', "Fri")


def test_a_provider_that_was_never_asked_is_not_known(journal):
    assert journal.asked("ecb") is None
    assert journal.all() == []


def test_a_provider_that_fails_is_left_alone_twice_as_long_each_time_up_to_six_hours(journal):
    pauses = []
    for number in range(1, 31):
        now = NOON + timedelta(days=number)
        journal.failed("ecb", now, f"failure {number}")
        journal.failed("ecb", now, "the same failure, seen from elsewhere")
        asked = journal.asked("ecb")
        assert (asked.at, asked.failures, asked.why) == (now, number, f"failure {number}")
        pauses.append(asked.due - now)
    minutes = [pause / timedelta(minutes=1) for pause in pauses]
    assert minutes == [5, 10, 20, 40, 80, 160, 320, *[360] * 23]


def test_an_answer_makes_up_for_all_failures(journal):
    journal.failed("ecb", NOON, "broken")
    journal.failed("ecb", NOON, "broken")
    journal.answered("ecb", NOON, NOON + DAY)
    assert journal.asked("ecb") == Asked(NOON, NOON + DAY, 0, "")
    journal.failed("ecb", NOON, "broken")
    assert journal.asked("ecb") == Asked(NOON, NOON + timedelta(minutes=5), 1, "broken")


def test_a_failure_of_one_provider_is_not_one_of_another(journal):
    journal.failed("nbp", NOON, "broken")
    journal.failed("ecb", NOON, "broken")
    assert [(name, asked.failures) for name, asked in journal.all()] == [("ecb", 1), ("nbp", 1)]


def test_an_instant_of_any_zone_is_noted_as_the_same_instant(journal):
    at = datetime.fromisoformat("2026-11-20T23:30:00-05:00")
    journal.answered("ecb", at, at + DAY)
    assert journal.asked("ecb").at == at
    assert journal.asked("ecb").due == at + DAY


def test_what_a_server_said_is_known_for_the_same_request_only(journal):
    one = Request("https://bank.example/?day=1")
    assert journal.validator(one) == ("", "")
    journal.remember(one, ('"a"', ""))
    journal.remember(one, ('"b"', "Fri"))
    assert journal.validator(one) == ('"b"', "Fri")
    assert journal.validator(one._replace(sent=b"<xml/>")) == ("", "")
    assert journal.validator(one._replace(url="https://bank.example/?day=2")) == ("", "")
