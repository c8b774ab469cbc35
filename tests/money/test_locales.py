from __future__ import annotations

import subprocess
import sys

import pytest
from babel import localedata
from babel.numbers import get_decimal_symbol, get_group_symbol

from fxconv.data import facts
from fxconv.errors import InvalidOption
from fxconv.money.locales import date_order, from_environment, marks, month_names, writing


@pytest.mark.parametrize(
    ("locale", "group", "point"),
    [
        ("en_US", ",", "."),
        ("en-IN", ",", "."),
        ("de", ".", ","),
        ("ru_RU", " ", ","),
        ("RU-ru", " ", ","),
        ("fr", "\u202f", ","),
        ("gl", " ", ","),
        ("en_ZA", " ", ","),
        ("de_CH", "'", "."),
        ("de_CH", "\u2019", "."),
        ("fr_CH", "\u2019", ","),
        ("zh_TW", ",", "."),
        ("zh_Hant_TW", ",", "."),
        ("de_Latn_CH", "'", "."),
        ("en_US_POSIX", ",", "."),
    ],
)
def test_marks(locale, group, point):
    grouping, decimal = marks(locale)
    assert group in grouping
    assert decimal == point


def test_all_spaces_are_one_mark():
    assert {" ", "\xa0", "\u202f", "\u2009"} <= marks("ru")[0] == marks("fr")[0]


@pytest.mark.parametrize(
    ("locale", "order"),
    [
        ("en_US", "mdy"),
        ("en_GB", "dmy"),
        ("ru", "dmy"),
        ("sv", "ymd"),
        ("sv_FI", "dmy"),
        ("zu", "ymd"),
        ("hu", "ymd"),
        ("ja", "ymd"),
    ],
)
def test_date_order(locale, order):
    assert date_order(locale) == order


EVERY = [row[0] for row in facts.rows("locales.tsv")]


@pytest.mark.parametrize("locale", ["cv", "de_CH", "en_ZA", "gl", "zh_TW"])
def test_reading_needs_no_cldr(locale):
    code = (
        f"import sys; from fxconv.money.locales import *; marks({locale!r}), date_order({locale!r})"
    )
    code += "; sys.exit('babel' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_every_locale_has_marks_and_an_order():
    assert len(EVERY) == len(set(EVERY)) > 1000
    for locale in EVERY:
        grouping, point = marks(locale)
        assert point not in grouping
        assert date_order(locale) in ("dmy", "mdy", "ymd")


def test_every_locale_that_babel_has_names_all_months():
    for locale in filter(localedata.exists, EVERY):
        assert set(month_names(locale).values()) == set(range(1, 13))


@pytest.mark.usefixtures("pinned")
def test_the_table_is_what_the_cldr_has():
    for locale in localedata.locale_identifiers():
        own = writing(locale)
        assert own.group == get_group_symbol(locale)
        assert own.point == get_decimal_symbol(locale)


def test_months_do_not_hang_on_the_locale_that_was_read_before():
    code = (
        "from fxconv.money.locales import month_names as m; print(m('am') == (m('ak'), m('am'))[1])"
    )
    made = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True)
    assert made.stdout.split() == [b"True"], made.stderr


def test_month_names():
    names = month_names("ru")
    assert names["ноября"] == names["ноябрь"] == names["нояб"] == 11


@pytest.mark.parametrize(
    "locale", ["", "xx", "xx_YY", "C", "c", "POSIX", "english", "../de", "e" * 1000]
)
@pytest.mark.parametrize("ask", [marks, date_order, month_names])
def test_unknown_locales(ask, locale):
    with pytest.raises(InvalidOption, match="such as de, en_US or ru_RU"):
        ask(locale)


@pytest.mark.parametrize(
    ("variables", "locale"),
    [
        ({}, None),
        ({"LANG": ""}, None),
        ({"LANG": "C"}, None),
        ({"LANG": "C.UTF-8"}, None),
        ({"LANG": "POSIX"}, None),
        ({"LANG": "de_DE"}, "de_DE"),
        ({"LANG": "ru_RU.UTF-8@x"}, "ru_RU"),
        ({"LANG": "de_DE@euro"}, "de_DE"),
        ({"LANG": "de_DE", "LC_NUMERIC": "fr_FR.UTF-8"}, "fr_FR"),
        ({"LANG": "de_DE", "LC_TIME": "fr_FR.UTF-8"}, "de_DE"),
        ({"LANG": "de_DE", "LC_NUMERIC": "fr_FR", "LC_ALL": "en_US.utf8"}, "en_US"),
        ({"LANG": "de_DE", "LC_NUMERIC": "", "LC_ALL": ""}, "de_DE"),
        ({"LANG": "de_DE", "LC_ALL": "C"}, None),
    ],
)
def test_from_environment(variables, locale):
    assert from_environment(variables, "LC_NUMERIC") == locale


def test_importing_locales_is_light():
    code = "import fxconv.money.locales, sys; sys.exit('babel' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
