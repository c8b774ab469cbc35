"""Output of records: text for people; JSON, JSON lines and CSV for programs."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Row = dict[str, Any]


def write(rows: Iterable[Row] | Row, form: str, columns: Sequence[str]) -> None:
    """Write rows as json, jsonl or csv; csv has only the given columns."""
    import json

    if form == "json":
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
    elif form == "csv":
        _csv(rows, columns)
    else:
        for row in rows:
            click.echo(json.dumps(row, ensure_ascii=False))


def _csv(rows: Iterable[Any], columns: Sequence[str]) -> None:
    import csv

    table = csv.DictWriter(sys.stdout, columns, extrasaction="ignore", lineterminator="\n")
    table.writeheader()
    table.writerows(rows)


def count(number: int, noun: str) -> str:
    """Return a number with its noun: `1 rate`, `1,234 rates`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def table(rows: Sequence[Row], columns: Sequence[str], title: str) -> None:
    """Write rows for people: a table on a terminal, plain aligned columns in a pipe."""
    click.echo(title)
    if sys.stdout.isatty():
        _rich(rows, columns)
        return
    cells = [[_cell(row[column]) for column in columns] for row in rows]
    widths = [max((len(line[i]) for line in cells), default=0) for i in range(len(columns))]
    for line in cells:
        click.echo("  ".join(c.ljust(w) for c, w in zip(line, widths, strict=True)).rstrip())


def _rich(rows: Sequence[Row], columns: Sequence[str]) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table

    shown = Table(box=box.SIMPLE_HEAD)
    for column in columns:
        shown.add_column(column, justify="right" if column == "rate" else "left")
    for row in rows:
        shown.add_row(*(_cell(row[column]) for column in columns))
    Console().print(shown)


def _cell(value: object) -> str:
    return "" if value is None else str(value)
