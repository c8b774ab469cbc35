"""A reader's query to a site, parsed from the URL, and the rates that answer it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import parse_qs

from .choices import split

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from .rates import Rates

LONGEST, MOST = 200, 400
"""How many characters of a value are read, and how many fields a query may have."""


class Query(NamedTuple):
    """A site's rates and language, the URL prefix of its answers, and the fields of the query."""

    rates: Rates
    locale: str
    base: str
    given: Mapping[str, Sequence[str]]

    @classmethod
    def read(cls, rates: Rates, text: str, locale: str = "en-GB", base: str = "/fx/") -> Query:
        """Parse the part of a URL after the question mark."""
        try:
            given = parse_qs(text, max_num_fields=MOST)
        except ValueError:  # more fields than any form here sends
            given = {}
        return cls(rates, locale, base, given)

    def without(self, *names: str) -> Query:
        """Return the query without some fields."""
        left = {name: values for name, values in self.given.items() if name not in names}
        return self._replace(given=left)

    def last(self, name: str, usual: str) -> str:
        """Return the last value of a field, or `usual` if the field is missing."""
        return self.given.get(name, (usual,))[-1][:LONGEST]

    def codes(self, name: str) -> list[str] | None:
        """Return the codes of a field, `USD,EUR` or repeated; None if the field is missing."""
        if name not in self.given:
            return None
        text = ",".join(self.given[name])[: LONGEST * 10]
        return [code.upper() for code in split(text)]
