"""Whether an audit record holds: computed again from its own quotes, and looked up in a store."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from . import audit
from .conversion import Conversion
from .currency import Currency
from .errors import FxconvError, InvalidRecord
from .question import Question, terms
from .quote import FIXED_KINDS, Leg, Quote, Rate, Source
from .variants import identity, worked_out

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .shelf import Shelf

    Record = dict[str, Any]

SPOKEN = ("amount", "from", "to", "on", "at", "day", "typed")
"""What of a request is no rule."""


def checked(record: Record, shelf: Shelf) -> Iterator[str]:
    """Return what was found to hold; raises InvalidRecord for a record that does not.

    What follows from the quotes and the rules must be there byte for byte. A quote that the store
    has from the same document is said to be there; one that it lacks is no fault of the record.
    """
    made = rebuilt(record)
    for name, value in audit.computed(made).items():
        if record.get(name) != value:
            why = f"its {name} is {record.get(name)}, and {value} follows from its quotes"
            raise InvalidRecord("the record", why)
    yield f"{made.answer()} follows from these quotes and rules, byte for byte"
    for leg in made.legs:
        if leg.quote.kind not in FIXED_KINDS:
            yield f"{leg.quote} is {_found(leg.quote, shelf)}"


def rebuilt(record: Record) -> Conversion:
    """Return the conversion of a record, from its own quotes; raises InvalidRecord."""
    try:
        return worked_out(_conversion(record))
    except FxconvError:
        raise
    except (KeyError, TypeError, ValueError, AttributeError, ArithmeticError) as error:
        raise InvalidRecord("the record", f"it lacks or garbles {error}") from error


def _conversion(record: Record) -> Conversion:
    request = record["request"]
    base, term = Currency(request["from"]), Currency(request["to"])
    rules = {name: rule for name, rule in request.items() if name not in SPOKEN}
    rules |= {"fee": tuple(rules["fee"]), "rule": None}
    question = Question(base, term, terms(**rules), ())
    rate = Rate(base.code, term.code, tuple(map(_leg, record["legs"])))
    _joined(rate)
    amount = Decimal(record["source"]["amount"])
    asked = datetime.fromisoformat(request["at"]) if request["at"] else None
    day = date.fromisoformat(request["day"])
    if not rate.legs:
        return identity(request["amount"], amount, question, asked, day)
    return Conversion(request["amount"], amount, amount, question, None, asked, day, own=rate)


def _joined(rate: Rate) -> None:
    """Raise InvalidRecord where the quotes are no chain from base to term."""
    ends = [rate.base, *(leg.term for leg in rate.legs)]
    if [leg.base for leg in rate.legs] != ends[:-1] or ends[-1] != rate.term:
        raise InvalidRecord("the record", f"its quotes do not lead from {rate.base} to {rate.term}")


def _leg(leg: Record) -> Leg:
    """Return the leg of a record, its quote as printed."""
    given = {name: leg[name] for name in Quote._fields}
    given["on"] = date.fromisoformat(given["on"])
    for name in ("market_on", "until"):
        given[name] = given[name] and date.fromisoformat(given[name])
    given["sides"] = tuple(given["sides"])
    given["source"] = given["source"] and Source(**given["source"])
    return Leg(Quote(**given), bool(leg["inverted"]))


def _found(quote: Quote, shelf: Shelf) -> str:
    """Return where the store has a quote from."""
    if quote.kind == "user":
        return "what the user gave"
    printed = shelf.printed(quote.provider, quote.on, quote.on)
    pair = quote.base, quote.term, quote.per
    same = [q for q in printed if (q.base, q.term, q.per) == pair]
    price = quote.sides[0] if quote.sides else quote.price
    if any(q.price == price and q.source == quote.source for q in same):
        return "in this store, from the same document"
    if any(q.price == price for q in same):
        return "in this store, from another document"
    if same:
        return f"not in this store, which has {', '.join(q.price for q in same)} of {quote.on}"
    return f"not in this store: fxconv update {quote.provider} --since {quote.on} gets it"
