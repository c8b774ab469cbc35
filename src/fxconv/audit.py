"""The audit record: everything that an amount was made of, in plain types for JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .version import VERSION

if TYPE_CHECKING:
    from datetime import date

    from .conversion import Conversion
    from .money import Money
    from .quote import Leg, Rate


def record(made: Conversion) -> dict[str, Any]:
    """Return the record of a conversion: numbers as text, days as ISO 8601."""
    return {
        "fxconv": VERSION,
        "request": _request(made),
        "source": _money(made.source),
        "target": _money(made.target),
        "provider": made.provider,
        "rate": _rate(made.rate),
        "in_force": _text(made.in_force),
        "age_days": made.age,
        "legs": [_leg(leg) for leg in made.legs],
        "formula": made.formula,
        "exact": f"{made.exact.numerator}/{made.exact.denominator}",
        "unrounded": f"{made.unrounded:f}",
        "rounding": _steps(made),
        "precision_bound": f"{made.precision_bound:f}",
        "flags": list(made.flags),
    }


def _request(made: Conversion) -> dict[str, Any]:
    return {
        "amount": str(made.given),
        "from": made.base.code,
        "to": made.term.code,
        "on": None if made.known_at else _text(made.asked),
        "at": _text(made.known_at),
        "day": made.day.isoformat(),
        **made.question.terms._asdict(),
    }


def _money(money: Money) -> dict[str, str]:
    return {"amount": f"{money.amount:f}", "currency": money.currency.code}


def _rate(rate: Rate) -> dict[str, str]:
    return {
        "text": str(rate),
        "decimal": f"{rate.decimal:f}",
        "numerator": str(rate.numerator),
        "denominator": str(rate.denominator),
    }


def _leg(leg: Leg) -> dict[str, Any]:
    quote = leg.quote
    return {
        "quote": str(quote),
        "inverted": leg.inverted,
        **quote._asdict(),
        "on": quote.on.isoformat(),
        "market_on": _text(quote.market_on),
        "until": _text(quote.until),
        "sides": list(quote.sides),
        "source": quote.source._asdict() if quote.source else None,
    }


def _steps(made: Conversion) -> list[dict[str, Any]]:
    """Return each rounding that was made, in order."""
    terms = made.question.terms
    steps: list[dict[str, Any]] = []
    if made.euros is not None:
        euros = {"digits": terms.intermediate_decimals, "euros": f"{made.euros:f}"}
        steps.append({"mode": terms.rounding, **euros})
    if made.digits is not None:
        steps.append({"mode": terms.rounding, "digits": made.digits})
    return steps


def _text(day: date | None) -> str | None:
    return day.isoformat() if day else None
