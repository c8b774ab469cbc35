"""fxconv providers [ID]: the sources, their stored rates, and when each publishes next."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from .. import settings
from ..default import converter
from ..publishing import due
from ..publishing.registry import ids, load
from .options import FORMAT, together
from .render import Row, table, write

if TYPE_CHECKING:
    from ..dates.spans import Span
    from ..publishing.provider import Provider
    from ..store.protocol import BulletinReader

COLUMNS = ("id", "kind", "first", "last", "days", "due", "home")


@click.command("providers")
@click.argument("name", metavar="[ID]", required=False)
@together(FORMAT)
def command(name: str | None, form: str) -> None:
    """List all sources and when each publishes next, or show one in detail.

    \b
      fxconv providers
      fxconv providers ecb
    """
    known, now = converter().store, datetime.now(UTC)
    rows = [_row(load(i), known, now) for i in ([name] if name else ids())]
    if form != "text":
        write(rows, form, COLUMNS)
    elif name:
        _whole(rows[0])
    else:
        table(rows, COLUMNS, f"providers: {len(rows)}")


def _row(provider: Provider, known: BulletinReader, now: datetime) -> Row:
    span = known.span(provider.id)
    sources = known.sources(provider.id)
    following = due.following(provider, now) if provider.id != "fixed" else None
    return {
        "id": provider.id,
        "name": provider.name,
        "country": provider.country,
        "kind": provider.kind,
        "pivot": provider.pivot,
        "dates": provider.dates,
        "gap_days": provider.gap,
        "first": (span.first if span else provider.since).isoformat(),
        "last": span.last.isoformat() if span else None,
        "days": _count(known, provider.id, span) if span else None,
        "retrieved": max((s.retrieved[:10] for s in sources), default=None),
        "due": f"{following:%Y-%m-%d %H:%MZ}" if following else None,
        "key": provider.key and settings.key_variable(provider.id),
        "home": provider.home,
        "terms": provider.terms,
        "sources": [source._asdict() for source in sources],
    }


def _count(known: BulletinReader, provider: str, span: Span) -> int:
    return sum(1 for _ in known.between(provider, span.first, span.last))


def _whole(row: Row) -> None:
    for label, value in row.items():
        if label != "sources":
            click.echo(f"{label:<9} {'-' if value is None else value}")
    for source in row["sources"]:
        click.echo(f"source    {source['url']}")
        click.echo(f"          sha256 {source['sha256']}")
        click.echo(f"          retrieved {source['retrieved']}, {source['note']}".rstrip(", "))
