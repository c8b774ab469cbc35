"""A request: two currencies, the options, and the sources to ask, in order."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from ..money import rounding
from ..money.rounding import multiply

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal
    from typing import Any

    from ..money.currency import Currency
    from ..rules.options import Options
    from .dated import Dated
    from .tables import Tables


class Request:
    """What a converter is asked for, apart from the amount and the day.

    `places` is the number of decimals in the result, None if it is not rounded. `asking` holds the
    tables of the sources, in order; `knowing` only those with any bulletin. Rates fixed by law are
    in the tables of every source. `plain` means that the answer is one product, rounded once.
    """

    __slots__ = (
        "_above", "_below", "_first", "asking", "base", "knowing", "options", "places", "plain",
        "rounder", "same", "term",
    )  # fmt: skip

    def __init__(
        self, base: Currency, term: Currency, options: Options, asking: tuple[Tables, ...]
    ) -> None:
        self.base = base
        self.term = term
        self.options = options
        self.asking = asking
        self.knowing = tuple(tables for tables in asking if tables.begun) or asking
        self.same = base is term
        self.places = term.digits if options.digits is None and not self.same else options.digits
        self.plain = not self.same and options.plain
        self.rounder = rounding.rounder(self.places, options.rounding)
        self._first = date.max.toordinal()
        self._above: Sequence[Any] = ()
        self._below: Sequence[Any] = ()

    def result(self, amount: Decimal, day: date) -> Decimal | None:
        """Return the result on a day for which both prices are known; None for any other."""
        at = day.toordinal() - self._first
        if at >= 0:
            try:
                above = self._above[at]
                if above is not None:
                    return self.rounder(multiply(amount, above), self._below[at])
            except (IndexError, TypeError):
                pass  # the other price is not known
        return None

    def learn(self, tables: Tables, table: Dated, day: date) -> None:
        """Remember the prices of a day, if the first source has them as a simple cross."""
        if tables is not self.knowing[0] or day > tables.today():
            return
        columns = tables.columns(self.options.policy)
        inverted = columns.learn(table, day, self.codes)
        if inverted is not None and not self._above:
            self._above, self._below = columns.of(self.codes, inverted=inverted)
            self._first = columns.first

    def __reduce__(self) -> tuple[object, ...]:
        return Request, (self.base, self.term, self.options, ())

    @property
    def codes(self) -> tuple[str, str]:
        """The codes of the two currencies."""
        return self.base.code, self.term.code
