"""The converter of a news page: exact, complete without JavaScript, and safe to print anywhere."""

from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from html.parser import HTMLParser

import jinja2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fxconv import Converter, Money, Quote, Source, Store
from fxconv.errors import FxconvError, InvalidOption, NoBulletin, NotQuoted, UnknownCurrency
from fxconv.ext import jinja
from fxconv.web import Html, Rates, Series, Snapshot, assets, money, rate_line, spark, table, ticker
from fxconv.web import converter as widget
from fxconv.web.html import attributes, script_data

ARTICLE = datetime(2014, 11, 19, 23, 4, tzinfo=UTC)
HOSTILE = [
    "</script><script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "' onfocus='alert(1)",
    "<!--", "]]>", "&lt;b&gt;", "\u2028alert(1)", "{{7*7}}", "{% if 1 %}", "javascript:alert(1)",
    "\x00<", "</option></select><h1>", "</fx-converter>", "\\u003c/script\\u003e", "`${alert(1)}`",
]  # fmt: skip


@pytest.fixture(scope="module")
def rates(converter):
    return Snapshot.of(converter, published=ARTICLE)


class Elements(HTMLParser):
    """Collects elements with their attributes, and the text of each kind."""

    def __init__(self, html):
        super().__init__(convert_charrefs=True)
        self.found, self.text, self.open = [], {}, []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))
        if tag not in ("input", "link", "meta"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        for tag in self.open:
            self.text[tag] = self.text.get(tag, "") + data

    def of(self, tag):
        return [attrs for name, attrs in self.found if name == tag]


def elements(html):
    read = Elements(html)
    assert not read.open
    return read


def test_a_snapshot_is_what_was_known_when_the_page_was_published(rates, converter):
    assert (rates.on, rates.provider, rates.pivot) == (date(2014, 11, 19), "ecb", "EUR")
    assert (rates.rates["USD"], rates.rates["RUB"]) == ("1.2535", "58.8432")
    assert Snapshot.of(converter, on="2014-11-23").on == date(2014, 11, 21)
    assert Snapshot.of(converter).on == date(2026, 10, 30)
    market = Snapshot.of(converter, provider="currency-api")
    assert len(market.rates) > 140
    with pytest.raises(
        NoBulletin,
        match="no rates from ecb: the store has none for 1998-12-31, its newest bulletin",
    ):
        Snapshot.of(converter, on="1998-12-31", provider="ecb")
    with pytest.raises(NotQuoted):
        rates.convert(Decimal(1), "USD", "AED")


@given(st.decimals("0.01", "1e15", places=2), st.sampled_from(["USD", "RUB", "JPY", "GBP"]))
def test_a_snapshot_converts_as_the_library_does(rates, converter, amount, code):
    for base, term in (("EUR", code), (code, "EUR"), ("CHF", code), (code, "SEK")):
        made = converter.convert(amount, base, term, at=ARTICLE, provider="ecb")
        assert rates.convert(amount, base, term) == made.target
        assert rates.exact(base, term) == made.rate.exact


def test_quotes_the_other_way_round_and_for_a_nominal_stay_as_printed():
    store = Store.memory()
    day = date(2014, 11, 20)
    quotes = [
        Quote("USD", "RUB", "47.0294", day, "cbr", kind="official"),
        Quote("JPY", "RUB", "40.0506", day, "cbr", 100, kind="official"),
    ]
    store.add(Source("cbr", "https://bank.example/", "", ""), quotes)
    found = Snapshot.of(Converter(store), on=day, provider="cbr")
    assert found.rates == {"RUB": "1", "JPY": "100/40.0506", "USD": "1/47.0294"}
    assert found.exact("USD", "RUB") == Fraction("47.0294")
    assert found.convert(Decimal(1000), "JPY", "USD") == Money("8.52", "USD")


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


def test_templates_print_it_as_it_is(rates):
    page = jinja2.Environment(autoescape=True).from_string("<p>{{ text }}</p>{{ w }}")
    shown = page.render(w=widget(rates), text="<b>")
    assert shown == f"<p>&lt;b&gt;</p>{widget(rates)}"
    assert isinstance(widget(rates), str)
    assert Html("<b>", text="b").text == "b"


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


def test_a_table_shows_rates_and_what_changed(rates):
    html = table(rates, "EUR", ["USD", "RUB", "EUR", "AED"], action="/fx/rates")
    read = elements(html)
    assert [row["data-currency"] for row in read.of("tr") if row] == ["USD", "RUB"]
    boxes = [box for box in read.of("input") if box["type"] == "checkbox"]
    assert [box["value"] for box in boxes] == ["USD", "RUB"]
    assert "0.797766" in read.text["td"]
    assert html.text == (
        "EUR: USD 0.797766; RUB 0.0169943 (European Central Bank, 19 November 2014)"
    )
    before, now = Fraction("1.2514"), Fraction("1.2535")
    assert rates.before["USD"] == "1.2514"
    assert rates.change("USD", "EUR") == before / now - 1
    assert {"fx-down", "fx-up"} >= {
        e["class"] for e in read.of("span") if e.get("class", "").startswith("fx-")
    }


def test_a_reader_chooses_currencies_without_a_script(rates):
    html = table(rates, "EUR", ["USD", "RUB", "JPY"], chosen=["JPY"], action="/fx/rates")
    read = elements(html)
    rows = [row for row in read.of("tr") if row]
    assert [row["data-currency"] for row in rows if "hidden" not in row] == ["JPY"]
    assert [row["data-currency"] for row in rows if "hidden" in row] == ["USD", "RUB"]
    assert "fx-rates" not in html.amp.partition("class")[0]
    assert elements(html.amp).of("form")[0]["target"] == "_top"
    assert [box["value"] for box in read.of("input") if "checked" in box] == ["JPY"]
    for none in (None, (), ["AED", "EUR"]):
        every = elements(table(rates, "EUR", ["USD", "JPY"], chosen=none, action="/fx/rates"))
        assert not [box for box in every.of("input") if "checked" in box]
        assert not [row for row in every.of("tr") if "hidden" in row]
    (form,) = read.of("form")
    assert form == {"class": "fx-filter", "method": "get", "action": "/fx/rates"}


def test_lists_of_currencies_are_codes_or_one_text(rates):
    for make, wanted in ((table, "usd, JPY,AED,USD"), (ticker, ["USD", "jpy", "AED", "USD"])):
        assert make(rates, "eur", wanted) == make(rates, "EUR", ["USD", "JPY"])
        with pytest.raises(UnknownCurrency):
            make(rates, "EUR", "USD,XYZ")
        for none in ("AED", ["EUR"]):
            with pytest.raises(NotQuoted):
                make(rates, "EUR", none)
    some = table(rates, "EUR", "USD,JPY", chosen="USD", action="?")
    assert some == table(rates, "EUR", ["USD", "JPY"], chosen=["USD"], action="?")


def test_without_a_pair_there_is_one_of_the_snapshot(rates, converter):
    newest = Snapshot.of(converter)
    for made in (widget, rate_line):
        assert made(rates) == made(rates, *(["1"] if made is widget else []), "USD", "RUB")
        assert "EUR" in made(newest).jsonld["currentExchangeRate"]["priceCurrency"]
    assert newest.pair(term="USD") == ("EUR", "USD")
    assert rates.pair("RUB") == ("RUB", "USD")
    alone = rates._replace(rates={"EUR": "1"}, before=None)
    assert alone.pair() == ("EUR", "EUR")


def test_a_snapshot_is_of_an_instant_or_of_a_day(converter):
    for ask in (Rates(converter).of, lambda **when: Snapshot.of(converter, **when)):
        with pytest.raises(InvalidOption, match="either"):
            ask(published=ARTICLE, on="2014-11-20")


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


def test_a_ticker_is_a_list(rates):
    read = elements(ticker(rates, "RUB", ["USD", "EUR", "AED", "RUB"]))
    assert len(read.of("li")) == 2
    assert "46.9431" in read.text["li"]


def test_templates_know_the_widgets_by_name(converter, caplog):
    env = jinja2.Environment(autoescape=True)
    jinja.install(env, Rates(converter, provider="ecb"), locale="ru")
    page = env.from_string(
        '{{ fx_assets() }}{{ fx_converter(5, "USD", "RUB", published=at) }}'
        '{{ fx_spark("USD", "RUB", days=7, published=at) }}{{ fx_spark("USD", "RUB", days=0) }}'
        '{{ fx_converter(5, "USD", "AED") }}{{ fx_converter(6, "USD", "AED") }}'
        '{{ fx_table("RUB", on="2014-11-20") }}{{ fx_ticker(published="garbage") }}'
    )
    read = elements(page.render(at=ARTICLE))
    assert read.text["output"] == "5,00 USD = 234,72 RUB"
    assert read.text["caption"].endswith("20 ноября 2014\u202fг.")
    assert len(read.of("fx-converter")) == len(read.of("fx-rates")) == 1
    (drawn,) = read.of("svg")
    assert drawn["aria-label"].endswith("), Европейский центральный банк")
    assert drawn["aria-label"].startswith(
        "USD/RUB, 12 ноября 2014\u202fг. – 19 ноября 2014\u202fг.: "
    )
    assert len([r for r in caplog.records if "AED" in r.message]) == 1


def test_what_is_remembered_is_of_the_same_amount(converter):
    env = jinja2.Environment(autoescape=True)
    jinja.install(env, Rates(converter, provider="ecb"))
    page = env.from_string("{{ fx_converter(amount, 'EUR', 'USD', on='2014-11-19') }}")
    for amount, shown in ((1, "1.00"), (Decimal("1.000"), "1.000"), ("1", "1.00"), (1.0, None)):
        found = elements(page.render(amount=amount)).text.get("output")
        assert found == (shown and f"{shown} EUR = 1.25 USD"), amount


def test_an_extension_of_jinja_has_the_rates_of_the_store(tmp_path, monkeypatch):
    env = jinja2.Environment(autoescape=True, extensions=["fxconv.ext.jinja.Fxconv"])
    page = env.from_string(
        '{{ fx_rate_line("EUR", "USD", on="2014-11-19") }}{{ "2"|fx("EUR", "JPY") }}'
    )
    read = elements(page.render())
    assert read.text["p"] == "(€1 = 1.2535 US dollars)"
    assert "yen" in read.text["data"]
    assert env.fxconv_rates.newest.provider == "ecb"


@pytest.mark.usefixtures("pinned")
@pytest.mark.parametrize(
    ("locale", "line"),
    [
        ("en-GB", "($1 = 46.9431 roubles)"),
        ("en", "($1 = 46.9431 rubles)"),
        ("en-AU", "(USD\xa01 = 46.9431 roubles)"),
        ("en-CA", "(US$1 = 46.9431 rubles)"),
        ("fr", "(1\xa0$ = 46,9431 roubles)"),
        ("it", "(1\xa0$ = 46,9431 rubli)"),
        ("es", "(1\xa0$ = 46,9431 rublos)"),
        ("ru", "(1\xa0$ = 46,9431 рубля)"),
        ("de", "(1\xa0$ = 46,9431 Rubel)"),
    ],
)
def test_the_line_at_the_foot_of_a_story(rates, locale, line):
    found = rate_line(rates, locale=locale)
    assert elements(found).text["p"] == line
    assert found.text.startswith(f"{line} ")


@pytest.mark.usefixtures("pinned")
def test_the_line_does_not_mix_its_sides_where_text_runs_to_the_left(rates):
    found = rate_line(rates, locale="ar")
    assert "(<bdi>\u200f1\xa0$</bdi> = <bdi>46.9431 روبل</bdi>)" in found
    assert found.text == (
        "(\u200f1\xa0$\u200f = \u200f46.9431 روبل) البنك المركزي الأوروبي، 19 نوفمبر 2014"
    )


@pytest.mark.parametrize(
    ("locale", "source"),
    [
        ("en-GB", "European Central Bank, 19 November 2014"),
        ("ru", "Европейский центральный банк, 19 ноября 2014\u202fг."),
        ("de-AT", "Europäische Zentralbank, 19. November 2014"),
        ("ja", "欧州中央銀行、2014年11月19日"),
        ("kk", "European Central Bank, "),
    ],
)
def test_the_source_is_named_in_the_readers_language(rates, locale, source):
    for found in (widget(rates, locale=locale), table(rates, locale=locale)):
        assert source in found.text
        assert source.startswith(elements(found).text["cite"])
    assert source in rate_line(rates, locale=locale).text
    own = rates._replace(provider="elsewhere", name="Bank of Elsewhere")
    assert "Bank of Elsewhere" in widget(own, locale=locale).text


def test_sums_in_words_keep_their_value_for_machines():
    found = money(Money("1173577981651.38", "RUB"), locale="ru", approx=True)
    assert elements(found).of("data") == [{"value": "1173577981651.38"}]
    assert found.text == "около 1,17 триллиона рублей"


def test_a_sparkline_is_a_picture_with_a_description(converter):
    history = converter.history("USD", "RUB", "2014-11-17", "2014-11-21", provider="ecb")
    found = spark(Series.of(history), locale="en-GB", width=100, height=30)
    read = elements(found)
    (svg,) = read.of("svg")
    assert (svg["role"], svg["viewbox"]) == ("img", "0 0 100 30")
    assert svg["aria-label"] == read.text["title"] == found.text
    assert found.text.startswith("USD/RUB, 17 November 2014 – 21 November 2014: ")
    (path,) = read.of("path")
    points = [tuple(map(Decimal, p.split())) for p in path["d"][1:].split("L")]
    assert len(points) == len(history) == 5
    assert [x for x, _ in points] == sorted(x for x, _ in points)
    assert all(1 <= x <= 99 and 1 <= y <= 29 for x, y in points)
    prices = [rate.decimal for rate in history]
    order = sorted(range(5), key=lambda i: prices[i])
    assert [y for _, y in (points[i] for i in order)] == sorted(
        (y for _, y in points), reverse=True
    )
    assert spark(Series("USD", "RUB", ())) == ""
    days = tuple((day, Decimal(1)) for day, _ in Series.of(history).points)
    flat = spark(Series("USD", "RUB", days))
    assert "M1.0 1.0L" in flat


def test_what_was_written_once_is_remembered_until_the_rates_are_renewed(converter):
    rates = Rates(converter, provider="ecb")
    env = jinja2.Environment(autoescape=True)
    jinja.install(env, rates)
    page = env.from_string("{{ fx_rate_line('EUR', 'USD') }}{{ fx_table('EUR', ['USD']) }}")
    before = page.render()
    assert page.render() == before
    assert "1.1172" in before
    rates.newest = Snapshot.of(converter, on="2014-11-20")
    rates.taken += 1
    assert "1.2539" in page.render()


def test_rates_in_the_words_of_schema_org(rates):
    found = widget(rates, 5, "USD", "RUB").jsonld
    assert (found["@type"], found["currency"]) == ("ExchangeRateSpecification", "USD")
    price = found["currentExchangeRate"]
    assert Fraction(price["price"]).limit_denominator(10**6) == Fraction(25584, 545)
    assert (price["priceCurrency"], price["validFrom"]) == ("RUB", "2014-11-19")
    assert rate_line(rates, "USD", "RUB").jsonld == found
    for listed in (table(rates, "RUB", ["USD", "EUR"]), ticker(rates, "RUB", ["USD", "EUR"])):
        assert [item["currency"] for item in listed.jsonld["itemListElement"]] == ["USD", "EUR"]
        assert listed.jsonld["itemListElement"][0] == found


def test_filters_write_sums_in_words(converter, caplog):
    env = jinja2.Environment(autoescape=True)
    jinja.install(env, Rates(converter, provider="ecb"), locale="en-GB")
    page = env.from_string(
        "{{ '25e9'|fx('USD', 'RUB', published=at, approx=True) }}; {{ m|fx_money(locale='ru') }};"
        "{{ 1|fx('USD', 'AED') }}"
    )
    shown = page.render(at=ARTICLE, m=Money("2500000", "EUR"))
    assert shown == (
        '<data value="1173577981651.38" title="European Central Bank, 19 November 2014">'
        "about 1.17 trillion roubles</data>;"
        ' <data value="2500000">2,5 миллиона евро</data>;'
    )
    assert "AED" in caplog.text
