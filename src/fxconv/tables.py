"""The tables of one provider: its bulletins together with what law or decree fixes, day by day."""

from __future__ import annotations

from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING

from .policy import POLICIES, newest
from .providers import fixed
from .routes import Pairs
from .table import RateTable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from .bulletin import Bulletin
    from .provider import Provider
    from .providers.fixed import Epoch
    from .quote import Quote
    from .shelf import Shelf

_KEPT = 40_000
"""Days whose table is remembered, from the provider's first on: a century."""


class Dated(RateTable):
    """A table with its provider, and the bulletin in it; None where only what is fixed is in it."""

    __slots__ = ("_epoch", "bulletin", "provider")

    def __init__(self, provider: Provider, bulletin: Bulletin | None, epoch: Epoch) -> None:
        self._lay_out(_pairs(bulletin.pairs if bulletin else (), epoch, provider.pivot))
        self.provider = provider
        self.bulletin = bulletin
        self._epoch = epoch

    def quote(self, i: int) -> Quote:
        """Return the i-th quote with its provenance: a published one, or what is fixed."""
        published = self.pairs.moving
        if self.bulletin and i < published:
            return self.bulletin.quote(i)
        return self._epoch.quote(i - published)

    def number(self, i: int) -> Decimal:
        """Return the i-th published price; raises StoreError where it is damaged."""
        assert self.bulletin is not None
        return self.bulletin.number(i)

    @property
    def codes(self) -> tuple[str, ...]:
        """The currencies that the bulletin quotes, in alphabetical order."""
        pairs = self.bulletin.pairs if self.bulletin else ()
        return tuple(sorted({code for pair in pairs for code in pair.split("/")[:2]}))


@cache
def _pairs(published: tuple[str, ...], epoch: Epoch, pivot: str) -> Pairs:
    """Return the pairs of both: law goes before a bulletin, and a bulletin before a peg."""
    place = {pair[:7]: i for i, pair in enumerate(published)}
    hidden = set()
    for i, pair in enumerate(epoch.pairs, len(published)):
        for either in (pair, f"{pair[4:]}/{pair[:3]}"):
            if either in place:
                hidden.add(i if epoch.is_peg(i - len(published)) else place[either])
    return Pairs(published + epoch.pairs, pivot, epoch.prices, frozenset(hidden), epoch.split)


class Tables:
    """The tables of one provider, each made once and shared by the days that it answers for.

    `begun` says whether there is any bulletin.
    """

    def __init__(self, shelf: Shelf, provider: Provider) -> None:
        self.shelf = shelf.reading(provider.id)
        self.provider = provider
        self.begun = self.shelf.knows(provider.id)
        self._first = provider.since.toordinal()
        self._days: dict[str, list[Dated | None]] = {}
        self._made: dict[tuple[object, Epoch], Dated] = {}

    def of(self, day: date, policy: str) -> Dated:
        """Return the table that answers for a day; `newest` is the policy where none was asked."""
        at = day.toordinal() - self._first
        if not 0 <= at < _KEPT:
            return self._chosen(day, policy, day)
        try:
            return self._days[policy][at] or self._keep(at, day, policy)
        except KeyError:
            self._days[policy] = [None] * _KEPT
            return self._keep(at, day, policy)

    def at(self, asked: date | datetime | None, day: date, policy: str) -> Dated:
        """Return the table for the day or instant asked for, else the newest known on the day.

        At an instant, the bulletin is the last one public by then, and the law that of the day.
        """
        if isinstance(asked, datetime):
            from .publication import known, local_day

            day, today = known(self.provider, asked), local_day(self.provider, asked)
            return self._chosen(day, policy, today)
        return self.of(day, "newest" if asked is None else policy)

    def _keep(self, at: int, day: date, policy: str) -> Dated:
        table = self._days[policy][at] = self._chosen(day, policy, day)
        return table

    def _chosen(self, day: date, policy: str, today: date) -> Dated:
        """Return the bulletin that answers for a day, with what is fixed on another, today."""
        choose = newest if policy == "newest" else POLICIES[policy]
        return self._table(choose(self.shelf, self.provider, day), today)

    def _table(self, bulletin: Bulletin | None, day: date) -> Dated:
        epoch = fixed.in_force(day)
        key = (bulletin and (bulletin.days or bulletin.on), epoch)
        try:
            return self._made[key]
        except KeyError:
            return self._made.setdefault(key, Dated(self.provider, bulletin, epoch))

    def between(self, first: date, last: date) -> Iterator[Dated]:
        """Return the tables of the bulletins between two days."""
        bulletins = self.shelf.between(self.provider.id, first, last)
        return (self._table(bulletin, bulletin.on) for bulletin in bulletins)
