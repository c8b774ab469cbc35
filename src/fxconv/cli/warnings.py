"""Warnings on stderr: what a reader should know before using an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ..data.facts import mentions
from ..default import converter

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..conversion.result import Conversion


def warn(made: Sequence[Conversion], *, quiet: bool) -> None:
    """Print on stderr what a reader should know before using the answer."""
    known = converter()
    for error in known.store.damaged:
        click.echo(f"fxconv: {error}", err=True)
    if known.fresh and known.fresh.failed:
        failed = ", ".join(f"{name} ({why})" for name, why in known.fresh.failed.items())
        click.echo(f"fxconv: could not download newer rates: {failed}", err=True)
    for conversion in made:
        if conversion.stale and not quiet:
            click.echo(
                f"fxconv: the newest stored {conversion.base}/{conversion.term} rate is"
                f" {conversion.age} days old; {conversion.provider} normally publishes a new one"
                f" within {conversion.normal_age} days",
                err=True,
            )
        elif (conversion.on or conversion.known_at) and conversion.age:
            _warn_of_gap(conversion)
        _warn_of_currencies(conversion)


def _warn_of_currencies(conversion: Conversion) -> None:
    """Warn that a currency has another rate on the street, or had another unit on the day."""
    for currency in dict.fromkeys((conversion.base, conversion.term)):
        code = currency.code
        if not mentions("dual.tsv", f"\n{code}\t") and not mentions("fixed.tsv", f"{code}/{code}"):
            continue
        from ..rules.parallel_rates import on
        from ..rules.redenominations import later

        dual = on(currency.code, conversion.day) if conversion.in_force else None
        if dual:
            click.echo(f"fxconv: {currency} has several rates: {dual.what}", err=True)
        change = later(currency.code, conversion.day)
        if change:
            unit = f"{currency} on {conversion.day} is the old unit"
            became = f"{change.price} old {currency} became 1 new {currency}"
            click.echo(f"fxconv: {unit}; on {change.on}, {became}", err=True)


def _warn_of_gap(conversion: Conversion) -> None:
    """Warn that bulletins nearer to the day may exist that were not downloaded."""
    from datetime import UTC, datetime

    from ..conversion.unknown_days import unknown

    lacking = unknown(conversion, datetime.now(UTC))
    if lacking:
        name, (first, last) = conversion.provider, lacking
        days = f"of {first}" if first == last else f"from {first} to {last}"
        click.echo(
            f"fxconv: {name}'s rates {days} have not been downloaded;"
            f" run `fxconv update {name} --since {first} --until {last}`",
            err=True,
        )
