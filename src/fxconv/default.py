"""The default converter, for callers that do not make their own."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from . import settings
from .conversion.converter import Converter

if TYPE_CHECKING:
    from datetime import date, datetime
    from decimal import Decimal
    from typing import Unpack

    from .conversion.result import Conversion
    from .money.currency import Currency
    from .money.money import Money
    from .rules.options import Rules
    from .update.refresh import Fresh


@cache
def converter() -> Converter:
    """Return the default converter, made once: the user's store over the included rates.

    It downloads bulletins that are due, unless FXCONV_OFFLINE or the settings forbid it, and asks
    providers in the order of the settings.
    """
    return Converter(
        providers=settings.order() or None, fresh=None if settings.offline() else _fresh()
    )


def _fresh() -> Fresh:
    from .update.refresh import Fresh

    return Fresh(settings.store_path(), settings.budget())


def convert(
    amount: str | int | Decimal | Money,
    base: str | Currency,
    term: str | Currency | None = None,
    *,
    on: str | date | None = None,
    at: str | datetime | None = None,
    **rules: Unpack[Rules],
) -> Conversion:
    """Convert an amount with the default converter; like `Converter.convert`."""
    return converter().convert(amount, base, term, on=on, at=at, **rules)
