"""Hostile attributes, addresses and data stay in their quotes."""

from __future__ import annotations

import json
import re
from itertools import product

import pytest

from fxconv.web import Snapshot, assets, table, ticker
from fxconv.web import converter as widget
from fxconv.web.html import script_data
from web.elements import elements
from web.hostile.texts import OWN, PLAIN, each, shape, some

FREE = ("title", "data-x", "aria-label")


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
