"""Styles: usable in any page, on paper, in Arabic, and in contrast."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

from web.pages import ADOPT, WEB, Site, opened, widget


@pytest.mark.parametrize(
    "style",
    [
        "fx-converter { float: left }",
        "fx-converter { display: inline-block }",
        "fx-converter { position: absolute }",
        "main { display: grid; justify-items: start }",
        "form { display: flex }",
        "label { margin-bottom: .5rem }",
        "label { display: flex }",
        "span { display: block }",
        "html { font-size: 62.5% }",
    ],
)
@pytest.mark.parametrize("width", [320, 1000])
def test_the_styles_of_a_host_leave_it_usable(
    page: Page, site: Site, width: int, style: str
) -> None:
    page.set_viewport_size({"width": width, "height": 700})
    opened(page, site)
    page.evaluate(ADOPT, style)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    boxes = [page.locator(f"[name={name}]").bounding_box() for name in ("amount", "from", "to")]
    assert all(box and box["width"] >= 80 and box["height"] >= 44 for box in boxes)
    swap, base = (page.locator(name).bounding_box() for name in (".fx-swap", "[name=from]"))
    assert swap
    assert base
    assert abs(swap["y"] - base["y"]) < 2
    labels = [page.locator(f".fx-field > span >> nth={n}").bounding_box() for n in range(3)]
    pairs = zip(labels, boxes, strict=True)
    assert all(a and b and a["y"] + a["height"] <= b["y"] + 1 for a, b in pairs)


def test_the_swap_and_send_buttons_share_a_place(page: Page, site: Site) -> None:
    before = opened(page, site, script="").locator(".fx-send").bounding_box()
    after = opened(page, site).locator(".fx-swap").bounding_box()
    assert before == after
    assert not page.locator(".fx-send").is_visible()


@pytest.mark.parametrize("more", ["", " fx-compact"])
@pytest.mark.parametrize("width", [320, 500, 1000])
def test_targets_are_large_and_nothing_scrolls_sideways(
    page: Page, site: Site, width: int, more: str
) -> None:
    page.set_viewport_size({"width": width, "height": 700})
    opened(page, site, widget(more=more))
    page.locator("[name=amount]").fill("9" * 40)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    for name in ("[name=amount]", "[name=from]", "[name=to]", ".fx-swap"):
        box = page.locator(name).bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 44


def test_it_follows_the_page_and_not_the_system(page: Page, site: Site) -> None:
    page.emulate_media(color_scheme="dark")
    fill = "getComputedStyle(document.querySelector('[name=amount]')).backgroundColor"
    assert opened(page, site).evaluate(fill) == "rgb(27, 28, 30)"
    assert opened(page, site, theme="light").evaluate(fill) == "rgb(255, 255, 255)"
    own = "getComputedStyle(document.querySelector('.fx-result')).color"
    page.evaluate("document.body.style.color = 'rgb(1, 2, 3)'")
    assert page.evaluate(own) == "rgb(1, 2, 3)"


def test_print_keeps_the_result_and_hides_the_buttons(page: Page, site: Site) -> None:
    opened(page, site).emulate_media(media="print")
    assert not page.locator(".fx-swap").is_visible()
    assert page.locator(".fx-seen").is_visible()
    assert page.locator(".fx-rate").is_visible()


def test_fields_stand_in_rows_by_the_room_there_is(page: Page, site: Site) -> None:
    opened(page, site)
    for width, rows in ((320, [1, 2, 2, 3]), (500, [1, 2, 2, 2]), (1000, [1, 1, 1, 1])):
        page.set_viewport_size({"width": width, "height": 700})
        names = ["[name=amount]", "[name=from]", ".fx-swap", "[name=to]"]
        tops = [round((page.locator(name).bounding_box() or {"y": 0})["y"]) for name in names]
        assert [sorted(set(tops)).index(top) + 1 for top in tops] == rows


def test_arabic_starts_at_the_right(page: Page, site: Site) -> None:
    opened(page, site, widget("ar"), lang="ar")
    for name in ("[name=amount]", ".fx-result"):
        align = page.locator(name).evaluate("e => getComputedStyle(e).textAlign")
        assert align == "right"
    amount, last = (page.locator(f"[name={name}]").bounding_box() for name in ("amount", "to"))
    assert amount is not None
    assert last is not None
    assert amount["x"] > last["x"]


def test_a_formula_reads_left_to_right_in_arabic(page: Page, site: Site) -> None:
    opened(page, site, widget("ar", amount="1", result="1.00 USD = 46.94 RUB"), lang="ar")
    for _ in range(2):
        left = page.evaluate(
            """() => { const w = document.createTreeWalker(document.querySelector('output'), 4);
            const node = w.nextNode().parentElement.closest('.fx-said') ? w.nextNode() :
            w.currentNode; const at = s => { const r = document.createRange(); const i =
            node.textContent.indexOf(s); r.setStart(node, i); r.setEnd(node, i + s.length);
            return r.getBoundingClientRect().left; }; return ['USD', '=', 'RUB'].map(at); }"""
        )
        assert left == sorted(left)
        page.locator("[name=amount]").fill("2")


PAIRS = [
    ("ink", "field", 4.5),
    ("on-accent", "accent", 4.5),
    ("line", "field", 3),
    ("line", "page", 3),
    ("accent", "page", 3),
    ("focus", "field", 3),
    ("focus", "page", 3),
    ("wrong", "field", 3),
    ("wrong", "page", 3),
]


def tokens() -> dict[str, list[str]]:
    """Return the colours of the style by their names, light and dark."""
    style = (WEB / "browser" / "fx.css").read_text()
    found = re.findall(r"--fx-([\w-]+): light-dark\((#\w{6}), (#\w{6})\)", style)
    return {name: [light, dark] for name, light, dark in found} | {"page": ["#ffffff", "#1c1c1c"]}


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("above", "below", "least"), PAIRS)
def test_contrast(above: str, below: str, least: float, theme: int) -> None:
    low, high = sorted(luminance(tokens()[name][theme]) for name in (above, below))
    assert (high + 0.05) / (low + 0.05) >= least


def test_no_colour_is_left_out_of_the_pairs() -> None:
    assert set(tokens()) == {name for pair in PAIRS for name in pair[:2]}
