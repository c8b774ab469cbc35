"""Tables in a browser: a reader chooses their currencies."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from fxconv.web import Snapshot, table

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from fxconv import Converter
from web.pages import ADOPT, Site, document, opened


@pytest.fixture(scope="module")
def fixing(converter: Converter) -> Snapshot:
    return Snapshot.of(converter, published="2014-11-20T02:04+03:00", provider="ecb")


def shown_rows(page: Page) -> list[str]:
    """Return the currencies of the rows that are seen."""
    rows = page.locator("tr[data-currency]:visible")
    return [row.get_attribute("data-currency") or "" for row in rows.all()]


def test_a_table_shows_the_currencies_that_are_ticked(
    page: Page, site: Site, fixing: Snapshot
) -> None:
    html = table(fixing, "EUR", ["USD", "RUB", "JPY"], chosen=["USD", "RUB"], action="?")
    opened(page, site, html)
    assert shown_rows(page) == ["USD", "RUB"]
    page.get_by_label("RUB").uncheck()
    page.get_by_label("JPY").check()
    assert shown_rows(page) == ["USD", "JPY"]
    assert page.evaluate("location.search") == "?currencies=USD&currencies=JPY"
    for code in ("USD", "JPY"):
        page.get_by_label(code).uncheck()
    assert shown_rows(page) == ["USD", "RUB", "JPY"]
    assert page.evaluate("location.search") == "?currencies="
    page.evaluate("document.querySelector('fx-rates').remove()")


def test_a_choice_of_none_is_kept_and_the_rest_of_the_address_is_left(
    page: Page, site: Site, fixing: Snapshot
) -> None:
    html = table(fixing, "EUR", ["USD", "RUB", "JPY"], chosen=["USD", "RUB"], action="?")
    page.goto(f"{site.put(document(html))}?q=%CF%F0&flag#end")
    for code in ("USD", "RUB"):
        page.get_by_label(code).uncheck()
    assert page.evaluate("location.search + location.hash") == "?q=%CF%F0&flag&currencies=#end"
    page.reload()
    assert shown_rows(page) == ["USD", "RUB", "JPY"]
    page.get_by_label("JPY").check()
    page.goto(site.put(document("<p>elsewhere")))
    page.go_back()
    assert shown_rows(page) == ["JPY"]
    assert page.get_by_label("JPY").is_checked()


def test_a_table_in_a_page_whose_styles_show_what_is_hidden(
    page: Page, site: Site, fixing: Snapshot
) -> None:
    opened(page, site, table(fixing, "EUR", ["USD", "RUB"], chosen=["USD"], action="?"))
    style = "table, thead, tbody, tr, th, td, [hidden] { display: block }"
    page.evaluate(ADOPT, style)
    assert shown_rows(page) == ["USD"]


def test_a_table_whose_script_runs_first_follows_the_address(
    page: Page, site: Site, fixing: Snapshot
) -> None:
    html = document(table(fixing, "EUR", ["USD", "RUB"], chosen=["USD"], action="?"))
    page.goto(f"{site.put(html.replace(' defer', ''))}?currencies=RUB")
    assert shown_rows(page) == ["RUB"]


@pytest.mark.parametrize(
    "query", ["currencies=JPY,RUB", "currencies=JPY&currencies=RUB", "currencies=jpy,%20rub"]
)
def test_a_table_that_no_server_filters_follows_the_address(
    page: Page, site: Site, fixing: Snapshot, query: str
) -> None:
    html = table(fixing, "EUR", ["USD", "RUB", "JPY"], chosen=["USD"], action="?")
    page.goto(f"{site.put(document(html))}?{query}")
    assert shown_rows(page) == ["RUB", "JPY"]
    assert page.get_by_label("RUB").is_checked()
    assert not page.get_by_label("USD").is_checked()
    page.evaluate("text => html('main', text)", html)
    assert shown_rows(page) == ["RUB", "JPY"]


def test_a_table_without_boxes_is_left_as_it_is(page: Page, site: Site, fixing: Snapshot) -> None:
    html = table(fixing, "EUR", ["USD", "RUB"], chosen=["USD"])
    page.goto(f"{site.put(document(html))}?currencies=RUB")
    assert shown_rows(page) == ["USD"]


def test_a_table_asks_the_server_without_javascript(
    browser: Browser, site: Site, fixing: Snapshot
) -> None:
    plain = browser.new_context(java_script_enabled=False)
    try:
        page = plain.new_page()
        opened(page, site, table(fixing, "EUR", ["USD", "RUB"], action="/fx/rates"))
        page.get_by_label("RUB").check()
        page.get_by_role("button").click()
        asked = "base=EUR&on=2014-11-19&locale=en-GB&currencies=RUB"
        assert page.url.endswith(f"/fx/rates?{asked}")
    finally:
        plain.close()
