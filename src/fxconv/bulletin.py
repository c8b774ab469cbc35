"""A bulletin: the quotes that a provider published for one day."""

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from .errors import StoreError
from .quote import Quote

if TYPE_CHECKING:
    from .store import Store


class Origin(NamedTuple):
    """The store and the number of the document that a quote came from, and its kind."""

    store: "Store"
    source: int
    kind: str


class Bulletin(NamedTuple):
    """The quotes of a provider for one day; `origins` holds one for all, or one for each."""

    provider: str
    on: date
    pairs: tuple[str, ...]
    text: str
    origins: tuple[Origin, ...]

    @property
    def prices(self) -> list[str]:
        """The prices as printed, in the order of the pairs."""
        return self.text.split()

    def number(self, i: int) -> Decimal:
        """Return the i-th price; raises StoreError where it cannot be one."""
        prices = self.prices
        try:
            if len(prices) == len(self.pairs):
                return to_number(prices[i])
        except ValueError:
            pass
        path, why = self.origins[0].store.path, f"the {self.provider} bulletin of {self.on}"
        raise StoreError(path, f"{why} is damaged", "move it away, fxconv goes on without it")

    def quote(self, i: int) -> Quote:
        """Return the i-th quote with its provenance."""
        base, term, *per = self.pairs[i].split("/")
        origin = self.origins[i if len(self.origins) > 1 else 0]
        return Quote(
            base,
            term,
            self.prices[i],
            self.on,
            self.provider,
            int(per[0]) if per else 1,
            kind=origin.kind,
            source=origin.store.source(origin.source),
        )

    def over(self, older: "Bulletin") -> "Bulletin":
        """Return both as one; where both quote a pair, this one counts."""
        return self._of({**older._by_pair(), **self._by_pair()})

    def without(self, pairs: Iterable[str]) -> "Bulletin":
        """Return this one less the quotes between two currencies of any of the pairs."""
        known = {frozenset(pair.split("/")[:2]) for pair in pairs}
        kept = {
            pair: quote
            for pair, quote in self._by_pair().items()
            if frozenset(pair.split("/")[:2]) not in known
        }
        return self._of(kept)

    def _of(self, quotes: dict[str, tuple[str, Origin]]) -> "Bulletin":
        prices = " ".join(price for price, _ in quotes.values())
        origins = tuple(origin for _, origin in quotes.values())
        return self._replace(pairs=tuple(quotes), text=prices, origins=origins)

    def _by_pair(self) -> dict[str, tuple[str, Origin]]:
        each = self.origins if len(self.origins) > 1 else self.origins * len(self.pairs)
        return dict(zip(self.pairs, zip(self.prices, each, strict=True), strict=True))


class Span(NamedTuple):
    """The first and the last day."""

    first: date
    last: date


@lru_cache(1 << 17)
def to_number(price: str) -> Decimal:
    """Return a printed price as a number; raises ValueError if it is not a plain positive decimal.

    Half of the prices of a long history have been printed on another day as well.
    """
    if re.fullmatch(r"[0-9]{1,20}(\.[0-9]{1,20})?", price) and price.strip("0."):
        return Decimal(price)
    raise ValueError(f"{price!r} is not a price")
