"""Spans of days: joined, and without the days that others cover."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class Span(NamedTuple):
    """The first and the last day."""

    first: date
    last: date


def joined(spans: Iterable[Span]) -> list[Span]:
    """Return spans as few as possible, oldest first, that have the same days."""
    found: list[Span] = []
    for first, last in sorted(spans):
        if found and first <= found[-1].last + timedelta(1):
            found[-1] = Span(found[-1].first, max(last, found[-1].last))
        else:
            found.append(Span(first, last))
    return found


def lacking(span: Span, covered: Iterable[Span]) -> Iterator[Span]:
    """Return the parts of a span that no other covers, oldest first."""
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
