"""Money: an exact amount of one currency."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NoReturn, Protocol, final

from ..errors import CurrencyMismatch, InexactAmount, InvalidOption
from . import rounding
from .currency import Currency
from .parsing import as_amount

if TYPE_CHECKING:
    from collections.abc import Sequence


class Exchange(Protocol):
    """A rate at which money can be exchanged, with the codes of its two currencies."""

    @property
    def base(self) -> str:
        """The currency that is given."""

    @property
    def term(self) -> str:
        """The currency that is received."""

    def apply(self, amount: Decimal, digits: int | None, mode: str) -> Decimal:
        """Convert an amount at this rate, rounded once."""


@final
class Money:
    """An exact amount of one currency; immutable, added and compared only within its currency.

    The amount is text, an int or a Decimal. Raises InexactAmount for a float, InvalidAmount,
    UnknownCurrency.
    """

    __slots__ = ("amount", "currency")
    amount: Decimal
    currency: Currency

    def __init__(self, amount: str | int | Decimal, currency: str | Currency) -> None:
        object.__setattr__(self, "amount", as_amount(amount))
        object.__setattr__(self, "currency", Currency(currency))

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError("money cannot be changed; make a new one")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError("money cannot be changed; make a new one")

    def __add__(self, other: object) -> Money:
        if not isinstance(other, Money):
            return NotImplemented
        return Money(rounding.add(self.amount, self._same(other)), self.currency)

    def __radd__(self, other: object) -> Money:
        return self if other == 0 and isinstance(other, int) else NotImplemented

    def __sub__(self, other: object) -> Money:
        return self + -other if isinstance(other, Money) else NotImplemented

    def __neg__(self) -> Money:
        return Money(self.amount.copy_negate(), self.currency)

    def __abs__(self) -> Money:
        return Money(self.amount.copy_abs(), self.currency)

    def __mul__(self, factor: int | Decimal) -> Money:
        return Money(rounding.multiply(self.amount, _exact(factor)), self.currency)

    __rmul__ = __mul__

    def __truediv__(self, divisor: int | Decimal) -> Money:
        """Return the quotient to 34 significant digits; `allocate` splits without loss."""
        return Money(rounding.significant(self.amount, _exact(divisor)), self.currency)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Money):
            return NotImplemented
        return self.currency is other.currency and self.amount == other.amount

    def __hash__(self) -> int:
        return hash((self.amount, self.currency))

    def __lt__(self, other: Money) -> bool:
        return self.amount < self._same(other) if isinstance(other, Money) else NotImplemented

    def __le__(self, other: Money) -> bool:
        return self.amount <= self._same(other) if isinstance(other, Money) else NotImplemented

    def __gt__(self, other: Money) -> bool:
        return self.amount > self._same(other) if isinstance(other, Money) else NotImplemented

    def __ge__(self, other: Money) -> bool:
        return self.amount >= self._same(other) if isinstance(other, Money) else NotImplemented

    def __bool__(self) -> bool:
        return bool(self.amount)

    def _same(self, other: Money) -> Decimal:
        """Return the other amount; raises CurrencyMismatch if its currency differs."""
        if self.currency is not other.currency:
            raise CurrencyMismatch(self.currency.code, other.currency.code)
        return other.amount

    def round(
        self,
        mode: str = rounding.DEFAULT,
        *,
        digits: int | None = None,
        step: str | Decimal | None = None,
    ) -> Money:
        """Round once: to `digits`, to a cash `step`, or by default to the minor units.

        Without digits or a step, money in a currency without minor units (gold, XDR) is not
        rounded. Raises InvalidOption.
        """
        name = rounding.mode(mode)
        if step is not None:
            return Money(rounding.to_step(self.amount, rounding.step(step), name), self.currency)
        places = self.currency.digits if digits is None else rounding.digits(digits)
        if places is None:
            return self
        return Money(rounding.to_digits(self.amount, places, name), self.currency)

    def at(
        self, rate: Exchange, mode: str = rounding.DEFAULT, *, digits: int | None = None
    ) -> Money:
        """Convert the money at a rate, rounded once, by default to the minor units.

        Raises CurrencyMismatch, InvalidOption.
        """
        if rate.base != self.currency.code:
            raise CurrencyMismatch(self.currency.code, rate.base)
        term = Currency(rate.term)
        places = term.digits if digits is None else rounding.digits(digits)
        return Money(rate.apply(self.amount, places, rounding.mode(mode)), term)

    def allocate(self, weights: Sequence[int]) -> tuple[Money, ...]:
        """Split the money in proportion to the weights, without losing a unit.

        The parts with the largest remainders get the units that are left over; of two equal ones,
        the earlier. Raises InvalidOption if a weight is negative or all are zero.
        """
        if min(weights, default=0) < 0 or not any(weights):
            raise InvalidOption("weights", weights, "whole numbers from 0 up, at least one above 0")
        unit = Decimal(1).scaleb(min(_exponent(self.amount), -(self.currency.digits or 0)))
        units, total = int(rounding.quotient(self.amount, unit)), sum(weights)
        shares = [divmod(units * weight, total) for weight in weights]
        left = units - sum(share for share, _ in shares)
        lucky = sorted(range(len(shares)), key=lambda i: -shares[i][1])[:left]
        parts = (share + (i in lucky) for i, (share, _) in enumerate(shares))
        return tuple(Money(rounding.multiply(Decimal(p), unit), self.currency) for p in parts)

    def __repr__(self) -> str:
        return f"Money('{self.amount:f}', '{self.currency.code}')"

    def __str__(self) -> str:
        return f"{plain(self.amount, self.currency.digits)} {self.currency.code}"

    def __reduce__(self) -> tuple[object, ...]:
        return Money, (self.amount, self.currency.code)


def plain(amount: Decimal, digits: int | None) -> str:
    """Format the amount with all its digits, at least the minor units, in groups of three."""
    amount = amount or amount.copy_abs()
    text = f"{amount:,f}"
    decimals = len(text.partition(".")[2])
    return text if digits is None or decimals >= digits else f"{amount:,.{digits}f}"


def _exponent(amount: Decimal) -> int:
    exponent = amount.as_tuple().exponent
    assert isinstance(exponent, int)
    return exponent


def _exact(factor: int | Decimal) -> Decimal:
    if isinstance(factor, int | Decimal) and not isinstance(factor, bool):
        return Decimal(factor)
    raise InexactAmount(factor)
