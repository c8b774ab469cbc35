"""Random spans of days."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import strategies as st

from fxconv.dates.spans import Span

DAY = timedelta(1)
FIRST = date(2026, 1, 1)
SPANS = st.builds(
    lambda begin, length: Span(FIRST + begin * DAY, FIRST + (begin + length) * DAY),
    st.integers(0, 60),
    st.integers(0, 12),
)
