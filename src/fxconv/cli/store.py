"""fxconv store: the file with your own and downloaded rates."""

from __future__ import annotations

import os
from typing import BinaryIO

import click

from .. import settings
from ..errors import StoreError
from ..publishing.registry import load
from ..store.opening import writable
from ..store.store import Store
from .commands import Group
from .render import count, write

COLUMNS = ("provider", "side", "day", "kind", "pair", "price", "url", "sha256", "retrieved")


@click.group("store", cls=Group)
def command() -> None:
    """Manage your own and downloaded rates.

    \b
      fxconv store path
      fxconv store info
      fxconv store import ecb eurofxref-hist.zip
      fxconv store export ecb > rates.csv
    """


def _existing() -> Store:
    """Open your store for reading; raises StoreError if it does not exist yet."""
    if not os.path.exists(settings.store_path()):
        raise StoreError(settings.store_path(), "there is no store yet", "run `fxconv update`")
    return Store(settings.store_path())


@command.command()
def path() -> None:
    """Print where your store is: FXCONV_STORE, or your folder for data."""
    click.echo(settings.store_path())


@command.command()
def info() -> None:
    """Print the size of your store, and the days and documents of each provider."""
    store = _existing()
    click.echo(f"{store.path}: {os.path.getsize(store.path):,} bytes")
    for name in store.providers():
        span, documents = store.span(name), len(store.sources(name))
        assert span is not None
        days = sum(1 for _ in store.between(name, *span))
        held = f"{count(days, 'day')}, {count(documents, 'document')}"
        click.echo(f"{name}: {span.first} to {span.last}, {held}")


@command.command()
def verify() -> None:
    """Check the file and every rate in it; exit with 4 if anything is wrong."""
    click.echo(f"{settings.store_path()}: {count(_existing().verify(), 'rate')}, all sound")


@command.command()
@click.argument("names", nargs=-1, metavar="[PROVIDER]...")
@click.option(
    "-o",
    "--format",
    "form",
    type=click.Choice(["csv", "jsonl"]),
    default="csv",
    show_default=True,
    help="Output format.",
)
def export(names: tuple[str, ...], form: str) -> None:
    """Print all rates as they were published, each with its source document."""
    store, names = _existing(), tuple(load(name).id for name in names)
    rows = (row for name in names or store.providers() for row in store.export(name))
    write((dict(zip(COLUMNS, row, strict=True)) for row in rows), form, COLUMNS)


@command.command()
def vacuum() -> None:
    """Shrink the file."""
    store = writable(_existing().path)
    before = os.path.getsize(store.path)
    store.vacuum()
    click.echo(f"{store.path}: shrunk from {before:,} to {os.path.getsize(store.path):,} bytes")


@command.command()
@click.argument("provider")
def accept(provider: str) -> None:
    """Accept the quarantined rates of a PROVIDER.

    Rates are quarantined when they look wrong; `fxconv doctor` lists them.
    """
    from ..store import quarantine

    store, known = writable(_existing().path), load(provider)
    quotes = [quote for quote, _ in quarantine.doubted(store, known.id)]
    quarantine.accept(store, quotes)
    click.echo(f"{known.id}: accepted {count(len(quotes), 'rate')}")


@command.command("import")
@click.argument("provider")
@click.argument("file", type=click.File("rb"))
def take(provider: str, file: BinaryIO) -> None:
    """Add the rates from a PROVIDER's document that you downloaded yourself.

    The digits are kept as printed, with the hash of the document and the time of the import.
    """
    from datetime import UTC, datetime
    from hashlib import sha256

    from ..publishing.provider import Answer, read
    from ..rates.quote import Source

    known = load(provider)
    body = file.read()
    name = os.path.basename(file.name)
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    quotes = read(known, Answer(body, known.home))
    source = Source(known.id, known.home, sha256(body).hexdigest(), now, f"imported from {name}")
    days = writable(settings.store_path()).add(source, quotes)
    click.echo(f"{settings.store_path()}: {count(len(quotes), 'rate')}, {count(days, 'day')}")
