"""A table: the quotes of one provider in force on a day."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, TypeVar

from ..money.rounding import multiply
from .quote import Leg, Quote
from .rate import Rate
from .routes import ONE, Pairs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from .routes import Route


T = TypeVar("T")


class RateTable:
    """The quotes in force on a day; routes through the pivot win over others of equal length."""

    __slots__ = ("_numbers", "_quotes", "pairs")

    def __init__(self, quotes: Iterable[Quote], pivot: str = "EUR") -> None:
        self._quotes = tuple(quotes)
        self._lay_out(Pairs(tuple(token(q) for q in self._quotes), pivot))

    def _lay_out(self, pairs: Pairs) -> None:
        self.pairs = pairs
        self._numbers: list[Decimal | None] = [None] * pairs.moving

    def quote(self, i: int) -> Quote:
        """Return the i-th quote, in the order of `pairs.tokens`, with its source."""
        return self._quotes[i]

    def number(self, i: int) -> Decimal:
        """Return the price of the i-th quote."""
        return Decimal(self._quotes[i].price)

    def value(self, route: Route, amount: Decimal, rounder: Callable[[Decimal, Decimal], T]) -> T:
        """Return an amount converted along a route: `rounder` is called with the exact ratio."""
        up, down, times, over, further = route.factors
        if up is not None:
            amount = multiply(amount, self.price(up))
        if down is not None:
            price = self.price(down)
            over = price if over is ONE else multiply(over, price)
        if times is not ONE:
            amount = multiply(amount, times)
        for i, inverted in further:
            price = self.price(i)
            amount, over = (
                (amount, multiply(over, price)) if inverted else (multiply(amount, price), over)
            )
        return rounder(amount, over)

    def has_read(self, route: Route) -> bool:
        """Return whether the first prices of a route have been read before."""
        up, down, *_ = route.factors
        numbers = self._numbers
        return (up is None or numbers[up] is not None) and (
            down is None or numbers[down] is not None
        )

    def sides(self, route: Route) -> tuple[Decimal, Decimal]:
        """Return the product of a route's factors, and the product of its divisors."""
        return self.value(route, ONE, lambda above, below: (above, below))

    def price(self, i: int) -> Decimal:
        """Return the i-th price as a number, parsed only once."""
        number = self._numbers[i]
        if number is None:
            number = self._numbers[i] = self.number(i)
        return number

    def rate(self, base: str, term: str) -> Rate | None:
        """Return the rate with the quotes it is made from; None if no route leads there."""
        route = self.pairs.route(base, term)
        if route is None:
            return None
        return Rate(base, term, tuple(Leg(self.quote(i), inverted) for i, inverted in route.steps))

    def __iter__(self) -> Iterator[Quote]:
        return (self.quote(i) for i in range(len(self.pairs.tokens)))


def token(quote: Quote) -> str:
    """Return the pair of a quote as tables write it: `EUR/USD`, `JPY/RUB/100`."""
    pair = f"{quote.base}/{quote.term}"
    return pair if quote.per == 1 else f"{pair}/{quote.per}"
