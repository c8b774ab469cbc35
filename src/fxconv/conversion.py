"""A conversion: the answer, and everything it was made of."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from . import rounding
from .money import Money, plain
from .quote import FIXED_KINDS, Rate

if TYPE_CHECKING:
    from decimal import Decimal
    from fractions import Fraction

    from .currency import Currency
    from .question import Question
    from .quote import Leg
    from .tables import Dated


class Conversion(NamedTuple):
    """An amount in another currency, correctly rounded, and what it was computed from.

    `given` is the amount as it was given, `result` the rounded amount, `asked` the day or instant
    asked for, None for the newest rate, and `day` its day, or the one on which it was asked.
    """

    given: object
    amount: Decimal
    result: Decimal
    question: Question
    table: Dated | None
    asked: date | datetime | None
    day: date
    euros: Decimal | None = None

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
        found = self.table and self.table.rate(self.base.code, self.term.code)
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
    def known_at(self) -> datetime | None:
        """The instant before which everything used was published, if one was asked for."""
        return self.asked if isinstance(self.asked, datetime) else None

    @property
    def age(self) -> int | None:
        """How many days before the day asked for the rate is of; negative if it looks ahead."""
        on = self.in_force
        return (self.day - on).days if on else None

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
        found = {leg.quote.kind for leg in self.legs} & (FIXED_KINDS | {"market", "user"})
        found |= {"derived-mid"} if any(leg.quote.sides for leg in self.legs) else set()
        found |= {"identity"} if not self.legs else set()
        found |= {"stale"} if self.stale else set()
        found |= {"look-ahead"} if (self.age or 0) < 0 and not self.known_at else set()
        found |= {"not-rounded"} if self.digits is None else set()
        return tuple(sorted(found))

    @property
    def formula(self) -> str:
        """The exact expression over published numbers, left to right."""
        factors = [_factor(leg) for leg in self.legs]
        if self.euros is not None:
            places = self.question.terms.intermediate_decimals
            return f"round({self.amount:f} {factors[0]}, {places}) {factors[1]}"
        return " ".join([f"{self.amount:f}", *factors])

    def as_dict(self) -> dict[str, Any]:
        """Return the complete audit record: numbers as text, days as ISO 8601."""
        from . import audit

        return audit.record(self)

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
        if self.age < 0 and self.known_at:
            return ", set in advance"
        days = "day" if abs(self.age) == 1 else "days"
        return f", {abs(self.age)} {days} {'old' if self.age > 0 else 'ahead'}"

    def __str__(self) -> str:
        return f"{self.answer()}\n{self.basis()}"


def _factor(leg: Leg) -> str:
    price, per = leg.quote.printed, leg.quote.per
    factor = price if per == 1 else f"{price} ÷ {per}"
    sign = "÷" if leg.inverted else "×"
    return f"{sign} {factor}" if factor == leg.quote.price else f"{sign} ({factor})"
