"""Conversions that take more than one rounded product: dated units, euros, fees, cash."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..errors import NotQuoted, StaleRate
from ..money.money import Money
from ..rates.rate import Rate
from .result import made

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date
    from decimal import Decimal

    from ..rules.settlement import Step
    from ..rules.when import When
    from .dated import Dated
    from .request import Request
    from .result import Conversion


def found(tables: Sequence[Dated], request: Request, day: date) -> tuple[Dated, Rate] | None:
    """Return the first table that has the pair, by the side asked for, and its rate.

    Raises NotQuoted if only that side is missing.
    """
    side = request.options.side
    if side == "mid":
        return _first(tables, lambda table: table.rate(*request.codes))
    from ..rules import bid_ask

    dealt = _first(tables, lambda table: bid_ask.rate(table, table.printed(), request.codes, side))
    if dealt is None and _first(tables, lambda table: table.rate(*request.codes)):
        raise _no_side(tables, request, day)
    return dealt


def _first(
    tables: Sequence[Dated], rate_of: Callable[[Dated], Rate | None]
) -> tuple[Dated, Rate] | None:
    rates = ((table, rate_of(table)) for table in tables)
    return next(((table, rate) for table, rate in rates if rate), None)


def _no_side(tables: Sequence[Dated], request: Request, day: date) -> NotQuoted:
    side, asked = request.options.side, [table.provider.id for table in tables]
    wanted = {"dealt": "both a bid and an ask", "ask": "an ask"}.get(side, "a bid")
    why = f"{_none_of(asked)} {wanted} for it"
    return NotQuoted(*request.codes, day, request.options.provider, why, "drop --side")


def _none_of(names: Sequence[str]) -> str:
    if len(names) == 1:
        return f"{names[0]} does not publish"
    if len(names) == 2:
        return f"neither {names[0]} nor {names[1]} publishes"
    return f"none of {', '.join(names)} publishes"


def convert(
    given: object,
    value: Decimal,
    request: Request,
    table: Dated | None,
    when: When,
    day: date,
    rate: Rate,
) -> Conversion:
    """Convert at a rate, with all rules that were asked for, in their order.

    Raises InvalidOption, StaleRate.
    """
    options = request.options
    if options.dated is not None:
        rate = _from_unit(request, rate, options.dated, day)
    conversion = worked_out(given, value, request, table, when, day, rate)
    if options.max_age is not None:
        _check_age(conversion, options.max_age)
    return conversion


def worked_out(
    given: object,
    value: Decimal,
    request: Request,
    table: Dated | None,
    when: When,
    day: date,
    rate: Rate,
) -> Conversion:
    """Apply the rules for rounding, fees and cash to an amount at a rate."""
    euros, result = _rounded(value, rate, request)
    steps = _steps(result, request, day)
    known = {"_table": table, "rate": rate, "euros": euros, "steps": steps}
    return made(given, value, result, request, when, day, known)


def _from_unit(request: Request, rate: Rate, dated: date, day: date) -> Rate:
    """Return the rate from the unit that the base currency had on another day."""
    from ..rules import redenominations

    code = request.base.code
    until = day if request.same else redenominations.of_tables(code, day)
    return redenominations.between(code, dated, until).then(rate)


def _rounded(value: Decimal, rate: Rate, request: Request) -> tuple[Decimal | None, Decimal]:
    """Return the intermediate euro amount, if it is rounded, and the result.

    It is rounded only between two national units of the euro: Regulation (EC) No 1103/97 article
    4(4).
    """
    options, places = request.options, request.places
    if not rate.legs and places is None:
        return None, value
    if options.intermediate_decimals is None or not _between_national_units(rate):
        return None, rate.apply(value, places, options.rounding)
    first, second = (Rate(leg.base, leg.term, (leg,)) for leg in rate.legs)
    euros = first.apply(value, options.intermediate_decimals, options.rounding)
    return euros, second.apply(euros, places, options.rounding)


def _between_national_units(rate: Rate) -> bool:
    kinds = {leg.quote.kind for leg in rate.legs}
    return rate.path[1:-1] == ("EUR",) and kinds == {"irrevocable"}


def _steps(result: Decimal, request: Request, day: date) -> tuple[Step, ...]:
    options = request.options
    if not options.fee and options.cash is None:
        return ()
    from ..rules.settlement import steps

    return steps(Money(result, request.term), request.base, day, options)


def _check_age(made: Conversion, allowed: int | str) -> None:
    """Raise StaleRate if the rate is older than allowed, in days or, as `3b`, in working days."""
    age = (made.working_age if isinstance(allowed, str) else made.age) or 0
    if (-age if made.looks_ahead else age) > int(str(allowed).rstrip("b")):
        raise StaleRate(made, allowed)
