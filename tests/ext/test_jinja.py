"""Templates of Jinja: they know the widgets by name and print them as they are."""

from __future__ import annotations

import jinja2
import pytest

from fxconv import Money
from fxconv.ext import jinja
from fxconv.web import Html, Rates, Snapshot
from fxconv.web import converter as widget
from web.elements import ARTICLE, elements


@pytest.fixture(scope="module")
def rates(converter):
    return Snapshot.of(converter, published=ARTICLE)


def test_templates_print_it_as_it_is(rates):
    page = jinja2.Environment(autoescape=True).from_string("<p>{{ text }}</p>{{ w }}")
    shown = page.render(w=widget(rates), text="<b>")
    assert shown == f"<p>&lt;b&gt;</p>{widget(rates)}"
    assert isinstance(widget(rates), str)
    assert Html("<b>", text="b").text == "b"


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


def test_an_extension_of_jinja_has_the_rates_of_the_store(tmp_path, monkeypatch):
    env = jinja2.Environment(autoescape=True, extensions=["fxconv.ext.jinja.Fxconv"])
    page = env.from_string(
        '{{ fx_rate_line("EUR", "USD", on="2014-11-19") }}{{ "2"|fx("EUR", "JPY") }}'
    )
    read = elements(page.render())
    assert read.text["p"] == "(€1 = 1.2535 US dollars)"
    assert "yen" in read.text["data"]
    assert env.fxconv_rates.newest.provider == "ecb"


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
