"""Sums, numbers, shares and days as a reader of the language writes them."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from fxconv.errors import InexactAmount, InvalidAmount, InvalidOption
from fxconv.money.money import Money
from fxconv.web import language, words

TRILLION, BILLION = Money("1173577500000", "RUB"), Money("46943100000", "RUB")

HEADLINES = {
    "en": ["1.17 trillion rubles", "about 46.9 billion rubles", "25 billion US dollars"],
    "en-GB": ["1.17 trillion roubles", "about 46.9 billion roubles", "25 billion US dollars"],
    "en-IN": ["1.17 lakh crore roubles", "about 4,690 crore roubles", "2,500 crore US dollars"],
    "ru": [
        "1,17 триллиона рублей",
        "около 46,9 миллиарда рублей",
        "25 миллиардов долларов США",
    ],
    "uk": [
        "1,17 трильйона рублів",
        "близько 46,9 мільярда рублів",
        "25 мільярдів доларів США",
    ],
    "pl": [
        "1,17 biliona rubli",
        "około 46,9 miliarda rubli",
        "25 miliardów dolarów amerykańskich",
    ],
    "de": ["1,17 Billionen Rubel", "rund 46,9 Milliarden Rubel", "25 Milliarden US-Dollar"],
    "fr": [
        "1,17 billion de roubles",
        "environ 46,9 milliards de roubles",
        "25 milliards de dollars des États-Unis",
    ],
    "es": [
        "1,17 billones de rublos",
        "unos 46,9 mil millones de rublos",
        "25 mil millones de dólares estadounidenses",
    ],
    "pt": [
        "1,17 trilhão de rublos",
        "cerca de 46,9 bilhões de rublos",
        "25 bilhões de dólares americanos",
    ],
    "pt-PT": [
        "1,17 biliões de rublos",
        "cerca de 46,9 mil milhões de rublos",
        "25 mil milhões de dólares dos Estados Unidos",
    ],
    "it": [
        "1,17 mila miliardi di rubli",
        "circa 46,9 miliardi di rubli",
        "25 miliardi di dollari statunitensi",
    ],
    "nl": ["1,17 biljoen roebel", "ongeveer 46,9 miljard roebel", "25 miljard Amerikaanse dollar"],
    "sv": ["1,17 biljoner rubel", "cirka 46,9 miljarder rubel", "25 miljarder amerikanska dollar"],
    "tr": ["1,17 trilyon ruble", "yaklaşık 46,9 milyar ruble", "25 milyar ABD doları"],
    "ar": ["1.17 ترليون روبل", "حوالي 46.9 مليار روبل", "25 مليار دولار أمريكي"],
    "ar-EG": ["١٫١٧ ترليون روبل", "حوالي ٤٦٫٩ مليار روبل", "٢٥ مليار دولار أمريكي"],
    "hi": ["11.7 खरब रूबल", "लगभग 46.9 अरब रूबल", "25 अरब यूएस डॉलर"],
    "zh": ["1.17万亿卢布", "约469亿卢布", "250亿美元"],
    "zh-TW": ["1.17兆盧布", "約469億盧布", "250億美元"],
    "ja": ["1.17兆ルーブル", "約469億ルーブル", "250億米ドル"],
    "ko": ["1.17조 루블", "약 469억 루블", "250억 미국 달러"],
    "kk": ["1,17 триллион рубль", "шамамен 46,9 миллиард рубль", "25 миллиард АҚШ доллары"],
}

FORMS = [
    ("1000000", "RUB", "ru", False, "1 миллион рублей"),
    ("2000000", "RUB", "ru", False, "2 миллиона рублей"),
    ("5000000", "RUB", "ru", False, "5 миллионов рублей"),
    ("11000000", "RUB", "ru", False, "11 миллионов рублей"),
    ("21000000000", "RUB", "ru", False, "21 миллиард рублей"),
    ("22000000000", "EUR", "ru", False, "22 миллиарда евро"),
    ("1500000000", "EUR", "ru", False, "1,5 миллиарда евро"),
    ("2000000001", "RUB", "ru", True, "около 2 миллиардов рублей"),
    ("21000000001", "RUB", "ru", True, "около 21 миллиарда рублей"),
    ("5000000001", "RUB", "ru", True, "около 5 миллиардов рублей"),
    ("21.4", "RUB", "ru", False, "21,4 рубля"),
    ("21", "RUB", "ru", False, "21 рубль"),
    ("121.4", "RUB", "ru", True, "около 121 рубля"),
    ("1502.4", "USD", "ru", True, "около 1 502 долларов США"),
    ("2000000", "UAH", "uk", False, "2 мільйони українських гривень"),
    ("2000001", "USD", "uk", True, "близько 2 мільйонів доларів США"),
    ("2000000", "RUB", "pl", False, "2 miliony rubli"),
    ("2000001", "RUB", "pl", True, "około 2 milionów rubli"),
    ("21000000", "PLN", "pl", False, "21 milionów złotych polskich"),
    ("1000000000", "EUR", "de", False, "1 Milliarde Euro"),
    ("1500000", "EUR", "fr", False, "1,5 million d’euros"),
    ("2000000", "EUR", "fr", False, "2 millions d’euros"),
    ("1000000000", "RUB", "es", False, "mil millones de rublos"),
    ("1000000", "EUR", "es", False, "1 millón de euros"),
    ("1000000000", "EUR", "pt-PT", False, "mil milhões de euros"),
    ("1500000", "EUR", "pt", False, "1,5 milhão de euros"),
    ("1000000000000", "EUR", "it", False, "mille miliardi di euro"),
    ("1000000", "EUR", "it", False, "1 milione di euro"),
    ("1000000", "SEK", "sv", False, "1 miljon svenska kronor"),
    ("3000000", "USD", "ar", False, "3 ملايين دولار أمريكي"),
    ("2500000", "INR", "hi", False, "25 लाख भारतीय रुपए"),
    ("2500000", "INR", "en-IN", False, "25 lakh Indian rupees"),
    ("25000000", "INR", "en-IN", False, "2.5 crore Indian rupees"),
    ("21000000", "USD", "ja", False, "2100万米ドル"),
    ("25000000000", "EUR", "ro", False, "25 de miliarde de euro"),
    ("2000000", "EUR", "ca", False, "2 milions d’euros"),
    ("1235000000000000000", "USD", "en", False, "1,240,000 trillion US dollars"),
    ("1", "RUB", "en-GB", False, "1 rouble"),
    ("1234.5", "RUB", "en-GB", True, "about 1,235 roubles"),
    ("1234.00", "RUB", "en-GB", True, "1,234 roubles"),
    ("0.0012345", "USD", "en", False, "0.00123 US dollars"),
    ("999999.5", "USD", "en", True, "about 1 million US dollars"),
    ("999999.4", "USD", "en", True, "about 999,999 US dollars"),
    ("999500000", "USD", "en", False, "1 billion US dollars"),
    ("999499999", "USD", "en", False, "999 million US dollars"),
    ("-1500000", "USD", "sv", False, "−1,5 miljoner amerikanska dollar"),
    ("-1000000000", "EUR", "es", False, "-1 mil millones de euros"),
    ("0", "EUR", "en", True, "0 euros"),
    ("1000001", "USD", "es", True, "alrededor de 1 millón de dólares estadounidenses"),
]

AMOUNTS = [
    ("1234.5", "RUB", "ru", "symbol", "1 234,50 ₽"),
    ("-1234.5", "RUB", "ru", "symbol", "-1 234,50 ₽"),
    ("1234.5", "RUB", "en-GB", "code", "RUB 1,234.50"),
    ("1234.5", "RUB", "en-GB", "symbol", "RUB 1,234.50"),
    ("1234.5", "RUB", "en-GB", "name", "1,234.50 roubles"),
    ("1234.5", "RUB", "en", "name", "1,234.50 rubles"),
    ("1234.5", "RUB", "ru", "name", "1 234,50 рубля"),
    ("1234567.891", "INR", "hi", "symbol", "₹12,34,567.891"),
    ("1234567", "INR", "en-IN", "symbol", "₹12,34,567.00"),
    ("1234", "JPY", "ja", "symbol", "￥1,234"),
    ("1234", "JPY", "ja", "name", "1,234円"),
    ("-5", "USD", "en", "symbol", "-$5.00"),
    ("-5", "EUR", "nl", "symbol", "€ -5,00"),
    ("1234.5", "EUR", "pl", "symbol", "1234,50 €"),
    ("12345", "EUR", "pl", "symbol", "12 345,00 €"),
    ("1000021", "JPY", "ru", "name", "1 000 021 японская иена"),
    ("1234.5", "BRL", "pt", "symbol", "R$ 1.234,50"),
    ("1234.5", "EUR", "fr", "symbol", "1 234,50 €"),
    ("1234.5", "CHF", "de-CH", "symbol", "CHF 1’234.50"),
    ("1234.5", "BDT", "bn", "code", "১,২৩৪.৫০ BDT"),
    ("1", "XAU", "en", "code", "XAU 1"),
]

NUMBERS = [
    ("1234567.5", "en", None, "1,234,567.5"),
    ("1234567.50", "de", None, "1.234.567,50"),
    ("1234567.5", "en-IN", None, "12,34,567.5"),
    ("1234567.5", "hi", None, "12,34,567.5"),
    ("1234", "es", None, "1234"),
    ("12345", "es", None, "12.345"),
    ("1234", "es-MX", None, "1,234"),
    ("1234567.5", "ru", None, "1 234 567,5"),
    ("1234567.5", "fa", None, "۱٬۲۳۴٬۵۶۷٫۵"),
    ("1234567.5", "ar-EG", None, "١٬٢٣٤٬٥٦٧٫٥"),
    ("1234567.5", "bn", None, "১২,৩৪,৫৬৭.৫"),
    ("-0.004", "sv", 2, "0,00"),
    ("-1.005", "sv", 2, "−1,01"),
    ("2.5", "en", 0, "3"),
    ("1E+3", "en", None, "1,000"),
]

PERCENTS = [
    (Fraction(52, 10000), "ru", 2, "+0,52 %"),
    (Fraction(52, 10000), "en-GB", 2, "+0.52%"),
    (Fraction(-52, 10000), "sv", 2, "−0,52 %"),
    (Fraction(52, 10000), "tr", 2, "+%0,52"),
    (Fraction(52, 10000), "fa", 2, "\u200e+۰٫۵۲٪"),
    (Fraction(1, 3), "de", 4, "+33,3333 %"),
    (Fraction(1, 200), "en", 0, "+1%"),
    (Fraction(-1, 1000000), "en", 2, "0.00%"),
    (Fraction(50), "en", 0, "+5,000%"),
]

DAYS = {
    "en-GB": "19 November 2014",
    "en": "November 19, 2014",
    "ru": "19 ноября 2014 г.",
    "de": "19. November 2014",
    "fr": "19 novembre 2014",
    "es": "19 de noviembre de 2014",
    "ja": "2014年11月19日",
    "bn": "১৯ নভেম্বর, ২০১৪",
}


def plain(text):
    """Return the text with one kind of space, which is for the browser's line breaks, and of ’."""
    return text.replace("\xa0", " ").replace("\u202f", " ").replace("'", "’")


