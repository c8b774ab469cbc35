"""Hostile text in every place of every widget: none leaves its place, and none of it ever runs."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from copy import copy
from functools import cache, lru_cache
from itertools import product
from typing import TYPE_CHECKING, Any

import jinja2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_web_browser import (
    WATCH,
    Site,
    browser,  # noqa: F401
    document,
    site,  # noqa: F401
    watched,
)
from test_web_feeds import entries
from web.elements import elements

from fxconv import Converter, Money, Store, settings
from fxconv.cli import guard
from fxconv.errors import FxconvError
from fxconv.ext import jinja, names
from fxconv.money import names as currencies
from fxconv.store.overlay import Overlay
from fxconv.web import (
    Html,
    Rates,
    Series,
    Snapshot,
    answers,
    assets,
    feeds,
    rate_line,
    spark,
    table,
    ticker,
)
from fxconv.web import converter as widget
from fxconv.web.html import script_data
from fxconv.web.query import Query
from surroundings import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from playwright.sync_api import Browser, Page

# What is thrown at the widgets

RUN = "window.pwned=1"
IMG = f"<img src=x onerror={RUN}>"
SCRIPT = f"<script>{RUN}</script>"

# fmt: off
BEFORE_PAYLOADS = (
    "", '"', "'", "`", '">', "'>", "`>", ">", "-->", "]]>", "*/", "\\", "\x00", "\r\n\r\n",
    "</script>", "</style>", "</textarea>", "</title>", "</option></select>",
)
PAYLOADS = (IMG, SCRIPT, f"<svg onload={RUN}>", f" onfocus={RUN} autofocus tabindex=1 x=")

GROUPS: dict[str, tuple[str, ...]] = {
    "product": tuple(a + b for a, b in product(BEFORE_PAYLOADS, PAYLOADS)),
    "tag": (
        "<", ">", "<>", "< script>", "<b>bold</b>", "</", "</>", "<!", "<?", "<?php echo 1 ?>",
        "<%= 1 %>", f"<ScRiPt>{RUN}</sCrIpT>", f"<script/x>{RUN}</script>", f"<svg/onload={RUN}>",
        f"<script src=//evil.example/x.js></script>{SCRIPT}", f"<<script>{RUN}//<</script>",
        f"<iframe srcdoc='<script>parent.pwned=1</script>'>{IMG}", "<base href=//evil.example/>",
        "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>", f"<body onload={RUN}>",
        f"<details open ontoggle={RUN}>", f"<video><source onerror={RUN}>", "<plaintext>",
        f"<object data='javascript:{RUN}'>", f"<embed src='javascript:{RUN}'>", "<link rel=import>",
        f"<input autofocus onfocus={RUN}>", f"<marquee onstart={RUN}>", "<form action=//x.example>",
        f"<a href='javascript:{RUN}'>x</a>", "<fx-converter>", "<fx-rates>", "<output>",
    ),
    "attribute": (
        f"\" onmouseover='{RUN}' x=\"", f"' onmouseover=\"{RUN}\" x='", f"x onclick={RUN}",
        f'" autofocus onfocus="{RUN}', f"'autofocus/onfocus='{RUN}", '"/><b x="', "'/><b x='",
        f'"\tonfocus\t=\t"{RUN}', f'"\nonfocus\n=\n"{RUN}', f'"\x0confocus="{RUN}', '" style="x:y',
        "onclick", "ONCLICK", "onload=1", "x=1", "a b", "a/b", "a>b", "\u212aon", "on\u017f",
        '" formaction="javascript:alert(1)', '" srcdoc="<script>alert(1)</script>', "\"'`",
    ),
    "closer": tuple(
        f"</{name}>{IMG}"
        for name in (
            "template", "noscript", "svg", "math", "cite", "bdi", "p", "form", "table", "caption",
            "fx-converter", "fx-rates", "output", "main", "body", "html", "noembed", "xmp", "head",
        )
    ),
    "comment": (
        "<!--", "<!-->", "<!--->", "-->", "--!>", "<!--><script>alert(1)</script>", "<!-- <script>",
        f"<!--{SCRIPT}-->", f"--!>{IMG}", "<![CDATA[", "]]>", f"<![CDATA[{SCRIPT}]]>",
        "<!DOCTYPE html>", '<!ENTITY x SYSTEM "file:///etc/passwd">', "&x;",
        "<?xml version='1.0'?>",
    ),
    "reference": (
        "&lt;script&gt;alert(1)&lt;/script&gt;", "&#60;img src=x&#62;", "&#x3c;img src=x&#x3e;",
        "&lt", "&#60img src=x&#62", "&#x3Cimg src=x&#x3E", "&quot; onfocus=alert(1) x=&quot;",
        "&#34;onfocus=alert(1)", "&#39;onfocus=alert(1)", "&apos;", "&amp;lt;b&amp;gt;", "&#0;",
        "&#x0;", "&#xD800;", "&#1114112;", "&#00000000000060;", "&NewLine;",
        "java&Tab;script&colon;", "&lbrace;&lbrace;7*7", "&nbsp", "&", "&&", "&#", "&#x",
    ),
    "address": (
        "javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)",
        "javascript :alert(1)", "\tjavascript:alert(1)", "java\tscript:alert(1)",
        "java\nscript:alert(1)", "//evil.example", "java\rscript:alert(1)",
        "\x01javascript:alert(1)", "\x1fjavascript:alert(1)", "javascript\t:alert(1)",
        "javascript\n:alert(1)", "javascript:\n//alert(1)", "javascript&colon;alert(1)",
        "javascript%3Aalert(1)", "data:text/html,<script>alert(1)</script>",
        "data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==", "vbscript:msgbox(1)",
        "view-source:javascript:alert(1)", "blob:null/1", "file:///etc/passwd",
        "\\\\evil.example\\x", "javascript://example.com/%0aalert(1)", "\ufeffjavascript:alert(1)",
        "\xa0javascript:alert(1)", "feed:javascript:alert(1)", "https:javascript:alert(1)",
        "../../etc/passwd", "..\\..\\x",
    ),
    "control": (
        "\x00", "a\x00b", "\x00<script>", "\x01\x02\x03", "\x08\x7f", "\x0b", "\x0c", "\x1b[31mred",
        "\x1b]0;title\x07", "\x80\x9f", "\t\n\r ", "\x85next", "\u2028alert(1)", "\u2029alert(1)",
        "\ufffe", "\uffff", "\ufdd0", "a\u2028b\u2029c",
    ),
    "direction": (
        "\u202egpj.exe", "\u202dx\u202c", "\u2066a\u2069", "\u2067a", "\u2068a\u2069\u2069",
        "\u200f", "\u200e\u061c", "zero\u200bwidth", "\u200c\u200d", "\u2060\ufeff", "\u00ad",
        "\u034f", "\U000e0041",
    ),
    "astral": (
        "\U0001f600", "\U0001f468\u200d\U0001f469", "\U0010ffff", "\\ud83d\\ude00", "\ud800",
        "a\udfffb", "\udcff", "e\u0301" * 20, "\u0130\u0131", "\ufb01", "\uff1cscript\uff1e",
        "\u02ba\u02b9\u2039",
    ),
    "encoding": (
        "+ADw-script+AD4-alert(1)+ADw-/script+AD4-", "\xc0\xbcscript\xc0\xbe", "%c0%bcscript%c0%be",
        "%3Cscript%3Ealert(1)%3C/script%3E", "%253Cscript%253E", "%00", "%u003cscript%u003e", "%",
        "%s%n", "\xbcscript\xbealert(1)", "\x1b$B", "\xff\xfe<", "=?utf-8?q?=3Cb=3E?=",
    ),
    "script": (
        '"}</script>', '"};alert(1);//', "'];alert(1);//", "\\", '\\"', "\\\\",
        "\\u003c/script\\u003e", "\\x3cscript\\x3e", '","rates":{"USD":"9"},"x":"', "${alert(1)}",
        "`${alert(1)}`", "__proto__", "constructor", "toString", "<!--<script>", "null", "[]", "{}",
        "\\n", "\\u2028", "//", "/*", "$&",
    ),
    "template": (
        "{{7*7}}", "{{ ''.__class__.__mro__ }}", "{% if 1 %}x{% endif %}", "{# x #}",
        "{% load fxconv %}", "{% debug %}", "{{ settings.SECRET_KEY }}", "{% raw %}",
        "{% endraw %}", "{{", "}}", "{%", "%}", "{0}", "{example}", "{x.__class__}", "%(x)s", "$x",
        "${x}", "#{7*7}", "<%= 7*7 %>", "[[7*7]]",
    ),
    "number": (
        "nan", "inf", "-inf", "sNaN", "1e999999", "1e-999999", "1e99999999999999999999", "-1", "0",
        "-0", "1/0", "0/1", "1/2/3", "/", "1_000", "0x10", "1 2", " 1", "1\n", "1,5", "9" * 400,
        "1e40", "1e-40", "\u0661\u0662\u0663", "\uff11\uff12", "\U0001d7d9", "\u00b2", "\u2460",
        "\u3007", "\u216f", "1\u0660", "\u0967\u0968/\u0969", "1e\u0665",
    ),
    "style": (
        "expression(alert(1))", "url(javascript:alert(1))", "\\3c script\\3e", "\\22\\3e",
        "}*{x:y}", "</style><style>*{display:none}", "@import '//evil.example/x.css'",
        "behavior:url(#x)",
    ),
    "mutation": (
        f"<svg></p><style><a id=\"</style>{IMG}\">",
        f"<math><mtext><table><mglyph><style><!--</style>{IMG}",
        f"<noscript><p title=\"</noscript>{IMG}\">",
        f"<form><math><mtext></form><form><mglyph><style></math>{IMG}",
        f"<svg><title><![CDATA[</title>{IMG}]]>",
        f"<listing>&lt;img src=x onerror={RUN}&gt;</listing>", f"``onerror={RUN}",
        f"<template><style></template>{IMG}", f"<select><template>{IMG}", f"<table><td>{IMG}",
        f"<svg><foreignobject>{IMG}", f"<math href='javascript:{RUN}'>",
        f"<svg><a xlink:href='javascript:{RUN}'><text>x",
        f"<svg><animate onbegin={RUN} attributeName=x>",
        f"<svg><use href='data:image/svg+xml,{IMG}'>", f"<xmp><p title=\"</xmp>{IMG}\">",
    ),
    "header": (
        "x\r\nSet-Cookie: a=b", "x\nX-Injected: 1", "x\rX: 1", "\r\n\r\n<script>alert(1)</script>",
        "x\u560d\u560aX: 1", "%0d%0aX: 1", '"x", W/"y"', "*", 'W/"', '"' * 99, ",,,,",
    ),
    "long": (
        "x" * 3000, "<" * 3000, '"' * 3000, "<b>" * 1000, "&" * 3000, "\u202e" * 999, "../" * 999,
    ),
}
# fmt: on

VALUES = list(dict.fromkeys(text for texts in GROUPS.values() for text in texts))
PLAIN = "harmless"
CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
SURROGATE = re.compile("[\ud800-\udfff]")
each = pytest.mark.parametrize("texts", GROUPS.values(), ids=GROUPS)


def test_there_are_enough_of_them() -> None:
    assert len(VALUES) >= 200
    assert [name for name, texts in GROUPS.items() if len(texts) < 7] == []


def some(make: Callable[..., Any], *args: Any, **options: Any) -> Any:
    """Return what is made, None where fxconv says why not; anything else that is raised fails."""
    try:
        return make(*args, **options)
    except FxconvError:
        return None
    except Exception as error:
        given = [x for x in (*args, options) if not isinstance(x, Snapshot)]
        raise AssertionError(f"{error!r:.200} of {given!r:.400}") from error


@lru_cache(256)
def shape(html: str | bytes) -> list[tuple[str, list[str]]]:
    """Return the elements in order with the names of their attributes."""
    text = html.decode() if isinstance(html, bytes) else html
    return [(tag, sorted(attrs)) for tag, attrs in elements(text).found]


@pytest.fixture(scope="module", autouse=True)
def _similar_names_once() -> Iterator[None]:
    """Look for currencies that are spelt alike, for the hint of an error, once for each text."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(currencies, "near", cache(currencies.near))
        yield


