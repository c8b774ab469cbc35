"""The sources over one store: the tables of each, and the order in which they are asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..data import facts
from ..errors import InvalidOption
from ..money.currency import Currency
from ..providers import fixed
from ..publishing.registry import load
from ..rules.options import checked
from ..store.overlay import Overlay
from .request import Request
from .tables import Tables

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date
    from typing import Unpack

    from ..publishing.provider import Provider
    from ..rules.options import Options, Rules
    from ..store.protocol import BulletinReader

ORDER = ("ecb", "currency-api")
"""The default sources, after the banks that issue the two currencies.

Rates fixed by law are in the tables of every source.
"""


class Sources:
    """The providers over one store; the tables of each are made once.

    `given` lists the providers to ask, in order (default: the banks that issue the two currencies,
    then ORDER). Raises InvalidOption, UnknownProvider.
    """

    def __init__(
        self,
        store: BulletinReader,
        given: Sequence[str | Provider] | None,
        today: Callable[[], date],
    ) -> None:
        self._store = store
        self._given = given
        self._today = today
        self._tables: dict[str, Tables] = {}
        if given is not None:
            if not given:
                raise InvalidOption("providers", "", "at least one provider")
            for name in given:
                if isinstance(name, str):
                    load(name)

    def tables(self, provider: str | Provider) -> Tables:
        """Return the tables of a provider; raises UnknownProvider."""
        name = provider if isinstance(provider, str) else provider.id
        if name not in self._tables:
            record = load(name) if isinstance(provider, str) else provider
            reader = Overlay() if record is fixed.PROVIDER else self._store
            self._tables[name] = Tables(reader, record, self._today)
        return self._tables[name]

    def request(
        self, base: str | Currency, term: str | Currency | None, **rules: Unpack[Rules]
    ) -> Request:
        """Resolve the names in a request; raise if one is unknown."""
        if term is None:
            raise InvalidOption("term", None, "the currency to convert to")
        return self._request(Currency(base), Currency(term), checked(**rules))

    def remade(self, request: Request) -> Request:
        """Resolve a request again, over this store instead of another."""
        return self._request(request.base, request.term, request.options)

    def _request(self, base: Currency, term: Currency, options: Options) -> Request:
        if options.provider is None:
            return Request(base, term, options, self.order(base, term))
        return Request(base, term, options, (self.tables(options.provider),))

    def order(self, base: Currency, term: Currency) -> tuple[Tables, ...]:
        """Return the tables to ask for two currencies, in order, if no provider is named."""
        if self._given is not None:
            return tuple(self.tables(provider) for provider in self._given)
        both = sorted((base.code, term.code))  # the same both ways: there and back is exact
        return tuple(self.tables(name) for name in dict.fromkeys([*issuers(both), *ORDER]))


def issuers(codes: Iterable[str]) -> list[str]:
    """Return the ids of the banks that issue the currencies, in the order of the codes."""
    rows = (facts.row("issuers.tsv", code) for code in codes)
    return [row[1] for row in rows if row]
