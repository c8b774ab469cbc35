"""Keys: the way of the tab, the ring around what has the focus, and boxes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from fxconv.web import Series
    from web.pages import Site
from web.access.measures import SHARP, SOME, everything, opened, picture

CHANGED = """async ([one, two]) => {
  const [a, b] = [await pixels(one), await pixels(two)];
  let count = 0;
  for (let y = 0; y < a.h; y++)
    for (let x = 0; x < a.w; x++)
      if (!same(a, b, x, y) && ratio(a.at(x, y), b.at(x, y)) >= 3) count++;
  return count;
}"""

FOCUSED = """() => {
  const e = document.activeElement, r = e.getBoundingClientRect(), style = getComputedStyle(e);
  return e === document.body ? null : {
    name: e.name || e.className || e.type, kind: `${e.tagName} ${e.type} ${e.className}`,
    value: e.value, seen: seenAt(e) && r.width > 1 && r.height > 1,
    x: r.x + r.width / 2, y: r.y + r.height / 2 + scrollY, outline: style.outlineStyle,
    inside: r.x >= 0 && r.right <= innerWidth && r.y >= 0 && r.bottom <= innerHeight,
  };
}"""


def stops(page: Page) -> list[dict[str, Any]]:
    """Return what gets the focus, one Tab after the other, until the page ends."""
    found: list[dict[str, Any]] = []
    while len(found) < 60:
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUSED)
        if stop is None:
            break
        found.append(stop)
    return found


FIELDS = {True: ["amount", "from", "fx-swap", "to"], False: ["amount", "from", "fx-send", "to"]}


@pytest.mark.parametrize("js", [True, False], ids=["script", "plain"])
@pytest.mark.parametrize("width", [320, 1000])
@pytest.mark.parametrize("lang", ["en-GB", "ar"])
def test_tab_goes_as_the_eye_does(
    browser: Browser, site: Site, rates: Any, series: Series, lang: str, width: int, js: bool
) -> None:
    body = everything(rates["ecb"], series, lang, SOME)
    with opened(browser, site, body, lang, width=width, js=js) as page:
        found = stops(page)
    names = [stop["name"] for stop in found]
    assert names == FIELDS[js] * 2 + ["currencies"] * len(SOME) + ["submit"]
    assert [stop["value"] for stop in found if stop["name"] == "currencies"] == SOME
    assert found == sorted(found, key=lambda s: (row(s, found), s["x"] * (-1) ** (lang == "ar")))
    assert all(stop["seen"] and stop["inside"] for stop in found)
    assert all(stop["outline"] != "none" for stop in found)


def row(stop: dict[str, Any], stops: list[dict[str, Any]]) -> float:
    """Return the top one of the stops that stand in the same row."""
    return min(each["y"] for each in stops if abs(each["y"] - stop["y"]) < 12)


RINGED = [".fx-swap", "[name=amount]", "[name=from]", "[type=checkbox]", ".fx-filter button"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_focus_is_seen(
    browser: Browser, site: Site, rates: Any, series: Series, scheme: Any
) -> None:
    """A line of two pixels around the control changes by 3:1 with the focus, its corners aside."""
    body = everything(rates["ecb"], series, "en-GB", SOME)
    for js in (True, False):
        with opened(browser, site, body, "en-GB", js=js, scale=SHARP) as page:
            page.emulate_media(color_scheme=scheme)
            names = RINGED if js else [".fx-send"]
            shots = [focused(page, name) for name in names]
        with opened(browser, site, "<p>", "en-GB") as page:
            for name, around, pair in shots:
                assert page.evaluate(CHANGED, pair) >= 1.7 * around * SHARP**2, name


def focused(page: Page, name: str) -> tuple[str, float, list[str]]:
    """Return the length of a control's outline, and its pictures without and with the focus."""
    control = page.locator(name).first
    before = picture(page, control, 6)
    control.evaluate("e => e.focus({focusVisible: true})")
    box = control.bounding_box() or {}
    return name, 2 * (box["width"] + box["height"]), [before, picture(page, control, 6)]


@pytest.mark.parametrize("js", [True, False], ids=["script", "plain"])
def test_space_ticks_a_box(
    browser: Browser, site: Site, rates: Any, series: Series, js: bool
) -> None:
    body = everything(rates["ecb"], series, "en-GB", SOME)
    with opened(browser, site, body, "en-GB", js=js) as page:
        box, line = page.locator("input[value=NOK]"), page.locator("tr[data-currency=NOK]")
        page.locator("input[value=SEK]").focus()
        page.keyboard.press("Tab")
        for ticked in (True, False):
            page.keyboard.press("Space")
            assert box.is_checked() is ticked
            assert line.is_visible() is (ticked and js)
