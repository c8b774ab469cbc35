"""fxconv history BASE TERM: the rates of a pair, bulletin by bulletin."""

from __future__ import annotations

import click

from ..default import converter
from ..rates.rate import Rate, shown
from . import options
from .options import FORMAT, LOCALE, PROVIDER, together
from .render import Row, table, write

COLUMNS = ("on", "rate", "provider")


@click.command("history")
@click.argument("base")
@click.argument("term")
@click.option("--from", "since", metavar="DAY", required=True, help="First day.")
@click.option("--to", "until", metavar="DAY", help="Last day (default: today).")
@together(PROVIDER, FORMAT, LOCALE)
def command(
    base: str,
    term: str,
    since: str,
    until: str | None,
    provider: str | None,
    form: str,
    locale: str | None,
) -> None:
    """Show the rates of a pair between two days.

    \b
      fxconv history USD RUB --from 2014-11-17 --to 2014-11-21
      fxconv history EUR USD --from 1999-01-04 --format csv
    """
    first = options.read_on(since, locale)
    assert first is not None
    last = options.read_on(until, locale) or converter().today()
    if first > last:
        raise click.UsageError(f"--from {first} is after --to {last}")
    source, target = (options.read_currency(text, locale) for text in (base, term))
    rates = converter().history(source, target, first, last, provider=provider)
    if form == "text":
        title = f"1 {source} in {target}, bulletins: {len(rates)}"
        table([_row(rate, exact=False) for rate in rates], COLUMNS, title)
    else:
        write([_row(rate, exact=True) for rate in rates], form, COLUMNS)


def _row(rate: Rate, *, exact: bool) -> Row:
    return {
        "on": rate.on.isoformat() if rate.on else None,
        "rate": f"{rate.decimal:f}" if exact else shown(rate.decimal),
        "provider": " ".join({leg.quote.provider: None for leg in rate.legs}),
    }
