"""The converter of a news page: exact, complete without JavaScript, and safe to print anywhere."""

from __future__ import annotations

import json
import re
from decimal import Decimal

import jinja2
import pytest

from fxconv.errors import FxconvError, InvalidOption
from fxconv.ext import jinja
from fxconv.web import Rates, assets, table, ticker
from fxconv.web import converter as widget
from fxconv.web.html import attributes, script_data
from web.elements import HOSTILE, elements


def test_a_converter_is_complete_without_a_script(rates):
    html = widget(rates, "25000000000", "USD", "RUB", locale="en-GB")
    read = elements(html)
    (form,) = read.of("form")
    assert (form["method"], form["action"]) == ("get", "/fx/convert")
    names = [e.get("name") for e in read.of("input") + read.of("select")]
    assert names == ["amount", "on", "locale", "from", "to"]
    assert [e["value"] for e in read.of("option") if "selected" in e] == ["USD", "RUB"]
    assert read.text["output"] == "25,000,000,000.00 USD = 1,173,577,981,651.38 RUB"
    assert "1 USD = 46.9431 RUB" in read.text["p"]
    assert "European Central Bank" in read.text["cite"]
    assert read.of("time") == [{"datetime": "2014-11-19"}]
    assert [b.get("type") for b in read.of("button")] == ["button", "submit"]
    assert html.text.startswith("25,000,000,000.00 USD = 1,173,577,981,651.38 RUB. 1 USD = 46.9431")
    assert "<" not in html.text
    assert html.data["target"] == {"amount": "1173577981651.38", "currency": "RUB"}
    assert not re.search(r"<script|<fx-|<output| on\w+=|style=", html.amp)


def test_what_has_no_minor_units_is_written_like_a_rate(rates):
    ounces = rates._replace(rates={**rates.rates, "XAU": "0.0007", "XDR": "0.5"})
    assert elements(widget(ounces, 1, "EUR", "XAU")).text["output"] == "1.00 EUR = 0.0007 XAU"
    assert elements(widget(ounces, 3, "XAU", "XDR")).text["output"] == "3 XAU = 2,142.85… XDR"
    typed = elements(widget(ounces, "1.123456789012", "XAU", "EUR")).text["output"]
    assert typed == "1.123456789012 XAU = 1,604.94 EUR"


