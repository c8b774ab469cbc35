"""Whether everybody can use the widgets that the server writes: measured in a real Chromium.

What WCAG 2.2 asks at level AA, and targets of 44 pixels: by axe-core, by the tree that a screen
reader is given, by keys, by geometry and by the colours of pixels.
"""

from __future__ import annotations

from base64 import b64encode
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import test_web_browser as pages
from test_web_browser import document, told, watched

from fxconv import Money
from fxconv.web import Series, Snapshot, money, rate_line, spark, table, ticker
from fxconv.web import converter as widget
from fxconv.web.labels import labels

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page
    from test_web_browser import Site

    from fxconv import Converter

browser, site = pages.browser, pages.site

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
LANGUAGES = ["en-GB", "ar", "ru"]
LOOKS: dict[str, dict[str, Any]] = {
    "light": {"color_scheme": "light", "forced_colors": "none"},
    "dark": {"color_scheme": "dark", "forced_colors": "none"},
    "forced": {"color_scheme": "light", "forced_colors": "active"},
}
FONTS = {"wide": "DejaVu Sans", "narrow": "Liberation Sans Narrow"}
in_both_fonts = pytest.mark.parametrize("font", FONTS)
SOME = ["USD", "RUB", "JPY", "GBP", "CHF", "SEK", "NOK", "PLN", "CZK", "HUF"]
UNTICKED = ["SEK", "NOK"]

MEASURE = """
window.paint = new OffscreenCanvas(1, 1).getContext('2d', {willReadFrequently: true});
window.shades = new Map();
window.drawn = color => {
  paint.clearRect(0, 0, 1, 1); paint.fillStyle = color; paint.fillRect(0, 0, 1, 1);
  return [...paint.getImageData(0, 0, 1, 1).data].map(v => v / 255);
};
window.shade = color => shades.get(color) ?? shades.set(color, drawn(color)).get(color);
window.over = (top, below) =>
  [0, 1, 2].map(i => top[i] * top[3] + below[i] * (1 - top[3])).concat(1);
window.ground = e => {
  if (e === document) return shade(getComputedStyle(probe).backgroundColor);
  const style = getComputedStyle(e);
  if (style.opacity !== '1' || style.backgroundImage !== 'none') throw `${e.outerHTML}: no colour`;
  const own = shade(style.backgroundColor);
  return own[3] === 1 ? own : over(own, ground(e.parentNode));
};
window.bright = color => color.slice(0, 3).map(p => p <= 0.04045 ? p / 12.92 :
  ((p + 0.055) / 1.055) ** 2.4).reduce((sum, p, i) => sum + p * [0.2126, 0.7152, 0.0722][i], 0);
window.ratio = (a, b) => {
  const [low, high] = [bright(a), bright(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
};
window.seenAt = e => e.checkVisibility({visibilityProperty: true}) && e.getClientRects().length > 0
  && getComputedStyle(e).clipPath === 'none';
window.texts = () => {
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = [];
  while (walk.nextNode()) {
    const e = walk.currentNode.parentElement;
    if (walk.currentNode.data.trim() && seenAt(e) && !e.closest('option, svg, script'))
      found.push(walk.currentNode);
  }
  return found;
};
window.controls = () => [...document.querySelectorAll('input, select, button')].filter(seenAt);
window.boxes = node => {
  const range = document.createRange();
  range.selectNodeContents(node);
  return [...range.getClientRects()].filter(r => r.width > 0);
};
window.pixels = async text => {
  const data = Uint8Array.from(atob(text), c => c.charCodeAt(0));
  const image = await createImageBitmap(new Blob([data]));
  const drawn = new OffscreenCanvas(image.width, image.height).getContext('2d');
  drawn.drawImage(image, 0, 0);
  const all = drawn.getImageData(0, 0, image.width, image.height);
  const from = (x, y) => 4 * (y * all.width + x);
  return {w: all.width, h: all.height, word: new Uint32Array(all.data.buffer),
    at: (x, y) => [...all.data.subarray(from(x, y), from(x, y) + 4)].map(v => v / 255)};
};
window.same = (a, b, x, y) => a.word[y * a.w + x] === b.word[y * b.w + x];
null;
"""

