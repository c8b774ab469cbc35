"""Quotes as printed, each with its source, and legs: quotes used in a certain direction."""

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from fractions import Fraction

FIXED_KINDS = frozenset({"irrevocable", "peg", "redenomination", "unit"})
"""Kinds of quote that are exact by law, decree or definition rather than observed."""


class Source(NamedTuple):
    """One downloaded document: its address, its hash, and when it was downloaded.

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
    `until` is the last day on which the quote is in force, if it ends. `sides` are the bid and ask
    as printed, if the price is their exact middle. `number` is the table number, if one is printed.
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
        """The side and the two currencies, the same for both directions."""
        low, high = sorted((self.base, self.term))
        return self.side, low, high

    @property
    def half_unit(self) -> "Fraction":
        """Half a unit of the last printed digit, relative to the price; 0 for a fixed rate.

        A published figure is rounded, so its true value lies within half a unit of its last digit.
        """
        from fractions import Fraction

        if self.kind in FIXED_KINDS:
            return Fraction(0)
        places = len((self.sides or (self.price,))[0].partition(".")[2])
        return Fraction(1, 2 * 10**places) / Fraction(self.price)

    @property
    def printed(self) -> str:
        """The price as printed, or the expression that calculates it from a bid and an ask."""
        return f"({' + '.join(self.sides)}) ÷ 2" if self.sides else self.price

    def __str__(self) -> str:
        return f"{self.per} {self.base} = {self.printed} {self.term}"


class Leg(NamedTuple):
    """A quote and the direction in which it is used; an inverted quote is an exact divisor."""

    quote: Quote
    inverted: bool = False

    @property
    def base(self) -> str:
        """The currency that the leg starts from."""
        return self.quote.term if self.inverted else self.quote.base

    @property
    def term(self) -> str:
        """The currency that the leg leads to."""
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
        """Units of the leg's term currency for one unit of its base currency."""
        return 1 / self.quote.ratio if self.inverted else self.quote.ratio