@pytest.mark.usefixtures("pinned")
@pytest.mark.parametrize("locale", HEADLINES)
def test_a_headline_is_written_as_the_language_has_it(locale):
    exact, rounded, dollars = HEADLINES[locale]
    assert plain(words.headline(TRILLION, locale)) == exact
    assert plain(words.headline(BILLION, locale, approx=True)) == rounded
    assert plain(words.headline(Money("25000000000", "USD"), locale, approx=True)) == dollars


@pytest.mark.usefixtures("pinned")
@pytest.mark.parametrize(("value", "code", "locale", "approx", "text"), FORMS)
def test_number_magnitude_and_currency_agree(value, code, locale, approx, text):
    assert plain(words.headline(Money(value, code), locale, approx=approx)) == text


@pytest.mark.parametrize(("digits", "text"), [(1, "1"), (2, "1.2"), (4, "1.174"), (9, "1.1735775")])
def test_a_headline_has_the_digits_asked_for_rounded_once(digits, text):
    assert words.headline(TRILLION, "en-GB", digits) == f"{text} trillion roubles"
    twice = Money("1449500000", "EUR")
    assert words.headline(twice, "en", 2) == "1.4 billion euros"


@pytest.mark.usefixtures("pinned")
@pytest.mark.parametrize(("value", "code", "locale", "style", "text"), AMOUNTS)
def test_an_amount_has_all_its_digits_and_its_currency(value, code, locale, style, text):
    assert plain(words.amount(Money(value, code), locale, style)) == text


