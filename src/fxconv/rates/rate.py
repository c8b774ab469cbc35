"""Rates: chains of legs from one currency to another, and the exact ratio that results."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from ..errors import CurrencyMismatch
from ..money import rounding
from ..values import Frozen, derived
from .quote import FIXED_KINDS, Leg, Quote

if TYPE_CHECKING:
    from datetime import date
    from fractions import Fraction
    from typing import Any


class Rate(Frozen):
    """What one unit of the base currency is worth in the term currency: a chain of legs.

    The legs join end to end; the rate is their product, an exact ratio of two integers. A rate
    without legs is the identity, exactly 1.
    """

    __slots__ = ("__dict__", "base", "term")
    base: str
    term: str

    def __init__(self, base: str, term: str, legs: tuple[Leg, ...] = ()) -> None:
        object.__setattr__(self, "base", base)
        object.__setattr__(self, "term", term)
        if legs:
            self.__dict__["legs"] = legs

    @classmethod
    def of(cls, base: str, term: str, price: str, on: date, *, per: int = 1) -> Rate:
        """Return a rate of the caller's own, with exactly the digits given."""
        quote = Quote(base, term, price, on, "user", per, kind="user")
        return Rate(base, term, (Leg(quote),))

    @derived
    def legs(self) -> tuple[Leg, ...]:
        """The quotes on the way from base to term, each with its direction."""
        return ()

    @derived
    def sides(self) -> tuple[Decimal, Decimal]:
        """The product of all factors of an amount, and the product of all its divisors."""
        above = below = Decimal(1)
        for (_, _, price, _, _, per, *_), inverted in self.legs:
            times, over = (Decimal(per), price) if inverted else (price, Decimal(per))
            above = rounding.multiply(above, Decimal(times))
            below = rounding.multiply(below, Decimal(over))
        return above, below

    @derived
    def exact(self) -> Fraction:
        """The ratio in lowest terms."""
        from fractions import Fraction

        above, below = self.sides
        return Fraction(above) / Fraction(below)

    @property
    def numerator(self) -> int:
        """The numerator of the exact ratio in lowest terms."""
        return self.exact.numerator

    @property
    def denominator(self) -> int:
        """The denominator of the exact ratio in lowest terms."""
        return self.exact.denominator

    @derived
    def decimal(self) -> Decimal:
        """The ratio to 34 significant digits."""
        return rounding.significant(*self.sides)

    def apply(self, amount: Decimal, digits: int | None, mode: str = rounding.DEFAULT) -> Decimal:
        """Convert an amount, rounded once; `digits=None` means 34 significant digits."""
        above, below = self.sides
        return rounding.ratio(rounding.multiply(amount, above), below, digits, mode)

    @derived
    def on(self) -> date | None:
        """The newest day printed on a leg that is not fixed; None if all legs are fixed."""
        return max((quote.on for quote in self.moving), default=None)

    @derived
    def moving(self) -> tuple[Quote, ...]:
        """The quotes that are not fixed: someone observed or published them."""
        return tuple(leg.quote for leg in self.legs if leg.quote.kind not in FIXED_KINDS)

    @derived
    def fixed(self) -> tuple[Quote, ...]:
        """The quotes fixed by law, decree or definition."""
        return tuple(leg.quote for leg in self.legs if leg.quote.kind in FIXED_KINDS)

    @derived
    def provider(self) -> str | None:
        """The id of the provider; `fixed` if all legs are fixed, None for the identity."""
        ids = {leg.quote.provider: None for leg in self.legs}
        return next((name for name in ids if name != "fixed"), next(iter(ids), None))

    @property
    def path(self) -> tuple[str, ...]:
        """The currencies on the way, both ends included."""
        return (self.base, *(leg.term for leg in self.legs))

    @derived
    def relative_error(self) -> Fraction:
        """How imprecise the published digits leave the rate, as a fraction of it.

        A forward leg with relative error e contributes 1 + e, an inverted one 1 / (1 - e).
        """
        from fractions import Fraction

        bound = Fraction(1)
        for leg in self.legs:
            e = leg.quote.half_unit
            bound *= 1 / (1 - e) if leg.inverted else 1 + e
        return bound - 1

    def inverse(self) -> Rate:
        """Return the same chain in reverse; the product of both rates is exactly 1."""
        legs = tuple(Leg(leg.quote, not leg.inverted) for leg in reversed(self.legs))
        return Rate(self.term, self.base, legs)

    def then(self, other: Rate) -> Rate:
        """Append a rate that starts where this one ends; raise CurrencyMismatch if it does not."""
        if self.term != other.base:
            raise CurrencyMismatch(self.term, other.base)
        return Rate(self.base, other.term, self.legs + other.legs)

    def _key(self) -> tuple[Any, ...]:
        return self.base, self.term, self.legs

    def __repr__(self) -> str:
        return f"<Rate {self}>"

    @derived
    def _text(self) -> str:
        return f"1 {self.base} = {shown(self.decimal)} {self.term}"

    def __str__(self) -> str:
        return self._text


def shown(value: Decimal) -> str:
    """Return a rate as displayed: in full if it has at most ten digits, or no decimals.

    A longer one is cut to six digits, with at least two decimals, and ends with "…".
    """
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    if "." not in text or len(text.replace(".", "").lstrip("0")) <= 10:
        return text
    places = max(2, 5 - value.adjusted())
    whole, _, rest = text.partition(".")
    return f"{whole}.{rest[:places]}…"
