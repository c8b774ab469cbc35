"""What a store remembers of the asking, when a bulletin is due, and what the settings say."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import islice, pairwise

import hypothesis
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fxconv import Store, settings
from fxconv.dates.spans import Span, joined, lacking
from fxconv.errors import InvalidOption
from fxconv.publishing import calendars, due
from fxconv.publishing.due import Due
from fxconv.publishing.hours import known
from fxconv.publishing.provider import Request
from fxconv.publishing.registry import ids, load
from fxconv.store.journal import Asked, Journal

DAY = timedelta(1)
SECOND = timedelta(seconds=1)
FIRST = date(2026, 1, 1)
SPANS = st.builds(
    lambda begin, length: Span(FIRST + begin * DAY, FIRST + (begin + length) * DAY),
    st.integers(0, 60),
    st.integers(0, 12),
)
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


def days(*spans):
    return {s.first + i * DAY for s in spans for i in range((s.last - s.first).days + 1)}


def apart(spans):
    """Return whether spans are in order, with at least one day between two of them."""
    return all(a.last + DAY < b.first for a, b in pairwise(spans))


@pytest.fixture
def path(tmp_path):
    return str(tmp_path / "rates.sqlite")


@pytest.fixture
def journal(path):
    return Journal(Store(path, "rwc"))


@given(st.lists(SPANS))
def test_joined_spans_are_the_same_days_in_as_few_spans_as_possible(spans):
    found = joined(spans)
    assert days(*found) == days(*spans)
    assert apart(found)
    assert joined(found) == found == joined(reversed(spans))


@given(SPANS, st.lists(SPANS))
def test_what_is_lacking_is_what_is_wanted_and_not_covered(wanted, covered):
    found = list(lacking(wanted, covered))
    assert days(*found) == days(wanted) - days(*covered)
    assert apart(found)


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


def instant(text):
    return datetime.fromisoformat(text)


@pytest.mark.parametrize(
    ("name", "now", "at", "on", "following"),
    [
        pytest.param(*row[1:], id=row[0])
        for row in [
            (
                "ecb on a weekday, a second before 16:30 in Frankfurt",
                *("ecb", "2026-11-19T15:29:59Z"),
                *("2026-11-18T15:30Z", "2026-11-18", "2026-11-19T15:30Z"),
            ),
            (
                "ecb on a weekday at 16:30",
                *("ecb", "2026-11-19T15:30Z"),
                *("2026-11-19T15:30Z", "2026-11-19", "2026-11-20T15:30Z"),
            ),
            (
                "ecb in summer, when 16:30 is an hour earlier",
                *("ecb", "2026-07-16T14:30Z"),
                *("2026-07-16T14:30Z", "2026-07-16", "2026-07-17T14:30Z"),
            ),
            (
                "ecb on the Saturday before summer ends",
                *("ecb", "2026-10-24T12:00Z"),
                *("2026-10-23T14:30Z", "2026-10-23", "2026-10-26T15:30Z"),
            ),
            (
                "ecb on a Sunday",
                *("ecb", "2026-11-22T23:00Z"),
                *("2026-11-20T15:30Z", "2026-11-20", "2026-11-23T15:30Z"),
            ),
            (
                "ecb on Good Friday",
                *("ecb", "2026-04-03T18:00Z"),
                *("2026-04-02T14:30Z", "2026-04-02", "2026-04-07T14:30Z"),
            ),
            (
                "ecb on Easter Monday",
                *("ecb", "2026-04-06T18:00Z"),
                *("2026-04-02T14:30Z", "2026-04-02", "2026-04-07T14:30Z"),
            ),
            (
                "ecb over Christmas",
                *("ecb", "2026-12-26T09:00Z"),
                *("2026-12-24T15:30Z", "2026-12-24", "2026-12-28T15:30Z"),
            ),
            (
                "ecb at its first bulletin",
                *("ecb", "1999-01-04T14:30Z"),
                *("1999-01-04T14:30Z", "1999-01-04", "1999-01-05T14:30Z"),
            ),
            (
                "cbr on a Friday before the table of Saturday is set",
                *("cbr", "2026-11-20T15:29:59Z"),
                *("2026-11-19T15:30Z", "2026-11-20", "2026-11-20T15:30Z"),
            ),
            (
                "cbr on a Friday when the table of Saturday is set",
                *("cbr", "2026-11-20T15:30Z"),
                *("2026-11-20T15:30Z", "2026-11-21", "2026-11-23T15:30Z"),
            ),
            (
                "cbr on a Monday morning, still with the table of Saturday",
                *("cbr", "2026-11-23T08:00Z"),
                *("2026-11-20T15:30Z", "2026-11-21", "2026-11-23T15:30Z"),
            ),
            (
                "hkma, which gives the days of a month 42 days later",
                *("hkma", "2026-11-19T08:00Z"),
                *("2026-11-19T08:00Z", "2026-10-08", "2026-11-20T08:00Z"),
            ),
            (
                "hkma a second earlier",
                *("hkma", "2026-11-19T07:59:59Z"),
                *("2026-11-18T08:00Z", "2026-10-07", "2026-11-19T08:00Z"),
            ),
            (
                "fred, which gives a day 8 days later in New York",
                *("fred", "2026-11-18T21:15Z"),
                *("2026-11-18T21:15Z", "2026-11-10", "2026-11-19T21:15Z"),
            ),
        ]
    ],
)
def test_which_bulletin_is_out_and_when_the_next_one_is(name, now, at, on, following):
    provider = load(name)
    assert due.last(provider, instant(now)) == Due(instant(at), date.fromisoformat(on))
    assert due.following(provider, instant(now)) == instant(following)


def test_before_the_first_bulletin_there_is_none():
    assert due.last(load("ecb"), instant("1999-01-04T14:29:59Z")) is None
    assert due.following(load("ecb"), instant("1999-01-04T14:29:59Z")) == instant(
        "1999-01-04T14:30Z"
    )


@pytest.mark.parametrize(("name", "final"), [("bdp", "1998-12-31"), ("bbk", "1998-12-30")])
def test_after_the_last_bulletin_of_a_provider_none_is_due(name, final):
    provider = load(name)
    assert due.following(provider, NOON) is None
    assert due.again(provider, NOON) > NOON
    assert due.last(provider, NOON).on == date.fromisoformat(final)


@pytest.mark.parametrize(
    ("name", "now", "then"),
    [
        ("ecb", "2026-11-19T15:31Z", "2026-11-19T16:31Z"),
        ("ecb", "2026-11-19T15:00Z", "2026-11-19T15:30Z"),
        ("boe", "2026-11-19T10:00Z", "2026-11-19T16:00Z"),
        ("boe", "2026-11-19T16:00Z", "2026-11-19T23:12Z"),
        ("hkma", "2026-11-19T08:00Z", "2026-11-20T08:00Z"),
        ("hkma", "2026-11-20T08:00Z", "2026-11-23T08:00Z"),
        ("bdp", "2026-11-20T12:00Z", "2026-11-20T13:00Z"),
    ],
)
def test_for_a_late_bulletin_one_asks_after_an_hour_or_a_tenth_of_its_lag(name, now, then):
    assert due.again(load(name), instant(now)) == instant(then)


ALIVE = [name for name in ids() if load(name).until is None]
INSTANTS = st.datetimes(datetime(2026, 6, 1), datetime(2028, 1, 1), timezones=st.just(UTC))


@given(st.sampled_from(ALIVE), INSTANTS)
@hypothesis.settings(deadline=None, max_examples=300)
def test_between_the_last_bulletin_and_the_next_there_is_no_other(name, now):
    provider = load(name)
    last, following = due.last(provider, now), due.following(provider, now)
    assert last.at <= now < following
    assert due.following(provider, last.at) == following
    assert due.following(provider, last.at - SECOND) == last.at
    assert due.last(provider, following).at == following
    assert due.last(provider, following - SECOND) == last
    assert now < due.again(provider, now) <= following


@pytest.mark.parametrize("name", ALIVE)
def test_no_working_day_is_skipped(name):
    provider = load(name)
    begin = due.last(provider, NOON)
    ahead = provider.published[-1].before * DAY
    found, at = [], begin.at
    for _ in range(40):
        at = due.following(provider, at)
        found.append(due.last(provider, at).on)
    later = (begin.on - ahead + i * DAY for i in range(1, 400))
    assert found == [day + ahead for day in islice(filter(provider.working, later), 40)]


@pytest.mark.parametrize("name", ALIVE)
def test_a_bulletin_is_known_from_the_instant_that_it_is_due(name):
    provider = load(name)
    bulletin = due.last(provider, NOON)
    assert known(provider, bulletin.at) >= bulletin.on
    assert known(provider, bulletin.at - SECOND) < bulletin.on


HOLIDAYS = """
2024-01-01 2024-03-29 2024-04-01 2024-05-01 2024-12-25 2024-12-26
2025-01-01 2025-04-18 2025-04-21 2025-05-01 2025-12-25 2025-12-26
2026-01-01 2026-04-03 2026-04-06 2026-05-01 2026-12-25
"""


def test_target_is_open_on_weekdays_but_for_its_holidays():
    year = days(Span(date(2024, 1, 1), date(2026, 12, 31)))
    closed = {day for day in year if day.weekday() < 5 and not calendars.target(day)}
    assert sorted(map(str, closed)) == HOLIDAYS.split()
    assert not any(calendars.target(day) for day in year if day.weekday() >= 5)


@pytest.mark.parametrize(
    ("calendar", "open_on"),
    [
        (calendars.weekdays, "Mon Tue Wed Thu Fri"),
        (calendars.every_day, "Mon Tue Wed Thu Fri Sat Sun"),
        (calendars.sunday_to_thursday, "Mon Tue Wed Thu Sun"),
        (calendars.mondays, "Mon"),
        (calendars.wednesdays, "Wed"),
    ],
)
def test_the_days_of_a_calendar(calendar, open_on):
    week = (date(2026, 11, 16) + i * DAY for i in range(7))
    assert " ".join(f"{day:%a}" for day in week if calendar(day)) == open_on


@pytest.fixture
def written(tmp_path, monkeypatch):
    for name in ("OFFLINE", "BUDGET", "MIRROR", "KEY_FRED", "KEY_TCMB_EVDS", "KEY_FIXER"):
        monkeypatch.delenv(f"FXCONV_{name}", raising=False)

    def write(text):
        path = tmp_path / "config.toml"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        monkeypatch.setenv("FXCONV_CONFIG", str(path))
        return path

    return write


SETTINGS = """
offline = true
budget = 1.5
mirror = "https://mirror.example/"
order = ["cbr", "ecb"]

