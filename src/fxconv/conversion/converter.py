"""The converter: which provider and which day's table to use, and one rounding."""

from __future__ import annotations

import time
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from ..errors import CurrencyMismatch, InvalidOption
from ..money.currency import Currency
from ..money.money import Money
from ..money.parsing import as_amount
from ..rates.rate import Rate
from ..rules.day_policy import DEFAULT
from ..store.opening import opened
from . import freshest
from .result import made
from .sources import Sources

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime
    from decimal import Decimal
    from os import PathLike
    from typing import Unpack

    from ..errors import RateNotFound
    from ..publishing.provider import Provider
    from ..rules.options import FurtherRules, Options, Rules
    from ..rules.when import When
    from ..store.protocol import BulletinReader
    from ..update.refresh import Fresh
    from .request import Request
    from .result import Conversion
    from .tables import Tables


class Converter:
    """Converts amounts at the rates in a store.

    `store` is a path, a Store or an Overlay (default: the user's store); a path is read over the
    rates that fxconv comes with. `providers` are ids or records, asked in order (default: the banks
    that issue the two currencies, then ORDER). `today` returns the day that counts as today. With
    `fresh`, bulletins that are due are downloaded first. `vintage` is an instant: the store is read
    as it was then, without later downloads. A converter is safe for threads, and remembers the
    tables that it has read: call `reread` after adding rates to the store. Raises UnknownProvider,
    StoreError.
    """

    def __init__(
        self,
        store: BulletinReader | str | PathLike[str] | None = None,
        providers: Sequence[str | Provider] | None = None,
        *,
        today: Callable[[], date] = date.today,
        fresh: Fresh | None = None,
        vintage: str | datetime | None = None,
    ) -> None:
        self.today = today
        self.fresh = fresh
        self._recent = today() if fresh else date.max
        self._place = store
        self._vintage = vintage
        self.providers = providers
        self.reread()

    def reread(self) -> None:
        """Read the store, or read it again after it has changed; raises StoreError."""
        self.store = opened(self._place, self._vintage)
        self._sources = Sources(self.store, self.providers, self.today)
        self._resolve = lru_cache(4096, typed=True)(self._sources.request)
        self._usual: dict[object, Request] = {}

    def tables(self, provider: str | Provider) -> Tables:
        """Return the tables of a provider, by day or instant; raises UnknownProvider."""
        return self._sources.tables(provider)

    def convert(
        self,
        amount: str | int | Decimal | Money,
        base: str | Currency,
        term: str | Currency | None = None,
        *,
        on: str | date | None = None,
        at: str | datetime | None = None,
        provider: str | None = None,
        **rules: Unpack[FurtherRules],
    ) -> Conversion:
        """Convert an amount to another currency, rounded once, and keep all that it was made of.

        `convert(money, "EUR")` takes the base from the money. `on` is a day. `at` is an instant
        with its time zone: only what was published by then counts. With both, only what was
        published by the instant counts for the day. Raises InvalidAmount, InexactAmount,
        InvalidDate, UnknownCurrency, UnknownProvider, InvalidOption, RateNotFound and its kinds,
        StaleRate.
        """
        given: object = amount
        if type(amount) is Money:
            base, term = _of_money(amount, base, term)
            amount = amount.amount
        value = as_amount(amount)
        request = None if rules else self._usual.get((base, term, provider))
        if request is None:
            request = self._request(base, term, provider, rules)
        if type(on) is date and at is None:
            result = request.result(value, on)
            if result is not None:
                return made(given, value, result, request, on, on)
        when, day = self._asked(on, at, request.options)
        request, asking = self._refreshed(request, when, day)
        if request.plain:
            return self._looked_up(given, value, request, asking, when, day)
        return self._by_rules(given, value, request, asking, when, day)

    def _looked_up(
        self,
        given: object,
        value: Decimal,
        request: Request,
        asking: Sequence[Tables],
        when: When,
        day: date,
    ) -> Conversion:
        """Return the conversion by the first table with a way between the two currencies."""
        for tables in asking:
            table = tables.at(when, day, request.options.policy)
            route = table.pairs.route(*request.codes)
            if route is not None:
                if when is day and day < self._recent and table.has_read(route):
                    request.learn(tables, table, day)
                result = table.value(route, value, request.rounder)
                return made(given, value, result, request, when, day, {"_table": table})
        raise self._missing(request, when, day)

    def _request(
        self,
        base: str | Currency,
        term: str | Currency | None,
        provider: str | None,
        rules: FurtherRules,
    ) -> Request:
        """Resolve a request; one without further rules is remembered by its arguments."""
        if not rules:
            request = self._resolve(base, term, provider=provider)
            return self._usual.setdefault((base, term, provider), request)
        fee = rules.get("fee")
        if isinstance(fee, list):
            rules["fee"] = tuple(fee)
        return self._resolve(base, term, provider=provider, **rules)

    def _by_rules(
        self,
        given: object,
        value: Decimal,
        request: Request,
        asking: Sequence[Tables],
        when: When,
        day: date,
    ) -> Conversion:
        """Convert a currency to itself, or with a side, a law, fees, cash or dated units."""
        from . import by_rules

        if request.same:
            table, rate = None, Rate(*request.codes)
        else:
            tables = [tables.at(when, day, request.options.policy) for tables in asking]
            found = by_rules.found(tables, request, day)
            if found is None:
                raise self._missing(request, when, day)
            table, rate = found
        return by_rules.convert(given, value, request, table, when, day, rate)

    def rate(
        self,
        base: str | Currency,
        term: str | Currency,
        *,
        on: str | date | None = None,
        at: str | datetime | None = None,
        **rules: Unpack[Rules],
    ) -> Rate:
        """Return the exact rate with its quotes; takes and raises the same as `convert`."""
        return self.convert(1, base, term, on=on, at=at, **rules).rate

    def rates(
        self,
        base: str | Currency,
        *,
        on: str | date | None = None,
        at: str | datetime | None = None,
        provider: str | None = None,
        policy: str = DEFAULT,
        rule: str | None = None,
    ) -> tuple[Rate, ...]:
        """Return the rates of one bulletin from the base to every currency it quotes, by code.

        They come from the first provider, in order, that quotes the base on the day. Raises the
        same as `convert`.
        """
        request = self._request(base, "EUR", provider, {"policy": policy, "rule": rule})
        when, day = self._asked(on, at, request.options)
        if when is None and self.fresh is not None:
            request = self._downloaded(request, self.fresh, day)
        code = request.base.code
        for tables in request.asking:
            table = tables.at(when, day, request.options.policy)
            found = (table.rate(code, term) for term in table.codes if term != code)
            if rates := tuple(rate for rate in found if rate):
                return rates
        raise self._missing(request, when, day)

    def history(
        self,
        base: str | Currency,
        term: str | Currency,
        since: str | date,
        until: str | date | None = None,
        *,
        provider: str | None = None,
    ) -> tuple[Rate, ...]:
        """Return the rates of every bulletin from one day to another, oldest first.

        They come from the first provider, in order, that has any. Raises the same as `convert`.
        """
        from ..dates.parsing import as_day

        first, last = as_day(since), self.today() if until is None else as_day(until)
        if first > last:
            raise InvalidOption("since", first, f"a day no later than until, {last}")
        request = self._request(base, term, provider, {})
        for tables in request.asking:
            found = (table.rate(*request.codes) for table in tables.between(first, last))
            if rates := tuple(rate for rate in found if rate):
                return rates
        raise self._missing(request, last, last)

    def _missing(self, request: Request, when: When, day: date) -> RateNotFound:
        from . import why_missing

        order = self._sources.order(request.base, request.term)
        return why_missing.explain(request, order, when, day, self.today())

    def _refreshed(
        self, request: Request, when: When, day: date
    ) -> tuple[Request, tuple[Tables, ...]]:
        """Return the request and the tables to ask, after downloading what is due if needed."""
        if request.same or (when is not None and day < self._recent):
            return request, request.knowing
        if self.fresh is not None and day >= self.today():
            request = self._downloaded(request, self.fresh, day)
        return request, freshest.newest(request, day) if when is None else request.knowing

    def _downloaded(self, request: Request, fresh: Fresh, day: date) -> Request:
        """Return the request, resolved again if its sources had something new."""
        until = time.monotonic() + fresh.budget
        for provider in [tables.provider for tables in request.asking]:
            if fresh.ask(provider, self.store, day, until):
                self.reread()
                request = self._sources.remade(request)
            if freshest.current(self.tables(provider), request, day):
                break
        return request

    def _asked(
        self, on: str | date | None, at: str | datetime | None, options: Options
    ) -> tuple[When, date]:
        """Return the day or instant asked for, and the day whose bulletin counts, or today."""
        if at is None and options.rule is None and type(on) is date:
            return on, on
        if on is at is None and options.rule is None:
            return None, self.today()
        from ..rules.when import asked

        return asked(on, at, options)


def _of_money(
    money: Money, base: str | Currency, term: str | Currency | None
) -> tuple[Currency, str | Currency]:
    """Return base and term if the money already names the base; raises CurrencyMismatch."""
    if term is not None and Currency(base) is not money.currency:
        raise CurrencyMismatch(money.currency.code, Currency(base).code)
    return money.currency, term or base
