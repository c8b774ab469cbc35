"""fxconv update [PROVIDER...]: the bulletins that your store lacks."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import click

from ..bulletin import Span
from ..converter import ORDER
from ..errors import FetchFailed, InvalidDocument
from ..providers import load
from . import options
from .guard import said
from .options import LOCALE

if TYPE_CHECKING:
    from ..provider import Provider


@click.command("update")
@click.argument("names", nargs=-1, metavar="[PROVIDER]...")
@click.option("--since", metavar="DAY", help="The first day, else the one after the last known.")
@click.option("--until", metavar="DAY", help="The last day, else today.")
@LOCALE
def command(
    names: tuple[str, ...], since: str | None, until: str | None, locale: str | None
) -> int:
    """Download what your store lacks of each PROVIDER, by default of those that are asked first.

    \b
      fxconv update
      fxconv update cbr --since 2014-11-17 --until 2014-11-21
    """
    first, last = options.read_on(since, locale), options.read_on(until, locale)
    return max((_update(load(name), first, last) for name in names or ORDER), default=0)


def _update(provider: Provider, first: date | None, last: date | None) -> int:
    """Download a provider's bulletins; return the exit code of what failed, or 0."""
    from ..download import download

    span = _lacking(provider, first, last)
    if span is None or not any(True for _ in provider.plan(span)):
        click.echo(f"{provider.id}: up to date")
        return 0
    code = rates = 0
    for outcome in download(provider, span):
        if isinstance(outcome, FetchFailed | InvalidDocument):
            code = said(outcome)
        else:
            rates += outcome
    click.echo(f"{provider.id}: {span.first} to {span.last}, rates {rates:,}")
    return code


def _lacking(provider: Provider, first: date | None, last: date | None) -> Span | None:
    """Return the days to ask for: those after the last known one, unless others are named."""
    from ..default import converter

    known = converter().store.span(provider.id)
    begin = first or (known.last + timedelta(1) if known else provider.since)
    ahead = timedelta(provider.published[-1].before)
    end = min(last or date.today() + ahead, provider.until or date.max)
    return Span(max(begin, provider.since), end) if begin <= end else None
