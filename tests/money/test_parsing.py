from __future__ import annotations

from decimal import Context, Decimal, Inexact, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fxconv.errors import AmbiguousAmount, InexactAmount, InvalidAmount, InvalidOption
from fxconv.money.parsing import as_amount, read_amount
from fxconv.web.words import number

LOCALES = ["en_US", "de", "ru", "fr", "de_CH", "en_IN", "pl", "sv", "es", "pt_BR", "hi", "nb"]
LIMIT = Decimal("1e31")
MONEY = st.decimals(-(10**12), 10**12, places=2, allow_nan=False, allow_infinity=False)
TYPED = st.text("0123456789.,' \xa0\u202f\u2019+-\u2212eEkmbn_", max_size=40) | st.text()


@pytest.mark.parametrize(
    ("value", "amount"),
    [
        ("0", "0"),
        ("1e9", "1000000000"),
        ("1E+9", "1000000000"),
        ("+12.50", "12.50"),
        ("-0", "0"),
        ("0" * 39 + "1", "1"),
        ("1.5e-30", "0.0000000000000000000000000000015"),
        (10**31 - 1, "9999999999999999999999999999999"),
        (-7, "-7"),
        (Decimal("1e30"), "1000000000000000000000000000000"),
        (Decimal("-0.00"), "0"),
    ],
)
def test_strict_amounts(value, amount):
    assert as_amount(value) == Decimal(amount)


@pytest.mark.parametrize(
    "text",
    [
        *["", " ", " 12", "12 ", "12\n", "1_000", "_1_0_", "１２３", "٣٤٥", "²", "1,5", "1,000"],
        *["NaN", "nan123", "sNaN", "Infinity", "-inf", "0x10", ".5", "5.", "--1", "1e", "1e100"],
        *["1e999999999", "1E+999999999999999999", "1e31", "1e-31", "0e99", "1" * 41, "1" * 10_000],
        "0." + "1" * 31,
        "1" * 31 + "." + "1" * 30,
    ],
)
def test_texts_outside_the_strict_grammar(text):
    with pytest.raises(InvalidAmount):
        as_amount(text)


@pytest.mark.parametrize(
    "value",
    [
        *[10**31, -(10**31), pytest.param(1 << 10_000_000, id="huge")],
        *[Decimal(text) for text in ("NaN", "sNaN", "-Infinity", "1e31", "1e-31", "1e999999")],
        *[Decimal("0E-999999"), Decimal("0E+999999"), Decimal("1." + "1" * 60)],
    ],
)
def test_numbers_of_unbounded_size(value):
    with pytest.raises(InvalidAmount):
        as_amount(value)


@pytest.mark.parametrize("value", [0.1, 1.0, float("nan"), Fraction(1, 3), True, None, b"1", [1]])
def test_inexact_types(value):
    with pytest.raises(InexactAmount):
        as_amount(value)


def test_a_subclass_of_decimal_becomes_a_decimal():
    class Price(Decimal):
        pass

    assert type(as_amount(Price("1.50"))) is Decimal


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        (" 1234.5 ", "1234.5"),
        ("1e9", "1000000000"),
        ("1.000", "1"),
        ("1,234.56", "1234.56"),
        ("1.234,56", "1234.56"),
        ("1,234.567", "1234.567"),
        ("1,234,567", "1234567"),
        ("1.234.567", "1234567"),
        ("1.234.567,8", "1234567.8"),
        ("12,34,567", "1234567"),
        ("12,34,567.89", "1234567.89"),
        ("1 000", "1000"),
        ("1 000,500", "1000.5"),
        ("1\xa0234\u202f567\u2009890.5", "1234567890.5"),
        ("1'234.50", "1234.5"),
        ("1\u2019234,50", "1234.5"),
        ("0,5", "0.5"),
        ("0,500", "0.5"),
        ("12,5", "12.5"),
        ("1,23", "1.23"),
        ("1234,567", "1234.567"),
        ("-1,234.56", "-1234.56"),
        ("\u22121 234,5", "-1234.5"),
        ("2.5 million", "2500000"),
        ("2.5 Millions", "2500000"),
        ("25bn", "25000000000"),
        ("25 bln.", "25000000000"),
        ("5K", "5000"),
        ("3m", "3000000"),
        ("1 mio", "1000000"),
        ("1.2trn", "1200000000000"),
        ("1,5 млн", "1500000"),
        ("3 тыс.", "3000"),
        ("2 миллиарда", "2000000000"),
        ("7 трлн", "7000000000000"),
        ("1,234.5 thousand", "1234500"),
    ],
)
def test_typed_amounts(text, amount):
    assert read_amount(text) == Decimal(amount)


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("1,000", ("1000", "1.000")),
        ("-12,345", ("-12345", "-12.345")),
        ("1,000k", ("1000", "1.000")),
    ],
)
def test_two_readings(text, readings):
    with pytest.raises(AmbiguousAmount) as caught:
        read_amount(text)
    assert caught.value.readings == readings


