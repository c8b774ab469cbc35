"""A bulletin: the quotes that a provider published for one day."""

from collections.abc import Iterable
from datetime import date
from decimal import Context, Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from ..errors import StoreError
from .quote import Quote, Source

if TYPE_CHECKING:
    from typing import Protocol

    class Documents(Protocol):
        """A store of documents, each under a number."""

        path: str

        def source(self, number: int) -> Source:
            """Return the document with a number."""


_HALVES = Context(prec=50)
"""Precise enough for half the sum of two prices with forty digits."""


class Origin(NamedTuple):
    """Where a quote came from: its store and document, its kind, and its table's number."""

    store: "Documents"
    source: int
    kind: str
    number: str = ""


class Bulletin(NamedTuple):
    """A provider's quotes for one day; `origins` has one entry for all quotes, or one for each.

    A price is written as printed, or as `bid~ask` if no middle is printed. `market` is the market
    day if it differs from `on`. If the quotes are of different days, `days` lists the day of each,
    and `on` is the last of them.
    """

    provider: str
    on: date
    pairs: tuple[str, ...]
    text: str
    origins: tuple[Origin, ...]
    market: date | None = None
    days: tuple[date, ...] = ()

    @property
    def prices(self) -> list[str]:
        """The prices as printed, in the order of the pairs."""
        return self.text.split()

    def number(self, i: int) -> Decimal:
        """Return the i-th price; raise StoreError if it is not a price."""
        prices = self.prices
        try:
            if len(prices) == len(self.pairs):
                return to_number(prices[i])
        except ValueError:
            pass
        path, why = self.origins[0].store.path, f"the {self.provider} bulletin of {self.on}"
        raise StoreError(path, f"{why} is damaged", "move it away; fxconv works without it")

    def quote(self, i: int) -> Quote:
        """Return the i-th quote with its source."""
        base, term, *per = self.pairs[i].split("/")
        origin = self.origins[i if len(self.origins) > 1 else 0]
        printed = self.prices[i]
        return Quote(
            base,
            term,
            f"{self.number(i):f}" if "~" in printed else printed,
            self.days[i] if self.days else self.on,
            self.provider,
            int(per[0]) if per else 1,
            market_on=None if self.days and self.days[i] != self.on else self.market,
            kind=origin.kind,
            source=origin.store.source(origin.source),
            sides=tuple(printed.split("~")) if "~" in printed else (),
            number=origin.number,
        )

    def over(self, older: "Bulletin") -> "Bulletin":
        """Merge this bulletin with an older one; if both quote a pair, this one counts."""
        both = self._of({**older._by_pair(), **self._by_pair()})
        alike = self.market == older.market or self.on != older.on
        return both if alike else both._replace(market=None)

    def without(self, pairs: Iterable[str]) -> "Bulletin":
        """Return this bulletin without the quotes of these pairs, in either direction."""
        known = {frozenset(pair.split("/")[:2]) for pair in pairs}
        kept = {
            pair: quote
            for pair, quote in self._by_pair().items()
            if frozenset(pair.split("/")[:2]) not in known
        }
        return self._of(kept)

    def between(self, ask: "Bulletin") -> "Bulletin":
        """Return the middles between these bids and a bulletin of asks, where both quote a pair."""
        asks = dict(zip(ask.pairs, ask.prices, strict=True))
        bids = zip(self.pairs, self.prices, strict=True)
        both = {pair: f"{bid}~{asks[pair]}" for pair, bid in bids if pair in asks}
        return self._replace(pairs=tuple(both), text=" ".join(both.values()))

    def _of(self, quotes: dict[str, tuple[str, Origin, date]]) -> "Bulletin":
        prices = " ".join(price for price, _, _ in quotes.values())
        origins = tuple(origin for _, origin, _ in quotes.values())
        days = tuple(day for _, _, day in quotes.values())
        mixed = days if set(days) - {self.on} else ()
        return self._replace(pairs=tuple(quotes), text=prices, origins=origins, days=mixed)

    def _by_pair(self) -> dict[str, tuple[str, Origin, date]]:
        count = len(self.pairs)
        origins = self.origins if len(self.origins) > 1 else self.origins * count
        days = self.days or (self.on,) * count
        each = zip(self.prices, origins, days, strict=True)
        return dict(zip(self.pairs, each, strict=True))


@lru_cache(1 << 17)
def to_number(price: str) -> Decimal:
    """Return a printed price as a number; raise ValueError if it is not a plain positive decimal.

    `bid~ask` stands for the exact middle. The cache helps because half of the prices in a long
    history occur on other days, too.
    """
    if "~" in price:
        bid, _, ask = price.partition("~")
        return _HALVES.divide(_HALVES.add(to_number(bid), to_number(ask)), Decimal(2))
    if is_price(price):
        return Decimal(price)
    raise ValueError(f"{price!r} is not a price")


def is_price(text: str) -> bool:
    """Return whether a text is a plain positive decimal, with at most 20 digits on each side."""
    whole, point, part = text.partition(".")
    plain = text.isascii() and whole.isdigit() and (part.isdigit() or not point)
    return plain and len(whole) <= 20 and len(part) <= 20 and text.strip("0.") != ""


def check(quote: Quote) -> None:
    """Raise ValueError for a quote whose price or nominal is not valid."""
    if not is_price(quote.price):
        raise ValueError(f"{quote.base}/{quote.term}: {quote.price!r} is not a price")
    if quote.per < 1:
        raise ValueError(f"{quote.base}/{quote.term}: {quote.per} is not a nominal")
