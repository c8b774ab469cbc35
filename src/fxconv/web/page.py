"""The page around a widget that stands alone: the form's answer, and the example of a folder."""

from __future__ import annotations

from . import words
from .labels import labels


def page(head: str, body: str, locale: str) -> bytes:
    """Return a page with the heading of a converter; `head` and `body` are HTML."""
    heading = labels(locale).heading
    where = f'lang="{locale.replace("_", "-")}" dir="{words.direction(locale)}"'
    view = '<meta name="viewport" content="width=device-width">'
    top = f"<meta charset=utf-8><title>{heading}</title>{view}{head}"
    main = f"<main><h1>{heading}</h1>{body}</main>"
    html = f"<!doctype html><html {where}><head>{top}</head><body>{main}</body></html>"
    return html.encode()
