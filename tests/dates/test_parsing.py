from __future__ import annotations

import subprocess
import sys
from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from babel.dates import format_date
from hypothesis import given
from hypothesis import strategies as st

from fxconv.dates.parsing import as_day, as_instant, read_day, read_instant
from fxconv.errors import AmbiguousDate, InvalidDate, InvalidOption

DAY = date(2014, 11, 20)
LOCALES = ["en_US", "en_GB", "de", "ru", "fr", "pl", "uk", "it", "sv", "tr"]
ENGLISH = "January February March April May June July August September October November December"


def test_strict_days():
    assert as_day("2014-11-20") == DAY
    assert as_day(DAY) is DAY
    assert as_day("2000-02-29") == date(2000, 2, 29)


@pytest.mark.parametrize(
    "text",
    [
        *["", "20.11.2014", "01/02/2014", "13/02/2014", "may", "2014", "10", "friday", "14-11-20"],
        *["2014-11-20\n", " 2014-11-20", "2014-11-20T00:00", "20141120", "2014-W47-4", "2014-1-5"],
        *["2014-13-01", "2014-02-30", "0000-01-01", "２０１４-11-20", "today", "1" * 10_000],
    ],
)
def test_texts_that_are_not_strict_days(text):
    with pytest.raises(InvalidDate):
        as_day(text)


@pytest.mark.parametrize("value", [None, 20141120, b"2014-11-20", 2014.5])
def test_values_that_are_not_days(value):
    with pytest.raises(InvalidDate):
        as_day(value)


def test_a_moment_is_not_a_day():
    with pytest.raises(InvalidDate, match="pass it as at="):
        as_day(datetime(2014, 11, 20, tzinfo=UTC))


@pytest.mark.parametrize(
    ("text", "date_format"),
    [
        ("20.11.2014", "DD.MM.YYYY"),
        ("11/20/2014", "MM/DD/YYYY"),
        ("20112014", "DDMMYYYY"),
        ("2014 11 20", "YYYY MM DD"),
    ],
)
def test_an_explicit_format(text, date_format):
    assert as_day(text, date_format=date_format) == DAY


@pytest.mark.parametrize("text", ["2014-11-20", "20x11x2014", "20.11.14", "1.11.2014"])
def test_an_explicit_format_is_the_only_one(text):
    with pytest.raises(InvalidDate, match=r"DD\.MM\.YYYY"):
        as_day(text, date_format="DD.MM.YYYY")


@pytest.mark.parametrize(
    "date_format", ["", "%d.%m.%Y", "DD.MM", "DD.MM.YY", "DDxMMxYYYY", "DD.DD"]
)
def test_formats_that_are_not_formats(date_format):
    with pytest.raises(InvalidOption):
        as_day("20.11.2014", date_format=date_format)


@pytest.mark.parametrize(
    "text",
    [
        *["2014-11-20", "2014/11/20", "2014.11.20", "20141120", "20.11.2014", "20/11/2014"],
        *["20 November 2014", "20 nov 2014", "20-Nov-2014", "20th Nov. 2014", "20. November 2014"],
        *["Nov 20, 2014", "November 20 2014", "NOVEMBER 20th, 2014", "2014 Nov 20", "2014-Nov-20"],
        *["  20   November  2014 ", "20 November, 2014"],
    ],
)
def test_typed_days(text):
    assert read_day(text) == DAY


@pytest.mark.parametrize(
    "text",
    [
        *[
            "",
            "may",
            "may 2014",
            "Nov 20",
            "20 Nov",
            "2014",
            "10",
            "friday",
            "14-11-20",
            "20.11.14",
        ],
        *["Nov 20, 14", "20 Nov 99", "Thursday 20 November 2014", "20 Thu 2014", "20 am 2014"],
        *["20 MSK 2014", "20 T 2014", "20 of 2014", "20 Foo 2014", "20 ноября 2014", "2014112"],
        *["Nov 20 2014 02:04", "20 Nov 2014 UTC", "31 Nov 2014", "0 Nov 2014", "29 Feb 2015"],
        *["13/13/2014", "2014/13/01", "2014/1-5", "1.2/2014", "２０ Nov 2014", "20 Nov 2014 x"],
        *["next week", "1" * 10_000, "20 " + "x" * 10_000 + " 2014"],
    ],
)
def test_texts_that_are_not_days(text):
    with pytest.raises(InvalidDate):
        read_day(text)


def test_the_order_of_day_and_month():
    with pytest.raises(AmbiguousDate) as caught:
        read_day("01/02/2014")
    assert caught.value.readings == ("2014-01-02", "2014-02-01")
    with pytest.raises(AmbiguousDate):
        read_day("01-02-2014")
    with pytest.raises(AmbiguousDate):
        read_day("01/02/2014", locale="sv")
    assert read_day("02/02/2014") == date(2014, 2, 2)
    assert read_day("13/02/2014") == read_day("02/13/2014") == date(2014, 2, 13)
    assert read_day("1.2.2014", locale="en_US") == date(2014, 2, 1)


