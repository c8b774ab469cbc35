"""Plans that many providers share: one address, with days and names of series filled in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .provider import Request

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ..dates.spans import Span


def requests_to(
    url: str,
    series: Iterable[str] = ("",),
    *,
    sent: str = "",
    headers: tuple[tuple[str, str], ...] = (),
    absent: tuple[int, ...] = (),
) -> Callable[[Span], list[Request]]:
    """Return a plan that makes one request for a span, or one for each of the series.

    `{first}` and `{last}` in `url` and `sent` become the days of the span, `{series}` a series.
    """

    def plan(span: Span) -> list[Request]:
        """Return the requests for a span of days."""
        asked = [{"first": span.first, "last": span.last, "series": name} for name in series]
        return [
            Request(url.format(**names), sent.format(**names).encode(), headers, absent)
            for names in asked
        ]

    return plan


def requests_by_year(url: str) -> Callable[[Span], list[Request]]:
    """Return a plan that makes one request for each year of a span, to an address with `{year}`."""

    def plan(span: Span) -> list[Request]:
        """Return a request for each year of a span."""
        years = range(span.first.year, span.last.year + 1)
        return [Request(url.format(year=year)) for year in years]

    return plan


def pairs(words: str) -> dict[str, str]:
    """Return a mapping from a text in which names and their values alternate."""
    found = words.split()
    return dict(zip(found[::2], found[1::2], strict=True))
