"""The converter you get if you ask for none."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from . import config
from .converter import Converter

if TYPE_CHECKING:
    from datetime import date, datetime
    from decimal import Decimal
    from typing import Unpack

    from .conversion import Conversion
    from .currency import Currency
    from .fresh import Fresh
    from .money import Money
    from .question import Rules


@cache
def converter() -> Converter:
    """Return the default converter, made once: the user's store over what fxconv came with.

    It asks for bulletins that are due, unless FXCONV_OFFLINE or the settings say otherwise, and has
    the order of providers that the settings name.
    """
    return Converter(providers=config.order() or None, fresh=None if config.offline() else _fresh())


def _fresh() -> Fresh:
    from .fresh import Fresh

    return Fresh(config.store_path(), config.budget())


def convert(
    amount: str | int | Decimal | Money,
    base: str | Currency,
    term: str | Currency | None = None,
    *,
    on: str | date | None = None,
    at: str | datetime | None = None,
    **rules: Unpack[Rules],
) -> Conversion:
    """Return the amount in another currency by the default converter, as Converter.convert does."""
    return converter().convert(amount, base, term, on=on, at=at, **rules)
