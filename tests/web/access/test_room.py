"""Room: large targets, narrow windows, large text and wide spaces, by geometry."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from fxconv.web import Series, table

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from web.pages import Site
from web.access.measures import CUT, FONTS, LANGUAGES, everything, opened

in_both_fonts = pytest.mark.parametrize("font", FONTS)

BROKEN = """selector => texts().filter(t => t.parentElement.closest(selector)).flatMap(t =>
  [...t.data.matchAll(/[\\p{L}\\p{M}\\p{N}]+/gu)].filter(word => {
    const range = document.createRange();
    range.setStart(t, word.index); range.setEnd(t, word.index + word[0].length);
    const tops = [...range.getClientRects()].map(r => r.top);
    return Math.max(...tops) - Math.min(...tops) > 4;
  }).map(word => word[0]))"""

TARGETS = """() => [...controls().filter(e => e.type !== 'checkbox'),
  ...[...document.querySelectorAll('label')].filter(e => e.querySelector('[type=checkbox]'))]
  .map(e => [e.outerHTML, e.getBoundingClientRect().width, e.getBoundingClientRect().height])"""

OVERLAPS = """() => {
  const said = texts().flatMap(t => boxes(t).map(r => [t, t.data.trim(), r]));
  const used = controls().map(e => [e, e.name || e.className, e.getBoundingClientRect()]);
  const all = [...said, ...used], found = [];
  all.forEach(([a, one, r], i) => all.slice(i + 1).forEach(([b, two, s]) => {
    const across = Math.min(r.right, s.right) - Math.max(r.left, s.left);
    const down = Math.min(r.bottom, s.bottom) - Math.max(r.top, s.top);
    if (a !== b && across > 1 && down > 2 && !a.contains(b) && !b.contains(a))
      found.push([one, two, across, down]);
  }));
  return found;
}"""

SPACING = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important;
    word-spacing: .16em !important; } p { margin-block-end: 2em !important; }`);
  document.adoptedStyleSheets = [sheet];
}"""


@in_both_fonts
@pytest.mark.parametrize("js", [True, False], ids=["script", "plain"])
@pytest.mark.parametrize("lang", ["en-GB", "ar"])
def test_targets_are_44_pixels_each_way(
    browser: Browser, site: Site, rates: Any, series: Series, lang: str, js: bool, font: str
) -> None:
    body = everything(rates["ecb"], series, lang)
    with opened(browser, site, body, lang, js=js, font=font) as page:
        for width in (320, 1000):
            page.set_viewport_size({"width": width, "height": 900})
            found = page.evaluate(TARGETS)
            assert len(found) == 2 * 4 + len(rates["ecb"].rates) - 1 + 1
            assert [each for each in found if min(each[1:]) < 44] == []


@in_both_fonts
@pytest.mark.parametrize("lang", ["en-GB", "ru", "ar", "de", "hi"])
def test_161_currencies_flow_into_320_pixels(
    browser: Browser, site: Site, rates: Any, series: Series, lang: str, font: str
) -> None:
    body = everything(rates["currency-api"], series, lang)
    with opened(browser, site, body, lang, width=320, font=font) as page:
        assert page.locator("tbody tr").count() == 160
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        assert page.evaluate(CUT) == []
        assert page.evaluate(BROKEN, "thead th, caption, label, button, output, p") == []
        assert page.evaluate(OVERLAPS) == []


@in_both_fonts
@pytest.mark.parametrize("lang", ["en-GB", "ru", "ar", "de"])
@pytest.mark.parametrize("provider", ["ecb", "currency-api"])
def test_no_name_of_a_currency_is_broken_inside_a_word(
    browser: Browser, site: Site, rates: Any, provider: str, lang: str, font: str
) -> None:
    html = table(rates[provider], "EUR", locale=lang, action="/fx/rates")
    with opened(browser, site, html, lang, width=320, font=font) as page:
        assert page.evaluate(BROKEN, "tbody th") == []


@in_both_fonts
@pytest.mark.parametrize("lang", LANGUAGES)
def test_larger_text_and_wider_spaces_cut_nothing(
    browser: Browser, site: Site, rates: Any, series: Series, lang: str, font: str
) -> None:
    with opened(browser, site, everything(rates["ecb"], series, lang), lang, font=font) as page:
        plain = page.locator("caption").evaluate("e => getComputedStyle(e).fontSize")
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        larger = page.locator("caption").evaluate("e => getComputedStyle(e).fontSize")
        assert float(larger[:-2]) == 2 * float(plain[:-2])
        fits(page, 1000)
        page.evaluate("document.documentElement.style.fontSize = ''")
        page.evaluate(SPACING)
        fits(page, 1000)
        fits(page, 320)


def fits(page: Page, width: int) -> None:
    """Check that nothing is cut, laid over another or outside of a window."""
    page.set_viewport_size({"width": width, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate(CUT) == []
    assert page.evaluate(OVERLAPS) == []
    assert page.evaluate(BROKEN, "thead th, label, button, legend") == []
