"""Converters that are inserted late, moved, copied, filled again, and written by hand."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from surroundings import ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Page

from web.pages import BEFORE, INVALID, Site, document, opened, result, widget


def test_inserted_later_moved_and_removed(page: Page, site: Site) -> None:
    opened(page, site, "<div id=a></div><div id=b></div>")
    page.evaluate("text => html('#a', text)", widget())
    page.locator("[name=amount]").fill("1")
    assert result(page) == "1.00 USD = 46.94 RUB"
    page.evaluate("b.append(document.querySelector('fx-converter'))")
    page.locator("[name=amount]").fill("2")
    assert result(page) == "2.00 USD = 93.89 RUB"
    assert len(page.evaluate("changes")) == 2
    heard = page.evaluate(
        """() => { const e = document.querySelector('fx-converter'); let heard = 0; e.remove();
        e.addEventListener('fx-change', () => heard++);
        e.querySelector('[name=amount]').value = '3'; e.swap();
        e.querySelector('form').dispatchEvent(new Event('input')); return heard; }"""
    )
    assert heard == 0
    assert page.locator("fx-converter").count() == 0


def test_a_page_written_by_hand_as_the_guide_says(page: Page, site: Site) -> None:
    guide = (ROOT / "docs" / "guide" / "widgets.md").read_text()
    (script,) = re.findall(r"```html\n(.*?)```", guide, re.DOTALL)
    choices = "".join(f"<option>{code}</option>" for code in ("EUR", "USD", "JPY"))
    opened(
        page,
        site,
        f"""<fx-converter class="fx" data-grouping=",."><form><label>Sum
<input name="amount" value="2"></label><label>From <select name="from">{choices}</select></label>
<label>To <select name="to">{choices}</select></label><output name="result"></output></form>
{script}</fx-converter>""",
    )
    page.locator("[name=to]").select_option("USD")
    assert result(page) == "2.00 EUR = 2.51 USD"
    page.locator("[name=to]").select_option("JPY")
    assert result(page) == "2.00 EUR = 295 JPY"
    page.locator("[name=amount]").fill("x")
    assert result(page) == INVALID


def test_filled_after_it_was_connected_and_filled_again(page: Page, site: Site) -> None:
    opened(page, site, '<fx-converter class="fx" data-grouping=",."></fx-converter>')
    inner = re.sub(r"</?fx-converter[^>]*>", "", widget())
    for amount, wanted in (("1", "1.00 USD = 46.94 RUB"), ("2", "2.00 USD = 93.89 RUB")):
        page.evaluate("text => html('fx-converter', text)", inner)
        page.locator("[name=amount]").fill(amount)
        assert result(page) == wanted


def test_a_script_that_runs_before_the_body_is_there(page: Page, site: Site) -> None:
    html = document(widget(), script="").replace("</head>", '<script src="/fx.js"></script></head>')
    page.goto(site.put(html))
    page.locator("[name=amount]").fill("1")
    assert result(page) == "1.00 USD = 46.94 RUB"


def test_loaded_twice_and_as_a_module(page: Page, site: Site) -> None:
    more = '<script src="/fx.js"></script><script type="module" src="/fx.js?2"></script>'
    opened(page, site, widget() + more)
    page.locator("[name=amount]").fill("1")
    assert result(page) == "1.00 USD = 46.94 RUB"


def test_what_was_typed_is_kept_on_the_way_back(page: Page, site: Site) -> None:
    address = opened(page, site).url
    page.locator("[name=amount]").fill("2")
    page.goto(f"{site.at}/elsewhere")
    page.go_back()
    page.wait_for_url(address)
    typed = page.locator("[name=amount]").input_value()
    assert result(page) == ("2.00 USD = 93.89 RUB" if typed == "2" else BEFORE)


# When a page is copied, changed in place, or read in another browser


def test_a_copy_shows_what_its_fields_say(page: Page, site: Site) -> None:
    opened(page, site, "<div id=a></div>" + widget())
    page.locator("[name=amount]").fill("5")
    page.locator("[name=to]").select_option("JPY")
    page.evaluate("html('#a', document.querySelector('fx-converter').outerHTML)")
    assert page.locator("#a [name=amount]").input_value() == "25,000,000,000"
    assert page.locator("#a .fx-seen").inner_text() == BEFORE


@pytest.mark.parametrize("part", ["form", "output", ".fx-rate"])
def test_parts_that_are_replaced_are_followed(page: Page, site: Site, part: str) -> None:
    opened(page, site)
    page.locator("[name=amount]").fill("5")
    page.evaluate("part => html(part, document.querySelector(part).innerHTML)", part)
    page.locator("[name=amount]").fill("7")
    assert result(page) == "7.00 USD = 328.60 RUB"
    assert page.locator(".fx-rate").inner_text().startswith("1 USD = 46.9431 RUB")
    assert page.locator(".fx-swap").is_visible()
