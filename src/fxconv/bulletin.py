"""A bulletin: the quotes that a provider published for one day."""

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

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
        merged = {**older._by_pair(), **self._by_pair()}
        prices, origins = zip(*merged.values(), strict=True)
        return Bulletin(self.provider, self.on, tuple(merged), " ".join(prices), origins)

    def _by_pair(self) -> dict[str, tuple[str, Origin]]:
        each = self.origins if len(self.origins) > 1 else self.origins * len(self.pairs)
        return dict(zip(self.pairs, zip(self.prices, each, strict=True), strict=True))


class Span(NamedTuple):
    """First and last day, and how many there are."""

    first: date
    last: date
    days: int
