"""What a reader asks of a site by an address, and what the site answers from."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import parse_qs

from .choices import split

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from .rates import Rates

LONGEST, MOST = 200, 400
"""The most characters of a value that are read, and the most values."""


class Query(NamedTuple):
    """The rates of a site, its language, the address below which it answers, and what is asked."""

    rates: Rates
    locale: str
    base: str
    given: Mapping[str, Sequence[str]]

    @classmethod
    def read(cls, rates: Rates, text: str, locale: str = "en-GB", base: str = "/fx/") -> Query:
        """Return the query of an address, what follows its question mark."""
        try:
            given = parse_qs(text, max_num_fields=MOST)
        except ValueError:  # more fields than any form here has
            given = {}
        return cls(rates, locale, base, given)

    def without(self, *names: str) -> Query:
        """Return the same without some fields."""
        left = {name: values for name, values in self.given.items() if name not in names}
        return self._replace(given=left)

    def last(self, name: str, usual: str) -> str:
        """Return the last value of a field, what is usual where there is none."""
        return self.given.get(name, (usual,))[-1][:LONGEST]

    def codes(self, name: str) -> list[str] | None:
        """Return the codes of a field, `USD,EUR` or given more than once; None for no field."""
        if name not in self.given:
            return None
        text = ",".join(self.given[name])[: LONGEST * 10]
        return [code.upper() for code in split(text)]
