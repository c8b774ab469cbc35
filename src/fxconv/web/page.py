"""The page around widgets that stand alone: a form's answer, and the example of a folder."""

from __future__ import annotations

from . import words
from .html import attributes


def page(heading: str, head: str, body: str, locale: str) -> bytes:
    """Return a page under a heading, all of it HTML."""
    where = {"lang": locale.replace("_", "-"), "dir": words.direction(locale)}
    view = (
        '<meta name="viewport" content="width=device-width">'
        '<meta name="color-scheme" content="light dark">'
    )
    top = f'<meta charset="utf-8"><title>{heading}</title>{view}{head}'
    main = f"<main><h1>{heading}</h1>{body}</main>"
    html = f"<!doctype html><html{attributes(where)}><head>{top}</head><body>{main}</body></html>"
    return html.encode(errors="replace")