@pytest.fixture(scope="module")
def rates(converter: Converter) -> Snapshot:
    few = ["USD", "RUB", "JPY"]
    at = "2014-11-20T02:04+03:00"
    return Snapshot.of(converter, published=at, provider="ecb", currencies=few)


@pytest.fixture(scope="module")
def series(converter: Converter) -> Series:
    return Series.of(converter.history("USD", "RUB", "2014-11-17", "2014-11-21", provider="ecb"))


@pytest.fixture(scope="module")
def known(converter: Converter, rates: Snapshot) -> Rates:
    known = Rates(converter, provider="ecb")
    known.newest = rates
    return known


def saying(known: Rates, **facts: Any) -> Rates:
    """Return the rates of a site whose newest snapshot says something else."""
    other = copy(known)
    other.newest = known.newest._replace(**facts)
    return other


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


LOCALES = ("", "en.", "en-GB@")
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


def scheme(address: str) -> str:
    """Return the scheme of an address as a browser reads it."""
    tidy = re.sub(r"[\t\n\r]", "", address).lstrip("".join(map(chr, range(33))))
    found = re.match(r"([a-z][a-z0-9+.-]*):", tidy, re.IGNORECASE)
    return found[1].lower() if found else ""


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


def with_rate(rates: Snapshot, text: str) -> list[Snapshot]:
    """Return snapshots with the text for a rate of now or before, for a code, for the pivot."""
    now, before = rates.rates, rates.before or {}
    return [
        rates._replace(rates={**now, "USD": text}),
        rates._replace(rates={**now, "JPY": f"1/{text}"}),
        rates._replace(before={**before, "USD": text}),
        rates._replace(rates={**now, text: "1"}),
        rates._replace(rates={**now, text: "1"}, pivot=text),
        rates._replace(pivot=text),
    ]


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


