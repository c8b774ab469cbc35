"""Conversions that are not one product rounded once: identities, and by the rarer rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..errors import StaleRate
from ..money import rounding
from ..rates.quote import Rate
from ..rates.routes import ONE
from .result import Conversion

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from .request import Asked, Question


def identity(
    given: object, value: Decimal, question: Question, asked: Asked, day: date
) -> Conversion:
    """Return the amount itself, digit for digit unless digits were asked for."""
    places = question.places
    result = (
        value if places is None else rounding.ratio(value, ONE, places, question.terms.rounding)
    )
    return Conversion(given, value, result, question, None, asked, day)


def of_side(
    given: object, value: Decimal, question: Question, asked: Asked, day: date
) -> Conversion | None:
    """Return the conversion by the first who prints the side asked for, None where nobody has any.

    Raises NotQuoted where the side alone lacks.
    """
    from ..rules import bid_ask

    pair, terms = (question.base.code, question.term.code), question.terms
    tables = [tables.at(asked, day, terms.policy) for tables in question.knowing]
    for table in tables:
        if found := bid_ask.rate(table, *pair, terms.side):
            return Conversion(given, value, value, question, table, asked, day, own=found)
    if any(table.pairs.route(*pair) for table in tables):
        raise bid_ask.missing(question, day)
    return None


def under_rules(made: Conversion) -> Conversion:
    """Return the conversion as the rarer rules have it; raises StaleRate, InvalidOption."""
    terms = made.question.terms
    if terms.dated is not None:
        made = made._replace(own=_from_unit(made, terms.dated))
    made = worked_out(made)
    allowed = terms.max_age
    if allowed is not None and _age(made, allowed) > int(str(allowed).rstrip("b")):
        raise StaleRate(made, allowed)
    return made


def worked_out(made: Conversion) -> Conversion:
    """Return the conversion with the result and the steps that follow from its rate and terms."""
    if made.own is not None and made.own.legs:
        result = made.own.apply(made.amount, made.digits, made.question.terms.rounding)
        made = made._replace(result=result)
    if made.question.terms.intermediate_decimals is not None:
        made = _through_euros(made, made.question.terms.intermediate_decimals)
    if made.question.terms.fee or made.question.terms.cash:
        from ..rules.settlement import taken

        made = made._replace(steps=taken(made))
    return made


def _from_unit(made: Conversion, dated: date) -> Rate:
    """Return the rate from the unit that the base had on another day."""
    from ..rules import redenominations

    code, same = made.base.code, made.base is made.term
    day = made.day if same else redenominations.of_tables(code, made.day)
    return redenominations.between(code, dated, day).then(made.rate)


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
    age = (made.working_age if isinstance(allowed, str) else made.age) or 0
    return -age if made.looks_ahead else age
