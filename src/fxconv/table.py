"""A table: the quotes of one provider in force on a day, and the shortest way between any two.

Which pairs a table quotes seldom changes, while its prices change daily. So the ways through it are
found once per set of pairs and shared by all tables that have it.
"""

from __future__ import annotations

from collections import deque
from decimal import Decimal
from math import prod
from typing import TYPE_CHECKING, NamedTuple

from .quote import Leg, Quote, Rate
from .rounding import multiply, ratio

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

ONE = Decimal(1)

Step = tuple[int, bool]
"""The place of a quote in its table, and whether it is walked backwards."""


class Route(NamedTuple):
    """A way between two currencies: the places of the prices that multiply and divide an amount.

    `times` and `over` are the products of nominals, for the prices that are of more than one unit.
    """

    above: tuple[int, ...]
    below: tuple[int, ...]
    times: Decimal
    over: Decimal
    steps: tuple[Step, ...]


class Pairs:
    """The pairs that a table quotes, BASE/TERM or BASE/TERM/NOMINAL, and the ways through them.

    `hidden` are the places of quotes that a better one replaces, `ends` the currencies through
    which no way leads on. Of two ways of equal length the
    one through the pivot counts, then the first by code; a quote as printed goes before an inverted
    one.
    """

    __slots__ = ("_near", "_places", "ends", "pivot", "routes", "tokens")

    def __init__(
        self,
        tokens: tuple[str, ...],
        pivot: str,
        hidden: frozenset[int] = frozenset(),
        ends: frozenset[str] = frozenset(),
    ) -> None:
        self.tokens = tokens
        self.pivot = pivot
        self.ends = ends
        self.routes: dict[tuple[str, str], Route | None] = {}
        self._near: dict[str, list[tuple[str, Step]]] | None = None
        self._places = {
            (token[:3], token[4:7]): i for i, token in enumerate(tokens) if i not in hidden
        }

    def route(self, base: str, term: str) -> Route | None:
        """Return the way from base to term, or None where nothing joins them."""
        try:
            return self.routes[base, term]
        except KeyError:
            return self.routes.setdefault((base, term), self._plan(base, term))

    def _plan(self, base: str, term: str) -> Route | None:
        steps = self._step(base, term) or self._search(base, term)
        if steps is None:
            return None
        above = tuple(i for i, inverted in steps if not inverted)
        below = tuple(i for i, inverted in steps if inverted)
        return Route(above, below, self._nominals(below), self._nominals(above), steps)

    def _step(self, base: str, term: str) -> tuple[Step, ...] | None:
        """Return the one step between two currencies that are quoted against each other."""
        place = self._places.get((base, term))
        if place is not None:
            return ((place, False),)
        place = self._places.get((term, base))
        return None if place is None else ((place, True),)

    def _nominals(self, places: tuple[int, ...]) -> Decimal:
        nominal = prod(int(self.tokens[i][8:] or 1) for i in places)
        return ONE if nominal == 1 else Decimal(nominal)

    def _search(self, base: str, term: str) -> tuple[Step, ...] | None:
        """Breadth first, neighbours in a fixed order: the first way found is a shortest one."""
        if not all(any(code in pair for pair in self._places) for code in (base, term)):
            return None
        near = self._neighbours()
        came: dict[str, tuple[str, Step] | None] = {base: None}
        queue = deque([base])
        while queue and term not in came:
            here = queue.popleft()
            for there, step in near[here] if here == base or here not in self.ends else ():
                if there not in came:
                    came[there] = (here, step)
                    queue.append(there)
        return _retrace(came, term) if term in came else None

    def _neighbours(self) -> dict[str, list[tuple[str, Step]]]:
        """Return what each currency is quoted against, the pivot first, then by code."""
        if self._near is None:
            near: dict[str, dict[str, Step]] = {}
            for (base, term), i in self._places.items():
                near.setdefault(term, {}).setdefault(base, (i, True))
                near.setdefault(base, {})[term] = (i, False)
            self._near = {code: sorted(n.items(), key=self._order) for code, n in near.items()}
        return self._near

    def _order(self, neighbour: tuple[str, Step]) -> tuple[bool, str]:
        return neighbour[0] != self.pivot, neighbour[0]


def _retrace(came: dict[str, tuple[str, Step] | None], term: str) -> tuple[Step, ...]:
    steps: list[Step] = []
    back = came[term]
    while back is not None:
        here, step = back
        steps.append(step)
        back = came[here]
    return tuple(reversed(steps))


class RateTable:
    """The quotes in force on a day, in the order of `pairs.tokens`.

    `quote(i)` makes the i-th quote with its provenance when somebody wants to see it, `price(i)` is
    its price as printed.
    """

    __slots__ = ("_numbers", "pairs", "price", "quote")

    def __init__(
        self, pairs: Pairs, price: Callable[[int], str], quote: Callable[[int], Quote]
    ) -> None:
        self.pairs = pairs
        self.price = price
        self.quote = quote
        self._numbers: list[Decimal | None] = [None] * len(pairs.tokens)

    @classmethod
    def of(cls, quotes: Iterable[Quote], pivot: str = "EUR") -> RateTable:
        """Return a table of the given quotes; between two ways of equal length the pivot wins."""
        kept = tuple(quotes)
        pairs = Pairs(tuple(token(q) for q in kept), pivot)
        return cls(pairs, lambda i: kept[i].price, kept.__getitem__)

    def value(self, route: Route, amount: Decimal, places: int | None, rounding: str) -> Decimal:
        """Return the amount at the rate of a route, rounded once from the exact ratio."""
        numbers = self._numbers
        above, below, times, over, _ = route
        for i in above:
            amount = multiply(amount, numbers[i] or self._number(i))
        for i in below:
            price = numbers[i] or self._number(i)
            over = price if over is ONE else multiply(over, price)
        if times is not ONE:
            amount = multiply(amount, times)
        return ratio(amount, over, places, rounding)

    def _number(self, i: int) -> Decimal:
        number = self._numbers[i] = Decimal(self.price(i))
        return number

    def rate(self, base: str, term: str) -> Rate | None:
        """Return the rate with the quotes that it is made of; None where there is no way."""
        route = self.pairs.route(base, term)
        if route is None:
            return None
        return Rate(base, term, tuple(Leg(self.quote(i), inverted) for i, inverted in route.steps))

    def __iter__(self) -> Iterator[Quote]:
        return (self.quote(i) for i in range(len(self.pairs.tokens)))


def token(quote: Quote) -> str:
    """Return the pair of a quote as a table writes it."""
    pair = f"{quote.base}/{quote.term}"
    return pair if quote.per == 1 else f"{pair}/{quote.per}"