def test_the_locale_decides_the_order():
    assert read_day("01/02/2014", locale="en_US") == date(2014, 1, 2)
    assert read_day("01/02/2014", locale="en_GB") == date(2014, 2, 1)
    assert read_day("01-02-2014", locale="nl") == date(2014, 2, 1)
    with pytest.raises(InvalidDate):
        read_day("13/02/2014", locale="en_US")
    with pytest.raises(InvalidOption):
        read_day("01/02/2014", locale="xx_YY")


def test_today_is_only_what_the_caller_says():
    assert read_day("today", today=DAY) == DAY
    assert read_day("Yesterday", today=DAY) == DAY - timedelta(1)
    assert read_day("завтра", today=DAY) == DAY + timedelta(1)
    with pytest.raises(InvalidDate):
        read_day("today")


@pytest.mark.parametrize(
    ("text", "locale"),
    [
        ("20 ноября 2014", "ru"),
        ("20 ноября 2014 г.", "ru_RU"),
        ("20 November 2014", "ru"),
        ("20. nov. 2014", "de"),
        ("20 novembre 2014", "fr"),
    ],
)
def test_months_in_the_language_of_the_locale(text, locale):
    assert read_day(text, locale=locale) == DAY


@given(st.dates())
def test_natural_forms_read_back(day):
    month = ENGLISH.split()[day.month - 1]
    year = f"{day.year:04}"
    forms = [
        day.isoformat(),
        f"{day.day} {month} {year}",
        f"{day.day:02} {month[:3]} {year}",
        f"{month} {day.day}, {year}",
        f"{year} {month} {day.day}",
        f"{day.day:02}.{day.month:02}.{year}",
        f"{year}/{day.month}/{day.day}",
        f"{year}{day.month:02}{day.day:02}",
    ]
    assert [read_day(form) for form in forms] == [day] * len(forms)


@given(st.dates(), st.sampled_from(LOCALES))
def test_formatted_days_read_back(day, locale):
    assert read_day(format_date(day, "d MMMM yyyy", locale), locale=locale) == day
    assert read_day(format_date(day, "d MMM yyyy", locale), locale=locale) == day


@given(st.text() | st.text("0123456789-./: TZNovMay,", max_size=20))
def test_any_text_is_read_or_refused(text):
    for read in (as_day, read_day, as_instant, read_instant):
        try:
            found = read(text)
        except InvalidDate:
            continue
        assert isinstance(found, date)


@pytest.mark.parametrize(
    ("text", "utc"),
    [
        ("2014-11-20T02:04Z", "2014-11-20T02:04:00+00:00"),
        ("2014-11-20t02:04:05z", "2014-11-20T02:04:05+00:00"),
        ("2014-11-20 02:04:05.5 Z", "2014-11-20T02:04:05.500000+00:00"),
        ("2014-11-20T02:04:05.123456789Z", "2014-11-20T02:04:05.123456+00:00"),
        ("2014-11-20T02:04+05:30", "2014-11-19T20:34:00+00:00"),
        ("2014-11-20 02:04 +03", "2014-11-19T23:04:00+00:00"),
        ("2014-11-20 02:04 UTC", "2014-11-20T02:04:00+00:00"),
        ("2014-11-20 02:04 UTC+3", "2014-11-19T23:04:00+00:00"),
        ("2014-11-20 02:04 UTC+03:00", "2014-11-19T23:04:00+00:00"),
        ("2014-11-20T02:04:00+0300", "2014-11-19T23:04:00+00:00"),
        ("2014-11-20 02:04 gmt-5", "2014-11-20T07:04:00+00:00"),
        ("2014-11-20 02:04 MSK", "2014-11-19T23:04:00+00:00"),
        ("2014-10-01 02:04 MSK", "2014-09-30T22:04:00+00:00"),
        ("2014-11-20 02:04 SGT", "2014-11-19T18:04:00+00:00"),
        ("2014-11-20 02:04 JST", "2014-11-19T17:04:00+00:00"),
        ("2014-07-20 02:04 CEST", "2014-07-20T00:04:00+00:00"),
        ("2014-11-20 02:04 [Europe/Moscow]", "2014-11-19T23:04:00+00:00"),
        ("2014-11-20 02:04 Europe/Moscow", "2014-11-19T23:04:00+00:00"),
        ("2014-11-20T02:04+01:00[Europe/Berlin]", "2014-11-20T01:04:00+00:00"),
        ("2014-10-26T02:30+01:00[Europe/Berlin]", "2014-10-26T01:30:00+00:00"),
        ("2014-10-26 02:30 CEST", "2014-10-26T00:30:00+00:00"),
        ("2014-10-26 02:30 CET", "2014-10-26T01:30:00+00:00"),
    ],
)
def test_instants(text, utc):
    assert as_instant(text).astimezone(UTC).isoformat() == utc
    assert read_instant(text) == as_instant(text)