# Attributes that a site adds

FREE = ("title", "data-x", "aria-label")
OWN = ("class", "lang", "id", "dir", "data-grouping")


@each
def test_values_of_attributes_stay_in_their_quotes(rates: Snapshot, texts: tuple[str, ...]) -> None:
    for make, text in product((widget, table, ticker), texts):
        found = make(rates, attrs=dict.fromkeys(FREE, text))
        assert shape(found) == shape(make(rates, attrs=dict.fromkeys(FREE, PLAIN))), text
        assert {elements(found).found[0][1][name] for name in FREE} == {text}


@each
def test_values_of_a_widget_s_own_attributes_stay_in_their_quotes(
    rates: Snapshot, texts: tuple[str, ...]
) -> None:
    for name, text in product(OWN, texts):
        found = some(ticker, rates, attrs={name: text})
        if found is not None:
            assert shape(found) == shape(ticker(rates, attrs={name: PLAIN})), text
            assert text in elements(found).found[0][1][name], text


@each
def test_names_of_attributes_cannot_leave_their_place(
    rates: Snapshot, texts: tuple[str, ...]
) -> None:
    for make, text in product((widget, table, ticker), texts):
        (tag, usual), *inside = shape(make(rates))
        if re.fullmatch(r"(?!on)[a-z0-9_-]*[a-z0-9][a-z0-9_-]*", text, re.ASCII | re.IGNORECASE):
            found = shape(make(rates, attrs={text: "1"}))
            assert found == [(tag, sorted({*usual, text.lower()})), *inside], text
        else:
            with pytest.raises(ValueError, match="attribute"):
                make(rates, attrs={text: "1"})


