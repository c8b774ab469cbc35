"""Contrast on pages of any colour, by the colours of pixels."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from fxconv.web import Series
    from web.pages import Site
from web.access.measures import SHARP, SOME, UNTICKED, everything, opened, picture, poor

EDGE = """async text => {
  const image = await pixels(text), {w, h} = image, far = Array.from({length: 40}, (_, i) => i);
  const [x, y, ground] = [w >> 1, h >> 1, image.at(0, 0)];
  const sides = [i => [i, y], i => [w - 1 - i, y], i => [x, i], i => [x, h - 1 - i]];
  const best = side => Math.max(...far.map(i => ratio(image.at(...side(i)), ground)));
  return Math.min(...sides.map(best));
}"""


HOSTS = [("light", "", ""), ("dark", "", "")]
HOSTS += [("light", "#fdf6e3", "#3a3226"), ("dark", "#111", "#ddd")]


@pytest.mark.parametrize("js", [True, False], ids=["script", "plain"])
@pytest.mark.parametrize(("scheme", "paper", "ink"), HOSTS)
def test_contrast_on_pages_of_any_colour(
    browser: Browser, site: Site, rates: Any, series: Series, scheme: Any, paper: str, ink: str,
    js: bool,
) -> None:  # fmt: skip
    body = everything(rates["ecb"], series, "en-GB", SOME)
    with opened(browser, site, body, "en-GB", js=js, scale=SHARP) as page:
        page.emulate_media(color_scheme=scheme)
        paint = (
            "([b, i]) => Object.assign(document.body.parentNode.style, {background: b, color: i})"
        )
        page.evaluate(paint, [paper, ink])
        if js:
            page.locator("[name=amount]").nth(1).fill("no amount")
            assert page.locator("[aria-invalid]").count() == 1
        field = "ground(document.querySelector('[name=amount]'))"
        assert page.evaluate(f"bright({field}) < 0.2") is (scheme == "dark")
        assert poor(page) == []
        if js:
            assert min(edges(page)) >= 3


def edges(page: Page) -> list[float]:
    """Return how the outlines of a ticked and of an unticked box stand out on the page."""
    found = page.locator("[type=checkbox]")
    assert found.first.is_checked()
    ticked, unticked = found.first, page.locator(f"input[value={UNTICKED[0]}]")
    return [page.evaluate(EDGE, picture(page, box, 4)) for box in (ticked, unticked)]
