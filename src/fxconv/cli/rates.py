"""fxconv rates BASE: every rate of one bulletin."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ..default import converter
from ..rates.rate import Rate, shown
from . import options
from .options import AT, FORMAT, LOCALE, OFFLINE, ON, PROVIDER, together
from .render import Row, table, write

if TYPE_CHECKING:
    from collections.abc import Sequence

COLUMNS = ("currency", "rate", "on", "provider", "flags")


@click.command("rates")
@click.argument("base")
@together(ON, AT, PROVIDER, OFFLINE, FORMAT, LOCALE)
def command(
    base: str, on: str | None, at: str | None, provider: str | None, form: str, locale: str | None
) -> None:
    """Show what one BASE is worth in every currency of one bulletin.

    \b
      fxconv rates EUR
      fxconv rates USD --on 2014-11-20 --from-provider ecb --format csv
    """
    currency = options.read_currency(base, locale)
    rates = converter().rates(
        currency,
        on=options.read_on(on, locale),
        at=options.read_at(at, locale),
        provider=provider,
    )
    if form == "text":
        title = f"1 {currency}, {_grounds(rates)}"
        table([_row(rate, exact=False) for rate in rates], COLUMNS[:2], title)
    else:
        write([_row(rate, exact=True) for rate in rates], form, COLUMNS)


def _grounds(rates: Sequence[Rate]) -> str:
    """Return the source of the rates and their day."""
    quotes = [leg.quote for rate in rates for leg in rate.legs if leg.quote.on == rate.on]
    return f"{quotes[0].provider} {quotes[0].kind} rates of {quotes[0].on}"


def _row(rate: Rate, *, exact: bool) -> Row:
    providers = {leg.quote.provider: None for leg in rate.legs}
    return {
        "currency": rate.term,
        "rate": f"{rate.decimal:f}" if exact else shown(rate.decimal),
        "on": rate.on.isoformat() if rate.on else None,
        "provider": " ".join(providers),
        "flags": " ".join(sorted({leg.quote.kind for leg in rate.legs})),
    }