@each
def test_addresses_of_files_stay_in_their_quotes(texts: tuple[str, ...]) -> None:
    for text in texts:
        assert shape(assets(text)) == shape(assets("/fx/")), text
        (_, link), (_, script) = elements(assets(text)).found
        assert link["href"].startswith(text)
        assert script["src"].startswith(text)


@each
def test_data_inside_a_script_element_is_read_back(rates: Snapshot, texts: tuple[str, ...]) -> None:
    for text in texts:
        said = rates._replace(name=text, home=text)
        for value in ({text: [text]}, text, table(said).jsonld, widget(said).data):
            html = f"<script>{script_data(value)}</script>"
            assert shape(html) == [("script", [])], text
            assert json.loads(elements(html).text["script"]) == value
            assert not re.search("[<>&\u2028\u2029]", script_data(value)), text


# Templates

TEMPLATES = {
    "fx_converter(x, 'USD', 'RUB')": "fx_converter()",
    "fx_converter(1, x, 'RUB')": "fx_converter()",
    "fx_converter(1, 'USD', x)": "fx_converter()",
    "fx_converter(locale=x)": "fx_converter()",
    "fx_converter(locale='en.' ~ x)": "fx_converter()",
    "fx_converter(layout=x)": "fx_converter()",
    "fx_converter(action='/x?' ~ x)": "fx_converter()",
    "fx_converter(action=x)": "fx_converter()",
    "fx_converter(pinned=[x])": "fx_converter(pinned=[])",
    "fx_converter(attrs={'title': x})": "fx_converter(attrs={'title': 'x'})",
    "fx_table(x)": "fx_table()",
    "fx_table('EUR', [x])": "fx_table('EUR', ['USD'])",
    "fx_table('EUR', ['USD'], chosen=[x])": "fx_table('EUR', ['USD'], chosen=[])",
    "fx_table('EUR', ['USD'], action=x)": "fx_table('EUR', ['USD'], action='/x')",
    "fx_table(attrs={'title': x})": "fx_table(attrs={'title': 'x'})",
    "fx_ticker(x)": "fx_ticker()",
    "fx_ticker('EUR', [x])": "fx_ticker('EUR', ['USD'])",
    "fx_ticker(published=x)": "fx_ticker()",
    "fx_ticker(on=x)": "fx_ticker()",
    "fx_rate_line(x, 'RUB')": "fx_rate_line()",
    "fx_rate_line('USD', x)": "fx_rate_line()",
    "fx_spark(x, 'USD', days=9)": "fx_spark('EUR', 'USD', days=9)",
    "fx_spark('EUR', 'USD', days=9, locale=x)": "fx_spark('EUR', 'USD', days=9)",
    "fx_spark('EUR', 'USD', days=9, attrs={'title': x})": (
        "fx_spark('EUR', 'USD', days=9, attrs={'title': 'x'})"
    ),
    "x|fx('USD', 'RUB')": "1|fx('USD', 'RUB')",
    "1|fx(x, 'RUB')": "1|fx('USD', 'RUB')",
    "1|fx('USD', x)": "1|fx('USD', 'RUB')",
    "1|fx('USD', 'RUB', locale=x)": "1|fx('USD', 'RUB')",
    "sum|fx_money(locale=x)": "sum|fx_money",
}
SUM = Money("25e9", "USD")


