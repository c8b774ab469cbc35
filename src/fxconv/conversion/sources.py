"""Who is asked: the tables of each provider, and the order in which they answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..data import facts
from ..errors import InvalidOption
from ..money.currency import Currency
from ..providers import fixed
from ..publishing.registry import load
from ..store.overlay import Layers
from .request import Question, terms
from .tables import Tables

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date
    from typing import Unpack

    from ..publishing.provider import Provider
    from ..store.protocol import Shelf
    from .request import Rules

ORDER = ("ecb", "currency-api")
"""Who is asked after the banks that issue the two currencies, if the caller names nobody.

What the law fixes is in the tables of each.
"""


class Panel:
    """The providers over one store; the tables of each are made once.

    `given` are those to ask, in order; by default the banks that issue the two currencies and then
    ORDER. Raises InvalidOption, UnknownProvider.
    """

    def __init__(
        self, store: Shelf, given: Sequence[str | Provider] | None, today: Callable[[], date]
    ) -> None:
        self._store = store
        self._given = given
        self._today = today
        self._tables: dict[str, Tables] = {}
        if given is not None:
            if not given:
                raise InvalidOption("providers", "", "one provider at least")
            for name in given:
                if isinstance(name, str):
                    load(name)

    def tables(self, provider: str | Provider) -> Tables:
        """Return the tables of a provider; raises UnknownProvider."""
        name = provider if isinstance(provider, str) else provider.id
        if name not in self._tables:
            record = load(name) if isinstance(provider, str) else provider
            shelf = Layers() if record is fixed.PROVIDER else self._store
            self._tables[name] = Tables(shelf, record, self._today)
        return self._tables[name]

    def question(
        self, base: str | Currency, term: str | Currency | None, **rules: Unpack[Rules]
    ) -> Question:
        """Return what is asked with names turned into what they name; raises for unknown ones."""
        if term is None:
            raise InvalidOption("term", None, "the currency to convert to")
        checked = terms(**rules)
        source, target = Currency(base), Currency(term)
        if checked.provider is None:
            return Question(source, target, checked, self.order(source, target))
        return Question(source, target, checked, (self.tables(checked.provider),))

    def order(self, base: Currency, term: Currency) -> tuple[Tables, ...]:
        """Return who is asked for two currencies if nobody is named."""
        if self._given is not None:
            return tuple(self.tables(provider) for provider in self._given)
        both = sorted((base.code, term.code))  # the same both ways: there and back is exact
        return tuple(self.tables(name) for name in dict.fromkeys([*issuers(both), *ORDER]))


def issuers(codes: Iterable[str]) -> list[str]:
    """Return the providers that are the banks which issue currencies, in the order of these."""
    rows = (facts.row("issuers.tsv", code) for code in codes)
    return [row[1] for row in rows if row]
