"""The tables of one provider: its bulletins, with the rates fixed by law or decree, by day."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING

from ..providers import fixed
from ..rules.day_policy import LOOKING_AHEAD, POLICIES, newest
from .columns import Columns
from .dated import Dated

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ..providers.fixed import Epoch
    from ..publishing.provider import Provider
    from ..rates.bulletin import Bulletin
    from ..rates.rate import Rate
    from ..rules.when import When
    from ..store.protocol import BulletinReader

_KEPT = 40_000
"""The number of days whose table is remembered, from the provider's first: a century."""
_RATES_KEPT = 1024
"""The number of rates that are remembered with their figures."""
_AHEAD = 366
"""The number of days after today with room for prices, because a process can live long."""


class Tables:
    """The tables of one provider, each made once and shared by all days that use it.

    `begun` tells whether there is any bulletin. `today` returns the current day; after it, only
    rates set in advance are known.
    """

    def __init__(
        self, reader: BulletinReader, provider: Provider, today: Callable[[], date] = date.today
    ) -> None:
        self.today = today
        self.reader = reader.reading(provider.id)
        self.provider = provider
        self.begun = self.reader.knows(provider.id)
        self._first = provider.since.toordinal()
        self._days: dict[str, list[Dated | None]] = {}
        self._made: dict[tuple[object, Epoch], Dated] = {}
        self._columns: dict[str, Columns] = {}
        self._rates = lru_cache(_RATES_KEPT)(Dated.rate)

    def rate(self, day: date, policy: str, codes: tuple[str, str]) -> Rate | None:
        """Return the rate on a day; the last ones used remember their figures."""
        return self._rates(self.of(day, policy), *codes)

    def columns(self, policy: str) -> Columns:
        """Return the prices by currency and day under a policy."""
        if policy not in self._columns:
            length = max(0, self.today().toordinal() - self._first + _AHEAD)
            self._columns[policy] = Columns(self.provider.pivot, self._first, length)
        return self._columns[policy]

    def of(self, day: date, policy: str) -> Dated:
        """Return the table to use for a day; the policy is `newest` if no day was asked for."""
        at = day.toordinal() - self._first
        if not 0 <= at < _KEPT:
            return self._table(self._settled(day, policy), day)
        try:
            return self._days[policy][at] or self._keep(at, day, policy)
        except KeyError:
            self._days[policy] = [None] * _KEPT
            return self._keep(at, day, policy)

    def at(self, asked: When, day: date, policy: str) -> Dated:
        """Return the table for the day or instant asked for (default: the newest on the day).

        At an instant, this is the last bulletin public by then, with the law of that day. For a day
        together with an instant, it is the bulletin for the day, if it was public by the instant.
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
        """Return the table in force on a day: that of the day, or the last one before it.

        Raises InvalidDate.
        """
        from ..dates.parsing import as_day

        return self.of(as_day(day), "previous")

    def known(self, instant: str | datetime) -> Dated:
        """Return the last table that was public at an instant, even if it is for tomorrow.

        Raises InvalidDate for an instant without a zone.
        """
        from ..dates.parsing import as_instant

        instant = as_instant(instant)
        return self.at(instant, instant.date(), "previous")

    def next(self, instant: str | datetime) -> Dated | None:
        """Return the table set in advance that was public at an instant, or None.

        It comes into force after the day of the instant at the provider. Raises InvalidDate.
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
        """Return the bulletin to use for a day."""
        choose = newest if policy == "newest" else POLICIES[policy]
        return choose(self.reader, self.provider, day)

    def _settled(self, day: date, policy: str, last: date | None = None) -> Bulletin | None:
        """Return the bulletin to use for a day, if no later publication can replace it.

        Bulletins are known up to `last`, by default up to the newest stored one.
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
            made = Dated(self.reader, self.provider, bulletin, epoch)
            return self._made.setdefault(key, made)

    def between(self, first: date, last: date) -> Iterator[Dated]:
        """Return the tables of the bulletins between two days."""
        bulletins = self.reader.between(self.provider.id, first, last)
        return (self._table(bulletin, bulletin.on) for bulletin in bulletins)
