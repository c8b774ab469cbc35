"""What is written in words reads back, to the last digit or to half a unit of it."""

import decimal
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fxconv.data import facts
from fxconv.money import names
from fxconv.money.currency import currencies
from fxconv.money.money import Money
from fxconv.web import language, magnitudes, words

BIG = "en en-GB en-IN ru uk pl de fr es pt pt-PT it nl sv tr ar hi zh ja ko kk".split(" ")  # noqa: SIM905
LOCALES = [*BIG, "ar-EG", "zh-TW", "fa", "bn", "ro", "ca", "he", "sw", "de-CH", "mt", "sa"]


@pytest.mark.parametrize("locale", LOCALES)
def test_digits_are_grouped_by_threes_or_as_the_language_has_it(locale):
    own = language.language(locale)
    whole = words.number(Decimal(1234567890123), locale)
    *others, last = (len(group) for group in whole.split(own.marks.group))
    assert (last, {*others[1:]}) == (own.grouping.last, {own.grouping.others})
    assert 0 < others[0] <= own.grouping.others
    assert sum(others) + last == 13


@pytest.mark.parametrize("locale", LOCALES)
def test_an_amount_reads_back_and_names_its_currency(locale):
    name = language.language(locale).name
    sign, forms = names.symbol("CAD", name), names.plurals("CAD", name).values()
    for style, named in (("symbol", [sign]), ("code", ["CAD"]), ("name", forms)):
        text = words.amount(Money("-1234567.89", "CAD"), locale, style)
        assert any(word.casefold() in text.casefold() for word in named), text
        assert read(text.replace(sign, ""), locale) == Decimal("-1234567.89")


@pytest.mark.parametrize("locale", LOCALES)
def test_every_currency_can_be_written_in_every_style(locale):
    for currency in currencies():
        signs = ("{", "}", "  ", "¤") if currency.code != "XXX" else ("{", "}", "  ")
        for value in ("1", "-2.5", "1230000", "-4560000000"):
            money = Money(value, currency)
            texts = [words.amount(money, locale, style) for style in ("symbol", "code", "name")]
            texts.append(words.headline(money, locale, approx=True))
            assert not any(sign in text for text in texts for sign in signs), texts
            assert currency.code in texts[1]


def read(text, locale):
    """Return the number in a text by its digits, marks and sign alone, words left out."""
    marks = language.language(locale).marks
    text = text.replace(marks.minus, "-").replace(marks.group, "").replace(marks.decimal, ".")
    return Decimal("".join(str(int(x)) if x.isdecimal() else x for x in text if is_part(x)))


def is_part(sign):
    return sign.isdecimal() or sign in "-."


sizes = st.decimals(-(10**30), 10**30, allow_nan=False, places=12)


@given(sizes, st.sampled_from(LOCALES))
def test_a_number_reads_back_to_the_last_digit(value, locale):
    shown = read(words.number(value, locale), locale)
    assert shown.compare_total(value) == 0 or shown == value == 0


WORTH = {
    "en": {"million": 6, "billion": 9, "trillion": 12},
    "en-IN": {"lakh crore": 12, "lakh": 5, "crore": 7},
    "ru": {"миллион": 6, "миллиард": 9, "триллион": 12},
    "uk": {"мільйон": 6, "мільярд": 9, "трильйон": 12},
    "pl": {"milion": 6, "miliard": 9, "bilion": 12},
    "de": {"Million": 6, "Milliarde": 9, "Billion": 12},
    "fr": {"million": 6, "milliard": 9, "billion": 12},
    "es": {"mil millones": 9, "mill": 6, "bill": 12},
    "pt": {"milh": 6, "bilh": 9, "trilh": 12},
    "it": {"mila miliardi": 12, "mille miliardi": 12, "milion": 6, "miliard": 9},
    "tr": {"milyon": 6, "milyar": 9, "trilyon": 12},
    "ar": {"مليون": 6, "ملايين": 6, "مليار": 9, "ترليون": 12},
    "hi": {"लाख": 5, "करोड़": 7, "अरब": 9, "खरब": 11},
    "zh": {"万亿": 12, "万": 4, "亿": 8},
    "ja": {"万": 4, "億": 8, "兆": 12, "京": 16},
    "ko": {"만": 4, "억": 8, "조": 12},
}


@given(st.integers(10**6, 10**20), st.integers(0, 10**6), st.sampled_from(sorted(WORTH)))
def test_a_headline_is_within_half_a_unit_of_its_last_digit(whole, rest, locale):
    money = Money(Decimal(f"{whole}.{rest}"), "CHF")
    text = words.headline(money, locale)
    power = next(power for word, power in WORTH[locale].items() if word in text)
    has_digits = any(x.isdecimal() for x in text)
    shown = read(text, locale) if has_digits else Decimal(1)
    off = abs(shown.scaleb(power) - money.amount)
    assert off <= Decimal(1).scaleb(money.amount.adjusted() - 2) / 2


@pytest.fixture
def floats_trapped():
    for kept in (language.language, language.plural, magnitudes.step, words._frame):
        kept.cache_clear()
    with decimal.localcontext() as context:
        context.traps[decimal.FloatOperation] = True
        context.traps[decimal.Inexact] = True
        context.prec = 3
        yield


@pytest.mark.usefixtures("floats_trapped")
@pytest.mark.parametrize("locale", LOCALES)
def test_no_float_and_nothing_of_the_callers_context_touches_a_number(locale):
    value = Decimal("-123456789012345678901234567890.123456789")
    assert read(words.number(value, locale), locale).compare_total(value) == 0
    assert words.amount(Money(value, "USD"), locale, "name")
    assert words.headline(Money(value, "RUB"), locale, approx=True)
    assert words.percent(Fraction(1, 3), locale)


def test_the_table_of_words_has_one_text_for_each_key():
    rows = facts.rows("magnitudes.tsv")
    assert all(len(row) == 4 and all(field == field.strip() != "" for field in row) for row in rows)
    assert len({tuple(row[:3]) for row in rows}) == len(rows)
    assert {row[1] for row in rows} == {
        *("about", "after", "drop", "group", "joint", "lower", "noun", "of", "one", "word")
    }
