"""Hostile text that widgets are asked with: answered alike, in its place, or refused."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Any

import pytest

from fxconv.web import Html, Rates, Series, Snapshot, answers, rate_line, spark, table, ticker
from fxconv.web import converter as widget
from fxconv.web.query import Query
from web.elements import elements

if TYPE_CHECKING:
    from collections.abc import Callable

from web.hostile.texts import (
    GROUPS,
    LOCALES,
    PLAIN,
    SURROGATE,
    VALUES,
    asked,
    each,
    scheme,
    shape,
    some,
    with_rate,
)


def test_there_are_enough_of_them() -> None:
    assert len(VALUES) >= 200
    assert [name for name, texts in GROUPS.items() if len(texts) < 7] == []


# What one asks for: amounts, codes, layouts, locales, addresses

ASKED: dict[str, tuple[Callable[..., Html], str]] = {
    "amount": (lambda r, x: widget(r, x), "1"),
    "from": (lambda r, x: widget(r, from_=x), "USD"),
    "to": (lambda r, x: widget(r, to=x), "RUB"),
    "layout": (lambda r, x: widget(r, layout=x), "form"),
    "pinned": (lambda r, x: widget(r, pinned=("USD", x)), PLAIN),
    "table base": (lambda r, x: table(r, x), "EUR"),
    "table codes": (lambda r, x: table(r, "EUR", ["USD", x]), "AED"),
    "chosen": (lambda r, x: table(r, "EUR", ["USD", "RUB"], chosen=["USD", x]), PLAIN),
    "ticker base": (lambda r, x: ticker(r, x), "EUR"),
    "ticker codes": (lambda r, x: ticker(r, "EUR", ["USD", x]), "AED"),
    "line base": (lambda r, x: rate_line(r, x), "USD"),
    "line term": (lambda r, x: rate_line(r, "USD", x), "RUB"),
}


@pytest.mark.parametrize("place", ASKED)
def test_what_is_asked_for_is_answered_alike_or_refused(rates: Snapshot, place: str) -> None:
    make, usual = ASKED[place]
    plain = make(rates, usual)
    for text in VALUES:
        found = some(make, rates, text)
        assert found is not None or usual != PLAIN, text
        if found is not None:
            assert shape(found) == shape(plain), text
            assert place == "amount" or found.text == plain.text, text


BY_LOCALE: dict[str, Callable[..., Any]] = {
    "converter": lambda r, x: widget(r, locale=x),
    "amp": lambda r, x: widget(r, locale=x).amp,
    "table": lambda r, x: table(r, locale=x, action="/x"),
    "ticker": lambda r, x: ticker(r, locale=x),
    "line": lambda r, x: rate_line(r, locale=x),
}


@pytest.mark.parametrize("place", BY_LOCALE)
def test_a_locale_stays_in_its_attribute(rates: Snapshot, place: str) -> None:
    make = BY_LOCALE[place]
    for locale in (before + text for before, text in product(LOCALES, VALUES)):
        found = some(make, rates, locale)
        if found is not None:
            assert shape(found) == shape(make(rates, "en-GB")), locale
            named = {attrs.get("lang") for _, attrs in elements(found).found}
            assert named <= {None, locale.replace("_", "-"), "en", "en-GB"}, locale


@pytest.mark.parametrize("path", ["convert", "table"])
def test_a_locale_stays_in_its_attribute_in_pages(known: Rates, path: str) -> None:
    right, wrong = (asked(known, path, locale=x).body for x in ("en-GB", PLAIN))
    for locale in (before + text for before, text in product(LOCALES, VALUES)):
        found = some(asked, known, path, locale=locale)
        assert shape(found.body) == shape(right if found.status == 200 else wrong), locale
        own = some(answers.route, path, Query(known, locale, "/fx/", {}))
        assert own is None or shape(own.body) == shape(right), locale
        assert (own is None) == (found.status == 400), locale


@pytest.mark.parametrize("make", [widget, table])
def test_an_action_is_an_address_on_a_server(rates: Snapshot, make: Callable[..., Html]) -> None:
    plain = shape(make(rates, action="/x"))
    for text, before in product(VALUES, ("", "/x?", "https://news.example/")):
        action = before + text
        found = some(make, rates, action=action)
        assert found is not None or not before or SURROGATE.search(text), text
        if found is not None:
            assert shape(found) == plain, text
            assert elements(found).of("form")[0]["action"] == action
            assert scheme(action) in ("", "http", "https"), text


# What a snapshot made by hand says


@each
def test_names_stand_as_text_in_every_widget(rates: Snapshot, texts: tuple[str, ...]) -> None:
    for make, text in product((widget, table, ticker), texts):
        found = make(rates._replace(name=text))
        for html in (found, found.amp):
            assert elements(html).text["cite"] == text
        assert f"{text}, 19 November 2014" in found.text
        assert shape(found) == shape(make(rates)), text
        said = rates._replace(name=text, kind=text, home=text, provider=text)
        assert shape(make(said)) == shape(make(rates)), text


@each
def test_names_stand_in_the_title_of_a_line(rates: Snapshot, texts: tuple[str, ...]) -> None:
    for text in texts:
        line = rate_line(rates._replace(name=text, kind=text, home=text, provider=text))
        assert elements(line).of("p")[0]["title"] == f"{text}, 19 November 2014"
        assert shape(line) == shape(rate_line(rates)), text
        assert line.text.endswith(f" {text}, 19 November 2014")


def alike(rates: Snapshot) -> list[Snapshot]:
    """Return harmless snapshots: the whole one, and those that lack a rate of now or before."""
    now, before = ({**part} for part in (rates.rates, rates.before or {}))
    rates = rates._replace(before=dict(before))
    fewer = [{c: rate for c, rate in now.items() if c != code} for code in ("USD", "JPY")]
    del before["USD"]
    return [rates, *(rates._replace(rates=few) for few in fewer), rates._replace(before=before)]


@pytest.mark.parametrize("make", [widget, table, ticker, rate_line], ids=lambda f: f.__name__)
def test_rates_are_numbers_or_refused(rates: Snapshot, make: Callable[..., Html]) -> None:
    plain = [shape(html) for html in (some(make, r) for r in alike(rates)) if html]
    for text in VALUES:
        for hostile in with_rate(rates, text):
            found = some(make, hostile)
            assert found is None or shape(found) in plain, text


@each
def test_a_code_of_a_snapshot_is_a_currency_or_refused(
    rates: Snapshot, texts: tuple[str, ...]
) -> None:
    for text in texts:
        keyed = rates._replace(rates={**rates.rates, text: "1"})
        assert some(table, keyed, "EUR", [text]) is None, text
        assert some(ticker, keyed, "EUR", [text]) is None, text
        assert some(rate_line, keyed, text, "USD") is None, text


@each
def test_a_picture_is_described_in_text(series: Series, texts: tuple[str, ...]) -> None:
    for text in texts:
        found = spark(series._replace(base=text, term=text), attrs={"data-x": text})
        read = elements(found)
        (svg,) = read.of("svg")
        assert svg["aria-label"] == read.text["title"] == found.text
        assert found.text.startswith(f"{text}/{text}, 17 November 2014")
        assert svg["data-x"] == text
        assert shape(found) == shape(spark(series, attrs={"data-x": PLAIN})), text
