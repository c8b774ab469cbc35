"""The tables of one provider: its bulletins together with what law or decree fixes, day by day."""

from __future__ import annotations

from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING

from ..providers import fixed
from ..rates.routes import Pairs
from ..rates.table import RateTable
from ..rules.day_policy import LOOKING_AHEAD, POLICIES, newest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from decimal import Decimal

    from ..providers.fixed import Epoch
    from ..publishing.provider import Provider
    from ..rates.bulletin import Bulletin
    from ..rates.quote import Quote
    from ..store.protocol import Shelf
    from .request import Asked

_KEPT = 40_000
"""Days whose table is remembered, from the provider's first on: a century."""


class Dated(RateTable):
    """A table with its provider, and the bulletin in it; None where only what is fixed is in it."""

    __slots__ = ("_epoch", "bulletin", "provider", "shelf")

    def __init__(
        self, shelf: Shelf, provider: Provider, bulletin: Bulletin | None, epoch: Epoch
    ) -> None:
        self._lay_out(_pairs(bulletin.pairs if bulletin else (), epoch, provider.pivot))
        self.shelf = shelf
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

    `begun` says whether there is any bulletin, `today` returns the day after which nothing is known
    but what was set in advance.
    """

    def __init__(
        self, shelf: Shelf, provider: Provider, today: Callable[[], date] = date.today
    ) -> None:
        self.today = today
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
            return self._table(self._settled(day, policy), day)
        try:
            return self._days[policy][at] or self._keep(at, day, policy)
        except KeyError:
            self._days[policy] = [None] * _KEPT
            return self._keep(at, day, policy)

    def at(self, asked: Asked, day: date, policy: str) -> Dated:
        """Return the table for the day or instant asked for, else the newest known on the day.

        At an instant, the bulletin is the last one public by then, and the law that of the day. For
        a day by what was known at an instant, it is that of the day if it was public by then.
        """
        if asked is None:
            return self.of(day, "newest")
        if isinstance(asked, date) and not isinstance(asked, datetime):
            return self.of(day, policy)
        from ..publishing.hours import known, local_day

        instant = asked if isinstance(asked, datetime) else asked.at
        last, today = known(self.provider, instant), local_day(self.provider, instant)
        if asked is instant:
            return self._table(self._chosen(last, policy), today)
        found = self._settled(day, policy, last)
        return self._table(found, min(day, today))

    def in_force(self, day: str | date) -> Dated:
        """Return the table in force on a day: of the day, or the last before that holds on.

        Raises InvalidDate.
        """
        from ..dates.parsing import as_day

        return self.of(as_day(day), "previous")

    def known(self, instant: str | datetime) -> Dated:
        """Return the last table that was public at an instant, tomorrow's where it is set.

        Raises InvalidDate for an instant without a zone.
        """
        from ..dates.parsing import as_instant

        instant = as_instant(instant)
        return self.at(instant, instant.date(), "previous")

    def next(self, instant: str | datetime) -> Dated | None:
        """Return the table set in advance that was public at an instant; None if none was.

        It comes into force after the day that it was where the provider is. Raises InvalidDate.
        """
        from ..dates.parsing import as_instant
        from ..publishing.hours import local_day

        instant = as_instant(instant)
        table = self.known(instant)
        ahead = table.bulletin and table.bulletin.on > local_day(self.provider, instant)
        return table if ahead else None

    def _keep(self, at: int, day: date, policy: str) -> Dated:
        if policy != "newest" and day > self.today():
            return self._table(self._settled(day, policy), day)
        table = self._days[policy][at] = self._table(self._chosen(day, policy), day)
        return table

    def _chosen(self, day: date, policy: str) -> Bulletin | None:
        """Return the bulletin that answers for a day."""
        choose = newest if policy == "newest" else POLICIES[policy]
        return choose(self.shelf, self.provider, day)

    def _settled(self, day: date, policy: str, last: date | None = None) -> Bulletin | None:
        """Return the bulletin that answers for a day if none that is to come can replace it.

        What is known are the bulletins to the last one, by default those that there are.
        """
        from ..publishing.hours import settled

        ahead = policy in LOOKING_AHEAD
        found = self._chosen(day if ahead or last is None else min(day, last), policy)
        if found is None:
            return None
        known = found.on if last is None else last
        if ahead:
            return found if max(found.days or (found.on,)) <= known else None
        exact = policy != "exact" or found.on == day
        return found if exact and settled(self.provider, known, day) else None

    def _table(self, bulletin: Bulletin | None, day: date) -> Dated:
        epoch = fixed.in_force(day)
        key = (bulletin and (bulletin.days or bulletin.on), epoch)
        try:
            return self._made[key]
        except KeyError:
            made = Dated(self.shelf, self.provider, bulletin, epoch)
            return self._made.setdefault(key, made)

    def between(self, first: date, last: date) -> Iterator[Dated]:
        """Return the tables of the bulletins between two days."""
        bulletins = self.shelf.between(self.provider.id, first, last)
        return (self._table(bulletin, bulletin.on) for bulletin in bulletins)
