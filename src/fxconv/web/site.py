"""A folder for any site: the hashed files, `rates.json`, feeds, and a page that shows their use."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from . import answers, feeds
from .assets import assets, names
from .converter import converter
from .html import Html, attributes
from .labels import labels
from .page import page
from .table import table

if TYPE_CHECKING:
    from pathlib import Path

    from .snapshot import Snapshot


def build(rates: Snapshot, folder: Path, locale: str = "en-GB") -> list[Path]:
    """Write the files and return them; each appears whole, and hashed ones of before stay.

    Made to be run from a timer: a page that still names an older file finds it. A run that was
    killed may leave one hidden file, which nothing names. Raises OSError, InvalidOption.
    """
    files = {name: answers.static(name).body for name in names().values()}
    files["rates.json"] = answers.rates_json(rates).body
    for kind in feeds.KINDS:
        files[f"feed.{kind}"] = feeds.feed(kind, rates, rates.pivot, locale=locale)
    files["index.html"] = _page(rates, locale)
    folder.mkdir(parents=True, exist_ok=True)
    return [_written(folder / name, body) for name, body in files.items()]


def _written(path: Path, body: bytes) -> Path:
    """Write a file beside its place and move it there, so that nobody reads half of it."""
    made = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        made.write_bytes(body)
        made.replace(path)
    finally:
        made.unlink(missing_ok=True)
    return path


def _page(rates: Snapshot, locale: str) -> bytes:
    """Return an example that works where it lies: its addresses are relative."""
    shown = converter(rates, "100", locale=locale, action="?")
    listed = table(rates, rates.pivot, locale=locale, action="?")
    return page(labels(locale).heading, f"{assets('./')}{_links()}", f"{shown}{listed}", locale)


def _links() -> Html:
    """Return what leads readers of feeds from the page to the feeds."""
    links = [
        {"rel": "alternate", "type": kind, "href": f"./feed.{name}"}
        for name, kind in feeds.KINDS.items()
    ]
    return Html("".join(f"<link{attributes(link)}>" for link in links))
