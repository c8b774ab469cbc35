"""fxconv store: the file of your own rates, over those that fxconv came with."""

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
from .render import write

COLUMNS = ("provider", "side", "day", "kind", "pair", "price", "url", "sha256", "retrieved")


@click.group("store", cls=Group)
def command() -> None:
    """Keep rates of your own.

    \b
      fxconv store path
      fxconv store info
      fxconv store import ecb eurofxref-hist.zip
      fxconv store export ecb > rates.csv
    """


def _existing() -> Store:
    """Return your store to read; raises StoreError where there is none yet."""
    if not os.path.exists(settings.store_path()):
        raise StoreError(settings.store_path(), "there is no store yet", "fxconv update makes one")
    return Store(settings.store_path())


@command.command()
def path() -> None:
    """Print where your store is: FXCONV_STORE, else the place for your data."""
    click.echo(settings.store_path())


@command.command()
def info() -> None:
    """Print what is in your store: the size, and the days and documents of each provider."""
    store = _existing()
    click.echo(f"{store.path}: {os.path.getsize(store.path):,} bytes")
    for name in store.providers():
        span, documents = store.span(name), len(store.sources(name))
        assert span is not None
        days = sum(1 for _ in store.between(name, *span))
        click.echo(f"{name}: {span.first} to {span.last}, days {days:,}, documents {documents:,}")


@command.command()
def verify() -> None:
    """Check the file and every price in it; exit with 4 if anything is wrong."""
    click.echo(f"{settings.store_path()}: rates {_existing().verify():,}, all sound")


@command.command()
@click.argument("names", nargs=-1, metavar="[PROVIDER]...")
@click.option("-o", "--format", "form", type=click.Choice(["csv", "jsonl"]), default="csv")
def export(names: tuple[str, ...], form: str) -> None:
    """Print all rates as they were printed, each with the document that it came from."""
    store, names = _existing(), tuple(load(name).id for name in names)
    rows = (row for name in names or store.providers() for row in store.export(name))
    write((dict(zip(COLUMNS, row, strict=True)) for row in rows), form, COLUMNS)


@command.command()
def vacuum() -> None:
    """Give back the room that is not needed any more."""
    store = writable(_existing().path)
    before = os.path.getsize(store.path)
    store.vacuum()
    click.echo(f"{store.path}: {before:,} bytes before, {os.path.getsize(store.path):,} now")


@command.command()
@click.argument("provider")
def accept(provider: str) -> None:
    """Take in the rates of a PROVIDER that were put aside because they looked wrong."""
    from ..store import quarantine

    store, known = writable(_existing().path), load(provider)
    quotes = [quote for quote, _ in quarantine.doubted(store, known.id)]
    quarantine.accept(store, quotes)
    click.echo(f"{known.id}: rates accepted {len(quotes):,}")


@command.command("import")
@click.argument("provider")
@click.argument("file", type=click.File("rb"))
def take(provider: str, file: BinaryIO) -> None:
    """Add the rates of a document that you downloaded from a PROVIDER.

    Its digits are kept as printed, with the document's hash and the time of the import.
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
    click.echo(f"{settings.store_path()}: days {days:,}, rates {len(quotes):,}")
