"""Quotes as a provider counts: a currency in its own, or its own in others, with its exceptions."""

from __future__ import annotations

from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from ..currency import lookup
from ..quote import Quote

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Mapping

    from ..provider import Quotes

NONE: Mapping[str, str] = MappingProxyType({})


class Quotation(NamedTuple):
    """How a provider quotes: in which currency, of which kind, and what is not read.

    `labels` maps names that a document uses to codes of ISO 4217. `old` says for a code what it
    stood for before a day. `first` is the first day that is read, and `since` that of single
    currencies. Codes in `without` are left out, and so are codes outside the life of their currency
    where `alive` is true. `market` returns the market day of a printed day, if it is another one.
    A price made up of characters in `nothing` is no price.
    """

    provider: str
    home: str
    kind: str = "reference"
    labels: Mapping[str, str] = NONE
    old: Mapping[str, tuple[str, date]] = MappingProxyType({})
    first: date = date.min
    since: Mapping[str, date] = MappingProxyType({})
    without: Container[str] = ()
    alive: bool = False
    market: Callable[[date], date | None] = lambda on: None
    nothing: str = "0."

    def direct(
        self,
        label: str,
        price: str,
        on: date,
        per: int = 1,
        side: str = "mid",
        *,
        market_on: date | None = None,
        until: date | None = None,
        number: str = "",
    ) -> Quotes:
        """Give the price of `per` units of a currency, in the provider's own.

        A row without a price, without units, or for something that is no currency gives nothing.
        """
        code = self.code(label, on)
        for quote in self.pair(code, self.home, price, on, per, side):
            yield quote._replace(market_on=market_on or quote.market_on, until=until, number=number)

    def indirect(self, label: str, price: str, on: date, per: int = 1, side: str = "mid") -> Quotes:
        """Give the price of `per` units of the provider's own currency, in another."""
        return self.pair(self.home, self.code(label, on), price, on, per, side)

    def pair(
        self, base: str, term: str, price: str, on: date, per: int = 1, side: str = "mid"
    ) -> Quotes:
        """Give the price of `per` units of a currency in another; "" is no currency."""
        if base and term and per and price.strip(self.nothing):
            market = self.market(on)
            yield Quote(base, term, price, on, self.provider, per, side, market, self.kind)

    def code(self, label: str, on: date) -> str:
        """Return the code that a label stood for on a day, "" for what is not read."""
        if not isinstance(label, str):
            return ""
        code = self.labels.get(label, label)
        older, ended = self.old.get(code, ("", date.min))
        if on < ended:
            return older
        currency = lookup(code)
        if currency is None or code in self.without or on < self.since.get(code, self.first):
            return ""
        return code if not self.alive or currency.lived(on) else ""
