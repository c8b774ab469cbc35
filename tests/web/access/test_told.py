"""What a screen reader reads out, according to the accessibility tree."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from fxconv.web import Series, rate_line
from fxconv.web.labels import labels
from web.pages import told

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from web.pages import Site
from web.access.measures import LANGUAGES, SOME, UNTICKED, everything, opened


@pytest.mark.parametrize("js", [True, False], ids=["script", "plain"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_controls_have_names(
    browser: Browser, site: Site, rates: Any, series: Series, lang: str, js: bool
) -> None:
    said = labels(lang)
    with opened(browser, site, everything(rates["ecb"], series, lang, SOME), lang, js=js) as page:
        names = [node[:2] for node in told(page)]
        group = page.get_by_role("group", name=said.choose)
        assert group.get_by_role("checkbox").count() == len(SOME)
    assert names.count(("textbox", said.amount)) == 2
    assert names.count(("combobox", said.base)) == names.count(("combobox", said.term)) == 2
    assert names.count(("button", said.swap)) == 2 * js
    assert names.count(("button", said.convert)) == 2 * (not js)
    assert ("button", said.show) in names
    assert {name for role, name in names if role == "checkbox"} == set(SOME)


@pytest.mark.parametrize("width", [320, 1000])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_table_is_told_with_its_headers(
    browser: Browser, site: Site, rates: Any, series: Series, lang: str, width: int
) -> None:
    said = labels(lang)
    body = everything(rates["ecb"], series, lang, SOME)
    with opened(browser, site, body, lang, width=width) as page:
        heard = told(page)
        source = page.locator("caption").inner_text()
    (name,) = (name for role, name, _ in heard if role == "table")
    assert name == source
    assert [n for role, n, _ in heard if role == "columnheader"] == [
        said.currency,
        "EUR",
        said.change,
    ]
    rows = [texts for role, _, texts in heard if role == "rowheader"]
    assert [texts[0] for texts in rows] == [code for code in SOME if code not in UNTICKED]
    assert all(len("".join(texts)) > len("USD ") for texts in rows)
    (whole,) = (texts for role, _, texts in heard if role == "table")
    assert not set(UNTICKED) & set(whole)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_way_of_a_change_is_told_by_its_sign(
    browser: Browser, site: Site, rates: Any, series: Series, lang: str
) -> None:
    with opened(browser, site, everything(rates["ecb"], series, lang, SOME), lang) as page:
        heard = told(page)
        ways = page.locator("[class^=fx-] > bdi").all_inner_texts()
    changes = [name for role, name, _ in heard if role == "cell" and ("%" in name or "٪" in name)]
    assert len(changes) == len(SOME) - len(UNTICKED)
    strip = "\u200e\u200f\u061c"
    assert {text.strip(strip)[0] for text in changes} == {"+", "−" if "−" in ways[0] else "-"}
    codes = [code for code in SOME if code not in UNTICKED]
    falls = [rates["ecb"].change(code, "EUR") < 0 for code in codes]
    assert [text.strip(strip)[0] != "+" for text in changes] == falls


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_source_and_the_day_are_told_with_every_rate(
    browser: Browser, site: Site, rates: Any, series: Series, lang: str
) -> None:
    with opened(browser, site, everything(rates["ecb"], series, lang, SOME), lang) as page:
        heard = told(page)
        (source,) = {e.inner_text() for e in page.locator("cite:visible").all()}
        (day,) = {e.inner_text() for e in page.locator("time:visible").all()}
    (whole,) = (texts for role, _, texts in heard if role == "main")
    assert whole.count(source) == whole.count(day) == 4
    (image,) = (name for role, name, _ in heard if role == "image")
    assert image.startswith("USD/RUB, ")
    assert day in image


def test_the_source_of_a_rate_line_is_told(browser: Browser, site: Site, rates: Any) -> None:
    with opened(browser, site, rate_line(rates["ecb"]), "en-GB") as page:
        session = page.context.new_cdp_session(page)
        nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    kept = [node for node in nodes if not node["ignored"]]
    said = [
        node.get(part, {}).get("value", "") for node in kept for part in ("name", "description")
    ]
    assert any("European Central Bank" in text and "19 November 2014" in text for text in said)
