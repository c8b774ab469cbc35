"""A conversion: the answer, and everything it was made of."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from ..money import rounding
from ..money.money import Money, plain
from ..rates.quote import FIXED_KINDS, Rate
from .request import AsKnown

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal
    from fractions import Fraction

    from ..money.currency import Currency
    from ..rates.quote import Leg
    from ..rules.settlement import Step
    from .request import Asked, Question
    from .tables import Dated


class Conversion(NamedTuple):
    """An amount in another currency, correctly rounded, and what it was computed from.

    `given` is the amount as it was given, `result` the rounded amount, `asked` the day or instant
    asked for, None for the newest rate, and `day` the one whose bulletin counts, or on which it was
    asked. `own` is the rate where it is not simply that of the table, `steps` are fees and cash.
    """

    given: object
    amount: Decimal
    result: Decimal
    question: Question
    table: Dated | None
    asked: Asked
    day: date
    euros: Decimal | None = None
    own: Rate | None = None
    steps: tuple[Step, ...] = ()

    @property
    def base(self) -> Currency:
        """The currency of the amount."""
        return self.question.base

    @property
    def term(self) -> Currency:
        """The currency of the result."""
        return self.question.term

    @property
    def digits(self) -> int | None:
        """The decimal places that it was rounded to; None where it was not rounded."""
        return self.question.places

    @property
    def source(self) -> Money:
        """The money that was converted."""
        return Money(self.amount, self.base)

    @property
    def target(self) -> Money:
        """The money that it makes, rounded once, to the minor units of its currency."""
        return Money(self.result, self.term)

    @property
    def rate(self) -> Rate:
        """The rate with the quotes that it is made of."""
        found = self.own or (self.table and self.table.rate(self.base.code, self.term.code))
        return found or Rate(self.base.code, self.term.code)

    @property
    def legs(self) -> tuple[Leg, ...]:
        """The quotes on the way and their directions."""
        return self.rate.legs

    @property
    def exact(self) -> Fraction:
        """The amount before any rounding to the target's digits."""
        from fractions import Fraction

        if self.euros is None:
            return Fraction(self.amount) * self.rate.exact
        return Fraction(self.euros) * self.legs[-1].ratio

    @property
    def unrounded(self) -> Decimal:
        """The exact amount to 34 significant digits."""
        return rounding.significant(self.exact.numerator, self.exact.denominator)

    @property
    def provider(self) -> str | None:
        """The id of the provider that answered; `fixed` where the law did, None for an identity."""
        ids = {leg.quote.provider: None for leg in self.legs}
        return next((name for name in ids if name != "fixed"), next(iter(ids), None))

    @property
    def in_force(self) -> date | None:
        """The day of the bulletin that answered; None where nothing but fixed rates was needed."""
        return self.rate.on

    @property
    def pays(self) -> Money:
        """What is given: the source and the fees in its currency."""
        return self._total("pays", self.source)

    @property
    def gets(self) -> Money:
        """What is received: the target less the fees in its currency, rounded if it is cash."""
        return self._total("gets", self.target)

    def _total(self, side: str, money: Money) -> Money:
        return sum((step.change for step in self.steps if step.side == side), money)

    @property
    def known_at(self) -> datetime | None:
        """The instant before which everything used was published, if one was asked for."""
        asked = self.asked.at if isinstance(self.asked, AsKnown) else self.asked
        return asked if isinstance(asked, datetime) else None

    @property
    def on(self) -> date | None:
        """The day asked for, if one was."""
        asked = self.asked.day if isinstance(self.asked, AsKnown) else self.asked
        return None if isinstance(asked, datetime) else asked

    @property
    def age(self) -> int | None:
        """How many days before the day asked for the rate is of; negative if it looks ahead."""
        on = self.in_force
        return (self.day - on).days if on else None

    @property
    def looks_ahead(self) -> bool:
        """Whether the rate is of a later day than the one asked for, and was not set in advance."""
        ahead = self.known_at is None or self.question.terms.policy != "previous"
        return (self.age or 0) < 0 and ahead

    @property
    def working_age(self) -> int | None:
        """The same in working days of the provider, by the calendar that it keeps."""
        if self.in_force is None or self.table is None:
            return None
        from ..publishing.calendars import between

        working, (first, last) = self.table.provider.working, sorted((self.in_force, self.day))
        return between(working, first, last) * (1 if first == self.in_force else -1)

    @property
    def stale(self) -> bool:
        """Whether the rate is older than its provider's normally are."""
        return bool(
            self.table and self.age is not None and self.age > self.table.provider.normal_age
        )

    @property
    def precision_bound(self) -> Decimal:
        """How far the result may be off because quotes are printed with so many digits only."""
        bound = abs(self.exact) * self.rate.relative_error
        return rounding.significant(bound.numerator, bound.denominator)

    @property
    def flags(self) -> tuple[str, ...]:
        """What a careful reader should know, in alphabetical order."""
        from . import flags

        return flags.of(self)

    @property
    def formula(self) -> str:
        """The exact expression over published numbers, left to right."""
        factors = [leg.factor for leg in self.legs]
        if self.euros is not None:
            places = self.question.terms.intermediate_decimals
            return f"round({self.amount:f} {factors[0]}, {places}) {factors[1]}"
        return " ".join([f"{self.amount:f}", *factors])

    def as_dict(self) -> dict[str, Any]:
        """Return the complete audit record: numbers as text, days as ISO 8601."""
        from . import record

        return record.record(self)

    def answer(self) -> str:
        """Return the answer alone: `1.00 USD = 46.94 RUB`."""
        source = plain(self.amount, self.base.digits)
        asked = self.question.terms.digits
        target = plain(self.result, self.term.digits if asked is None else asked)
        return f"{source} {self.base} = {target} {self.term}"

    def basis(self) -> str:
        """Return what the answer rests on: the rate, who published it, its day and age."""
        if not self.legs:
            return "the same currency, at exactly 1"
        return f"{self.rate}, {', '.join(self._grounds())}"

    def after(self) -> list[str]:
        """Return the fees and the rounding of cash, and what comes out, a line each."""
        lines = [str(step) for step in self.steps]
        totals = [("pays", self.pays, self.source), ("gets", self.gets, self.target)]
        return lines + [f"{word} {total}" for word, total, money in totals if total != money]

    def _grounds(self) -> list[str]:
        """Return the grounds of the rate, the published ones first."""
        grounds = []
        if self.table and self.in_force:
            kind = self.table.provider.kind
            grounds.append(f"{self.provider} {kind} rate of {self.in_force}{self._aged()}")
        fixed = [leg.quote for leg in self.legs if leg.quote.kind in FIXED_KINDS]
        return grounds + [f"{quote.kind} {quote} since {quote.on}" for quote in fixed]

    def _aged(self) -> str:
        if not self.age:
            return ""
        if self.age < 0 and not self.looks_ahead:
            return ", set in advance"
        days = "day" if abs(self.age) == 1 else "days"
        return f", {abs(self.age)} {days} {'old' if self.age > 0 else 'ahead'}"

    def __str__(self) -> str:
        return "\n".join([self.answer(), self.basis(), *self.after()])