def test_the_browser_gets_the_printed_digits_in_the_order_of_the_lists(rates):
    html = widget(rates)
    (text,) = re.findall(r'class="fx-data">(.*?)</script>', html)
    data = json.loads(text)
    codes = [option["value"] for option in elements(html).of("option")]
    listed = codes[: len(codes) // 2]
    assert listed == codes[len(codes) // 2 :]
    assert dict(zip(listed, data["rates"].split(" "), strict=True)) == rates.rates
    assert rates.rates["RUB"] == "58.8432"
    assert data["digits"]["JPY"] == 0
    assert "SGD" not in data["digits"]


@pytest.mark.parametrize(
    ("locale", "answer", "words", "direction"),
    [
        ("ru", "1\xa0000,00 USD = 46\xa0943,12 RUB", ("Сумма", "Поменять валюты местами"), "ltr"),
        ("de", "1.000,00 USD = 46.943,12 RUB", ("Betrag", "Währungen tauschen"), "ltr"),
        ("en-IN", "1,000.00 USD = 46,943.12 RUB", ("Amount", "Swap currencies"), "ltr"),
        ("ar", "USD", ("المبلغ", "تبديل العملتين"), "rtl"),
        ("kk", "RUB", ("Amount", "Swap currencies"), "ltr"),
    ],
)
def test_it_speaks_the_readers_language(rates, locale, answer, words, direction):
    html = widget(rates, 1000, "USD", "RUB", locale=locale)
    read = elements(html)
    (element,) = read.of("fx-converter")
    assert (element["lang"], element["dir"]) == (locale, direction)
    assert answer in read.text["output"]
    assert words[0] in read.text["span"]
    assert {b.get("aria-label") for b in read.of("button")} >= {words[1]}


def test_each_currency_stands_in_the_lists_once_and_pinned_ones_first(rates):
    read = elements(widget(rates, pinned=("CHF", "USD", "XXX", "CHF")))
    values = [option["value"] for option in read.of("option")]
    half = values[: len(values) // 2]
    assert half[:2] == ["CHF", "USD"]
    assert sorted(half) == sorted(rates.rates)


@pytest.mark.parametrize(
    ("locale", "first", "last"),
    [
        ("en-GB", ["Australian Dollar", "Brazilian Real"], "Turkish Lira"),
        ("ru", ["австралийский доллар", "болгарский лев"], "японская иена"),
        ("tr", ["Avustralya doları", "Brezilya reali"], "Yeni Zelanda doları"),
        ("sv", ["australisk dollar", "brasiliansk real"], "ungersk forint"),
    ],
)
def test_the_others_stand_by_their_names(rates, locale, first, last):
    pinned = ("USD", "EUR", "RUB", "NOK")
    html = widget(rates, pinned=pinned, locale=locale)
    names = re.findall(r"<option[^>]*>(.*?)</option>", html.partition('name="to"')[0])
    rest = names[len(pinned) :]
    assert (rest[:2], rest[-1]) == (first, last)


def test_a_class_is_added_and_other_attributes_replace(rates):
    for html in (
        widget(rates, layout="compact", attrs={"class": "wide", "lang": "en-AU"}),
        table(rates, attrs={"class": "wide", "lang": "en-AU"}),
        ticker(rates, attrs={"class": "wide", "lang": "en-AU"}),
    ):
        _, around = elements(html).found[0]
        assert around["class"].split()[0] == "fx"
        assert around["class"].split()[-1] == "wide"
        assert around["lang"] == "en-AU"
    with pytest.raises(InvalidOption, match="form or compact"):
        widget(rates, layout="wide")


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_in_its_place(rates, text):
    plain = elements(widget(rates)).found
    for html in (
        widget(rates._replace(name=text)),
        widget(rates, attrs={"title": text, "data-x": text}),
        widget(rates._replace(home=text, kind=text)),
    ):
        assert [tag for tag, _ in elements(html).found] == [tag for tag, _ in plain]
    read = elements(widget(rates._replace(name=text)))
    assert read.text["cite"].replace("\x00", "") == text.replace("\x00", "").replace("\r", "\n")
    for given_ in ({"amount": text}, {"from_": text}, {"to": text}, {"locale": text}):
        with pytest.raises(FxconvError):
            widget(rates, **given_)
    with pytest.raises(ValueError, match="attribute"):
        widget(rates, attrs={text: "1"})
    assert json.loads(script_data({text: text})) == {text: text}
    assert not re.search("[<>&]", script_data([text]))


def test_no_attribute_and_no_address_is_a_script(rates):
    for name in ("onclick", "ONCLICK", "on-x", "a b", "", "x=y"):
        with pytest.raises(ValueError, match="attribute"):
            attributes({name: "1"})
    for action in ("javascript:alert(1)", "data:text/html,x", " javascript:x", "\tjavascript:x"):
        for made in (widget, table):
            with pytest.raises(InvalidOption):
                made(rates, action=action)
    for action in ("/fx/convert", "https://news.example/fx", "convert", "?x=1", "fx/convert"):
        assert elements(widget(rates, action=action)).of("form")[0]["action"] == action


def test_assets_have_no_inline_code():
    read = elements(assets("/static/fx/"))
    (link,), (script,) = read.of("link"), read.of("script")
    assert re.fullmatch(r"/static/fx/fx\.[0-9a-f]{12}\.css", link["href"])
    assert re.fullmatch(r"/static/fx/fx\.[0-9a-f]{12}\.js", script["src"])
    assert set(script) == {"defer", "src"}
    assert not read.text


def test_rendering_needs_no_network_and_no_store(rates, monkeypatch):
    import pickle
    import socket
    import sqlite3

    def refuse(*_, **__):
        raise AssertionError("a template reached out")

    kept = pickle.loads(pickle.dumps(rates))
    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(sqlite3, "connect", refuse)
    assert widget(kept, 10, "EUR", "RUB") == widget(rates, 10, "EUR", "RUB")


def test_what_is_no_sum_is_logged_and_breaks_no_page(converter, caplog):
    env = jinja2.Environment(autoescape=True)
    jinja.install(env, Rates(converter, provider="ecb"))
    page = env.from_string(
        "{{ 5|fx_money }}{{ nosuch|fx_money }}{{ fx_rate_line(places=40) }}"
        "{{ fx_rate_line(places=-1) }}{{ fx_spark('EUR', 'USD', days='30') }}"
    )
    assert page.render() == ""
    assert len(caplog.records) == 5
    assert "en-GB" in env.from_string("{{ fx_ticker(locale=none) }}").render()


def test_what_is_remembered_is_of_the_same_amount(converter):
    env = jinja2.Environment(autoescape=True)
    jinja.install(env, Rates(converter, provider="ecb"))
    page = env.from_string("{{ fx_converter(amount, 'EUR', 'USD', on='2014-11-19') }}")
    for amount, shown in ((1, "1.00"), (Decimal("1.000"), "1.000"), ("1", "1.00"), (1.0, None)):
        found = elements(page.render(amount=amount)).text.get("output")
        assert found == (shown and f"{shown} EUR = 1.25 USD"), amount
