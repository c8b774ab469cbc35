"""Conversions that are not one product rounded once: identities, and by the rarer rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import rounding
from .conversion import Conversion
from .errors import StaleRate
from .quote import Rate
from .routes import ONE

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from .question import Asked, Question
    from .shelf import Shelf


def identity(
    given: object, value: Decimal, question: Question, asked: Asked, day: date
) -> Conversion:
    """Return the amount itself, digit for digit unless digits were asked for."""
    places = question.places
    result = (
        value if places is None else rounding.ratio(value, ONE, places, question.terms.rounding)
    )
    return Conversion(given, value, result, question, None, asked, day)


def under_rules(made: Conversion, shelf: Shelf) -> Conversion:
    """Return the conversion as the rarer rules have it; raises StaleRate, NotQuoted."""
    terms = made.question.terms
    if terms.side != "mid" or terms.dated is not None:
        made = made._replace(own=_own(made, shelf))
    made = worked_out(made)
    allowed = terms.max_age
    if allowed is not None and _age(made, allowed) > int(str(allowed).rstrip("b")):
        raise StaleRate(made, allowed)
    return made


def worked_out(made: Conversion) -> Conversion:
    """Return the conversion with the result and the steps that follow from its rate and terms."""
    if made.own is not None:
        result = made.own.apply(made.amount, made.digits, made.question.terms.rounding)
        made = made._replace(result=result)
    if made.question.terms.intermediate_decimals is not None:
        made = _through_euros(made, made.question.terms.intermediate_decimals)
    if made.question.terms.fee or made.question.terms.cash:
        from .steps import taken

        made = made._replace(steps=taken(made))
    return made


def _own(made: Conversion, shelf: Shelf) -> Rate:
    """Return the rate by the side asked for, from the unit in which the amount is dated."""
    terms, rate = made.question.terms, made.rate
    if terms.side != "mid":
        from .sides import dealt

        rate = dealt(rate, terms.side, shelf)
    if terms.dated is not None:
        from . import units

        same = made.base is made.term
        day = made.day if same else units.of_tables(made.base.code, made.day)
        rate = units.between(made.base.code, terms.dated, day).then(rate)
    return rate


def _through_euros(made: Conversion, places: int) -> Conversion:
    """Return the conversion by way of euros rounded to so many places.

    Only between two national units of the euro: Regulation (EC) No 1103/97 article 4(4).
    """
    rate = made.rate
    if rate.path[1:-1] != ("EUR",) or {q.kind for q, _ in rate.legs} != {"irrevocable"}:
        return made
    first, second = (Rate(leg.base, leg.term, (leg,)) for leg in rate.legs)
    mode = made.question.terms.rounding
    euros = first.apply(made.amount, places, mode)
    return made._replace(result=second.apply(euros, made.digits, mode), euros=euros)


def _age(made: Conversion, allowed: int | str) -> int:
    """Return the age in days, or in working days of the provider where they are asked for."""
    return abs((made.working_age if isinstance(allowed, str) else made.age) or 0)
