"""fxconv update [PROVIDER...]: download the bulletins that your store is missing."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from .. import settings
from ..conversion.sources import ORDER
from ..errors import FxconvError
from ..publishing.registry import find, load
from ..store.opening import opened, writable
from ..update.download import Download, Kept
from . import options
from .guard import said
from .options import LOCALE
from .render import count

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date

    from ..dates.spans import Span
    from ..publishing.provider import Provider
    from ..update.download import Outcome

    Advance = Callable[[], object]
    Days = tuple[date | None, date | None, bool]

AT_ONCE = 8


@click.command("update")
@click.argument("names", nargs=-1, metavar="[PROVIDER]...")
@click.option(
    "--since",
    metavar="DAY",
    help="First day (default: fill the gaps of the last year).",
)
@click.option("--until", metavar="DAY", help="Last day (default: the latest published).")
@click.option("--again", is_flag=True, help="Download stored days again, to pick up corrections.")
@LOCALE
def command(
    names: tuple[str, ...], since: str | None, until: str | None, again: bool, locale: str | None
) -> int:
    """Download missing rates (default: from ecb, currency-api and all stored providers).

    \b
      fxconv update
      fxconv update cbr --since 2014-11-17 --until 2014-11-21
    """
    days = options.read_on(since, locale), options.read_on(until, locale), again
    if days[0] and days[1] and days[0] > days[1]:
        raise click.UsageError(f"--since {days[0]} is after --until {days[1]}")
    store = writable(settings.store_path())
    wanted = dict.fromkeys(names or [*ORDER, *filter(find, store.providers())])
    return _all([load(name) for name in wanted], days)


def _all(providers: Sequence[Provider], days: Days) -> int:
    """Update several providers at once; return the highest exit code."""
    from concurrent.futures import ThreadPoolExecutor

    pool = ThreadPoolExecutor(AT_ONCE)
    try:
        with _progress() as bar:
            return max(pool.map(lambda provider: _one(provider, days, bar), providers))
    finally:
        pool.shutdown(wait=False, cancel_futures=True)  # an interrupt does not wait


def _one(provider: Provider, days: Days, bar: Callable[[str, int], Advance]) -> int:
    """Update one provider and print the result; return its exit code."""
    path = settings.store_path()
    try:
        download = Download(provider, writable(path), opened(path))
        spans = download.lacking(*days)
        advance = bar(provider.id, download.requests(spans))
        outcomes = list(_outcomes(download, spans, advance))
    except FxconvError as error:
        return said(error)
    kept = [outcome for outcome in outcomes if isinstance(outcome, Kept)]
    if kept or not outcomes:
        click.echo(f"{provider.id}: {_summary(spans, kept)}")
    failed = {str(outcome): outcome for outcome in outcomes if not isinstance(outcome, Kept)}
    return max(map(said, failed.values()), default=0)


def _outcomes(download: Download, spans: Sequence[Span], advance: Advance) -> Iterator[Outcome]:
    for span in spans:
        for outcome in download.run(span):
            advance()
            yield outcome


def _summary(spans: Sequence[Span], kept: Sequence[Kept]) -> str:
    if not kept:
        return "up to date"
    rates, aside = (sum(numbers) for numbers in zip(*kept, strict=True))
    doubted = f", {aside:,} quarantined (see `fxconv doctor`)" if aside else ""
    return f"{spans[0].first} to {spans[-1].last}, {count(rates, 'rate')}{doubted}"


@contextmanager
def _progress() -> Iterator[Callable[[str, int], Advance]]:
    """Yield a progress-bar factory; its bars do nothing if stderr is not a terminal."""
    if not sys.stderr.isatty():
        yield lambda name, total: lambda: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as progress:

        def start(name: str, total: int) -> Advance:
            task = progress.add_task(name, total=total)
            return lambda: progress.advance(task)

        yield start
