"""Sparklines: the history of a pair as a small picture with a description."""

from __future__ import annotations

from decimal import Decimal
from html import escape
from typing import TYPE_CHECKING

from ..money.rounding import multiply, ratio
from . import words
from .html import Html, attributes
from .source import publisher

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .series import Series


def spark(
    series: Series,
    *,
    locale: str = "en-GB",
    width: int = 120,
    height: int = 32,
    attrs: Mapping[str, object] | None = None,
) -> Html:
    """Return the history as inline SVG in the colour of the text; empty for an empty series."""
    if not series.points:
        return Html()
    said = _described(series, locale)
    around = {"class": "fx-spark", "role": "img", "aria-label": said, "width": width}
    box = {"height": height, "viewBox": f"0 0 {width} {height}", **(attrs or {})}
    path = f'<path d="{_path(series, width, height)}" fill="none" stroke="currentColor"/>'
    html = f"<svg{attributes({**around, **box})}><title>{escape(said)}</title>{path}</svg>"
    return Html(html, text=said)


def _described(series: Series, locale: str) -> str:
    (first, opened), (last, closed) = series.points[0], series.points[-1]
    figures = [opened, closed, min(p for _, p in series.points), max(p for _, p in series.points)]
    begin, end, low, high = (words.number(f, locale, max(0, 5 - f.adjusted())) for f in figures)
    days = f"{words.day(first, locale)} – {words.day(last, locale)}"
    source = f", {publisher(series, locale)}" if series.name else ""
    return f"{series.base}/{series.term}, {days}: {begin} → {end} ({low} – {high}){source}"


def _path(series: Series, width: int, height: int) -> str:
    """Return the line from the first day to the last, a pixel away from the edges."""
    days, prices = zip(*series.points, strict=True)
    across = Decimal(max(1, (days[-1] - days[0]).days))
    span = max(prices) - min(prices) or Decimal(1)
    points = [
        (
            _scaled(Decimal((day - days[0]).days), across, width - 2),
            _scaled(max(prices) - price, span, height - 2),
        )
        for day, price in series.points
    ]
    return "M" + "L".join(f"{x:f} {y:f}" for x, y in points)


def _scaled(part: Decimal, whole: Decimal, room: int) -> Decimal:
    return ratio(multiply(part, Decimal(room)), whole, 1) + 1
