"""Writes a folder for any site: the hashed files, `rates.json`, feeds, and an example page."""

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
    """Write the files and return their paths; each is replaced in one step.

    You can run this from a timer: older hashed files stay, so pages that still refer to them work.
    A run that is killed may leave one hidden file that nothing refers to. Raises OSError,
    InvalidOption.
    """
    files = {name: answers.static(name).body for name in names().values()}
    files["rates.json"] = answers.rates_json(rates).body
    for kind in feeds.KINDS:
        files[f"feed.{kind}"] = feeds.feed(kind, rates, rates.pivot, locale=locale)
    files["index.html"] = _page(rates, locale)
    folder.mkdir(parents=True, exist_ok=True)
    return [_written(folder / name, body) for name, body in files.items()]


def _written(path: Path, body: bytes) -> Path:
    """Write a file under a temporary name and rename it, so that no one reads half of it."""
    made = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        made.write_bytes(body)
        made.replace(path)
    finally:
        made.unlink(missing_ok=True)
    return path


def _page(rates: Snapshot, locale: str) -> bytes:
    """Return an example page that works in any folder, because its links are relative."""
    shown = converter(rates, "100", locale=locale, action="?")
    listed = table(rates, rates.pivot, locale=locale, action="?")
    return page(labels(locale).heading, f"{assets('./')}{_links()}", f"{shown}{listed}", locale)


def _links() -> Html:
    """Return the links by which feed readers discover the feeds."""
    links = [
        {"rel": "alternate", "type": kind, "href": f"./feed.{name}"}
        for name, kind in feeds.KINDS.items()
    ]
    return Html("".join(f"<link{attributes(link)}>" for link in links))