@pytest.fixture(scope="module")
def templates(known: Rates) -> jinja2.Environment:
    env = jinja2.Environment(autoescape=True)
    jinja.install(env, known)
    return env


@pytest.mark.parametrize("written", TEMPLATES)
def test_templates_print_it_in_its_place_or_nothing(
    templates: jinja2.Environment,
    written: str,
    caplog: pytest.LogCaptureFixture,
) -> None:
    hostile, usual = (
        templates.from_string(f"{{{{ {x} }}}}") for x in (written, TEMPLATES[written])
    )
    plain = shape(usual.render(sum=SUM))
    assert plain
    for text in VALUES:
        assert shape(hostile.render(x=text, sum=SUM)) in ([], plain), text
    said = [record.getMessage() for record in caplog.records]
    assert [line for line in said if CONTROL.search(line)] == []


DJANGO = """
import json, sys
import django
from django.conf import settings
settings.configure(
    INSTALLED_APPS=["fxconv.ext.django"],
    TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}],
)
django.setup()
from django.template import engines
from fxconv import Money
sys.path.insert(0, sys.argv[1])
from test_web_hostile import VALUES

page = engines["django"].from_string('''{% load fxconv %}<p title="{{ x }}">{{ x }}</p>
{% fx_converter x "USD" "JPY" %}{% fx_converter 1 x "JPY" %}{% fx_converter 1 "USD" x %}
{% fx_converter locale=x %}{% fx_table x %}{% fx_ticker x %}{% fx_rate_line x "JPY" %}
{% fx x "USD" "JPY" %}{% fx 1 x "JPY" %}{{ sum|fx_money }}
{% fx_converter 1 "USD" "JPY" attrs=attrs action=action %}''')
facts = {"sum": Money(1, "USD")}
def made(x):
    return page.render({"x": x, "attrs": {"title": x}, "action": "/x?" + x, **facts})
print(json.dumps([made(x) for x in VALUES]))
"""


def test_tags_of_django_print_it_in_its_place_or_nothing() -> None:
    command = [sys.executable, "-c", DJANGO, str(ROOT / "tests")]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    pages = json.loads(done.stdout)
    for text, html in zip(VALUES, pages, strict=True):
        read = elements(html)
        assert read.of("p")[0]["title"] == text
        titles = [e["title"] for e in read.of("fx-converter") if "title" in e]
        assert titles == ([] if SURROGATE.search(text) else [text])
        assert not titles or f"/x?{text}" in [form["action"] for form in read.of("form")]
        assert {tag for tag, _ in read.found} <= TAGS, text


# What a server answers

XML = ("application/atom+xml", "application/rss+xml")
PATHS = ("convert", "table", "rates.json", "feed.json", "feed.atom", "feed.rss")
FEEDS = PATHS[3:]
NODES = {
    "feed", "id", "title", "updated", "author", "name", "entry", "published", "content", "link",
    "rss", "channel", "description", "language", "pubDate", "item", "guid",
}  # fmt: skip


def asked(known: Rates, path: str, mark: str = "", /, **query: str) -> answers.Answer:
    """Return what is answered, after a look at it."""
    given = {name: [text] for name, text in query.items()}
    return sound(answers.route(path, Query(known, "en-GB", "/fx/", given), mark))


def sound(answer: answers.Answer) -> answers.Answer:
    """Return an answer after a look at its status, its headers, and its body by its type."""
    assert answer.status in (200, 304, 400, 404)
    for header in (part for pair in answer.headers.items() for part in pair):
        assert re.fullmatch(r"[ -~]+", header)
    kind = answer.headers.get("Content-Type", "")
    if kind in XML:
        assert {e.tag.rpartition("}")[2] for e in ET.fromstring(answer.body).iter()} <= NODES
    elif answer.body:
        assert kind.startswith("text/") or json.loads(answer.body)
    return answer


@pytest.mark.parametrize("name", ["amount", "from", "to", "on"])
def test_the_converter_answers_every_query(known: Rates, name: str) -> None:
    right, wrong = (shape(asked(known, "convert", amount=x).body) for x in ("1", PLAIN))
    for text in VALUES:
        found = some(asked, known, "convert", text, **{name: text})
        assert shape(found.body) == {200: right, 400: wrong}[found.status], text
        assert found.status == 400 or name == "amount", text
        if name in ("from", "to"):
            told = elements(found.body.decode()).text["p"]
            assert f"no currency {repr(text[:200])[:30]}" in told


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


