"""Lines of rates, sums in words, sparklines, and rates in the words of schema.org."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import jinja2
import pytest

from fxconv import Money
from fxconv.ext import jinja
from fxconv.web import Rates, Series, Snapshot, money, rate_line, spark, table, ticker
from fxconv.web import converter as widget
from web.elements import elements


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
