"""Spans of days: merging them, and finding the days that they do not cover."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class Span(NamedTuple):
    """A first and a last day, both included."""

    first: date
    last: date


def joined(spans: Iterable[Span]) -> list[Span]:
    """Merge spans into as few as possible that cover the same days, oldest first."""
    found: list[Span] = []
    for first, last in sorted(spans):
        if found and first <= found[-1].last + timedelta(1):
            found[-1] = Span(found[-1].first, max(last, found[-1].last))
        else:
            found.append(Span(first, last))
    return found


def lacking(span: Span, covered: Iterable[Span]) -> Iterator[Span]:
    """Return the parts of a span that the others do not cover, oldest first."""
    begin = span.first
    for first, last in joined(covered):
        if last < begin:
            continue
        if first > begin:
            yield Span(begin, min(first - timedelta(1), span.last))
        begin = last + timedelta(1)
        if begin > span.last:
            return
    if begin <= span.last:
        yield Span(begin, span.last)