# What is typed at a terminal

TYPED = {
    "converter {} USD JPY": "converter 1 USD JPY",
    "converter 1 {} JPY": "converter 1 USD JPY",
    "converter 1 USD JPY --layout={}": "converter 1 USD JPY",
    "converter 1 USD JPY --action={}": "converter 1 USD JPY",
    "converter 1 USD JPY --action=/x?{}": "converter 1 USD JPY",
    "table --base={}": "table",
    "table --currencies={}": "table --currencies=USD",
    "ticker --base={}": "ticker",
    "ticker --currencies={}": "ticker --currencies=USD",
    "ticker --published={}": "ticker",
    "ticker --on={}": "ticker",
    "ticker --from-provider={}": "ticker",
    "line USD {}": "line USD JPY",
    "line USD JPY --locale={}": "line USD JPY",
    "line USD JPY --locale=en.{}": "line USD JPY",
    "line USD JPY --text --locale=en.{}": "line USD JPY --text",
}


def typed(monkeypatch: pytest.MonkeyPatch, command: str, text: str = "") -> tuple[int, str, str]:
    """Return what the command line answers: its exit code and what it prints, as UTF-8."""
    how = ("strict", "backslashreplace")
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", errors) for errors in how)
    words = [word.replace("{}", text) for word in command.split(" ")]
    with monkeypatch.context() as patch:
        patch.setattr(sys, "argv", ["fxconv", "widget", *words])
        patch.setattr(sys, "stdout", out)
        patch.setattr(sys, "stderr", err)
        code = guard.run()
    for stream in (out, err):
        stream.flush()
    return code, *(stream.buffer.getvalue().decode() for stream in (out, err))  # type: ignore


def can_be_typed(text: str) -> bool:
    """Return whether a terminal can hand in a text; bytes that are no UTF-8 are surrogates."""
    return "\x00" not in text and not re.search("[\ud800-\udc7f\udd00-\udfff]", text)


@pytest.mark.parametrize("command", TYPED)
def test_the_command_line_says_it_in_a_line(monkeypatch: pytest.MonkeyPatch, command: str) -> None:
    code, plain, _ = typed(monkeypatch, TYPED[command])
    assert code == 0
    for text in filter(can_be_typed, VALUES):
        code, out, err = some(typed, monkeypatch, command, text)
        assert code in (0, 2, 3, 4), text
        assert (out == "") == (code != 0), text
        lines = err.removesuffix("\n").split("\n")
        assert err == "" or all(line.startswith("fxconv: ") for line in lines), text
        assert not CONTROL.search("".join(lines)), text
        assert shape(out) in ([], shape(plain)), text


@pytest.mark.parametrize("word", ["--action=/\udcff", "--locale=en.\udcff", "--layout=<b>"])
def test_a_terminal_sees_no_traceback(word: str) -> None:
    command = [sys.executable, "-m", "fxconv", "widget", "converter", "1", "USD", "JPY", word]
    strict = {**os.environ, "PYTHONIOENCODING": "utf-8:strict"}  # as in any locale but C
    done = subprocess.run(command, capture_output=True, check=False, env=strict)
    assert b"Traceback" not in done.stderr
    assert done.returncode in (0, 2)


# In a browser

TAGS = {
    "abbr", "b", "bdi", "button", "caption", "cite", "data", "div", "fieldset", "form",
    "fx-converter", "fx-rates", "input", "label", "legend", "li", "optgroup", "option", "output",
    "p", "path", "script", "section", "select", "span", "svg", "table", "tbody", "td", "th",
    "thead", "time", "title", "tr", "ul",
}  # fmt: skip
PAGE = {"html", "head", "meta", "title", "link", "script", "body", "main", "h1"}
ATTRIBUTES = {
    "action", "aria-hidden", "aria-label", "autocomplete", "checked", "class", "d",
    "data-currency", "data-grouping", "data-x", "datetime", "dir", "fill", "height", "hidden",
    "inputmode", "label", "lang", "method", "name", "role", "scope", "selected", "stroke",
    "target", "title", "type", "value", "viewBox", "width",
}  # fmt: skip


