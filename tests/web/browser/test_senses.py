"""What is seen, heard and reached by keys, and when."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

from web.pages import BEFORE, Site, opened, result, told, widget


def announced(page: Page) -> list[str]:
    """Return the texts in the live region for assistive technology."""
    return next(texts for role, _, texts in told(page) if role == "status")


def test_fifty_on_a_page(page: Page, site: Site) -> None:
    opened(page, site, "<div id=a></div>" + widget())
    page.evaluate("text => html('#a', text)", widget() * 50)
    page.evaluate(
        """() => document.querySelectorAll('#a form').forEach(form => {
        form.amount.value = '7'; form.dispatchEvent(new Event('input')); })"""
    )
    texts = page.locator("#a .fx-seen").all_inner_texts()
    assert texts == ["7.00 USD = 328.60 RUB"] * 50


def test_nothing_moves_when_a_late_script_takes_over(page: Page, site: Site) -> None:
    opened(page, site, "<p>…</p>" + widget() * 3, script="/late.js")
    page.wait_for_selector("fx-converter.fx-on")
    page.wait_for_timeout(200)
    assert page.evaluate("shifts") == []


# Who cannot see it, or has no mouse


def test_the_order_of_keys(page: Page, site: Site) -> None:
    opened(page, site)
    order = []
    for _ in range(4):
        page.keyboard.press("Tab")
        order.append(
            page.evaluate("document.activeElement.name || document.activeElement.className")
        )
        ring = "getComputedStyle(document.activeElement).outlineStyle"
        assert page.evaluate(ring) == "solid"
    assert order == ["amount", "from", "fx-swap", "to"]


def test_what_a_screen_reader_is_told(page: Page, site: Site) -> None:
    heard = {node[:2] for node in told(opened(page, site))}
    for wanted in (
        ("textbox", "Amount"),
        ("combobox", "From"),
        ("button", "Swap currencies"),
        ("combobox", "To"),
    ):
        assert wanted in heard
    assert ("button", "Convert") not in heard
    assert announced(page) == [BEFORE]


def test_a_result_is_seen_at_once_and_announced_once(page: Page, site: Site) -> None:
    opened(page, site)
    page.evaluate(
        """() => { window.said = []; new MutationObserver(() => said.push(
        document.querySelector('.fx-said').textContent)).observe(
        document.querySelector('.fx-said'), {childList: true, characterData: true}); }"""
    )
    page.locator("[name=amount]").fill("")
    for key in "12345":
        page.keyboard.press(key)
    assert result(page) == "12,345.00 USD = 579,512.81 RUB"
    assert announced(page) == [BEFORE]
    page.wait_for_timeout(700)
    assert announced(page) == ["12,345.00 USD = 579,512.81 RUB"]
    assert page.evaluate("said") == ["12,345.00 USD = 579,512.81 RUB"]
