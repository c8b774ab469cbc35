"""Why there is no rate: which currency is missing, since when, and what to try instead."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from ..errors import (
    NoBulletin,
    NotQuoted,
    NotYetKnown,
    NotYetQuoted,
    RateNotFound,
    Retired,
    SeriesEnded,
)
from ..money.currency import Currency, currencies
from ..publishing.calendars import shift
from ..publishing.hours import known, public, settled
from ..rules.when import AsKnown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..publishing.provider import Provider
    from ..rules.when import When
    from ..store.protocol import BulletinReader
    from .dated import Dated
    from .request import Request
    from .tables import Tables

    Reason = tuple[type[RateNotFound], str]


def explain(
    request: Request, order: Sequence[Tables], asked: When, day: date, today: date
) -> RateNotFound:
    """Return the error that says why no source that was asked has a rate, and what to try.

    `order` lists the sources to ask if none is named.
    """
    base, term, policy = request.base.code, request.term.code, request.options.policy
    hint = _hint(request, order, asked, day, today)
    reasons = []
    for tables in request.asking:
        provider = tables.provider
        on = known(provider, asked) if isinstance(asked, datetime) else day
        kind, why = _early(tables, asked, on, today, policy) or _reason(
            tables.reader, tables.at(asked, day, policy), base, term, on
        )
        reasons.append(kind(base, term, on, provider.id, why, hint))
    return _combined(reasons)


def _hint(request: Request, order: Sequence[Tables], asked: When, day: date, today: date) -> str:
    """Return a request that would find a rate, if there is one."""
    pair, policy = (request.base.code, request.term.code), request.options.policy
    for tables in order if request.options.rule is None else ():
        if tables.at(asked, day, policy).pairs.route(*pair):
            return f"try --from-provider {tables.provider.id}"
    for tables in order:
        newest = tables.at(None, today, policy)
        if newest.bulletin and newest.bulletin.on < day and newest.pairs.route(*pair):
            return "omit --on to use the newest stored rate"
    return ""


def _early(tables: Tables, asked: When, day: date, today: date, policy: str) -> Reason | None:
    """Return that the bulletin for the day was not public yet, or None."""
    provider = tables.provider
    if isinstance(asked, AsKnown):
        last, when = known(provider, asked.at), f"was not public at {asked.at.isoformat()}; it was"
    elif day <= today:
        return None
    else:
        span = tables.reader.span(provider.id)
        last, when = (max(span.last, today) if span else today), "is not published yet; it is"
    if policy == "next":
        day = _set_from(provider, day, 1)
        if day <= last:
            return None
    elif settled(provider, last, day):
        return None
    else:
        day = _set_from(provider, day, -1)
    return NotYetKnown, f"its bulletin for {day} {when} due by {_due(provider, day)}"


def _set_from(provider: Provider, day: date, step: int) -> date:
    """Return the nearest day for which a bulletin is set, forwards or backwards."""
    while settled(provider, shift(day, -1), day) and date.min < day < date.max:
        day = shift(day, step)
    return day


def _due(provider: Provider, day: date) -> str:
    """Return when the bulletin for a day counts as public; only the day if the calendar ends."""
    try:
        return f"{public(provider, day):%Y-%m-%d %H:%M %Z}"
    except OverflowError:
        return day.isoformat()


def _reason(reader: BulletinReader, dated: Dated, base: str, term: str, day: date) -> Reason:
    """Return why one provider has no rate for the pair on the day."""
    for code in (base, term):
        if not _joined(dated, code):
            if unborn := _unborn(code, day):
                return unborn
            if dated.bulletin is not None:
                return _series(reader, dated, code, day)
    if dated.bulletin is None:
        return _bulletins(reader, dated.provider, day)
    return NoBulletin, "no bulletin near that day quotes both currencies"


def _joined(dated: Dated, code: str) -> bool:
    return dated.pairs.route(code, dated.provider.pivot) is not None


def _unborn(code: str, day: date) -> Reason | None:
    """Return that a currency did not exist on the day, and what was used instead, or None."""
    currency = Currency(code)
    since, until = currency.life
    if since and day < since:
        before = [c.code for c in currencies() if code in c.successors and c.lived(day)]
        instead = f"; on {day} it was {before[0]}" if len(before) == 1 else ""
        return NotYetQuoted, f"{code} began on {since}{instead}"
    if until and day > until:
        after = " or ".join(currency.successors)
        instead = f"; {after} replaced it" if after else ""
        return Retired, f"{code} ended on {until}{instead}"
    return None


def _series(reader: BulletinReader, dated: Dated, code: str, day: date) -> Reason:
    """Return why a currency is not in the day's bulletin."""
    provider, bulletin = dated.provider, dated.bulletin
    span = reader.quoted(provider.id, code)
    if span is None:
        return NotQuoted, f"it does not quote {code}"
    if day < span.first:
        return NotYetQuoted, f"its {code} series begins on {span.first}"
    if day > span.last:
        return SeriesEnded, f"the {code} series was suspended after {span.last}"
    before = reader.quoted(provider.id, code, day)
    last = before.last if before else span.first
    if bulletin and last == bulletin.on:
        return NotQuoted, f"it publishes only one side for {code}, not a mid; see --side"
    return NoBulletin, f"before that day, {code} was last quoted on {last}; gaps are never filled"


def _bulletins(reader: BulletinReader, provider: Provider, day: date) -> Reason:
    """Return why a provider has no bulletin for the day."""
    span = reader.span(provider.id)
    if span is None:
        name = provider.id
        return NoBulletin, f"no {name} rates stored yet (run `fxconv update {name}`)"
    if day < span.first:
        return NotYetQuoted, f"its rates begin on {span.first}"
    if (day - span.last).days > provider.gap:
        newest = f"the newest stored rates are from {span.last}"
        return NoBulletin, f"{newest} and may be used for {provider.gap} days at most"
    return NoBulletin, "no stored bulletin is from a day that the policy allows"


def _combined(reasons: Sequence[RateNotFound]) -> RateNotFound:
    """Combine the errors of all providers that were asked; keep their class if they agree."""
    first = reasons[0]
    if len(reasons) == 1:
        return first
    kinds = {type(r) for r in reasons}
    kind = kinds.pop() if len(kinds) == 1 else RateNotFound
    alike = len({r.why for r in reasons}) == 1
    why = first.why if alike else "; ".join(f"{r.provider}: {r.why}" for r in reasons)
    return kind(first.base, first.term, first.on, None, why, first.hint)
