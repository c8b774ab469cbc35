"""Verify an audit record: compute it again from its own quotes, and look these up in a store."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from ..errors import FxconvError, InvalidRecord
from ..money.currency import Currency
from ..money.parsing import as_amount, plain
from ..rates.bulletin import check
from ..rates.quote import Leg, Quote, Source
from ..rates.rate import Rate
from ..rules.options import checked as options_of
from .by_rules import worked_out
from .record import computed
from .request import Request

if TYPE_CHECKING:
    from ..store.protocol import BulletinReader
    from .result import Conversion

    Record = dict[str, Any]

SPOKEN = ("amount", "from", "to", "on", "at", "day", "typed")
"""The fields of a request that are not rules."""

GARBLED = (
    FxconvError, KeyError, TypeError, ValueError, AttributeError, ArithmeticError, IndexError,
    RecursionError,
)  # fmt: skip
"""The errors that reading something other than a record can raise."""


def checked(record: Record, reader: BulletinReader) -> list[str]:
    """Return what was verified, a line each; raises InvalidRecord if the record is wrong.

    Everything that follows from the quotes and the rules must match byte for byte. For each quote,
    a line says whether the store has it from the same document; a quote that is not in the store is
    not an error.
    """
    try:
        made = _conversion(record)
        _compared(record, made)
        follows = f"{made.answer()} follows from these quotes and rules, byte for byte"
        return [follows, *(f"{quote} {_found(quote, reader)}" for quote in made.rate.moving)]
    except InvalidRecord:
        raise
    except GARBLED as error:
        raise InvalidRecord(f"the record is incomplete or damaged: {error}") from error


def _compared(record: Record, made: Conversion) -> None:
    """Raise InvalidRecord if a record differs from what follows from its quotes."""
    said = {"provider": made.provider, "in_force": made.in_force and made.in_force.isoformat()}
    for name, value in (said | computed(made)).items():
        if record[name] != value:
            why = f"its {name} is {record[name]}, but its quotes give {value}"
            raise InvalidRecord(f"the record contradicts itself: {why}")
    for leg, given in zip(made.legs, record["legs"], strict=True):
        if given["quote"] != str(leg.quote):
            why = f"it shows {given['quote']}, but its quote is {leg.quote}"
            raise InvalidRecord(f"the record contradicts itself: {why}")


def _conversion(record: Record) -> Conversion:
    said = record["request"]
    base, term = Currency(said["from"]), Currency(said["to"])
    rules = {name: rule for name, rule in said.items() if name not in SPOKEN}
    rules |= {"fee": tuple(rules["fee"]), "rule": None}
    request = Request(base, term, options_of(**rules), ())
    rate = Rate(base.code, term.code, tuple(map(_leg, record["legs"])))
    _joined(rate)
    given, amount = said["amount"], as_amount(record["source"]["amount"])
    if plain(given) and as_amount(given) != amount:
        why = f"its request is for {given}, but it converts {amount:f}"
        raise InvalidRecord(f"the record contradicts itself: {why}")
    asked = datetime.fromisoformat(said["at"]) if said["at"] else None
    day = date.fromisoformat(said["day"])
    return worked_out(given, amount, request, None, asked, day, rate)


def _joined(rate: Rate) -> None:
    """Raise InvalidRecord if the quotes do not form a chain from base to term."""
    ends = [rate.base, *(leg.term for leg in rate.legs)]
    if [leg.base for leg in rate.legs] != ends[:-1] or ends[-1] != rate.term:
        why = f"its quotes do not lead from {rate.base} to {rate.term}"
        raise InvalidRecord(f"the record contradicts itself: {why}")


def _leg(leg: Record) -> Leg:
    """Return a leg of a record, its quote as published."""
    given = {name: leg[name] for name in Quote._fields}
    given["on"] = date.fromisoformat(given["on"])
    for name in ("market_on", "until"):
        given[name] = given[name] and date.fromisoformat(given[name])
    given["sides"] = tuple(given["sides"])
    given["source"] = given["source"] and Source(**given["source"])
    quote = Quote(**given)
    check(quote)
    if not isinstance(quote.per, int) or not isinstance(leg["inverted"], bool):
        raise TypeError(f"the nominal or direction of {quote.base}/{quote.term}")
    return Leg(quote, leg["inverted"])


def _found(quote: Quote, reader: BulletinReader) -> str:
    """Return whether the store has a quote, and from which document."""
    if quote.kind == "user":
        return "was given by the user"
    printed = reader.printed(quote.provider, quote.on, quote.on)
    pair = quote.base, quote.term, quote.per
    same = [q for q in printed if (q.base, q.term, q.per) == pair]
    price = quote.sides[0] if quote.sides else quote.price
    if any(q.price == price and q.source == quote.source for q in same):
        return "is in this store, from the same document"
    if any(q.price == price for q in same):
        return "is in this store, from another document"
    if same:
        prices = ", ".join(q.price for q in same)
        return f"is not in this store, which has {prices} for {quote.on}"
    return f"is not in this store; run `fxconv update {quote.provider} --since {quote.on}`"
