"""A minimal page around widgets: for the answer to a form, and for the example page of a folder."""

from __future__ import annotations

from .html import element


def page(heading: str, head: str, body: str, locale: str) -> bytes:
    """Return a page with a heading; all arguments but the locale are HTML."""
    view = (
        '<meta name="viewport" content="width=device-width">'
        '<meta name="color-scheme" content="light dark">'
    )
    top = f'<meta charset="utf-8"><title>{heading}</title>{view}{head}'
    main = f"<main><h1>{heading}</h1>{body}</main>"
    html = element("html", "", locale, f"<head>{top}</head><body>{main}</body>")
    return f"<!doctype html>{html}".encode(errors="replace")