def test_an_instant_keeps_its_offset():
    assert as_instant("2014-11-20T02:04+05:30").isoformat() == "2014-11-20T02:04:00+05:30"
    berlin = datetime(2014, 10, 26, 2, 30, tzinfo=ZoneInfo("Europe/Berlin"), fold=1)
    assert as_instant(berlin).isoformat() == "2014-10-26T02:30:00+01:00"
    assert as_instant(berlin).tzinfo == timezone(timedelta(hours=1))


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("2014-11-20", "and a time zone"),
        ("2014-11-20 02:04", "add a time zone"),
        ("2014-11-20T24:00Z", "write YYYY-MM-DD HH:MM"),
        ("2014-06-30T23:59:60Z", "write YYYY-MM-DD HH:MM"),
        ("2014-11-20 2:04 UTC", "write YYYY-MM-DD HH:MM"),
        ("2014-02-30T02:04Z", "no such day"),
        ("2014-11-20 02:04 IST", "Asia/Kolkata, Asia/Jerusalem or Europe/Dublin"),
        ("2014-11-20 02:04 EST", "America/New_York or Australia/Sydney"),
        ("2014-11-20 02:04 CEST", "never showed"),
        ("2014-03-30 02:30 Europe/Berlin", "never showed"),
        ("2014-03-30 02:30 CET", "never showed"),
        ("2014-10-26 02:30 Europe/Berlin", "UTC[+]02:00 and UTC[+]01:00"),
        ("2014-10-26 01:30 MSK", "UTC[+]04:00 and UTC[+]03:00"),
        ("2014-11-20T02:04+02:00[Europe/Berlin]", "never showed"),
        ("2014-11-20 02:04 +25:00", "25 hours"),
        ("2014-11-20 02:04 (UTC+3)", "unknown time zone"),
        ("2014-11-20 02:04 UTC+0300", "unknown time zone"),
        ("2014-11-20 02:04 +030", "unknown time zone"),
        ("2014-11-20 02:04 Foo", "unknown time zone"),
        ("2014-11-20 02:04 Mars/Base", "unknown time zone"),
        ("2014-11-20 02:04 America/Argentina", "unknown time zone"),
        ("2014-11-20 02:04 ../etc/passwd", "unknown time zone"),
        ("0001-01-01 00:00+14:00", "outside the years"),
    ],
)
def test_texts_that_are_not_instants(text, why):
    with pytest.raises(InvalidDate, match=why):
        as_instant(text)


def test_a_naive_datetime_needs_a_zone():
    with pytest.raises(InvalidDate, match="add a time zone"):
        as_instant(datetime(2014, 11, 20))


@pytest.mark.parametrize(
    "text",
    [
        *["20 November 2014 02:04 MSK", "20.11.2014 02:04 UTC+3", "Nov 20, 2014, 02:04 +03:00"],
        *["today 02:04 Europe/Moscow", "20 Nov 2014 at 02:04:00 [Europe/Moscow]"],
    ],
)
def test_typed_instants(text):
    assert read_instant(text, today=DAY).isoformat() == "2014-11-20T02:04:00+03:00"


@pytest.mark.parametrize(
    "text", ["20.11.2014 02:04", "20.11.2014", "02:04 UTC", "20.11.2014 02:04 pm UTC", ""]
)
def test_texts_that_are_not_typed_instants(text):
    with pytest.raises(InvalidDate):
        read_instant(text)


def test_a_typed_instant_takes_the_order_of_the_locale():
    assert read_instant("01/02/2014 02:04 UTC", locale="en_US").month == 1
    with pytest.raises(AmbiguousDate):
        read_instant("01/02/2014 02:04 UTC")


@given(
    st.datetimes(datetime(1970, 1, 2), datetime(2030, 1, 1)),
    st.sampled_from(["Europe/Berlin", "Europe/Moscow", "America/New_York", "Australia/Sydney"]),
)
def test_an_offset_and_its_zone_agree(moment, region):
    zoned = moment.replace(tzinfo=UTC).astimezone(ZoneInfo(region))
    assert as_instant(f"{zoned.isoformat()}[{region}]").astimezone(UTC) == zoned.astimezone(UTC)


def test_importing_days_is_light():
    code = (
        "import fxconv.dates.parsing, sys; sys.exit(bool({'dateutil', 'babel'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
