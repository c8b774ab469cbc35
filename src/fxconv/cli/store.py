"""fxconv store: the file of your own rates, over those that fxconv came with."""

from __future__ import annotations

import os
from typing import BinaryIO

import click

from .. import config


@click.group("store")
def command() -> None:
    """Keep rates of your own.

    \b
      fxconv store path
      fxconv store import ecb eurofxref-hist.zip
    """


@command.command()
def path() -> None:
    """Print where your store is: FXCONV_STORE, else the place for your data."""
    click.echo(config.store_path())


@command.command("import")
@click.argument("provider")
@click.argument("file", type=click.File("rb"))
def take(provider: str, file: BinaryIO) -> None:
    """Add the rates of a document that you downloaded from a PROVIDER.

    Its digits are kept as printed, with the document's hash and the time of the import.
    """
    from datetime import UTC, datetime
    from hashlib import sha256

    from ..provider import Answer, read
    from ..providers import load
    from ..quote import Source
    from ..store import Store

    known = load(provider)
    body = file.read()
    name = os.path.basename(file.name)
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    quotes = read(known, Answer(body, known.home))
    os.makedirs(os.path.dirname(config.store_path()) or ".", exist_ok=True)
    source = Source(known.id, known.home, sha256(body).hexdigest(), now, f"imported from {name}")
    days = Store(config.store_path(), "rwc").add(source, quotes)
    click.echo(f"{config.store_path()}: days {days:,}, rates {len(quotes):,}")