[keys]
fred = "of the file"
tcmb-evds = "of the file too"
"""


def test_the_settings_of_a_file(written):
    written(SETTINGS)
    assert settings.offline() is True
    assert settings.budget() == 1.5
    assert settings.mirror() == "https://mirror.example/"
    assert settings.order() == ["cbr", "ecb"]
    assert settings.key("fred") == "of the file"
    assert settings.key("tcmb-evds") == "of the file too"
    assert settings.key("fixer") == ""


def test_the_environment_goes_before_the_file(written, monkeypatch):
    written(SETTINGS)
    monkeypatch.setenv("FXCONV_OFFLINE", "0")
    monkeypatch.setenv("FXCONV_BUDGET", "0")
    monkeypatch.setenv("FXCONV_MIRROR", "https://other.example")
    monkeypatch.setenv("FXCONV_KEY_FRED", "of the environment")
    monkeypatch.setenv("FXCONV_KEY_TCMB_EVDS", "of the environment too")
    assert settings.offline() is False
    assert settings.budget() == 0
    assert settings.mirror() == "https://other.example"
    assert settings.key("fred") == "of the environment"
    assert settings.key("tcmb-evds") == "of the environment too"


@pytest.mark.parametrize(("given", "off"), [("1", True), ("yes", True), ("0", False), ("", False)])
def test_what_turns_the_network_off(written, monkeypatch, given, off):
    written(f"offline = {str(not off).lower()}")
    monkeypatch.setenv("FXCONV_OFFLINE", given)
    assert settings.offline() is off


def test_without_a_file_the_usual_holds(written, tmp_path, monkeypatch):
    monkeypatch.setenv("FXCONV_CONFIG", str(tmp_path / "none.toml"))
    assert settings.offline() is False
    assert settings.budget() == 3
    assert settings.mirror() == ""
    assert settings.order() == []
    assert settings.key("fred") == ""


@pytest.mark.parametrize(
    "text", ["offline = ", "[keys", "budget = 1\nbudget = 2", b'mirror = "\xff"']
)
def test_a_broken_file_is_an_error_that_names_it(written, text):
    path = written(text)
    with pytest.raises(InvalidOption) as caught:
        settings.mirror()
    assert path.name in str(caught.value)
    assert "TOML" in str(caught.value)


@pytest.mark.parametrize("text", ['keys = "Ziffer"', 'order = "ecb"', 'offline = "no"'])
def test_a_setting_of_the_wrong_kind_is_an_error(written, text):
    written(text)
    with pytest.raises(InvalidOption) as caught:
        (settings.key("fred"), settings.order(), settings.offline())
    assert "Ziffer" not in str(caught.value)


def test_a_folder_is_no_file_of_settings(written, tmp_path, monkeypatch):
    monkeypatch.setenv("FXCONV_CONFIG", str(tmp_path))
    with pytest.raises(InvalidOption):
        settings.mirror()


@pytest.mark.parametrize("given", ["soon", "3 s", "nan", "inf"])
def test_a_budget_is_a_number_of_seconds(written, monkeypatch, given):
    monkeypatch.setenv("FXCONV_BUDGET", given)
    with pytest.raises(InvalidOption, match="a number of seconds"):
        settings.budget()
    monkeypatch.delenv("FXCONV_BUDGET")
    written(f'budget = "{given}"')
    with pytest.raises(InvalidOption, match="a number of seconds"):
        settings.budget()


def test_files_are_where_the_variables_say(tmp_path, monkeypatch):
    monkeypatch.setenv("FXCONV_STORE", "here.sqlite")
    monkeypatch.setenv("FXCONV_CONFIG", "there.toml")
    assert (settings.store_path(), settings.config_path()) == ("here.sqlite", "there.toml")


@pytest.mark.skipif("not sys.platform.startswith('linux')")
def test_files_are_where_the_platform_keeps_them(tmp_path, monkeypatch):
    for name in ("FXCONV_STORE", "FXCONV_CONFIG", "XDG_DATA_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", "/home/bob")
    assert settings.store_path() == "/home/bob/.local/share/fxconv/rates.sqlite"
    assert settings.config_path() == "/home/bob/.config/fxconv/config.toml"
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert settings.store_path() == str(tmp_path / "fxconv" / "rates.sqlite")
