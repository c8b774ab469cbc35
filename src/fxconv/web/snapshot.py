"""The rates that a page shows: one table at one moment, small, immutable and independent of stores.

Templates never read a store or use the network: the server takes a snapshot outside of any request
and passes it to them.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from ..conversion.sources import ORDER
from ..errors import InvalidOption, NoBulletin, NotQuoted
from ..money import rounding
from ..money.currency import Currency
from ..money.money import Money
from ..rates.quote import FIXED_KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from fractions import Fraction

    from ..conversion.converter import Converter
    from ..conversion.dated import Dated
    from ..conversion.tables import Tables
    from ..rates.rate import Rate

_RATE = re.compile(r"([0-9]{1,99}(?:\.[0-9]{1,99})?)(?:/([0-9]{1,99}(?:\.[0-9]{1,99})?))?")


class Snapshot(NamedTuple):
    """The rates of one bulletin: units of each currency for one unit of the pivot, as printed.

    A rate is a decimal, or two decimals as `a/b` if the quote is inverted or has a nominal. `on` is
    the printed day; `name` and `home` are the provider's. `before` are the rates of the previous
    bulletin, printed for the day `before_on`; changes are calculated from them.
    """

    pivot: str
    rates: Mapping[str, str]
    on: date
    provider: str
    name: str
    kind: str
    home: str
    before: Mapping[str, str] | None = None
    before_on: date | None = None

    @classmethod
    def of(
        cls,
        converter: Converter | None = None,
        *,
        published: str | datetime | None = None,
        on: str | date | None = None,
        provider: str | None = None,
        currencies: Iterable[str] | None = None,
    ) -> Snapshot:
        """Return the table known when a page was published, or in force on a day, or the newest.

        The default provider is the ECB, or else the market table; the default currencies are all
        that it quotes. Raises NoBulletin if there is no bulletin or the last one is too old,
        InvalidOption if both times are given, and UnknownProvider, UnknownCurrency, InvalidDate.
        """
        if published is not None and on is not None:
            raise InvalidOption("on", on, "either a day or the instant of publication, not both")
        if converter is None:
            from ..default import converter as usual

            converter = usual()
        for name in (provider,) if provider else ORDER:
            table = _table(converter.tables(name), converter.today(), published, on)
            if table.bulletin is not None:
                before = converter.tables(name).of(table.bulletin.on - timedelta(1), "previous")
                return _taken(cls, table, before, currencies)
        raise _missing(converter, provider, published if on is None else on)

    def pair(self, base: str | None = None, term: str | None = None) -> tuple[str, str]:
        """Return the codes of two currencies; for None, a common one from the snapshot.

        If the snapshot has only one currency, it is returned twice. Raises UnknownCurrency.
        """
        usual = [code for code in ("USD", "RUB", "EUR", *self.rates) if code in self.rates]
        first = Currency(base).code if base else next((c for c in usual if c != term), usual[0])
        last = Currency(term).code if term else next((c for c in usual if c != first), first)
        return first, last

    def ratio(self, base: str, term: str) -> tuple[Decimal, Decimal]:
        """Return a pair's factor and divisor of an amount; may raise NotQuoted, InvalidOption."""
        (a, b), (c, d) = (_parts(self._rate(code)) for code in (term, base))
        return rounding.multiply(a, d), rounding.multiply(b, c)

    def exact(self, base: str, term: str) -> Fraction:
        """Return the rate as an exact ratio; raise NotQuoted if a currency is missing."""
        from fractions import Fraction

        above, below = self.ratio(base, term)
        return Fraction(above) / Fraction(below)

    def convert(self, amount: Decimal, base: str, term: str) -> Money:
        """Return an amount in another currency, rounded once, half up, to its minor units."""
        above, below = self.ratio(base, term)
        target = Currency(term)
        product = rounding.multiply(amount, above)
        return Money(rounding.ratio(product, below, target.digits), target)

    def change(self, base: str, term: str) -> Fraction | None:
        """Return the change from the previous rate as a fraction; None if there was no rate."""
        if self.before is None or not {base, term} <= self.before.keys():
            return None
        earlier = self._replace(rates=self.before)
        return self.exact(base, term) / earlier.exact(base, term) - 1

    def _rate(self, code: str) -> str:
        if code not in self.rates:
            why = f"the {self.provider} snapshot has {len(self.rates)} currencies, but not this one"
            raise NotQuoted(self.pivot, code, self.on, self.provider, why)
        return self.rates[code]

    def digits(self) -> dict[str, int | None]:
        """Return the decimals of the currencies that do not have two; None without minor units."""
        every = {code: Currency(code).digits for code in self.rates}
        return {code: digits for code, digits in every.items() if digits != 2}

    def data(self) -> dict[str, Any]:
        """Return the snapshot in plain types, as in `rates.json`."""
        days = {"on": self.on.isoformat(), "before_on": self.before_on and str(self.before_on)}
        rates = {"rates": dict(self.rates), "before": dict(self.before or {})}
        return {**self._asdict(), **days, **rates, "digits": self.digits()}


def _missing(converter: Converter, provider: str | None, asked: object) -> NoBulletin:
    """Return an error that says which rates there are instead."""
    name = provider or ORDER[0]
    newest = converter.tables(name).at(None, converter.today(), "newest").bulletin
    why = "none are stored" + (f" for {asked}" if asked is not None else " yet")
    why += f", and the newest are from {newest.on}" if newest else ""
    return NoBulletin("", "", None, name, why, f"run `fxconv update {name}`")


def _table(
    tables: Tables, today: date, published: str | datetime | None, on: str | date | None
) -> Dated:
    if published is not None:
        return tables.known(published)
    return tables.at(None, today, "newest") if on is None else tables.in_force(on)


def _taken(
    cls: type[Snapshot], table: Dated, before: Dated, currencies: Iterable[str] | None
) -> Snapshot:
    provider, bulletin = table.provider, table.bulletin
    assert bulletin is not None
    wanted = table.codes if currencies is None else [Currency(c).code for c in currencies]
    facts = provider.id, provider.name, provider.kind, provider.home
    made = cls(provider.pivot, _rates(table, wanted), bulletin.on, *facts)
    if before.bulletin is None:
        return made
    return made._replace(before=_rates(before, wanted), before_on=before.bulletin.on)


def _rates(table: Dated, codes: Iterable[str]) -> dict[str, str]:
    pivot = table.provider.pivot
    found = {code: table.rate(pivot, code) for code in codes}
    return {pivot: "1", **{code: _printed(rate) for code, rate in found.items() if rate}}


def _printed(rate: Rate) -> str:
    """Return a rate as its single printed price, or if it has several, as its exact ratio."""
    if len(rate.legs) != 1 or rate.legs[0].quote.kind in FIXED_KINDS - {"unit"}:
        return str(rate.exact)
    (leg,) = rate.legs
    price, per = leg.quote.price, str(leg.quote.per)
    above, below = (per, price) if leg.inverted else (price, per)
    return above if below == "1" else f"{above}/{below}"


def _parts(rate: str) -> tuple[Decimal, Decimal]:
    """Return the numerator and denominator of a rate; raise InvalidOption if it is not one."""
    read = _RATE.fullmatch(rate)
    if read is None or not (Decimal(read[1]) and Decimal(read[2] or 1)):
        raise InvalidOption("rates", rate, "a price such as 1.2535, or two such as 100/40.05")
    return Decimal(read[1]), Decimal(read[2] or 1)
