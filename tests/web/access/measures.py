"""Pages that have every widget, and how they are measured in a real Chromium.

What WCAG 2.2 asks at level AA, and targets of 44 pixels: by axe-core, by the tree that a screen
reader is given, by keys, by geometry and by the colours of pixels.
"""

from __future__ import annotations

from base64 import b64encode
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from fxconv import Money
from fxconv.web import Series, Snapshot, money, rate_line, spark, table, ticker
from fxconv.web import converter as widget
from web.pages import WATCH, document, watched

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

    from web.pages import Site

LANGUAGES = ["en-GB", "ar", "ru"]
FONTS = {"wide": "DejaVu Sans", "narrow": "Liberation Sans Narrow"}
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

SHARP = 4  # pixels of the screen for one of CSS: so that no line is lost between two of them

CUT = """() => {
  const wide = [...document.querySelectorAll('main *')].filter(e => e.clientWidth && seenAt(e)
    && !e.closest('input, select, svg') && (e.scrollWidth > e.clientWidth ||
    (getComputedStyle(e).overflowY !== 'visible' && e.scrollHeight > e.clientHeight)))
    .map(e => [e.localName, e.textContent.trim()]);
  const out = texts().filter(t => boxes(t).some(r => r.left < 0 || r.right > innerWidth + 0.5))
    .map(t => ['outside', t.data]);
  return [...wide, ...out];
}"""


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
    context.add_init_script(WATCH + MEASURE)
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


def poor(page: Page) -> list[Any]:
    """Return the texts, lines and borders whose contrast is too low."""
    found = page.evaluate(CONTRASTS)
    assert len(found) > 100
    return [each for each in found if each[1] < each[2]]


def picture(page: Page, locator: Any, margin: int) -> str:
    """Return a picture of an element with what is around it."""
    locator.scroll_into_view_if_needed()
    box = {name: round(size) for name, size in locator.bounding_box().items()}
    clip = {"x": box["x"] - margin, "y": box["y"] - margin}
    clip |= {"width": box["width"] + 2 * margin, "height": box["height"] + 2 * margin}
    return b64encode(page.screenshot(clip=clip)).decode()  # type: ignore[arg-type]
