"""The converter: which provider answers, by which day's table, rounded once."""

from __future__ import annotations

import time
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from ..errors import CurrencyMismatch, InvalidOption
from ..money.currency import Currency
from ..money.money import Money
from ..money.parsing import as_amount
from ..rules.day_policy import DEFAULT
from ..store.opening import opened
from . import freshest
from .result import Conversion
from .sources import Panel
from .variants import identity, of_side, under_rules

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime
    from decimal import Decimal
    from os import PathLike
    from typing import Unpack

    from ..errors import RateNotFound
    from ..publishing.provider import Provider
    from ..rates.quote import Rate
    from ..store.protocol import Shelf
    from ..update.refresh import Fresh
    from .request import Asked, Question, Rules, Terms
    from .tables import Tables


class Converter:
    """Converts amounts by the rates of a store.

    `store` is where bulletins are looked up: the path of a store, read over the rates that fxconv
    came with; by default the user's; or a Store or Layers as it is. `providers` are asked in
    order, by id or as records; by default the banks that issue the two currencies and then ORDER.
    `today` returns the day that counts as today. Safe for threads. Tables that were read are
    remembered: after adding rates to the store, call `reread`. With `fresh`, what is due is
    downloaded first. `vintage` is an instant: the store is read as it was then, without what was
    downloaded later. Raises UnknownProvider, StoreError.
    """

    def __init__(
        self,
        store: Shelf | str | PathLike[str] | None = None,
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
        """Read the store, or read it again, as there is something new in it; raises StoreError."""
        self.store = opened(self._place, self._vintage)
        self._panel = Panel(self.store, self.providers, self.today)
        self._question = lru_cache(4096, typed=True)(self._panel.question)
        self._usual: dict[object, dict[object, Question]] = {}

    def tables(self, provider: str | Provider) -> Tables:
        """Return the tables of a provider, to ask of a day or instant; raises UnknownProvider."""
        return self._panel.tables(provider)

    def convert(
        self,
        amount: str | int | Decimal | Money,
        base: str | Currency,
        term: str | Currency | None = None,
        *,
        on: str | date | None = None,
        at: str | datetime | None = None,
        **rules: Unpack[Rules],
    ) -> Conversion:
        """Return the amount in another currency, rounded once, with all that it was made of.

        `convert(money, "EUR")` takes the base from the money. `on` is a day, `at` an instant with
        its zone: what was published later takes no part; both ask about the day by what was known
        at the instant. Raises InvalidAmount, InexactAmount, InvalidDate, UnknownCurrency,
        UnknownProvider, InvalidOption, RateNotFound and its kinds, StaleRate.
        """
        given: object = amount
        if type(amount) is Money:
            base, term = _of_money(amount, base, term)
            amount = amount.amount
        value = as_amount(amount)
        if isinstance(fees := rules.get("fee"), list):
            rules["fee"] = tuple(fees)
        try:
            question = self._question(base, term, **rules) if rules else self._usual[base][term]
        except KeyError:
            question = self._usual.setdefault(base, {})[term] = self._question(base, term)
        same, asking, policy, pair, rounder = question.facts
        if at is None and type(on) is date and on < self._recent and not rules:
            asked: Asked = on
            day = on
        else:
            asked, day = self._asked(on, at, question.terms)
            if not same and (asked is None or day >= self._recent):
                question = self._refreshed(question, base, term, rules, day)
                asking = freshest.newest(question, day) if asked is None else question.knowing
        if same:
            made = identity(given, value, question, asked, day)
            return under_rules(made) if rules else made
        if rules and question.terms.side != "mid":
            if sided := of_side(given, value, question, asked, day):
                return under_rules(sided)
            raise self._absence(question, asked, day)
        for tables in asking:
            table = tables.of(day, policy) if asked is day else tables.at(asked, day, policy)
            try:
                route = table.routes[pair]
            except KeyError:
                route = table.pairs.route(*pair.split("/"))
            if route is not None:
                break
        else:
            raise self._absence(question, asked, day)
        result = table.value(route, value, rounder)
        facts = given, value, result, question, table, asked, day, None, None, ()
        made = _new(Conversion, facts)
        return under_rules(made) if rules else made

    def rate(
        self,
        base: str | Currency,
        term: str | Currency,
        *,
        on: str | date | None = None,
        at: str | datetime | None = None,
        **rules: Unpack[Rules],
    ) -> Rate:
        """Return the exact rate with its quotes; takes and raises what `convert` does."""
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

        The first provider in order answers that quotes the base on the day. Raises as `convert`.
        """
        rules: Rules = {"provider": provider, "policy": policy, "rule": rule}
        question = self._question(base, "EUR", **rules)
        code, policy = question.base.code, question.terms.policy
        asked, day = self._asked(on, at, question.terms)
        if asked is None:
            question = self._refreshed(question, base, "EUR", rules, day)
        for tables in question.asking:
            table = tables.at(asked, day, policy)
            found = (table.rate(code, term) for term in table.codes if term != code)
            if rates := tuple(rate for rate in found if rate):
                return rates
        raise self._absence(question, asked, day)

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

        The first provider in order answers that has any. Raises as `convert` does.
        """
        from ..dates.parsing import as_day

        first, last = as_day(since), self.today() if until is None else as_day(until)
        if first > last:
            raise InvalidOption("since", first, f"a day no later than the last, {last}")
        question = self._question(base, term, provider=provider)
        pair = question.base.code, question.term.code
        for tables in question.asking:
            found = (table.rate(*pair) for table in tables.between(first, last))
            if rates := tuple(rate for rate in found if rate):
                return rates
        raise self._absence(question, last, last)

    def _absence(self, question: Question, asked: Asked, day: date) -> RateNotFound:
        from . import why_missing

        order = self._panel.order(question.base, question.term)
        return why_missing.explain(question, order, asked, day, self.today())

    def _refreshed(
        self,
        question: Question,
        base: str | Currency,
        term: str | Currency | None,
        rules: Rules,
        day: date,
    ) -> Question:
        """Return the question after those were asked who have something due, as far as needed."""
        if self.fresh is None or day < self.today():
            return question
        until = time.monotonic() + self.fresh.budget
        for provider in [tables.provider for tables in question.asking]:
            if self.fresh.ask(provider, self.store, day, until):
                self.reread()
                question = self._question(base, term, **rules)
            if freshest.current(self.tables(provider), question, day):
                break
        return question

    def _asked(
        self, on: str | date | None, at: str | datetime | None, terms: Terms
    ) -> tuple[Asked, date]:
        """Return the day or instant asked for, and the day whose bulletin counts, or today."""
        if on is at is None and terms.rule is None:
            return None, self.today()
        from ..rules.when import asked

        return asked(on, at, terms)


_new = tuple.__new__
"""Makes a Conversion in half the time that its own constructor takes."""


def _of_money(
    money: Money, base: str | Currency, term: str | Currency | None
) -> tuple[Currency, str | Currency]:
    """Return base and term where the money brings the base; raises CurrencyMismatch."""
    if term is not None and Currency(base) is not money.currency:
        raise CurrencyMismatch(money.currency.code, Currency(base).code)
    return money.currency, term or base
