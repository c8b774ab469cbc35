"""Routes: the shortest way between any two currencies through the pairs that a table quotes.

The prices of a table change daily, but its pairs seldom do. So routes are found once for each set
of pairs, and equal routes are one object: shared objects stay in the processor's cache.
"""

from __future__ import annotations

from collections import deque
from decimal import Decimal
from functools import cache

from ..money.rounding import multiply

ONE = Decimal(1)

Step = tuple[int, bool]
"""The index of a quote in its table, and whether it is inverted."""

Factors = tuple[int | None, int | None, Decimal, Decimal, tuple[Step, ...]]
"""The index of the first price to multiply by, and of the first to divide by; the factor and the
divisor that are the same every day (nominals, prices fixed by law); and further steps."""


class Route:
    """A way between two currencies: its steps, and the factors that they apply to an amount."""

    __slots__ = ("factors", "steps")

    def __init__(self, steps: tuple[Step, ...], factors: Factors) -> None:
        self.steps = steps
        self.factors = factors


_shared = cache(Route)


class Pairs:
    """The pairs that a table quotes, BASE/TERM or BASE/TERM/NOMINAL, and the routes through them.

    `fixed` are the prices of the last pairs, if they are the same every day. `hidden` are the
    indexes of quotes that a better quote replaces. `ends` are the currencies at which every route
    ends. Of two routes of equal length, the one through the pivot is preferred, then the first by
    code. A quote as printed is preferred to an inverted one.
    """

    __slots__ = (
        "_ends", "_fixed", "_near", "_orders", "_places", "_routes", "_spokes", "moving", "pivot",
        "tokens",
    )  # fmt: skip

    def __init__(
        self,
        tokens: tuple[str, ...],
        pivot: str,
        fixed: tuple[str, ...] = (),
        hidden: frozenset[int] = frozenset(),
        ends: frozenset[str] = frozenset(),
    ) -> None:
        self.tokens = tokens
        self.moving = len(tokens) - len(fixed)
        self._routes: dict[tuple[str, str], Route | None] = {}
        self.pivot = pivot
        self._fixed = fixed
        self._ends = ends
        self._near: dict[str, dict[str, Step]] | None = None
        self._spokes: dict[str, Step] | None = None
        self._orders: dict[str, list[tuple[str, Step]]] = {}
        self._places = {
            (token[:3], token[4:7]): i for i, token in enumerate(tokens) if i not in hidden
        }

    def route(self, base: str, term: str) -> Route | None:
        """Return the route from base to term; None if there is none."""
        pair = base, term
        try:
            return self._routes[pair]
        except KeyError:
            return self._routes.setdefault(pair, self._plan(base, term))

    @property
    def spokes(self) -> dict[str, Step]:
        """The steps from the pivot to currencies that are not quoted against each other.

        So the route between any two of them leads through the pivot. Included are only quotes
        that their price alone describes: with a nominal of 1, and not fixed.
        """
        if self._spokes is None:
            near = self._neighbours()
            around = {} if self.pivot in self._ends else near.get(self.pivot, {})
            self._spokes = {
                code: step
                for code, step in around.items()
                if step[0] < self.moving
                and not self.tokens[step[0]][8:]
                and around.keys().isdisjoint(near[code])
            }
        return self._spokes

    def _plan(self, base: str, term: str) -> Route | None:
        steps = self._step(base, term) or self._search(base, term)
        return None if steps is None else _shared(steps, self._factors(steps))

    def _factors(self, steps: tuple[Step, ...]) -> Factors:
        moving = [step for step in steps if step[0] < self.moving]
        up = next((step for step in moving if not step[1]), None)
        down = next((step for step in moving if step[1]), None)
        further = tuple(step for step in moving if step not in (up, down))
        times, over = self._constants(steps)
        return up and up[0], down and down[0], times, over, further

    def _constants(self, steps: tuple[Step, ...]) -> tuple[Decimal, Decimal]:
        """Return the products of nominals and fixed prices; the object ONE if a product is 1."""
        times = over = ONE
        for i, inverted in steps:
            per = Decimal(self.tokens[i][8:] or 1)
            price = Decimal(self._fixed[i - self.moving]) if i >= self.moving else ONE
            up, down = (per, price) if inverted else (price, per)
            times, over = multiply(times, up), multiply(over, down)
        return ONE if times == ONE else times, ONE if over == ONE else over

    def _step(self, base: str, term: str) -> tuple[Step, ...] | None:
        """Return the single step between two currencies that are quoted against each other."""
        place = self._places.get((base, term))
        if place is not None:
            return ((place, False),)
        place = self._places.get((term, base))
        return None if place is None else ((place, True),)

    def _search(self, base: str, term: str) -> tuple[Step, ...] | None:
        """Search breadth first, in a fixed order: the first route found is one of the shortest."""
        near = self._neighbours()
        if base not in near or term not in near:
            return None
        if self.pivot not in near[term] and not self._joined(term, base):
            return None
        came: dict[str, tuple[str, Step] | None] = {base: None}
        queue = deque([base])
        while queue and term not in came:
            here = queue.popleft()
            onward = here == base or here not in self._ends
            for there, step in self._sorted(here) if onward else ():
                if there not in came:
                    came[there] = (here, step)
                    queue.append(there)
        return _retrace(came, term) if term in came else None

    def _joined(self, start: str, end: str) -> bool:
        """Return whether any chain of pairs joins two currencies; fast if few pairs lead there."""
        near, seen, left = self._neighbours(), {start}, [start]
        while left and end not in seen:
            fresh = near.get(left.pop(), {}).keys() - seen
            seen |= fresh
            left += fresh
        return end in seen

    def _neighbours(self) -> dict[str, dict[str, Step]]:
        """Return the currencies that each currency is quoted against, and the steps there."""
        if self._near is None:
            near: dict[str, dict[str, Step]] = {}
            for (base, term), i in self._places.items():
                near.setdefault(term, {}).setdefault(base, (i, True))
                near.setdefault(base, {})[term] = (i, False)
            self._near = near
        return self._near

    def _sorted(self, code: str) -> list[tuple[str, Step]]:
        """Return the neighbours of a currency, the pivot first, then by code."""
        if code not in self._orders:
            self._orders[code] = sorted(self._neighbours()[code].items(), key=self._order)
        return self._orders[code]

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
