"""Rates fixed by law or decree: irrevocable euro rates, redenominations and pegs.

Each applies exactly, from its first day to its last. The euro rates are those of Council Regulation
(EC) No 2866/98, used as article 4 of Regulation (EC) No 1103/97 requires: in both directions, and
never by a rounded inverse.
"""

from __future__ import annotations

from bisect import bisect_right
from datetime import date, time, timedelta
from functools import cache

from ..data import facts
from ..publishing.provider import Answer, Provider, Published, Quotes
from ..rates.quote import Quote, Source


class Epoch:
    """The rates fixed between two changes to any of them; there is one object per epoch."""

    __slots__ = ("_facts", "pairs", "prices", "split")

    def __init__(self, facts: list[list[str]]) -> None:
        self._facts = facts
        self.pairs = tuple(fact[1] for fact in facts)
        self.prices = tuple(fact[2] for fact in facts)
        old = [fact[1][4:] for fact in facts if fact[0] == "redenomination"]
        self.split = frozenset(code for code in old if old.count(code) > 1)
        """Currencies replaced by several others, which then went separate ways."""

    def is_peg(self, i: int) -> bool:
        """Return whether the i-th rate is a central bank's promise and not a change of unit."""
        return self._facts[i][0] == "peg"

    def quote(self, i: int) -> Quote:
        """Return the i-th rate with its source."""
        return _quote(self._facts[i])


def _quote(fact: list[str]) -> Quote:
    kind, pair, price, since, until, authority, key = fact
    title, url = facts.references()[key]
    return Quote(
        pair[:3],
        pair[4:],
        price,
        date.fromisoformat(since),
        PROVIDER.id,
        kind=kind,
        until=None if until == "-" else date.fromisoformat(until),
        source=Source(PROVIDER.id, url, "", "", f"{authority}; {title}"),
    )


def in_force(day: date) -> Epoch:
    """Return the rates fixed on a day."""
    return _epoch(bisect_right(_changes(), day.isoformat()))


@cache
def _epoch(number: int) -> Epoch:
    day = _changes()[number - 1] if number else ""
    return Epoch([f for f in _facts() if f[3] <= day and (f[4] == "-" or day <= f[4])])


@cache
def _changes() -> tuple[str, ...]:
    """Return the days, in ISO 8601, on which a fixed rate begins or is no longer in force."""
    begins = {fact[3] for fact in _facts()}
    return tuple(sorted(begins | {_after(fact[4]) for fact in _facts() if fact[4] != "-"}))


def _after(day: str) -> str:
    return (date.fromisoformat(day) + timedelta(1)).isoformat()


@cache
def _facts() -> list[list[str]]:
    """Return all facts but changes of a unit that kept its code (VES/VES), which are no pairs."""
    return [fact for fact in facts.rows("fixed.tsv") if fact[1][:3] != fact[1][4:]]


@cache
def breaks() -> dict[str, list[Quote]]:
    """Return the redenominations in which a unit kept its code, by code."""
    kept = [fact for fact in facts.rows("fixed.tsv") if fact[1][:3] == fact[1][4:]]
    return {fact[1][:3]: [_quote(f) for f in kept if f[1] == fact[1]] for fact in kept}


def renamed(code: str, day: date) -> bool:
    """Return whether a currency got a new code on a day."""
    return any(fact[1][4:] == code and fact[3] == day.isoformat() for fact in _facts())


def parse(answer: Answer) -> Quotes:
    """Return nothing: fixed rates come with fxconv and are not downloaded."""
    return iter(())


PROVIDER = Provider(
    id="fixed",
    name="Irrevocable euro rates, redenominations and pegs",
    country="-",
    pivot="EUR",
    kind="law",
    dates="in force",
    since=date(1904, 6, 20),
    gap=0,
    zone="UTC",
    published=(Published(time(0, 0), timedelta(0)),),
    home="https://eur-lex.europa.eu/eli/reg/1998/2866",
    terms="facts of law, each with its source",
    parse=parse,
)
