"""Take screenshots of each widget: light, dark, Arabic, Russian, narrow, printed.

    python tools/screenshots.py --out build/screenshots

This needs Playwright and Debian's chromium, or another browser whose path is in FXCONV_CHROMIUM.
For each way of reading, it takes one picture of a page with all widgets and one of each widget. The
rates come from the bundled store: the ECB's of 19 November 2014, and the newest of 161 currencies.
"""

from __future__ import annotations

import argparse
import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from playwright.sync_api import sync_playwright

from fxconv import Converter
from fxconv.web import Html, Series, Snapshot, converter, money, rate_line, spark, table, ticker
from fxconv.web.assets import FOLDER, names
from fxconv.web.words import direction

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PUBLISHED = "2014-11-20T02:04+03:00"
HOST = """
html { font: 100%/1.5 Georgia, serif; color-scheme: light; }
html.dark { color-scheme: dark; background: #16181b; color: #e8e6e1; }
body { margin: 0 auto; max-inline-size: 44rem; padding: 1rem; }
section { margin-block: 1.5rem; }
h2 { font-size: .875rem; font-weight: 400; opacity: .8; }
"""


class Reading(NamedTuple):
    """A way of reading: its language, the window width in pixels, and how the page is displayed."""

    locale: str = "en-GB"
    width: int = 800
    dark: bool = False
    script: bool = True
    media: str = "screen"
    forced: bool = False


READINGS = {
    "light": Reading(),
    "dark": Reading(dark=True),
    "without-script": Reading(script=False),
    "arabic": Reading("ar"),
    "russian": Reading("ru"),
    "narrow": Reading(width=320),
    "narrow-russian": Reading("ru", width=320),
    "narrow-arabic": Reading("ar", width=320),
    "print": Reading(media="print"),
    "forced-colours": Reading(dark=True, forced=True),
}


def widgets(locale: str) -> dict[str, str]:
    """Return the widgets by name."""
    rates = Converter()
    some = Snapshot.of(rates, published=PUBLISHED, provider="ecb")
    every = Snapshot.of(rates, provider="currency-api")
    history = rates.history("USD", "RUB", "2014-09-01", "2014-11-19", provider="ecb")
    sum_ = some.convert(25_000_000_000, "USD", "RUB")
    codes = ["USD", "EUR", "GBP", "JPY", "CNY", "CHF", "TRY"]
    return {
        "converter": converter(some, "25000000000", locale=locale),
        "compact": _column(converter(some, "25000000000", locale=locale, layout="compact")),
        "every-currency": converter(every, "100", "VES", "JPY", locale=locale),
        "table": table(some, "RUB", codes, chosen=codes[:5], locale=locale, action="?"),
        "ticker": ticker(some, "RUB", codes[:5], locale=locale),
        "line": rate_line(some, locale=locale),
        "money": Html(f"<p>{money(sum_, locale=locale, approx=True)}</p>"),
        "spark": Html(f"<p>USD/RUB {spark(Series.of(history), locale=locale)}</p>"),
    }


def _column(html: str) -> str:
    return f'<div style="max-inline-size: 18rem">{html}</div>'


def page(reading: Reading) -> str:
    """Return a newspaper page with all widgets."""
    style, script = (Path(FOLDER, names()[name]).read_text() for name in ("fx.css", "fx.js"))
    parts = "".join(
        f'<section id="{name}"><h2>{name}</h2>{html}</section>'
        for name, html in widgets(reading.locale).items()
    )
    where = f'lang="{reading.locale}" dir="{direction(reading.locale)}"'
    theme = "dark" if reading.dark else ""
    code = f"<script>{script}</script>" if reading.script else ""
    return (
        f'<!doctype html><html {where} class="{theme}"><head><meta charset="utf-8">'
        f"<title>Widgets</title><style>{HOST}{style}</style></head><body>{parts}{code}</body></html>"
    )


def opened(browser: Browser, reading: Reading) -> Page:
    """Return an open page for a way of reading."""
    size = {"width": reading.width, "height": 800}
    shown = browser.new_page(viewport=size, device_scale_factor=2)  # type: ignore[arg-type]
    forced = "active" if reading.forced else "none"
    scheme = "dark" if reading.dark else "light"
    shown.emulate_media(media=reading.media, color_scheme=scheme, forced_colors=forced)  # type: ignore[arg-type]
    shown.set_content(page(reading))
    return shown


def pictures(shown: Page, name: str, out: Path) -> None:
    """Save a picture of the page, and one of each widget."""
    shown.screenshot(path=out / f"{name}.png", full_page=True)
    for section in shown.locator("section").all():
        section.screenshot(path=out / f"{name}-{section.get_attribute('id')}.png")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--out", type=Path, required=True, help="folder for the pictures")
    out: Path = parser.parse_args().out
    out.mkdir(parents=True, exist_ok=True)
    found = os.environ.get("FXCONV_CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        for name, reading in READINGS.items():
            pictures(opened(browser, reading), name, out)
            print(out / f"{name}.png")


if __name__ == "__main__":
    main()
