"""What axe-core finds with WCAG 2.2 at level AA: nothing, with and without JavaScript."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from web.pages import STYLE, document

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from fxconv.web import Series
    from web.pages import Site
from web.access.measures import LANGUAGES, MEASURE, everything, opened, poor

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
LOOKS: dict[str, dict[str, Any]] = {
    "light": {"color_scheme": "light", "forced_colors": "none"},
    "dark": {"color_scheme": "dark", "forced_colors": "none"},
    "forced": {"color_scheme": "light", "forced_colors": "active"},
}


# Of 161 currencies only with the script: without it nothing but the converters differs, see below.
PAGES = [("ecb", "/fx.js"), ("ecb", ""), ("currency-api", "/fx.js")]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(("provider", "script"), PAGES)
def test_axe_finds_nothing(
    browser: Browser, site: Site, rates: Any, series: Series, provider: str, lang: str, script: str
) -> None:
    context = browser.new_context(bypass_csp=True)
    try:
        page = context.new_page()
        html = document(everything(rates[provider], series, lang), lang=lang, script=script)
        page.goto(site.put(html))
        page.evaluate(f"{axe().read_text()}; {MEASURE}")
        for look in LOOKS.values():
            page.emulate_media(**look)
            violations, left = judged(page)
            assert violations == []
            assert set(left) <= {"color-contrast"}
            assert poor(page) == []
    finally:
        context.close()


def axe() -> Path:
    """Return the script of axe-core, as a package for Python carries it."""
    package = find_spec("axe_playwright_python")
    if package is None or package.origin is None:
        pytest.fail("no axe-core here: pip install axe-playwright-python")
    return Path(package.origin).with_name("axe.min.js")


def judged(page: Page) -> tuple[list[tuple[str, str]], list[str]]:
    """Return what axe says is wrong, and the rules that it leaves to be settled."""
    how = {"runOnly": TAGS, "resultTypes": ["violations", "incomplete"]}
    found = page.evaluate("how => axe.run(how)", how)
    assert found["passes"]
    wrong = [(rule["id"], rule["nodes"][0]["html"]) for rule in found["violations"]]
    return wrong, [rule["id"] for rule in found["incomplete"]]


def test_without_javascript_the_page_is_that_without_the_script(
    browser: Browser, site: Site, rates: Any, series: Series
) -> None:
    """So axe, which itself needs JavaScript, can look at the latter."""
    body = "".join(everything(rates["ecb"], series, lang) for lang in LANGUAGES)
    take = "document.querySelector('main').outerHTML"
    rest = "[...document.querySelectorAll('main > :not(fx-converter)')].map(e => e.outerHTML)"
    with opened(browser, site, body, "en-GB", js=False) as page:
        without = page.evaluate(take)
    with opened(browser, site, body, "en-GB") as page:
        assert page.evaluate(take) != without
        alive = page.evaluate(rest)
        page.goto(site.put(document(body, script="")))
        assert page.evaluate(take) == without
        assert page.evaluate(rest) == alive
    assert "scripting" not in STYLE.read_text()
