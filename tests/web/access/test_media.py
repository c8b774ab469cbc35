"""Paper, and readers who want nothing to move."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from fxconv.web.labels import labels

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from fxconv.web import Series
    from web.pages import Site
from web.access.measures import CUT, SOME, UNTICKED, everything, opened

MOVING = """() => {
  const still = s => s.animationName === 'none' && s.scrollBehavior === 'auto' &&
    (s.transitionProperty === 'none' || s.transitionDuration.split(', ').every(t => t === '0s'));
  const moves = [...document.querySelectorAll('body, body *')].filter(e =>
    [null, '::before', '::after'].some(part => !still(getComputedStyle(e, part))));
  const named = document.querySelectorAll('marquee, blink, animate, animateTransform');
  return [...moves, ...named].map(e => e.outerHTML).concat(document.getAnimations().map(String));
}"""


PRINTED = {"output": 2, ".fx-rate": 2, "table": 1, "caption": 1, ".fx-ticker li": 2}
PRINTED |= {".fx-line": 1, "svg": 1, "data": 1}


@pytest.mark.parametrize("js", [True, False], ids=["script", "plain"])
def test_paper_has_what_can_be_read_and_no_controls(
    browser: Browser, site: Site, rates: Any, series: Series, js: bool
) -> None:
    with opened(browser, site, everything(rates["ecb"], series, "ru", SOME), "ru", js=js) as page:
        page.emulate_media(media="print", color_scheme="dark")
        assert page.evaluate("controls().length") == 0
        assert page.get_by_text(labels("ru").choose).is_visible() is False
        for name, count in PRINTED.items():
            assert page.locator(f"{name} >> visible=true").count() == count, name
        assert page.locator("td:visible").count() == 2 * (len(SOME) - len(UNTICKED))
        assert page.evaluate(CUT) == []


@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
def test_nothing_moves(
    browser: Browser, site: Site, rates: Any, series: Series, motion: Any
) -> None:
    with opened(browser, site, everything(rates["ecb"], series, "en-GB", SOME), "en-GB") as page:
        page.emulate_media(reduced_motion=motion)
        page.locator("[name=amount]").first.fill("5")
        page.locator(".fx-swap").first.click()
        page.locator("[type=checkbox]").first.click()
        assert page.evaluate(MOVING) == []
