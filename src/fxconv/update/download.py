"""Downloads a provider's documents one by one and stores their bulletins."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from .. import settings
from ..dates.spans import Span, joined, lacking
from ..errors import FetchFailed, InvalidDocument
from ..publishing import due
from ..publishing.hours import local_day
from ..publishing.provider import parsed
from ..rates.quote import Quote, Source
from ..store import quarantine
from ..store.journal import Journal
from ..store.store import Store
from .http import USUAL, Client
from .keys import secret_of, without
from .plausibility import MEMORY, Doubts, near
from .second_opinion import second_opinion

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ..publishing.provider import Answer, Provider, Request
    from ..store.protocol import BulletinReader
    from .http import Limits
    from .plausibility import SecondOpinion

AHEAD = timedelta(45)
"""How far ahead a bulletin may be dated: some banks set rates a month in advance."""
YEAR = timedelta(366)
IN_A_ROW = 3
PART = 8192
"""How many quotes of a document are in memory at once."""


class Kept(NamedTuple):
    """The result of a request: how many rates were stored, and how many were put in quarantine."""

    rates: int = 0
    aside: int = 0


Outcome = Kept | FetchFailed | InvalidDocument


class Download:
    """Downloads from one provider into a store; `reader` has the rates of all sources to compare.

    Raises KeyNeeded if the provider needs a key and none is set.
    """

    def __init__(
        self,
        provider: Provider,
        store: Store,
        reader: BulletinReader,
        limits: Limits = USUAL,
        now: datetime | None = None,
    ) -> None:
        secret = secret_of(provider)
        self._provider = provider
        self._store = store
        self._reader = reader
        self._journal = Journal(store)
        self._now = now or datetime.now(UTC)
        self._hidden = secret.value if secret else ""
        self._client = Client(limits, provider.pause, secret, settings.mirror())

    def run(self, span: Span) -> Iterator[Outcome]:
        """Yield the outcome of each request; nothing is stored from a document that fails.

        The other documents are still requested, until IN_A_ROW of them in a row could not be
        downloaded. The store notes which days were downloaded in full and when to ask again.
        """
        with closing(self._client):
            yield from self._outcomes(span)

    def _outcomes(self, span: Span) -> Iterator[Outcome]:
        every: list[Outcome] = []
        for part, requests in self._provider.requests(span):
            before = len(every)
            for request in requests:
                every.append(self._outcome(request))
                yield every[-1]
                if _hopeless(every):
                    break
            if _hopeless(every):
                break
            if all(isinstance(o, Kept) and not o.aside for o in every[before:]):
                self._cover(part)
        self._note([outcome for outcome in every if not isinstance(outcome, Kept)])

    def lacking(
        self, first: date | None = None, last: date | None = None, again: bool = False
    ) -> list[Span]:
        """Return the days that have not been downloaded yet, or with `again` all days.

        Default: from the first downloaded day on, but at most the last year. For a provider without
        any: as many days as one request or the provider's gap covers.
        """
        facts, today = self._provider, local_day(self._provider, self._now)
        known = self._covered()
        ahead = today + timedelta(facts.published[-1].before)
        end = min(last or ahead, facts.until or date.max)
        begin = max(first or self._usual(known, end), facts.since)
        if begin > end:
            return []
        return list(lacking(Span(begin, end), () if again else known))

    def _usual(self, known: Sequence[Span], end: date) -> date:
        """Return the first day to download if none is given."""
        if known:
            return max(known[0].first, min(known[-1].last, end - YEAR))
        if self._provider.window is None:
            return self._provider.since
        return end - timedelta(max(self._provider.window, self._provider.gap))

    def _covered(self) -> list[Span]:
        """Return the days downloaded in full, including those of the bundled rates."""
        with closing(Store(settings.SEED, "immutable")) as seed:
            known = seed.covered(self._provider.id)
        return joined([*self._store.covered(self._provider.id), *known])

    def requests(self, spans: Iterable[Span]) -> int:
        """Return how many requests it takes to download these days."""
        parts = (part for span in spans for part in self._provider.requests(span))
        return sum(len(requests) for _, requests in parts)

    def _outcome(self, request: Request) -> Outcome:
        try:
            answer = self._client.fetch(request, self._journal.validator(request))
            return self._keep(request, answer) if answer else Kept()
        except FetchFailed as error:
            return error
        except InvalidDocument as error:
            return InvalidDocument(error.provider, without(error.why, self._hidden))

    def _keep(self, request: Request, answer: Answer) -> Kept:
        """Store the quotes of an answer, if it has any, with the document they came from."""
        quotes = parsed(self._provider, answer)
        part = list(islice(quotes, PART))
        kept = self._take(answer, part, quotes) if part else Kept()
        self._review()
        if any(answer.validator) and not kept.aside:
            self._journal.remember(request, answer.validator)
        return kept

    def _take(self, answer: Answer, part: list[Quote], rest: Iterator[Quote]) -> Kept:
        """Store a document part by part in one transaction: a history is long."""
        rates = doubts = 0
        others = second_opinion(self._reader, self._provider.id)
        with self._store.taking(self._source(answer)) as writer:
            while part:
                believed, doubted = self._doubts(part, others).judge(part)
                writer.put(believed, doubted)
                rates, doubts = rates + len(believed), doubts + len(doubted)
                part = list(islice(rest, PART))
        return Kept(rates, doubts)

    def _doubts(self, quotes: Sequence[Quote], others: SecondOpinion) -> Doubts:
        first, newest = min(q.on for q in quotes), max(q.on for q in quotes)
        if newest > self._now.date() + AHEAD:
            why = f"it is dated {newest}, more than {AHEAD.days} days ahead"
            raise InvalidDocument(self._provider.id, why)
        known = self._store.printed(self._provider.id, first - MEMORY, first)
        doubted = [quote for quote, _ in quarantine.doubted(self._store, self._provider.id)]
        return Doubts(known, doubted, others)

    def _review(self) -> None:
        """Accept quarantined quotes that later ones confirm, and drop those that they refute."""
        for quote, _ in quarantine.doubted(self._store, self._provider.id):
            later = self._store.printed(self._provider.id, quote.on, quote.on + MEMORY)
            same = [q for q in later if q.series == quote.series]
            if any(near(q, quote) for q in same):
                quarantine.accept(self._store, [quote])
            elif same:
                quarantine.drop(self._store, [quote])

    def _source(self, answer: Answer) -> Source:
        document, through = sha256(answer.body).hexdigest(), settings.mirror()
        note = f"through {through}" if through else ""
        now = self._now.strftime("%Y-%m-%dT%H:%M:%SZ")
        return Source(self._provider.id, answer.url, document, now, note)

    def _cover(self, part: Span) -> None:
        """Note that days were downloaded in full, up to the last for which nothing more is due."""
        settled = self._settled()
        if settled and settled >= part.first:
            self._journal.cover(self._provider.id, Span(part.first, min(part.last, settled)))

    def _settled(self) -> date | None:
        """Return the last day for which nothing more is due."""
        expected = due.last(self._provider, self._now)
        if expected is None:
            return None
        known = self._store.span(self._provider.id)
        there = known is not None and known.last >= expected.on
        return expected.on - timedelta(0 if there else 1)

    def _note(self, failures: Sequence[FetchFailed | InvalidDocument]) -> None:
        """Note when to ask the provider next: soon, if it failed or its bulletin is late."""
        name, now = self._provider.id, self._now
        if failures:
            self._journal.failed(name, now, failures[0].why)
            return
        expected, settled = due.last(self._provider, now), self._settled()
        late = expected is not None and settled is not None and settled < expected.on
        following = due.following(self._provider, now) or now + timedelta(3650)
        self._journal.answered(name, now, due.again(self._provider, now) if late else following)


def _hopeless(outcomes: Sequence[Outcome]) -> bool:
    """Return whether the last IN_A_ROW documents all failed to download."""
    last = outcomes[-IN_A_ROW:]
    return len(last) == IN_A_ROW and all(isinstance(o, FetchFailed) for o in last)
