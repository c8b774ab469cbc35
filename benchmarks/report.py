"""Shared by the benchmarks: medians, tables and budgets."""

from __future__ import annotations

import statistics
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class Budget(NamedTuple):
    """A figure and its limit: a maximum, or with `least` a minimum."""

    name: str
    figure: float
    limit: float
    least: bool = False

    @property
    def kept(self) -> bool:
        """Whether the figure is within its limit."""
        return self.figure >= self.limit if self.least else self.figure <= self.limit


def ratio(above: Sequence[float], below: Sequence[float]) -> float:
    """Return the median of the ratios of paired rounds, which a drifting clock hardly affects."""
    return statistics.median(a / b for a, b in zip(above, below, strict=True))


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print rows in columns, the first column left-aligned and figures right-aligned."""
    lines = [head, *rows]
    widths = [max(len(line[i]) for line in lines) for i in range(len(head))]
    for line in lines:
        cells = [line[0].ljust(widths[0])]
        cells += [cell.rjust(width) for cell, width in zip(line[1:], widths[1:], strict=True)]
        print("  ".join(cells).rstrip())
    print()


def budgets(found: Sequence[Budget]) -> bool:
    """Print each figure against its budget; return whether all are kept."""
    rows = [
        (
            b.name,
            f"{b.figure:,.2f}",
            f"{'>=' if b.least else '<='} {b.limit:,g}",
            "kept" if b.kept else "OVER",
        )
        for b in found
    ]
    table(("budget", "measured", "limit", ""), rows)
    return all(b.kept for b in found)
