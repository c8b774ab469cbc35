"""Hostile queries, names and rates in what the server of a site answers."""

from __future__ import annotations

import json
import re
from copy import copy
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fxconv.web import Rates, Snapshot, answers, feeds
from fxconv.web.query import Query
from web.elements import elements
from web.entries import entries
from web.hostile.texts import (
    ATTRIBUTES,
    LOCALES,
    PLAIN,
    SURROGATE,
    TAGS,
    VALUES,
    asked,
    each,
    shape,
    some,
    sound,
    with_rate,
)


def saying(known: Rates, **facts: Any) -> Rates:
    """Return the rates of a site whose newest snapshot says something else."""
    other = copy(known)
    other.newest = known.newest._replace(**facts)
    return other


PATHS = ("convert", "table", "rates.json", "feed.json", "feed.atom", "feed.rss")
FEEDS = PATHS[3:]


@pytest.mark.parametrize("name", ["amount", "from", "to", "on"])
def test_the_converter_answers_every_query(known: Rates, name: str) -> None:
    right, wrong = (shape(asked(known, "convert", amount=x).body) for x in ("1", PLAIN))
    for text in VALUES:
        found = some(asked, known, "convert", text, **{name: text})
        assert shape(found.body) == {200: right, 400: wrong}[found.status], text
        assert found.status == 400 or name == "amount", text
        if name in ("from", "to"):
            told = elements(found.body.decode()).text["p"]
            assert f"unknown currency {repr(text[:200])[:30]}" in told


@each
def test_the_table_answers_every_query(known: Rates, texts: tuple[str, ...]) -> None:
    none, wrong = (asked(known, "table", **{x: PLAIN}).body for x in ("currencies", "base"))
    for text in texts:
        assert shape(some(asked, known, "table", currencies=text).body) == shape(none), text
        assert shape(some(asked, known, "table", base=text).body) == shape(wrong), text
        assert shape(some(asked, known, "table", on=text).body) == shape(wrong), text


@pytest.mark.parametrize("path", FEEDS)
def test_feeds_answer_every_query(known: Rates, path: str) -> None:
    usual, empty = asked(known, path), asked(known, path, currencies=PLAIN)
    for text in VALUES:
        assert some(asked, known, path, text, base=text).status == 400, text
        assert some(asked, known, path, text, currencies=text) == empty, text
        assert some(asked, known, path, text, **{text: text}) == usual, text


@each
def test_unknown_names_and_marks_are_answered(known: Rates, texts: tuple[str, ...]) -> None:
    usual = {path: asked(known, path) for path in PATHS}
    for text in texts:
        for path in (text, f"feed.{text}", f"{text}.json", f"convert{text}", f"fx.{text}.js"):
            found = some(asked, known, path)
            assert (found.status, found.body) == (404, b"no such file"), path
        for path, mark in product(PATHS, (text, f'"{text}"', f"W/{text}")):
            assert some(asked, known, path, mark) == usual[path], mark


@each
def test_the_place_of_a_site_stays_in_its_quotes(known: Rates, texts: tuple[str, ...]) -> None:
    for text in (x for x in texts if not SURROGATE.search(x)):
        for path in ("convert", "table"):
            found = answers.route(path, Query(known, "en-GB", text, {})).body
            assert shape(found) == shape(asked(known, path).body), text


@each
def test_names_stand_as_they_are_in_answers(known: Rates, texts: tuple[str, ...]) -> None:
    plain = shape(asked(known, "convert").body)
    for text in texts:
        said = saying(known, name=text, kind=text, home=text, provider=text)
        page, facts = (some(asked, said, path).body for path in ("convert", "rates.json"))
        assert shape(page) == plain, text
        if not SURROGATE.search(text):
            assert elements(page.decode()).text["cite"] == text
            assert {json.loads(facts)[x] for x in ("name", "kind", "home", "provider")} == {text}


def as_xml(text: str) -> str:
    """Return the part of a text that XML can hold, with its ends of lines."""
    held = "".join(c for c in text if c in "\t\n\r" or (c >= " " and c not in "\ufffe\uffff"))
    return SURROGATE.sub("", held).replace("\r\n", "\n").replace("\r", "\n")


@pytest.mark.parametrize("kind", feeds.KINDS)
def test_feeds_are_well_formed_and_say_it(known: Rates, kind: str) -> None:
    for text in VALUES:
        said = saying(known, name=text, kind=text, home=text, provider=text)
        body = asked(said, f"feed.{kind}", currencies="USD").body
        ((id_, title, told, link, _),) = entries(kind, body)
        assert title == "1 USD = 0.797766 EUR"
        assert as_xml(told) == f"{as_xml(text)}, 19 November 2014"
        assert as_xml(link or "") == as_xml(text)
        assert re.fullmatch(r"urn:fxconv:[A-Za-z0-9%._~-]*:2014-11-19:USD:EUR", id_), text


@pytest.mark.parametrize("kind", feeds.KINDS)
def test_feeds_of_hostile_rates(rates: Snapshot, kind: str) -> None:
    for text in VALUES:
        for hostile in with_rate(rates, text):
            body = some(feeds.feed, kind, hostile, "EUR", ["USD", "JPY", text])
            assert body is None or some(entries, kind, body), text


@pytest.mark.parametrize("kind", feeds.KINDS)
def test_feeds_in_hostile_locales(rates: Snapshot, kind: str) -> None:
    for locale in (before + text for before, text in product(LOCALES, VALUES)):
        body = some(feeds.feed, kind, rates, locale=locale)
        assert body is None or len(some(entries, kind, body)) == 3, locale


WORDS = st.text() | st.sampled_from(["USD", "RUB", "eur", "1,000.5", *VALUES])
NAMED = st.sampled_from(["amount", "from", "to", "base", "currencies", "on", "locale"])


@given(st.sampled_from(PATHS) | WORDS, st.dictionaries(NAMED | WORDS, WORDS), WORDS)
def test_anything_is_answered(known: Rates, path: str, query: dict[str, str], mark: str) -> None:
    found = asked(known, path, mark, **query)
    assert (found.status == 404) == (path not in PATHS)
    if path in ("convert", "table"):
        assert_page(found.body)


@given(st.sampled_from(PATHS), WORDS, WORDS)
def test_any_address_is_answered(known: Rates, path: str, query: str, mark: str) -> None:
    found = sound(answers.route(path, Query.read(known, query), mark))
    if path in ("convert", "table"):
        assert_page(found.body)


def assert_page(body: bytes) -> None:
    """Assert that a page has only what pages have, and its script only from the site."""
    read = elements(body.decode())
    assert {tag for tag, _ in read.found} <= TAGS | PAGE
    assert {name for _, attrs in read.found for name in attrs} <= ATTRIBUTES | {
        "charset", "content", "defer", "href", "rel", "src",
    }  # fmt: skip
    assert [e["src"][:7] for e in read.of("script") if "src" in e] == ["/fx/fx."]


PAGE = {"html", "head", "meta", "title", "link", "script", "body", "main", "h1"}
