"""Amounts in a browser: read as Python reads them, exact, and written as the server writes them."""

from __future__ import annotations

import random
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from fxconv.errors import InvalidAmount
from fxconv.money.parsing import read_amount

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

from web.pages import Site, opened, result, widget

TYPED = [
    "1,000",
    "1.000",
    "1,5",
    "1.5",
    "1.2345",
    "1,234.5",
    "1.234,5",
    "12,34,567",
    "1'234.5",
    "0.001",
    "00.5",
    "1,0000",
    "0,5",
    "-7",
    "-1,234",
    "1\u202f234,5",
    "1\xa0234",
    "1’234",
    "1.234.567",
    "1,234,567",
    "1,234.567",
    ".5",
    "5.",
    "1,,000",
    "1.000,00",
    "−5",
]
PLACES = [("en-GB", ",."), ("de", ".,"), ("ru", "\xa0,"), ("fr", "\u202f,"), ("de-CH", "’.")]


@pytest.mark.parametrize(("lang", "grouping"), PLACES)
def test_amounts_are_read_as_python_reads_them(
    page: Page, site: Site, lang: str, grouping: str
) -> None:
    opened(page, site, widget(lang, grouping))
    for typed in TYPED:
        page.evaluate("window.changes = []")
        page.locator("[name=amount]").fill(typed)
        got = page.evaluate("changes.map(c => c.amount)")
        assert [Decimal(text) for text in got] == python_reads(typed, lang), (typed, lang)


def python_reads(typed: str, lang: str) -> list[Decimal]:
    try:
        return [read_amount(typed, lang)]
    except InvalidAmount:
        return []


def test_arabic_digits_are_read(page: Page, site: Site) -> None:
    opened(page, site, widget("ar"))
    page.locator("[name=amount]").fill("١٢٣")
    assert result(page) == "123.00 USD = 5,774.00 RUB"


def written(value: Decimal | Fraction, digits: int) -> str:
    """Return an exact value rounded once, half away from zero, as plain digits."""
    exact = Fraction(value)
    scaled = abs(exact) * 10**digits
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    text = f"{Decimal(whole):f}".rjust(digits + 1, "0")
    text = f"{text[:-digits]}.{text[-digits:]}" if digits else text
    return f"-{text}" if exact < 0 and whole else text


def printed(chance: random.Random) -> str:
    """Return a random rate as banks print them, or a quotient of two."""
    one = str(chance.randint(1, 10 ** chance.randint(1, 9)))
    places = chance.randint(0, 6)
    text = f"{one}.{chance.randint(0, 10**places - 1):0{places}d}" if places else one
    return text if chance.random() < 0.7 else f"{text}/{chance.randint(1, 999)}.5"


def ratio(rate: str) -> Fraction:
    above, _, below = rate.partition("/")
    return Fraction(above) / Fraction(below or "1")


def test_ten_thousand_random_results_are_exact(page: Page, site: Site) -> None:
    chance = random.Random(20141119)
    codes = [f"X{a}{b}" for a in "ABCDEFGH" for b in "ABCDEFGH"]
    rates = {code: printed(chance) for code in codes}
    digits = {code: chance.choice([0, 2, 3, 4, 8]) for code in codes}
    data = {"rates": rates, "digits": digits, "labels": {}}
    opened(page, site, widget(data=data, codes=codes, base=codes[0], term=codes[1]))
    cases = []
    for _ in range(10_000):
        whole = chance.randint(0, 10 ** chance.choice([1, 3, 9, 18, 40]) - 1)
        amount = f"{chance.choice(['', '-'])}{whole}"
        if places := chance.choice([0, 0, 1, 2, 5, 30]):
            amount += f".{chance.randint(0, 10**places - 1):0{places}d}"
        cases.append([amount, *chance.choices(codes, k=2)])
    got = page.evaluate(
        """cases => { const e = document.querySelector('fx-converter'), q = n =>
        e.querySelector(`[name=${n}]`); return cases.map(([a, f, t]) => { window.changes = [];
        q('amount').value = a; q('from').value = f; q('to').value = t;
        q('from').dispatchEvent(new Event('input', {bubbles: true}));
        return [changes[0].result, e.querySelector('.fx-seen').textContent]; }); }""",
        cases,
    )
    for (amount, base, term), (plain, text) in zip(cases, got, strict=True):
        exact = Fraction(amount) * ratio(rates[term]) / ratio(rates[base])
        want = written(exact, digits[term])
        assert plain == want, (amount, base, term)
        if digits[term]:
            assert text.endswith(f" = {Decimal(want):,f} {term}")


def test_the_marks_and_groups_of_the_language(page: Page, site: Site) -> None:
    cases = [
        ("ru", "\xa0,", "1234567,5", "1\xa0234\xa0567,50 USD"),
        ("de-CH", "’.", "1234567.5", "1’234’567.50 USD"),
        ("es", ".,", "1234,5", "1234,50 USD"),
        ("es", ".,", "12345,5", "12.345,50 USD"),
        ("sv", "\xa0,", "-1", "−1,00 USD"),
        ("ar-EG", "٬٫", "\u061c-١٬٢٣٤٫٥", "\u061c-١٬٢٣٤٫٥٠ USD"),
        ("bn", ",.", "১২,৩৪,৫৬৭", "১২,৩৪,৫৬৭.০০ USD"),
        ("en-IN", ",.", "12,34,567.5", "12,34,567.50 USD"),
        ("x y z!", ",.", "1234.5", "1,234.50 USD"),
    ]
    for lang, grouping, typed, wanted in cases:
        opened(page, site, widget(lang, grouping))
        page.locator("[name=amount]").fill(typed)
        assert page.locator(".fx-seen").text_content().startswith(f"{wanted} =")


def test_the_browser_writes_what_the_server_wrote(page: Page, site: Site) -> None:
    from fxconv.web import Snapshot, converter

    rates = Snapshot.of(published="2014-11-20T02:04+03:00")
    places = [
        "en_GB",
        "ru",
        "de",
        "de_CH",
        "fr",
        "es",
        "pl",
        "en_IN",
        "sv",
        "ar",
        "ar_EG",
        "fa",
        "he",
        "hi",
        "bn",
        "ja",
    ]
    cases = (("25000000000", "USD", "RUB"), ("-1234.5", "RUB", "JPY"), ("1", "EUR", "USD"))
    body = "".join(str(converter(rates, *case, locale=p)) for p in places for case in cases)
    opened(page, site, body)
    take = """() => [...document.querySelectorAll('fx-converter')].map(e =>
        [e.querySelector('.fx-seen').textContent, e.querySelector('.fx-rate').textContent])"""
    wrote = page.evaluate(take)
    page.evaluate(
        "document.querySelectorAll('form').forEach(f => f.dispatchEvent(new Event('input')))"
    )
    assert page.evaluate("changes.length") == len(wrote)
    assert page.evaluate(take) == wrote
    assert page.locator("[aria-invalid]").count() == 0
    assert len(wrote) == len(places) * len(cases)


def test_digits_are_not_those_of_the_readers_own_browser(browser: Browser, site: Site) -> None:
    context = browser.new_context(locale="ar-EG")
    try:
        page = opened(context.new_page(), site, widget("is", ".,"))
        page.locator("[name=amount]").fill("1.234,5")
        assert result(page) == "1.234,50 USD = 57.951,28 RUB"
    finally:
        context.close()


@pytest.mark.parametrize("typed", ["-0", "-0.000"])
def test_nothing_has_no_sign(page: Page, site: Site, typed: str) -> None:
    opened(page, site)
    page.locator("[name=amount]").fill(typed)
    assert "-" not in result(page)