def pieces(rates: Snapshot, series: Series, text: str) -> Iterator[tuple[str, str | None]]:
    """Give every widget with the text wherever one can be, and the place that it is in."""
    said = rates._replace(name=text, kind=text, home=text, provider=text)
    more: dict[str, Any] = {"attrs": {"title": text, "data-x": text}}
    where = {"action": f"/x?{text}"}
    form = widget(said, pinned=("USD", text), **more, **where)
    listed = table(said, "EUR", ["USD"], chosen=[text], **more, **where)
    yield from (("converter", form), ("amp", form.amp), ("table", listed), ("plain", listed.amp))
    yield "ticker", ticker(said, "EUR", ["USD"], **more)
    yield "line", rate_line(said)
    yield "spark", spark(series._replace(base=text, term=text), **more)
    yield "data", f'<script type="application/ld+json">{script_data({"x": text})}</script>'
    yield "own", some(widget, rates, attrs=dict.fromkeys(OWN, text))
    yield "locale", some(widget, rates, locale=f"en.{text}")
    yield "address", some(widget, rates, action=text)
    yield "filter", some(table, rates, action=text)
    yield "rate", some(widget, rates._replace(rates={**rates.rates, "EUR": text}))


def shown(values: Iterable[str], rates: Snapshot, series: Series) -> str:
    """Return the widgets of some values as the body of a page, each in a box of its own."""
    made = ((n, *piece) for n, x in enumerate(values) for piece in pieces(rates, series, x))
    box = "<div class=case data-n={} data-of={}>{}</div>"
    return "".join(box.format(n, place, html) for n, place, html in made if html)


GUARD = """
window.ran = [];
for (const name of ["alert", "confirm", "prompt", "print", "open", "msgbox"])
  window[name] = () => ran.push(name);
"""
LOOK = """() => {
  const list = (node) => [...node.querySelectorAll("*")];
  const one = (e) => [e.localName, ...e.getAttributeNames().sort()].join(" ");
  const shape = (node) => list(node).map(one).join("; ");
  const again = (box) =>
    new DOMParser().parseFromString(`<p></p>${box.innerHTML}`, "text/html").body;
  const boxes = [...document.querySelectorAll(".case")], inside = boxes.flatMap(list), plain = {};
  for (const box of boxes.filter((box) => box.dataset.n < 2))
    (plain[box.dataset.of] ??= []).push(shape(box));
  const left = (box) => !plain[box.dataset.of].includes(shape(box))
    || (window.twice && shape(again(box)) !== `p; ${shape(box)}`);
  const scheme = (text) => {
    try { return new URL(text, location).protocol; } catch { return ""; }
  };
  const named = ["href", "src", "action", "formaction", "data", "srcdoc", "xlink:href", "poster"];
  const addresses = inside.flatMap((e) => named.map((name) => e.getAttribute(name)));
  const all = (box, css, read) => [...box.querySelectorAll(css)].map(read);
  return {
    left: boxes.filter(left).map((b) => [b.dataset.n, b.dataset.of, b.innerHTML.slice(0, 300)]),
    beside: list(document.querySelector("main")).length - inside.length - boxes.length,
    parents: [...new Set(boxes.map((box) => box.parentNode.localName))],
    tags: [...new Set(inside.map((e) => e.localName))],
    attributes: [...new Set(inside.flatMap((e) => e.getAttributeNames()))],
    schemes: [...new Set(addresses.filter((text) => text !== null).map(scheme))],
    texts: boxes.map((box) => [box.dataset.n, box.dataset.of, [
      all(box, "cite, svg title", (e) => e.textContent),
      all(box, "[title]", (e) => e.getAttribute("title")),
      all(box, "[data-x]", (e) => e.dataset.x),
      all(box, "form", (e) => e.getAttribute("action")),
      all(box, "script[type$=ld\\\\+json]", (e) => JSON.parse(e.textContent).x)]]),
  };
}"""
TYPE = """() => {
  const typed = ["own", "locale", "rate"].map((place) => `[data-of=${place}] form`);
  for (const form of document.querySelectorAll(typed)) {
    form.amount.value = "7";
    form.dispatchEvent(new Event("input"));
  }
  const seen = document.querySelectorAll("[data-of=rate] .fx-seen");
  return [...new Set([...seen].map((e) => e.textContent))];
}"""


