"""Why there is no rate: which currency lacks, since when, and what could be tried instead."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from .errors import NoBulletin, NotQuoted, NotYetQuoted, RateNotFound, SeriesEnded
from .publication import known

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from .provider import Provider
    from .question import Question
    from .shelf import Shelf
    from .tables import Dated, Tables

    Asked = date | datetime | None


def explain(
    question: Question, order: Sequence[Tables], asked: Asked, day: date, today: date
) -> RateNotFound:
    """Return the error that says why nobody who was asked has a rate, and what to try.

    `order` are those who would be asked if nobody was named.
    """
    base, term, policy = question.base.code, question.term.code, question.terms.policy
    hint = _hint(question, order, asked, day, today)
    reasons = []
    for tables in question.asking:
        provider = tables.provider
        on = known(provider, asked) if isinstance(asked, datetime) else day
        kind, why = _reason(tables.shelf, tables.at(asked, day, policy), base, term, on)
        reasons.append(kind(base, term, on, provider.id, why, hint))
    return _combined(reasons)


def _hint(question: Question, order: Sequence[Tables], asked: Asked, day: date, today: date) -> str:
    """Return what would have been answered."""
    pair, policy = (question.base.code, question.term.code), question.terms.policy
    for tables in order:
        if tables.at(asked, day, policy).pairs.route(*pair):
            return f"try --from-provider {tables.provider.id}"
    for tables in order:
        newest = tables.at(None, today, policy)
        if newest.bulletin and newest.bulletin.on < day and newest.pairs.route(*pair):
            return "leave the day out for the newest rate that is known"
    return ""


def _reason(
    shelf: Shelf, dated: Dated, base: str, term: str, day: date
) -> tuple[type[RateNotFound], str]:
    """Return why one provider has no rate for the pair on the day."""
    if dated.bulletin is None:
        return _bulletins(shelf, dated.provider, day)
    for code in (base, term):
        if not _joined(dated, code):
            return _series(shelf, dated.provider, code, day)
    return NoBulletin, "no bulletin of these days quotes both"


def _joined(dated: Dated, code: str) -> bool:
    return dated.pairs.route(code, dated.provider.pivot) is not None


def _series(
    shelf: Shelf, provider: Provider, code: str, day: date
) -> tuple[type[RateNotFound], str]:
    """Return what is known of a currency that the day's bulletin does not quote."""
    span = shelf.quoted(provider.id, code)
    if span is None:
        return NotQuoted, f"{provider.id} does not quote {code}"
    if day < span.first:
        return NotYetQuoted, f"its {code} series begins on {span.first}"
    if day > span.last:
        return SeriesEnded, f"the {code} series was suspended after {span.last}"
    before = shelf.quoted(provider.id, code, day)
    last = before.last if before else span.first
    return NoBulletin, f"{code} was not quoted after {last}, and a gap is not bridged"


def _bulletins(shelf: Shelf, provider: Provider, day: date) -> tuple[type[RateNotFound], str]:
    """Return what is known of a provider that has no bulletin for the day."""
    span = shelf.span(provider.id)
    if span is None:
        name = provider.id
        return NoBulletin, f"the store has no rates of {name} yet, fxconv update {name} gets some"
    if day < span.first:
        return NotYetQuoted, f"its rates begin on {span.first}"
    if (day - span.last).days > provider.gap:
        last = f"the last bulletin known is of {span.last}"
        return NoBulletin, f"{last}, and one answers for {provider.gap} days at most"
    return NoBulletin, "there is no bulletin of a day that the policy allows"


def _combined(reasons: Sequence[RateNotFound]) -> RateNotFound:
    """Return one error for all providers that were asked; its class is theirs if they agree."""
    first = reasons[0]
    if len(reasons) == 1:
        return first
    kinds = {type(r) for r in reasons}
    kind = kinds.pop() if len(kinds) == 1 else RateNotFound
    why = "; ".join(f"{r.provider}: {r.why}" for r in reasons)
    return kind(first.base, first.term, first.on, None, why, first.hint)
