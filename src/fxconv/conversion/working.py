"""The working of a conversion: the request, its grounds, and every figure."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from ..money import rounding
from ..money.money import Money
from ..rates.rate import Rate
from ..rules.when import AsKnown
from ..values import derived

if TYPE_CHECKING:
    from decimal import Decimal
    from fractions import Fraction

    from ..money.currency import Currency
    from ..rates.quote import Leg
    from ..rules.options import Options
    from ..rules.settlement import Step
    from ..rules.when import When
    from .dated import Dated
    from .request import Request


class Working:
    """The figures of a conversion, each computed when it is first read.

    `given` is the amount as the caller wrote it, `result` the rounded amount, and `day` the day
    whose bulletin counts (default: today).
    """

    __slots__ = ("__dict__", "_request", "_when", "amount", "day", "given", "result")

    given: object
    amount: Decimal
    result: Decimal
    day: date
    _request: Request
    _when: When

    @property
    def base(self) -> Currency:
        """The currency of the amount."""
        return self._request.base

    @property
    def term(self) -> Currency:
        """The currency of the result."""
        return self._request.term

    @property
    def options(self) -> Options:
        """The rules of the request, with defaults filled in."""
        return self._request.options

    @property
    def digits(self) -> int | None:
        """The decimal places of the result; None if it was not rounded."""
        return self._request.places

    @property
    def source(self) -> Money:
        """The money that was converted."""
        return Money(self.amount, self.base)

    @property
    def target(self) -> Money:
        """The converted money, rounded once to the minor units of its currency."""
        return Money(self.result, self.term)

    @derived
    def _table(self) -> Dated | None:
        """The table that the rate came from; None for an identity, or without a store.

        By default it is the table of the first source.
        """
        return self._request.knowing[0].of(self.day, self.options.policy)

    @derived
    def rate(self) -> Rate:
        """The rate, with the quotes that it is made of."""
        codes = self._request.codes
        if "_table" in self.__dict__:
            return (self._table and self._table.rate(*codes)) or Rate(*codes)
        found = self._request.knowing[0].rate(self.day, self.options.policy, codes)
        return found or Rate(*codes)

    @derived
    def euros(self) -> Decimal | None:
        """The intermediate euro amount between two national units, if it was rounded."""
        return None

    @derived
    def steps(self) -> tuple[Step, ...]:
        """The fees and the rounding of cash, in order."""
        return ()

    @property
    def legs(self) -> tuple[Leg, ...]:
        """The quotes from base to term, with their directions."""
        return self.rate.legs

    @derived
    def exact(self) -> Fraction:
        """The amount before it is rounded to the digits of the target."""
        from fractions import Fraction

        if self.euros is None:
            return Fraction(self.amount) * self.rate.exact
        return Fraction(self.euros) * self.legs[-1].ratio

    @derived
    def unrounded(self) -> Decimal:
        """The exact amount to 34 significant digits."""
        return rounding.significant(self.exact.numerator, self.exact.denominator)

    @property
    def provider(self) -> str | None:
        """The id of the provider; `fixed` if only fixed rates were used, None for an identity."""
        return self.rate.provider

    @property
    def in_force(self) -> date | None:
        """The day of the bulletin; None if only fixed rates were used."""
        return self.rate.on

    @derived
    def pays(self) -> Money:
        """The money paid: the source, plus fees in its currency."""
        return self._total(self.source, "pays")

    @derived
    def gets(self) -> Money:
        """The money received: the target, less fees in its currency, rounded if it is cash."""
        return self._total(self.target, "gets")

    def _total(self, money: Money, side: str) -> Money:
        if not self.steps:
            return money
        from ..rules.settlement import total

        return total(money, self.steps, side)

    @property
    def known_at(self) -> datetime | None:
        """The instant by which everything used had been published, if one was asked for."""
        asked = self._when.at if isinstance(self._when, AsKnown) else self._when
        return asked if isinstance(asked, datetime) else None

    @property
    def on(self) -> date | None:
        """The day asked for, or None."""
        asked = self._when.day if isinstance(self._when, AsKnown) else self._when
        return None if isinstance(asked, datetime) else asked

    @property
    def age(self) -> int | None:
        """The age of the rate on the day asked for, in days; negative if it looks ahead."""
        on = self.in_force
        return (self.day - on).days if on else None

    @property
    def looks_ahead(self) -> bool:
        """Whether the rate is from a day after the one asked for, and was not set in advance."""
        ahead = self.known_at is None or self.options.policy != "previous"
        return (self.age or 0) < 0 and ahead

    @derived
    def working_age(self) -> int | None:
        """The age in working days, according to the provider's calendar."""
        if self.in_force is None or self._table is None:
            return None
        from ..publishing.calendars import between

        working, (first, last) = self._table.provider.working, sorted((self.in_force, self.day))
        return between(working, first, last) * (1 if first == self.in_force else -1)

    @derived
    def normal_age(self) -> int | None:
        """The greatest age in days that the provider's newest rate normally has."""
        return self._table.provider.normal_age if self._table else None

    @property
    def stale(self) -> bool:
        """Whether the rate is older than its provider's rates normally are."""
        age, normal = self.age, self.normal_age
        return age is not None and normal is not None and age > normal

    @derived
    def precision_bound(self) -> Decimal:
        """How far off the result may be, because quotes are published with limited digits."""
        bound = abs(self.exact) * self.rate.relative_error
        return rounding.significant(bound.numerator, bound.denominator)

    @derived
    def formula(self) -> str:
        """The exact expression over published numbers, left to right."""
        factors = [leg.factor for leg in self.legs]
        if self.euros is None:
            return " ".join([f"{self.amount:f}", *factors])
        places = self.options.intermediate_decimals
        return f"round({self.amount:f} {factors[0]}, {places}) {factors[1]}"