@pytest.mark.parametrize(
    "text",
    [
        *["", "  ", "k", "million", "1_000", "１２３", "٣", "NaN", "Infinity", "1e999999999"],
        *["1,000,00", "1,234,56", "1 00", "1  000", "012,345", "5,", ",5", "1,0.0", "1.2.3"],
        *["1,234.567.8", "1.234,567,8", "1'234 567", "--1", "- 1", "5 eur", "5 e", "5 6 k", "$5"],
        *["1" * 10_000, "1,000" * 2_000, "99999999999999999999999999 trillion"],
    ],
)
def test_texts_without_a_reading(text):
    with pytest.raises(InvalidAmount):
        read_amount(text)


@pytest.mark.parametrize(
    ("text", "locale", "amount"),
    [
        ("1.000", "de", "1000"),
        ("1.000,5", "de", "1000.5"),
        ("1 000,5", "de", "1000.5"),
        ("1.5", "de", "1.5"),
        ("1e9", "de", "1000000000"),
        ("1,000", "en", "1000"),
        ("1,000", "en_US", "1000"),
        ("1.000", "en_US", "1"),
        ("1,000", "ru", "1"),
        ("1 000,5", "ru_RU", "1000.5"),
        ("1\xa0000,5", "ru", "1000.5"),
        ("1 000,5", "fr", "1000.5"),
        ("1'000.50", "de_CH", "1000.5"),
        ("1\u2019000.50", "de-CH", "1000.5"),
        ("12,34,567.5", "en-IN", "1234567.5"),
        ("2,5 million", "de", "2500000"),
        ("2.5 billion", "en_GB", "2500000000"),
        ("2.5 billion", "pt_BR", "2500000000"),
    ],
)
def test_the_locale_decides(text, locale, amount):
    assert read_amount(text, locale) == Decimal(amount)


@pytest.mark.parametrize(
    ("text", "locale"), [("1,5", "en_US"), ("1,234.5", "de"), ("1.234,5", "ru"), ("", "de")]
)
def test_texts_against_the_locale(text, locale):
    with pytest.raises(InvalidAmount):
        read_amount(text, locale)


@pytest.mark.parametrize("locale", ["de", "fr_FR", "es", "pt_PT", "it", "pl", "sv", "nb", "hu"])
def test_a_billion_where_it_has_twelve_zeros(locale):
    with pytest.raises(AmbiguousAmount) as caught:
        read_amount("2 billion", locale)
    assert caught.value.readings == ("2000000000", "2000000000000")
    with pytest.raises(AmbiguousAmount):
        read_amount("1 trillion", locale)


def test_an_unknown_locale():
    with pytest.raises(InvalidOption):
        read_amount("1", "xx_YY")


def test_messages_say_what_to_do():
    with pytest.raises(InvalidAmount, match="use the digits 0-9"):
        as_amount("１２３")
    with pytest.raises(InvalidAmount, match="underscores"):
        read_amount("1_000")
    with pytest.raises(InvalidAmount, match="empty"):
        read_amount("")
    with pytest.raises(InvalidAmount, match="use k, m, bn or trn"):
        read_amount("5 dozen")


@given(TYPED)
def test_any_text_is_a_bounded_amount_or_an_error(text):
    for read in (as_amount, read_amount, lambda typed: read_amount(typed, "de")):
        try:
            amount = read(text)
        except InvalidAmount:
            continue
        assert amount.is_finite()
        assert abs(amount) < LIMIT


@given(st.decimals() | st.integers() | MONEY)
def test_any_bounded_number_is_itself(value):
    exact = Decimal(value)
    digits = len(exact.as_tuple().digits)
    if exact.is_finite() and abs(exact.adjusted()) <= 30 and digits <= 60:
        assert as_amount(value).compare_total(exact) == 0
    elif not exact.is_zero():
        with pytest.raises(InvalidAmount):
            as_amount(value)


@given(st.from_regex(r"[+-]?[0-9]{1,40}(\.[0-9]{1,30})?([eE][+-]?[0-9]{1,2})?", fullmatch=True))
def test_strict_amounts_are_typed_amounts(text):
    try:
        amount = as_amount(text)
    except InvalidAmount:
        with pytest.raises(InvalidAmount):
            read_amount(text)
    else:
        assert read_amount(text).compare_total(amount) == 0


@given(MONEY, st.sampled_from(LOCALES))
def test_formatted_amounts_read_back(amount, locale):
    assert read_amount(number(amount, locale), locale) == amount


@given(MONEY)
def test_two_kinds_of_marks_need_no_locale(amount):
    text = f"{amount:,.2f}"
    assert read_amount(text) == amount
    assert read_amount(text.replace(",", " ").replace(".", ",")) == amount


def test_the_decimal_context_of_the_thread_is_not_used():
    with localcontext(Context(prec=1, Emax=1, Emin=-1, traps=[Inexact])):
        assert str(as_amount("1234.5678")) == "1234.5678"
        assert f"{read_amount('1,234.5678 million'):f}" == "1234567800"
