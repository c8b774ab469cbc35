"""Quotes as printed, legs between two currencies, and rates: chains of legs, one exact ratio."""

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from ..errors import CurrencyMismatch
from ..money import rounding

if TYPE_CHECKING:
    from fractions import Fraction

FIXED_KINDS = frozenset({"irrevocable", "peg", "redenomination", "unit"})
"""Kinds of quote that hold by law, decree or definition, exactly; nobody measures them."""


class Source(NamedTuple):
    """One downloaded document: where it was, what it was, and when it was fetched.

    `retrieved` is a UTC time in RFC 3339, `sha256` the hash of the document's bytes.
    """

    provider: str
    url: str
    sha256: str
    retrieved: str
    note: str = ""


class Quote(NamedTuple):
    """On a day, `per` units of the base currency cost `price` units of the term currency.

    Digits, direction and nominal are exactly as printed. `on` is the day that the provider prints;
    `until` is the last day in force of a quote that has one. `sides` are the bid and the ask as
    printed where the price is their exact middle, `number` is that of the table if it has one.
    """

    base: str
    term: str
    price: str
    on: date
    provider: str
    per: int = 1
    side: str = "mid"
    market_on: date | None = None
    kind: str = "reference"
    until: date | None = None
    source: Source | None = None
    sides: tuple[str, ...] = ()
    number: str = ""

    @property
    def ratio(self) -> "Fraction":
        """Units of the term currency for one unit of the base currency."""
        from fractions import Fraction

        return Fraction(self.price) / self.per

    @property
    def series(self) -> tuple[str, str, str]:
        """The side and the two currencies, whichever way round they are printed."""
        low, high = sorted((self.base, self.term))
        return self.side, low, high

    @property
    def half_unit(self) -> "Fraction":
        """Half a unit of the last printed digit, relative to the price; 0 for a fixed rate.

        The true value of a published figure lies within half a unit of its last digit.
        """
        from fractions import Fraction

        if self.kind in FIXED_KINDS:
            return Fraction(0)
        places = len((self.sides or (self.price,))[0].partition(".")[2])
        return Fraction(1, 2 * 10**places) / Fraction(self.price)

    @property
    def printed(self) -> str:
        """The price as printed, or the expression that makes it out of a bid and an ask."""
        return f"({' + '.join(self.sides)}) ÷ 2" if self.sides else self.price

    def __str__(self) -> str:
        return f"{self.per} {self.base} = {self.printed} {self.term}"


class Leg(NamedTuple):
    """A quote and the direction in which it is used; an inverted one is divided by, exactly."""

    quote: Quote
    inverted: bool = False

    @property
    def base(self) -> str:
        """The currency that the leg starts from."""
        return self.quote.term if self.inverted else self.quote.base

    @property
    def term(self) -> str:
        """The currency that the leg arrives at."""
        return self.quote.base if self.inverted else self.quote.term

    @property
    def factor(self) -> str:
        """What an amount is multiplied or divided by: `÷ 1.2535`, `× (93.1188 ÷ 100)`."""
        price, per = self.quote.printed, self.quote.per
        factor = price if per == 1 else f"{price} ÷ {per}"
        sign = "÷" if self.inverted else "×"
        return f"{sign} {factor}" if factor == self.quote.price else f"{sign} ({factor})"

    @property
    def ratio(self) -> "Fraction":
        """Units of the leg's term for one of its base."""
        return 1 / self.quote.ratio if self.inverted else self.quote.ratio


class Rate(NamedTuple):
    """What one unit of the base currency is worth in the term currency: a chain of legs.

    The legs join end to end; the rate is their product, an exact ratio of two integers.
    No legs at all is the identity, which is exactly 1.
    """

    base: str
    term: str
    legs: tuple[Leg, ...] = ()

    @classmethod
    def of(cls, base: str, term: str, price: str, on: date, *, per: int = 1) -> "Rate":
        """Return a rate that the caller knows, with the digits as the caller writes them."""
        quote = Quote(base, term, price, on, "user", per, kind="user")
        return cls(base, term, (Leg(quote),))

    @property
    def exact(self) -> "Fraction":
        """The ratio in lowest terms."""
        from fractions import Fraction

        above, below = self._sides()
        return Fraction(above) / Fraction(below)

    @property
    def numerator(self) -> int:
        """The upper number of the exact ratio in lowest terms."""
        return self.exact.numerator

    @property
    def denominator(self) -> int:
        """The lower number of the exact ratio in lowest terms."""
        return self.exact.denominator

    @property
    def decimal(self) -> Decimal:
        """The ratio to 34 significant digits."""
        return rounding.significant(*self._sides())

    def _sides(self) -> tuple[Decimal, Decimal]:
        """Return the products of what is multiplied and what is divided by."""
        above = below = Decimal(1)
        for (_, _, price, _, _, per, *_), inverted in self.legs:
            times, over = (Decimal(per), price) if inverted else (price, Decimal(per))
            above = rounding.multiply(above, Decimal(times))
            below = rounding.multiply(below, Decimal(over))
        return above, below

    def apply(self, amount: Decimal, digits: int | None, mode: str = rounding.DEFAULT) -> Decimal:
        """Return an amount at this rate, rounded once; to 34 significant digits for no digits."""
        above, below = self._sides()
        return rounding.ratio(rounding.multiply(amount, above), below, digits, mode)

    @property
    def on(self) -> date | None:
        """The newest day printed on a leg that moves; None where every leg is fixed."""
        return max((quote.on for quote in self.moving), default=None)

    @property
    def moving(self) -> "list[Quote]":
        """The quotes that somebody observed or published, without what is fixed."""
        return [leg.quote for leg in self.legs if leg.quote.kind not in FIXED_KINDS]

    @property
    def path(self) -> tuple[str, ...]:
        """The currencies on the way, both ends included."""
        return (self.base, *(leg.term for leg in self.legs))

    @property
    def relative_error(self) -> "Fraction":
        """How far the published digits leave the rate open, as a part of it.

        A forward leg of relative error e counts (1 + e), an inverted one 1 / (1 - e).
        """
        from fractions import Fraction

        bound = Fraction(1)
        for leg in self.legs:
            e = leg.quote.half_unit
            bound *= 1 / (1 - e) if leg.inverted else 1 + e
        return bound - 1

    def inverse(self) -> "Rate":
        """Return the same chain walked backwards; the product of both is exactly 1."""
        legs = tuple(Leg(leg.quote, not leg.inverted) for leg in reversed(self.legs))
        return Rate(self.term, self.base, legs)

    def then(self, other: "Rate") -> "Rate":
        """Return this rate followed by one that starts where it ends; raises CurrencyMismatch."""
        if self.term != other.base:
            raise CurrencyMismatch(self.term, other.base)
        return Rate(self.base, other.term, self.legs + other.legs)

    def __str__(self) -> str:
        return f"1 {self.base} = {shown(self.decimal)} {self.term}"


def shown(value: Decimal) -> str:
    """Return a rate for the eye: all of it if it has ten digits at most, or no decimals.

    Else its first six digits, two decimals at least, and "…".
    """
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    if "." not in text or len(text.replace(".", "").lstrip("0")) <= 10:
        return text
    places = max(2, 5 - value.adjusted())
    whole, _, rest = text.partition(".")
    return f"{whole}.{rest[:places]}…"