CONTRASTS = """() => {
  window.probe = document.body.appendChild(document.createElement('div'));
  probe.style.backgroundColor = 'Canvas';
  document.documentElement.append(probe);
  const found = texts().map(node => {
    const e = node.parentElement, style = getComputedStyle(e), size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && style.fontWeight >= 700);
    const below = ground(e);
    return [node.data.trim(), ratio(over(shade(style.color), below), below), large ? 3 : 4.5];
  });
  for (const e of controls().filter(e => e.type !== 'checkbox')) {
    const style = getComputedStyle(e), own = ground(e), around = ground(e.parentNode);
    found.push([`in ${e.name || e.className}`, ratio(over(shade(style.color), own), own), 4.5]);
    for (const side of ['Top', 'Right', 'Bottom', 'Left']) {
      const line = over(shade(style[`border${side}Color`]), own);
      const kept = style[`border${side}Style`] !== 'none' && style[`border${side}Width`] >= '1px';
      found.push([`around ${e.name || e.className}`, kept ? ratio(line, around) : 0, 3]);
    }
  }
  for (const e of document.querySelectorAll('svg path')) {
    const below = ground(e.closest('svg').parentNode);
    found.push(['spark', ratio(over(shade(getComputedStyle(e).stroke), below), below), 3]);
  }
  probe.remove();
  return found;
}"""

EDGE = """async text => {
  const image = await pixels(text), {w, h} = image, far = Array.from({length: 40}, (_, i) => i);
  const [x, y, ground] = [w >> 1, h >> 1, image.at(0, 0)];
  const sides = [i => [i, y], i => [w - 1 - i, y], i => [x, i], i => [x, h - 1 - i]];
  const best = side => Math.max(...far.map(i => ratio(image.at(...side(i)), ground)));
  return Math.min(...sides.map(best));
}"""

CHANGED = """async ([one, two]) => {
  const [a, b] = [await pixels(one), await pixels(two)];
  let count = 0;
  for (let y = 0; y < a.h; y++)
    for (let x = 0; x < a.w; x++)
      if (!same(a, b, x, y) && ratio(a.at(x, y), b.at(x, y)) >= 3) count++;
  return count;
}"""

SHARP = 4  # pixels of the screen for one of CSS: so that no line is lost between two of them

FOCUSED = """() => {
  const e = document.activeElement, r = e.getBoundingClientRect(), style = getComputedStyle(e);
  return e === document.body ? null : {
    name: e.name || e.className || e.type, kind: `${e.tagName} ${e.type} ${e.className}`,
    value: e.value, seen: seenAt(e) && r.width > 1 && r.height > 1,
    x: r.x + r.width / 2, y: r.y + r.height / 2 + scrollY, outline: style.outlineStyle,
    inside: r.x >= 0 && r.right <= innerWidth && r.y >= 0 && r.bottom <= innerHeight,
  };
}"""

CUT = """() => {
  const wide = [...document.querySelectorAll('main *')].filter(e => e.clientWidth && seenAt(e)
    && !e.closest('input, select, svg') && (e.scrollWidth > e.clientWidth ||
    (getComputedStyle(e).overflowY !== 'visible' && e.scrollHeight > e.clientHeight)))
    .map(e => [e.localName, e.textContent.trim()]);
  const out = texts().filter(t => boxes(t).some(r => r.left < 0 || r.right > innerWidth + 0.5))
    .map(t => ['outside', t.data]);
  return [...wide, ...out];
}"""

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

MOVING = """() => {
  const still = s => s.animationName === 'none' && s.scrollBehavior === 'auto' &&
    (s.transitionProperty === 'none' || s.transitionDuration.split(', ').every(t => t === '0s'));
  const moves = [...document.querySelectorAll('body, body *')].filter(e =>
    [null, '::before', '::after'].some(part => !still(getComputedStyle(e, part))));
  const named = document.querySelectorAll('marquee, blink, animate, animateTransform');
  return [...moves, ...named].map(e => e.outerHTML).concat(document.getAnimations().map(String));
}"""

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


