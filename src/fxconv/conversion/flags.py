"""What a careful reader of a conversion should know, one word each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..rates.quote import FIXED_KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .working import Working

PLAIN = FIXED_KINDS | {"market", "user"}
"""Kinds of quote that are also flags."""


def of(made: Working) -> tuple[str, ...]:
    """Return the flags of a conversion, in alphabetical order."""
    return tuple(sorted({*_of_quotes(made), *_of_days(made), *_of_currencies(made)}))


def _of_quotes(made: Working) -> Iterator[str]:
    quotes = [leg.quote for leg in made.legs]
    yield from {quote.kind for quote in quotes} & PLAIN
    yield from {quote.side for quote in quotes} - {"mid"}
    if any(quote.sides for quote in quotes):
        yield "derived-mid"
    if not quotes:
        yield "identity"
    if made.digits is None:
        yield "not-rounded"


def _of_days(made: Working) -> Iterator[str]:
    if made.stale:
        yield "stale"
    if made.looks_ahead:
        yield "look-ahead"
    if asynchronous(made):
        yield "asynchronous"


def asynchronous(made: Working) -> bool:
    """Return whether two prices in one rate come from different days or moments.

    A table with minor currencies that are crossed from other banks' fixings, such as the Bank of
    Russia's, holds prices from several moments.
    """
    moving = made.rate.moving
    days = {(quote.on, quote.market_on, quote.provider) for quote in moving}
    mixed = made._table is not None and not made._table.provider.snapshot
    return len(days) > 1 or (mixed and len(moving) > 1)


def _of_currencies(made: Working) -> Iterator[str]:
    from ..rules.parallel_rates import on
    from ..rules.redenominations import later

    for currency in (made.base, made.term):
        if on(currency.code, made.day) and made.in_force:
            yield "dual-rate"
        if later(currency.code, made.day):
            yield "earlier-unit"