def as_attribute(text: str) -> str:
    """Return a text as a browser has it in an attribute."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "\ufffd")


def as_content(text: str) -> str:
    """Return a text as a browser has it between tags."""
    return as_attribute(text.replace("\x00", ""))


def standing(series: Series, text: str) -> dict[str, list[list[str]]]:
    """Return where a text is read in each widget: as text, in titles, data, actions, JSON."""
    name, held, address = as_content(text), as_attribute(text), as_attribute(f"/x?{text}")
    line = as_attribute(f"{text}, 19 November 2014")
    _, said = spark(series).text.split("RUB", 1)
    return {
        "converter": [[name], [held], [held], [address], []],
        "amp": [[name], [], [], [address], []],
        "table": [[name], [held], [held], [address], []],
        "plain": [[name], [held], [held], [address], []],
        "ticker": [[name], [held], [held], [], []],
        "line": [[], [line], [], [], []],
        "spark": [[as_content(f"{text}/{text}{said}")], [held], [held], [], []],
        "data": [[], [], [], [], [text]],
    }


@pytest.mark.parametrize("policy", [True, False], ids=["under the policy", "without one"])
def test_nothing_runs_and_all_stands_in_its_place(
    browser: Browser,  # noqa: F811
    site: Site,  # noqa: F811
    rates: Snapshot,
    series: Series,
    policy: bool,
) -> None:
    context = browser.new_context(bypass_csp=not policy)
    context.add_init_script(f"{WATCH}{GUARD}window.twice = {json.dumps(not policy)};")
    encodable = [text for text in VALUES if not SURROGATE.search(text)]
    with watched(context, site) as page:
        for start in range(0, len(encodable), 100):
            values = [PLAIN, f"{PLAIN} too", *encodable[start : start + 100]]
            address = site.put(document(shown(values, rates, series)))
            visited(page, site, address)
            check(page.evaluate(LOOK), [standing(series, text) for text in values])
    context.close()


def visited(page: Page, served: Site, address: str) -> None:
    """Open a page and type into its forms: nothing else may run or be asked for."""
    served.asked.clear()
    page.goto(address)
    assert page.evaluate(TYPE) == ["7.00 USD = 328.60 RUB"]
    assert page.evaluate("[ran, window.pwned ?? null, location.href]") == [[], None, address]
    files = {"/fx.js", "/fx.css", "/host.css", "/favicon.ico"}
    assert set(served.asked) <= {*files, address.removeprefix(served.at)}


def check(found: dict[str, Any], wanted: list[dict[str, list[list[str]]]]) -> None:
    """Compare what a page became in the browser with what it should be."""
    assert found["left"] == []
    assert (found["parents"], found["beside"]) == (["main"], 3)
    assert set(found["tags"]) <= TAGS
    assert set(found["attributes"]) <= ATTRIBUTES | {"id"}
    assert set(found["schemes"]) <= {"http:", "https:", ""}
    read = [(n, of, texts) for n, of, texts in found["texts"] if of in wanted[0]]
    assert len(read) == len(wanted) * len(wanted[0])
    for n, place, texts in read:
        assert texts == wanted[int(n)][place], (n, place)


# In a template nothing reaches out

RENDERED = {
    "fx_assets": "{{ fx_assets() }}",
    "fx_converter": "{{ fx_converter(5, 'USD', 'RUB', published=at) }}",
    "fx_table": "{{ fx_table('RUB', on='2014-11-20', action='/x', chosen=['USD']) }}",
    "fx_ticker": "{{ fx_ticker('RUB', ['USD'], published=at, locale='ar') }}",
    "fx_rate_line": "{{ fx_rate_line('USD', 'RUB', published=at, locale='ru') }}",
    "fx_spark": "{{ fx_spark('USD', 'RUB', published=at) }}",
    "fx": "{{ '25e9'|fx('USD', 'RUB', published=at, approx=true) }}",
    "fx_money": "{{ sum|fx_money }}",
}
NEWEST = "{{ fx_converter(5, 'USD', 'JPY') }}{{ fx_table() }}{{ 1|fx('EUR', 'USD') }}"


def rendered(rates: Rates) -> list[str]:
    """Return all that templates can print, from an environment that has printed nothing yet."""
    env, facts = jinja2.Environment(autoescape=True), {"at": "2014-11-20T02:04+03:00", "sum": SUM}
    jinja.install(env, rates)
    return [env.from_string(text).render(facts) for text in (*RENDERED.values(), NEWEST)]


def test_no_template_reaches_out(monkeypatch: pytest.MonkeyPatch) -> None:
    reached: list[str] = []
    store = Store(settings.SEED, "immutable")
    warm = Rates(Converter(Overlay(store)), provider="ecb")
    assert set(RENDERED) == {*names.NAMES, *names.filters(warm)}
    before = rendered(warm)
    store.close()
    for name in ("socket.socket", "socket.getaddrinfo", "sqlite3.connect"):
        monkeypatch.setattr(name, lambda *_, name=name, **__: refuse(reached, name))
    assert rendered(warm) == before
    assert [html for html in before if not elements(html).found] == []
    assert reached == []
    with pytest.raises(Exception, match=r"closed|reached"):
        warm.of(on="2014-11-18")


def refuse(reached: list[str], name: str) -> None:
    reached.append(name)
    raise AssertionError(f"a template reached {name}")