@pytest.fixture(scope="module")
def rates(converter: Converter) -> dict[str, Snapshot]:
    article = "2014-11-20T02:04+03:00"
    return {
        "ecb": Snapshot.of(converter, published=article, provider="ecb"),
        "currency-api": Snapshot.of(converter, provider="currency-api"),
    }


@pytest.fixture(scope="module")
def series(converter: Converter) -> Series:
    return Series.of(converter.history("USD", "RUB", "2014-11-03", "2014-11-19", provider="ecb"))


def everything(rates: Snapshot, series: Series, lang: str, listed: Any = None) -> str:
    """Return all widgets, some currencies not ticked: two converters, a table and the rest."""
    listed = listed or sorted(rates.rates)
    chosen = [code for code in listed if code not in UNTICKED]
    parts = [
        widget(rates, "25000000000", "USD", "RUB", locale=lang),
        widget(rates, "7", "EUR", "JPY", locale=lang, layout="compact"),
        table(rates, "EUR", listed, chosen=chosen, locale=lang, action="/fx/rates"),
        ticker(rates, "RUB", ["USD", "EUR"], locale=lang),
        rate_line(rates, locale=lang),
        spark(series, locale=lang),
        f"<p>{money(Money('1173577981651.38', 'RUB'), locale=lang, approx=True)}</p>",
    ]
    return "".join(parts)


@contextmanager
def opened(
    browser: Browser,
    site: Site,
    body: str,
    lang: str,
    *,
    width: int = 1000,
    js: bool = True,
    scale: int = 1,
    font: str = "wide",
) -> Iterator[Page]:
    """Open a page with the script, or the same in a browser without JavaScript."""
    size = {"width": width, "height": 900}
    how: dict[str, Any] = {"viewport": size, "device_scale_factor": scale}
    context = browser.new_context(**how, java_script_enabled=js)
    context.add_init_script(pages.WATCH + MEASURE)
    try:
        with watched(context, site) as page:
            page.goto(site.put(document(body, lang=lang)))
            page.evaluate(MEASURE)
            set_in(page, FONTS[font])
            yield page
    finally:
        context.close()


def set_in(page: Page, font: str) -> None:
    """Set the text of a page in a font, which must be there."""
    width = "f => { paint.font = `99px ${f}`; return paint.measureText('Fijw').width }"
    widths = {page.evaluate(width, f"'{font}', {other}") for other in ("serif", "monospace")}
    assert len(widths) == 1, f"no {font} here: tools/browser.sh installs it"
    page.evaluate("f => { document.documentElement.style.fontFamily = f }", font)


# What axe finds

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


def poor(page: Page) -> list[Any]:
    """Return the texts, lines and borders whose contrast is too low."""
    found = page.evaluate(CONTRASTS)
    assert len(found) > 100
    return [each for each in found if each[1] < each[2]]


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
    assert "scripting" not in pages.STYLE.read_text()


# Colours

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


def picture(page: Page, locator: Any, margin: int) -> str:
    """Return a picture of an element with what is around it."""
    locator.scroll_into_view_if_needed()
    box = {name: round(size) for name, size in locator.bounding_box().items()}
    clip = {"x": box["x"] - margin, "y": box["y"] - margin}
    clip |= {"width": box["width"] + 2 * margin, "height": box["height"] + 2 * margin}
    return b64encode(page.screenshot(clip=clip)).decode()  # type: ignore[arg-type]


# Keys


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


# What a screen reader is told


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


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_table_is_told_with_its_headers(
    browser: Browser, site: Site, rates: Any, series: Series, lang: str
) -> None:
    said = labels(lang)
    with opened(browser, site, everything(rates["ecb"], series, lang, SOME), lang) as page:
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


# Room


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


# Paper, and what moves

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
