"""The audit record: everything that an amount was made of, in plain types for JSON.

The guide to audit records explains each field.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from ..publishing.hours import market_day, public, published
from ..rates.quote import FIXED_KINDS
from ..version import VERSION
from . import flags

if TYPE_CHECKING:
    from datetime import date

    from ..money.money import Money
    from ..publishing.provider import Provider
    from ..rates.quote import Leg, Quote
    from ..rates.rate import Rate
    from .dated import Dated
    from .working import Working


def record(made: Working) -> dict[str, Any]:
    """Return the record of a conversion: numbers as text, days as ISO 8601."""
    return {
        "fxconv": VERSION,
        "request": _request(made),
        "rule": _rule(made),
        "provider": made.provider,
        "in_force": _text(made.in_force),
        "age_days": made.age,
        "age_working_days": made.working_age,
        "never_asked_for": _never_asked_for(made),
        **computed(made),
        "flags": list(flags.of(made)),
        "legs": [_leg(leg, made) for leg in made.legs],
        "terms": made._table.provider.terms if made._table and made.in_force else "",
    }


def computed(made: Working) -> dict[str, Any]:
    """Return the fields that depend only on the amount, the quotes and the rules."""
    return {
        "source": _money(made.source),
        "target": _money(made.target),
        "rate": _rate(made.rate),
        "formula": made.formula,
        "exact": f"{made.exact.numerator}/{made.exact.denominator}",
        "unrounded": f"{made.unrounded:f}",
        "rounding": _roundings(made),
        "steps": [s._asdict() | {"change": _money(s.change)} for s in made.steps],
        "pays": _money(made.pays),
        "gets": _money(made.gets),
        "precision_bound": f"{made.precision_bound:f}",
    }


def _request(made: Working) -> dict[str, Any]:
    options = made.options
    return {
        "typed": None,
        "amount": str(made.given),
        "from": made.base.code,
        "to": made.term.code,
        "on": _text(made.on),
        "at": _text(made.known_at),
        "day": made.day.isoformat(),
        **options._asdict(),
        "fee": list(options.fee),
        "dated": _text(options.dated),
    }


def _rule(made: Working) -> dict[str, Any] | None:
    """Return the rule of law that chose the day."""
    if made.options.rule is None:
        return None
    from ..rules.statutes import find

    rule = find(made.options.rule)
    span = rule.holds(made.on) if rule.holds and made.on else None
    holds = span and [day.isoformat() for day in span]
    return {"id": rule.id, "law": rule.law, "url": rule.url, "holds": holds}


def _money(money: Money) -> dict[str, str]:
    return {"amount": f"{money.amount:f}", "currency": money.currency.code}


def _rate(rate: Rate) -> dict[str, str]:
    return {
        "text": str(rate),
        "decimal": f"{rate.decimal:f}",
        "numerator": str(rate.numerator),
        "denominator": str(rate.denominator),
    }


def _roundings(made: Working) -> list[dict[str, Any]]:
    """Return each rounding in the conversion itself, in order."""
    options = made.options
    steps: list[dict[str, Any]] = []
    if made.euros is not None:
        euros = {"digits": options.intermediate_decimals, "euros": f"{made.euros:f}"}
        steps.append({"mode": options.rounding, **euros})
    if made.digits is not None:
        steps.append({"mode": options.rounding, "digits": made.digits})
    return steps


def _leg(leg: Leg, made: Working) -> dict[str, Any]:
    quote = leg.quote
    return {
        "quote": str(quote),
        "inverted": leg.inverted,
        **quote._asdict(),
        "on": quote.on.isoformat(),
        "market_on": _text(quote.market_on),
        "until": _text(quote.until),
        "sides": list(quote.sides),
        **_dates(quote, made),
        "source": quote.source._asdict() if quote.source else None,
    }


def _dates(quote: Quote, made: Working) -> dict[str, Any]:
    """Return the market day, the time of publication and the days in force of a quote.

    The time comes from the provider's schedule for that day; the quote counts as public a margin
    later. The last day in force is None while no later bulletin is known.
    """
    if made._table is None or quote.kind in FIXED_KINDS:
        until = _text(quote.until)
        return {"in_force": {"from": quote.on.isoformat(), "to": until, "by": quote.kind}}
    provider = made._table.provider
    by = provider.name if provider.dates == "in force" else "the next bulletin"
    last = _last_day(quote, made._table, made.known_at)
    return {
        "market_on": market_day(provider, quote).isoformat(),
        "in_force": {"from": quote.on.isoformat(), "to": _text(last), "by": by},
        "published": _published(provider, quote.on),
        "series": provider.series(quote),
        "vintage": made._table.reader.vintage(quote),
    }


def _published(provider: Provider, on: date) -> dict[str, str]:
    at, by = published(provider, on), public(provider, on)
    return {"at": at.isoformat(), "public_by": by.isoformat(), "basis": "schedule"}


def _last_day(quote: Quote, table: Dated, at: datetime | None) -> date | None:
    """Return the day before the next bulletin, if that bulletin was known at the instant."""
    provider = table.provider
    days = quote.on + timedelta(1), quote.on + timedelta(provider.gap)
    pair = {quote.base, quote.term}
    for after in table.reader.between(provider.id, *days):
        if at is not None and public(provider, after.on) > at:
            return None
        if not provider.apart or any({p[:3], p[4:7]} == pair for p in after.pairs):
            return after.on - timedelta(1)
    return None


def _never_asked_for(made: Working) -> list[str] | None:
    """Return the first and last day whose bulletins may exist but were never downloaded."""
    if made._table is None:
        return None
    from .unknown_days import unknown

    span = unknown(made, datetime.now(UTC))
    return span and [day.isoformat() for day in span]


def _text(day: date | None) -> str | None:
    return day.isoformat() if day else None
