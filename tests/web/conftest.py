from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from fxconv.web import Snapshot
from web.elements import ARTICLE
from web.pages import WATCH, Site, watched

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, BrowserContext, Page


@pytest.fixture(scope="module")
def rates(converter):
    return Snapshot.of(converter, published=ARTICLE)


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    site = Site()
    thread = threading.Thread(target=site.served.serve_forever, daemon=True)
    thread.start()
    yield site
    site.served.shutdown()
    site.served.server_close()
    thread.join()


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        pytest.fail("no Playwright here: pip install playwright")
    flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=flags)
        yield started
        started.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 1000, "height": 700})
    context.add_init_script(WATCH)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext, site: Site) -> Iterator[Page]:
    """A page on which nothing may be thrown, violated, stored, or asked of a third party."""
    with watched(context, site) as page:
        yield page
