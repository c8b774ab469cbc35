"""Spans of days: joined, and without the days that others cover."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from dates.spans import DAY, SPANS
from fxconv.dates.spans import joined, lacking


def days(*spans):
    return {s.first + i * DAY for s in spans for i in range((s.last - s.first).days + 1)}


def apart(spans):
    """Return whether spans are in order, with at least one day between two of them."""
    return all(a.last + DAY < b.first for a, b in pairwise(spans))


@given(st.lists(SPANS))
def test_joined_spans_are_the_same_days_in_as_few_spans_as_possible(spans):
    found = joined(spans)
    assert days(*found) == days(*spans)
    assert apart(found)
    assert joined(found) == found == joined(reversed(spans))


@given(SPANS, st.lists(SPANS))
def test_what_is_lacking_is_what_is_wanted_and_not_covered(wanted, covered):
    found = list(lacking(wanted, covered))
    assert days(*found) == days(wanted) - days(*covered)
    assert apart(found)
