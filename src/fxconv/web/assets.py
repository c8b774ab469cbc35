"""The static files for widgets: a script and a style sheet, with their hashes in their names."""

from __future__ import annotations

import json
import os
from functools import cache

from .html import Html, attributes

FOLDER = os.path.join(os.path.dirname(__file__), "static", "fxconv")


@cache
def names() -> dict[str, str]:
    """Return the served names of `fx.js` and `fx.css`."""
    with open(os.path.join(FOLDER, "manifest.json"), encoding="utf-8") as file:
        found: dict[str, str] = json.load(file)
    return found


def assets(base: str = "/fx/") -> Html:
    """Return the elements for a page's head: a deferred script and a style sheet, none inline."""
    folder = base if base.endswith("/") or not base else f"{base}/"
    style, script = (folder + names()[name] for name in ("fx.css", "fx.js"))
    return Html(
        f"<link{attributes({'rel': 'stylesheet', 'href': style})}>"
        f"<script{attributes({'defer': True, 'src': script})}></script>"
    )
