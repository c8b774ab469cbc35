"""The table of one day: a bulletin together with what law or decree fixes, and its rates."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from ..publishing.calendars import shift
from ..rates.quote import FIXED_KINDS, Leg
from ..rates.rate import Rate
from ..rates.routes import Pairs
from ..rates.table import RateTable
from ..values import derived

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal
    from typing import Any

    from ..providers.fixed import Epoch
    from ..publishing.provider import Provider
    from ..rates.bulletin import Bulletin
    from ..rates.quote import Quote
    from ..rates.routes import Route
    from ..store.protocol import BulletinReader


class Dated(RateTable):
    """A table with its provider and its bulletin, which is None if it has only fixed rates."""

    __slots__ = ("_epoch", "bulletin", "provider", "reader")

    def __init__(
        self, reader: BulletinReader, provider: Provider, bulletin: Bulletin | None, epoch: Epoch
    ) -> None:
        self._lay_out(_pairs(bulletin.pairs if bulletin else (), epoch, provider.pivot))
        self.reader = reader
        self.provider = provider
        self.bulletin = bulletin
        self._epoch = epoch

    def quote(self, i: int) -> Quote:
        """Return the i-th quote with its provenance, published or fixed."""
        published = self.pairs.moving
        if self.bulletin and i < published:
            return self.bulletin.quote(i)
        return self._epoch.quote(i - published)

    def number(self, i: int) -> Decimal:
        """Return the i-th published price; raises StoreError if it is damaged."""
        assert self.bulletin is not None
        return self.bulletin.number(i)

    def rate(self, base: str, term: str) -> Rate | None:
        """Return the rate, with the quotes that it is made of; None if no route exists."""
        route = self.pairs.route(base, term)
        return None if route is None else DatedRate(base, term, self, route)

    def fixes(self, i: int) -> bool:
        """Return whether the i-th quote is fixed: by law, by decree, or by definition of a unit."""
        if self.bulletin is None or i >= self.pairs.moving:
            return True
        origins = self.bulletin.origins
        return origins[i if len(origins) > 1 else 0].kind in FIXED_KINDS

    def day(self, i: int) -> date:
        """Return the day printed on the i-th published quote."""
        assert self.bulletin is not None
        return self.bulletin.days[i] if self.bulletin.days else self.bulletin.on

    def printed(self) -> dict[tuple[str, str, str], Quote]:
        """Return the quotes of the bulletin by side, base and term, the newest of each."""
        if self.bulletin is None:
            return {}
        on = self.bulletin.on
        first = shift(on, -self.provider.gap) if self.provider.apart else on
        quotes = self.reader.printed(self.provider.id, first, on)
        return {(q.side, q.base, q.term): q for q in quotes}

    @property
    def codes(self) -> tuple[str, ...]:
        """The currencies that the bulletin quotes, in alphabetical order."""
        pairs = self.bulletin.pairs if self.bulletin else ()
        return tuple(sorted({code for pair in pairs for code in pair.split("/")[:2]}))


class DatedRate(Rate):
    """A rate by a route through a dated table, which looks up its quotes when they are read."""

    __slots__ = ("_route", "_table")
    _table: Dated
    _route: Route

    def __init__(self, base: str, term: str, table: Dated, route: Route) -> None:
        super().__init__(base, term)
        object.__setattr__(self, "_table", table)
        object.__setattr__(self, "_route", route)

    @derived
    def legs(self) -> tuple[Leg, ...]:
        """The quotes on the way from base to term, each with its direction."""
        return tuple(Leg(self._table.quote(i), inverted) for i, inverted in self._route.steps)

    @derived
    def sides(self) -> tuple[Decimal, Decimal]:
        """The products of what an amount is multiplied by, and of what it is divided by."""
        return self._table.sides(self._route)

    @derived
    def on(self) -> date | None:
        """The newest day printed on a quote that is not fixed; None if all are fixed."""
        steps, table = self._route.steps, self._table
        return max((table.day(i) for i, _ in steps if not table.fixes(i)), default=None)

    @derived
    def fixed(self) -> tuple[Quote, ...]:
        """The fixed quotes on the route."""
        return tuple(self._table.quote(i) for i, _ in self._route.steps if self._table.fixes(i))

    @derived
    def provider(self) -> str | None:
        """The id of the provider; `fixed` if every quote is fixed, None for an identity."""
        published = any(i < self._table.pairs.moving for i, _ in self._route.steps)
        return self._table.provider.id if published else super().provider

    def __reduce__(self) -> tuple[Any, ...]:
        return Rate, self._key()


@cache
def _pairs(published: tuple[str, ...], epoch: Epoch, pivot: str) -> Pairs:
    """Return the pairs of both: law overrides a bulletin, and a bulletin overrides a peg."""
    place = {pair[:7]: i for i, pair in enumerate(published)}
    hidden = set()
    for i, pair in enumerate(epoch.pairs, len(published)):
        for either in (pair, f"{pair[4:]}/{pair[:3]}"):
            if either in place:
                hidden.add(i if epoch.is_peg(i - len(published)) else place[either])
    return Pairs(published + epoch.pairs, pivot, epoch.prices, frozenset(hidden), epoch.split)
