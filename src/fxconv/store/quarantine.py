"""Quarantined prices: they looked wrong, so they are reported and not used until accepted."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from ..rates.quote import Quote
from ..rates.table import token

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .store import Store


class Doubted(NamedTuple):
    """A quote in quarantine, and why it is there."""

    quote: Quote
    why: str


def doubted(store: Store, provider: str | None = None) -> list[Doubted]:
    """Return the quarantined quotes of one provider, or of all, oldest first."""
    query = "SELECT provider, day, side, kind, pair, price, source, why FROM aside"
    rows = store.rows(f"{query} WHERE ?1 IS NULL OR provider = ?1 ORDER BY day, pair", (provider,))
    return [Doubted(_quote(store, *row), why) for *row, why in rows]


def _quote(
    store: Store, provider: str, day: str, side: str, kind: str, pair: str, price: str, source: int
) -> Quote:
    base, term, *per = pair.split("/")
    nominal, on = int(per[0]) if per else 1, date.fromisoformat(day)
    document = store.source(source)
    return Quote(base, term, price, on, provider, nominal, side, kind=kind, source=document)


def accept(store: Store, quotes: Iterable[Quote]) -> None:
    """Store quarantined quotes, each as a document of its own that names the original one."""
    for quote in quotes:
        assert quote.source is not None
        note = f"accepted from document {quote.source.sha256}"
        store.add(quote.source._replace(sha256="", note=note), [quote])
        drop(store, [quote])


def drop(store: Store, quotes: Iterable[Quote]) -> None:
    """Remove quotes from quarantine."""
    columns = "provider = ? AND day = ? AND side = ? AND kind = ? AND pair = ?"
    with store.writing() as db:
        for q in quotes:
            row = q.provider, q.on.isoformat(), q.side, q.kind, token(q)
            db.execute(f"DELETE FROM aside WHERE {columns}", row)
