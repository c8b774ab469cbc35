"""Tables and tickers."""

from __future__ import annotations

from fractions import Fraction

import pytest

from fxconv.errors import NotQuoted, UnknownCurrency
from fxconv.web import table, ticker
from web.elements import elements


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


def test_a_ticker_is_a_list(rates):
    read = elements(ticker(rates, "RUB", ["USD", "EUR", "AED", "RUB"]))
    assert len(read.of("li")) == 2
    assert "46.9431" in read.text["li"]
