"""A conversion: the answer, and everything that it was made of."""

from __future__ import annotations

import marshal
from typing import TYPE_CHECKING, Any

from ..money.money import plain
from ..values import Frozen, derived
from .working import Working

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from decimal import Decimal

    from ..rules.when import When
    from .request import Request


class Conversion(Frozen, Working):
    """An amount in another currency, correctly rounded, and everything that it was made of.

    It cannot be changed. Equality, hash and pickle use its values, not the store that they came
    from. Each figure is computed at most once.
    """

    __slots__ = ()

    @derived
    def flags(self) -> tuple[str, ...]:
        """What a careful reader should know, in alphabetical order."""
        from . import flags

        return flags.of(self)

    def as_dict(self) -> dict[str, Any]:
        """Return the complete audit record: numbers as text, days as ISO 8601."""
        record: dict[str, Any] = marshal.loads(self._record)
        return record

    @derived
    def _record(self) -> bytes:
        """The audit record as bytes, from which each caller gets a separate copy."""
        from .record import record

        return marshal.dumps(record(self))

    def given_as(self, text: str) -> Conversion:
        """Return the same conversion, with the amount as a person typed it."""
        known = {name: part for name, part in self.__dict__.items() if name != "_record"}
        return made(text, self.amount, self.result, self._request, self._when, self.day, known)

    def answer(self) -> str:
        """Return only the answer: `1.00 USD = 46.94 RUB`."""
        base, term = self.base, self.term
        asked = self.options.digits
        target = plain(self.result, term.digits if asked is None else asked)
        return f"{plain(self.amount, base.digits)} {base.code} = {target} {term.code}"

    def basis(self) -> str:
        """Return the basis of the answer: the rate, its publisher, its day and its age."""
        if self.provider is None:
            return "the same currency, at exactly 1"
        return f"{self.rate}, {', '.join(self._grounds())}"

    def after(self) -> list[str]:
        """Return the fees, the rounding of cash and the totals, one line each."""
        lines = [str(step) for step in self.steps]
        totals = [("pays", self.pays, self.source), ("gets", self.gets, self.target)]
        return lines + [f"{word} {total}" for word, total, money in totals if total != money]

    def _grounds(self) -> list[str]:
        """Return what the rate is based on, published rates first."""
        grounds = []
        if self._kind and self.in_force:
            grounds.append(f"{self.provider} {self._kind} rate of {self.in_force}{self._aged()}")
        return grounds + [f"{q.kind} {q} since {q.on}" for q in self.rate.fixed]

    @derived
    def _kind(self) -> str:
        """The kind of the provider's rates: reference, official, market."""
        return self._table.provider.kind if self._table else ""

    def _aged(self) -> str:
        age = self.age
        if not age:
            return ""
        if age < 0 and not self.looks_ahead:
            return ", set in advance"
        days = "day" if abs(age) == 1 else "days"
        return f", {abs(age)} {days} {'old' if age > 0 else 'ahead'}"

    @derived
    def _text(self) -> str:
        lines = [self.answer(), self.basis()]
        return "\n".join([*lines, *self.after()] if self.steps else lines)

    def __str__(self) -> str:
        return self._text

    def __repr__(self) -> str:
        return f"<Conversion {self.answer()}>"

    def _key(self) -> tuple[Any, ...]:
        asked = self.base, self.term, self.options, self._when, self.day
        return self.given, self.amount, self.result, *asked, self.rate, self.euros, self.steps

    def __reduce__(self) -> tuple[Any, ...]:
        known = {name: getattr(self, name) for name in _derived(type(self))} | {"_table": None}
        facts = self.given, self.amount, self.result, self._request, self._when, self.day
        return made, (*facts, known)


_new = object.__new__


def _derived(kind: type) -> list[str]:
    """Return the names of the derived parts of a class."""
    every = (vars(base).items() for base in kind.__mro__)
    return [name for items in every for name, part in items if isinstance(part, derived)]


def made(
    given: object,
    amount: Decimal,
    result: Decimal,
    request: Request,
    when: When,
    day: date,
    known: Mapping[str, object] | None = None,
) -> Conversion:
    """Make a conversion; `known` holds derived parts that are already computed."""
    conversion: Any = _new(Working)
    conversion.given = given
    conversion.amount = amount
    conversion.result = result
    conversion.day = day
    conversion._request = request
    conversion._when = when
    conversion.__class__ = Conversion  # setting the fields of a frozen class takes longer
    if known:
        conversion.__dict__.update(known)
    return conversion  # type: ignore[no-any-return]
