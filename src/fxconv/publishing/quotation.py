"""Quotes as a provider counts: a currency in its own, or its own in others, with its exceptions."""

from collections.abc import Callable, Container, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, NamedTuple

from ..money.currency import lookup
from ..rates.quote import Quote
from .provider import Quotes

NONE: Mapping[str, Any] = MappingProxyType({})


class Quotation(NamedTuple):
    """How a provider quotes: in which currency, of which kind, and what is left out.

    `home` is the provider's own currency. `labels` maps its names for others to codes of ISO 4217.
    `old` gives, for a code, the one that it stood for before a day. `first` is the first day that
    is read, and `since` that of single currencies. Codes in `without` are left out; with `alive`,
    so are codes outside the life of their currency. `market` returns the market day of a printed
    day, or None if it is the same. A price of nothing but the characters in `nothing` is no price.
    """

    provider: str
    home: str
    kind: str = "reference"
    labels: Mapping[str, str] = NONE
    old: Mapping[str, tuple[str, date]] = NONE
    first: date = date.min
    since: Mapping[str, date] = NONE
    without: Container[str] = ()
    alive: bool = False
    market: Callable[[date], date | None] = lambda on: None
    nothing: str = "0."

    def direct(
        self, label: str, price: str, on: date, per: int = 1, side: str = "mid", **more: Any
    ) -> Quotes:
        """Give the price of `per` units of a currency, in the provider's own; `more` as in pair."""
        return self.pair(self.code(label, on), self.home, price, on, per, side, **more)

    def indirect(
        self, label: str, price: str, on: date, per: int = 1, side: str = "mid", **more: Any
    ) -> Quotes:
        """Give the price of `per` units of the provider's own currency, in another."""
        return self.pair(self.home, self.code(label, on), price, on, per, side, **more)

    def pair(
        self,
        base: str,
        term: str,
        price: str,
        on: date,
        per: int = 1,
        side: str = "mid",
        market_on: date | None = None,
        **more: Any,
    ) -> Quotes:
        """Give the price of `per` units of a currency in another, or nothing.

        There is nothing without a price, without units, or if a currency is "". `more` are further
        fields of the quote: `until` and `number`.
        """
        if base and term and per and price.strip(self.nothing):
            market, kind = market_on or self.market(on), self.kind
            yield Quote(base, term, price, on, self.provider, per, side, market, kind, **more)

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
