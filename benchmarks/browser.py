"""Measure a converter in the reader's browser: the time to start, and to update per key press.

This needs Playwright and Chromium, or another browser whose path is in FXCONV_CHROMIUM. The page
contains fifty converters, as the server writes them. The browser's own clock is too coarse for one
of them, so each figure is the mean of the fifty.
"""

from __future__ import annotations

import os
import shutil
import statistics
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

from fxconv import Converter
from fxconv.web import Snapshot, converter
from fxconv.web.assets import FOLDER, names
from report import Budget, budgets, table

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROUNDS, WIDGETS = 7, 50
START = """text => {
  const at = performance.now();
  document.querySelector("main").innerHTML = text;
  return performance.now() - at;
}"""
PARSE = """text => {
  const at = performance.now();
  new DOMParser().parseFromString(text, "text/html");
  return performance.now() - at;
}"""
UPDATE = """() => {
  const forms = [...document.querySelectorAll("form")], at = performance.now();
  for (const form of forms) {
    form.amount.value = "1,234.5";
    form.dispatchEvent(new Event("input"));
  }
  return performance.now() - at;
}"""


def measured(browser: Browser, html: str) -> tuple[float, float]:
    """Return the milliseconds to start one widget, without parsing its HTML, and to update it."""
    script = Path(FOLDER, names()["fx.js"]).read_text()
    page = browser.new_page()
    page.set_content(f"<main></main><script>{script}</script>")
    many, starts, updates = html * WIDGETS, [], []
    for _ in range(ROUNDS):
        parsing = page.evaluate(PARSE, many)
        starts.append((page.evaluate(START, many) - parsing) / WIDGETS)
        updates.append(page.evaluate(UPDATE) / WIDGETS)
    page.close()
    return statistics.median(starts), statistics.median(updates)


def main() -> None:
    """Print the figures and the budgets."""
    some = Snapshot.of(Converter(), published="2014-11-20T02:04+03:00", provider="ecb")
    every = Snapshot.of(Converter(), provider="currency-api")
    found = {}
    path = os.environ.get("FXCONV_CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        for rates in (some, every):
            html = converter(rates, 100, "USD", "JPY")
            found[f"{len(rates.rates)} currencies"] = measured(browser, html)
        browser.close()
    table(
        ["widget", "start ms", "update ms"],
        [[n, f"{a:.3f}", f"{b:.3f}"] for n, (a, b) in found.items()],
    )
    start, update = (max(times) for times in zip(*found.values(), strict=True))
    budgets([Budget("start: ms", start, 10), Budget("update: ms", update, 1)])


if __name__ == "__main__":
    main()