@pytest.mark.usefixtures("pinned")
@pytest.mark.parametrize(("value", "locale", "digits", "text"), NUMBERS)
def test_a_number_is_grouped_and_marked_by_the_locale(value, locale, digits, text):
    assert plain(words.number(Decimal(value), locale, digits)) == text


@pytest.mark.usefixtures("pinned")
@pytest.mark.parametrize(("part", "locale", "places", "text"), PERCENTS)
def test_a_share_has_its_sign(part, locale, places, text):
    assert plain(words.percent(part, locale, places)) == text


@pytest.mark.parametrize("locale", DAYS)
def test_a_day_has_the_name_of_its_month(locale):
    assert plain(words.day(date(2014, 11, 19), locale)) == DAYS[locale]


def test_the_locale_is_read_with_either_mark_between_its_parts():
    assert words.headline(TRILLION, "en_GB") == words.headline(TRILLION, "en-GB")


def test_the_direction_is_that_of_the_script():
    directions = {locale: words.direction(locale) for locale in ("ar", "he", "fa", "ru", "ja")}
    assert directions == {"ar": "rtl", "he": "rtl", "fa": "rtl", "ru": "ltr", "ja": "ltr"}


@pytest.mark.parametrize("locale", ["xx", "", "english", "qq-QQ", "../en"])
def test_an_unknown_locale_is_refused_everywhere(locale):
    for call in (
        lambda: words.number(Decimal(1), locale),
        lambda: words.amount(TRILLION, locale),
        lambda: words.headline(TRILLION, locale),
        lambda: words.percent(Fraction(1), locale),
        lambda: words.day(date(2014, 11, 19), locale),
        lambda: words.direction(locale),
    ):
        with pytest.raises(InvalidOption, match="locale"):
            call()


def test_what_cannot_be_written_is_refused():
    with pytest.raises(InvalidOption, match="style"):
        words.amount(TRILLION, "en", "words")
    for digits in (0, 31, True, "3"):
        with pytest.raises(InvalidOption, match="digits"):
            words.headline(TRILLION, "en", digits)
    with pytest.raises(InexactAmount):
        words.number(1.5, "en")
    with pytest.raises(InvalidAmount):
        words.number(Decimal("NaN"), "en")


def test_a_language_without_words_for_millions_gets_digits():
    assert words.headline(Money("25000000000", "EUR"), "mt") == "25,000,000,000 ewro"


def test_the_place_of_the_currency_is_that_of_the_language_with_words_too():
    text = words.headline(Money("25000000000", "USD"), "sw")
    first, last = (
        language.language("sw").patterns.named["other"].format("bilioni 25", "¤").split("¤")
    )
    assert text == f"{first}dola za Marekani{last}"
