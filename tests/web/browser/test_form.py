"""The form in a browser: the result of the server, swaps, and what is no amount."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from fxconv.rates.rate import shown

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

from web.pages import BEFORE, INVALID, Site, opened, result, widget

AFTER_SWAP = "25,000,000,000.00 RUB = 532,559,412.13 USD"


def test_the_server_s_result_stays_until_something_is_typed(page: Page, site: Site) -> None:
    opened(page, site)
    assert result(page) == BEFORE
    page.locator("[name=amount]").fill("1,000.5")
    assert result(page) == "1,000.50 USD = 46,966.59 RUB"
    assert page.evaluate("changes") == [
        {"amount": "1000.5", "from": "USD", "to": "RUB", "result": "46966.59"}
    ]


def test_the_line_of_the_rate_follows_the_pair(page: Page, site: Site) -> None:
    opened(page, site)
    page.locator("[name=to]").select_option("JPY")
    line = page.locator(".fx-rate").inner_text()
    assert line == "1 USD = 117.623 JPY · European Central Bank, 19 November 2014"
    assert result(page) == "25,000,000,000.00 USD = 2,940,566,414,041 JPY"
    page.locator("[name=from]").select_option("RUB")
    assert page.locator(".fx-rate").inner_text().startswith("1 RUB = 2.50564 JPY ·")


def test_swap_by_the_button_and_by_the_method(page: Page, site: Site) -> None:
    opened(page, site)
    page.get_by_role("button", name="Swap currencies").click()
    assert result(page) == AFTER_SWAP
    assert page.locator(".fx-rate").inner_text().startswith("1 RUB = 0.0213024 USD ·")
    page.evaluate("document.querySelector('fx-converter').swap()")
    assert result(page) == BEFORE


def test_a_currency_without_minor_units_is_shown_like_a_rate(page: Page, site: Site) -> None:
    opened(page, site)
    page.locator("[name=to]").select_option("GAU")
    exact = Fraction(25_000_000_000) * Fraction(7, 3) / Fraction("1.2535")
    whole = shown(Decimal(exact.numerator) / Decimal(exact.denominator)).replace(",", "")
    assert result(page).replace(",", "") == f"25000000000.00 USD = {whole} GAU"
    assert result(page).endswith("… GAU")
    page.locator("[name=from]").select_option("EUR")
    page.locator("[name=amount]").fill("3")
    assert result(page) == "3.00 EUR = 7 GAU"
    page.locator("[name=amount]").fill("1")
    assert result(page) == "1.00 EUR = 2.33333… GAU"


@pytest.mark.parametrize("typed", ["", "abc", "1,00", "1.2.3", "--1", "1e5", "9" * 41, "<b>1</b>"])
def test_what_is_no_amount_is_said_and_nothing_is_thrown(
    page: Page, site: Site, typed: str
) -> None:
    opened(page, site)
    amount = page.locator("[name=amount]")
    amount.fill(typed)
    assert result(page) == INVALID
    assert amount.get_attribute("aria-invalid") == "true"
    assert page.evaluate("window.changes") is None
    amount.press("Enter")
    assert "fx/convert" not in page.url
    amount.fill("-2")
    assert amount.get_attribute("aria-invalid") is None
    assert result(page) == "-2.00 USD = -93.89 RUB"


def test_without_a_rate_the_form_goes_to_the_server(page: Page, site: Site) -> None:
    opened(page, site)
    page.locator("[name=to]").select_option("XXX")
    assert result(page) == "25,000,000,000.00 USD = … XXX"
    assert page.locator(".fx-rate").inner_text().startswith("1 USD = … XXX")
    page.get_by_role("button", name="Convert").click()
    page.wait_for_url("**/fx/convert?amount=25%2C000%2C000%2C000&from=USD&to=XXX")


def test_a_pair_of_the_server_without_a_rate_keeps_its_button(page: Page, site: Site) -> None:
    opened(page, site, widget(term="XXX", result="sent by the server"))
    assert result(page) == "sent by the server"
    assert page.locator(".fx-send").is_visible()
    assert not page.locator(".fx-swap").is_visible()


def test_enter_and_reset(page: Page, site: Site) -> None:
    opened(page, site)
    page.locator("[name=amount]").fill("5")
    page.locator("[name=amount]").press("Enter")
    assert "fx/convert" not in page.url
    page.evaluate("document.querySelector('form').reset()")
    page.wait_for_function("document.querySelector('.fx-seen').textContent.startsWith('25,0')")
    assert result(page) == BEFORE


# How it gets onto a page and off it


def test_it_works_without_javascript(browser: Browser, site: Site) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = opened(context.new_page(), site)
    assert page.locator("output").inner_text() == BEFORE
    assert not page.locator(".fx-swap").is_visible()
    page.locator("[name=amount]").fill("10")
    page.get_by_role("button", name="Convert").click()
    page.wait_for_url("**/fx/convert?amount=10&from=USD&to=RUB")
    context.close()
