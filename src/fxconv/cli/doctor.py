"""fxconv doctor: which sources are stale or failing, and which rates are quarantined."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from .. import settings
from ..publishing import due
from ..publishing.registry import find
from ..store import quarantine
from ..store.journal import Journal
from ..store.opening import opened
from ..store.store import Store
from .guard import STALE
from .options import FORMAT, together
from .render import Row, table, write

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..store.protocol import BulletinReader

COLUMNS = ("provider", "trouble", "advice")


@click.command("doctor")
@together(FORMAT)
def command(form: str) -> int:
    """Report stale and failing sources; exit with 5 if there are any.

    \b
      fxconv doctor
      fxconv doctor -o json
    """
    reader = opened(settings.store_path())
    rows = list(_stale(reader))
    rows += _damaged(reader) if reader.damaged else _journal()
    if form != "text":
        write(rows, form, COLUMNS)
    elif rows:
        table(rows, COLUMNS, f"problems: {len(rows)}")
    else:
        click.echo("all is well")
    return STALE if rows else 0


def _damaged(reader: BulletinReader) -> Iterator[Row]:
    for error in reader.damaged:
        yield _row("-", f"{error.path}: {error.why}", error.hint)


def _stale(reader: BulletinReader) -> Iterator[Row]:
    now = datetime.now(UTC)
    for name in reader.providers():
        provider, span = find(name), reader.span(name)
        if provider is None:
            yield _row(name, "its package is no longer installed", "install it again")
            continue
        expected = due.last(provider, now)
        if span and expected and provider.until is None and span.last < expected.on:
            trouble = (
                f"the newest stored rates are from {span.last}; those for {expected.on} are out"
            )
            yield _row(name, trouble, f"run `fxconv update {name}`")


def _journal() -> Iterator[Row]:
    """Return the sources that failed last, and the quarantined rates."""
    path = settings.store_path()
    if not os.path.exists(path):
        return
    store = Store(path)
    for name, asked in Journal(store).all():
        if asked.failures:
            times = "once" if asked.failures == 1 else f"{asked.failures} times in a row"
            trouble = f"it failed {times}, last at {asked.at:%Y-%m-%d %H:%MZ}: {asked.why}"
            yield _row(name, trouble, f"the next attempt is due at {asked.due:%Y-%m-%d %H:%MZ}")
    for quote, why in quarantine.doubted(store):
        trouble = f"{quote} on {quote.on} was quarantined: {why}"
        yield _row(
            quote.provider, trouble, f"if it is right, run `fxconv store accept {quote.provider}`"
        )


def _row(provider: str, trouble: str, advice: str) -> Row:
    return {"provider": provider, "trouble": trouble, "advice": advice}
