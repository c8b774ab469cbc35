"""Data that is malformed or hostile leaves the page as it was."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

from web.pages import BEFORE, RATES, Site, opened, result, widget

MALFORMED = [
    *("", "not json", "null", "[]", "7", '{"rates":null}', '{"rates":"1 2"}', '{"rates"'),
    '{"rates":{"EUR":"1","USD":"1.2535"}}',
    '{"rates":["1","2","3","4","5","6"]}',
    '{"rates":"1 2 3 4 5 6 7"}',
]


@pytest.mark.parametrize("data", MALFORMED)
def test_malformed_data_leaves_the_page_as_it_was(page: Page, site: Site, data: str) -> None:
    take = "document.querySelector('fx-converter').outerHTML"
    untouched = opened(page, site, widget(data=data), script="").evaluate(take)
    assert opened(page, site, widget(data=data)).evaluate(take) == untouched
    page.locator("[name=amount]").fill("7")
    assert result(page) == BEFORE
    assert page.locator(".fx-send").is_visible()


EVIL = "<img src=x onerror=alert(1)>"
HOSTILE: list[dict[str, Any]] = [
    {"rates": {"USD": "1e999999999", "RUB": "2"}},
    {"rates": {"USD": "0", "RUB": "2"}},
    {"rates": {"USD": "1/0", "RUB": "-2"}},
    {"rates": {"USD": "9" * 100_000, "RUB": EVIL.replace(" ", "/")}},
    {"rates": {"USD": "", "RUB": "constructor"}},
    {"rates": {"USD": "1\xa02", "RUB": "٣"}},
]


@pytest.mark.parametrize("data", HOSTILE)
def test_hostile_rates_are_no_rates(page: Page, site: Site, data: dict[str, Any]) -> None:
    opened(page, site, widget(data=data))
    page.locator("[name=amount]").fill("7")
    assert result(page) == "7.00 USD = … RUB"
    page.evaluate("document.querySelector('fx-converter').swap()")
    assert result(page) == "7.00 RUB = … USD"


def test_hostile_digits_and_labels(page: Page, site: Site) -> None:
    digits = {"USD": 1e9, "RUB": -1, "EUR": "2"}
    opened(page, site, widget(data={"rates": RATES, "digits": digits, "labels": {"invalid": EVIL}}))
    page.locator("[name=amount]").fill("1")
    assert result(page) == "1.00 USD = 46.94 RUB"
    page.locator("[name=amount]").fill("x")
    assert result(page) == EVIL
    assert page.locator("img").count() == 0
    odd = {"invalid": {"toString": 1}}
    for more in ({}, {"digits": None, "labels": 7}, {"labels": odd}, {"labels": []}):
        data = {"rates": RATES, **more}
        opened(page, site, widget(data=data))
        page.locator("[name=amount]").fill("x")
        assert result(page) == "–"
