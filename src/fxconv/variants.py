"""Conversions that are not one product rounded once: identities, and by the rarer rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import rounding
from .conversion import Conversion
from .errors import StaleRate
from .routes import ONE

if TYPE_CHECKING:
    from datetime import date, datetime
    from decimal import Decimal

    from .question import Question, Terms

    Asked = date | datetime | None


def identity(
    given: object, value: Decimal, question: Question, asked: Asked, day: date
) -> Conversion:
    """Return the amount itself, digit for digit unless digits were asked for."""
    places = question.places
    result = (
        value if places is None else rounding.ratio(value, ONE, places, question.terms.rounding)
    )
    return Conversion(given, value, result, question, None, asked, day)


def _through_euros(made: Conversion, places: int) -> Conversion:
    """Return the conversion by way of euros rounded to so many places.

    Only between two national units of the euro: Regulation (EC) No 1103/97 article 4(4).
    """
    rate = made.rate
    if rate.path[1:-1] != ("EUR",) or {q.kind for q, _ in rate.legs} != {"irrevocable"}:
        return made
    table = made.table
    assert table is not None
    routes = [table.pairs.route(leg.base, leg.term) for leg in rate.legs]
    first, second = (route for route in routes if route)
    mode = made.question.terms.rounding
    euros = table.value(first, made.amount, rounding.rounder(places, mode))
    result = table.value(second, euros, rounding.rounder(made.digits, mode))
    return made._replace(result=result, euros=euros)


def under_rules(made: Conversion, rules: Terms) -> Conversion:
    """Return the conversion as the rarer rules have it; raises StaleRate."""
    if rules.intermediate_decimals is not None:
        made = _through_euros(made, rules.intermediate_decimals)
    if rules.max_age is not None and (made.age or 0) > rules.max_age:
        raise StaleRate(made, rules.max_age)
    return made
