"""Currencies: the codes, numbers and minor units of ISO 4217, and the days of their use."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Final, NamedTuple, NoReturn

from ..data import facts
from ..errors import UnknownCurrency


class Life(NamedTuple):
    """The first and last day of a currency; None if unknown, or if it is still in use."""

    since: date | None
    until: date | None


class Currency:
    """A present or past currency of ISO 4217, from its number or its code in any case.

    There is one object per code: `Currency("usd") is Currency("840")`. `digits` is the number of
    decimals of its minor unit, None if it has none (XAU, XDR). Raises UnknownCurrency.
    """

    __slots__ = ("code", "digits", "number", "retired")
    code: str
    number: str
    digits: int | None
    retired: bool

    def __new__(cls, text: str | Currency) -> Currency:
        """Return the single object for the code or number."""
        if isinstance(text, Currency):
            return text
        found = known.get(text) or lookup(text)
        if found is None:
            from .names import near

            raise UnknownCurrency(str(text), near(str(text)))
        return found

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError("a currency cannot be changed")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError("a currency cannot be changed")

    @classmethod
    def find(cls, text: str, locale: str | None = None) -> Currency:
        """Find a currency by code, number, symbol or name in any language of the CLDR.

        Raises UnknownCurrency, or AmbiguousCurrency if several currencies share the text and none
        of them is the usual one.
        """
        from .names import find

        return lookup(text.strip()) or cls(find(text, locale).code)

    def name(self, locale: str = "en", count: int | None = None) -> str:
        """Return the name in a language, in its plural form if `count` is given."""
        from .names import name

        return name(self.code, locale, count)

    @property
    def life(self) -> Life:
        """The first and last day on which it was a currency."""
        return _lives().get(self.code, Life(None, None))

    def lived(self, day: date) -> bool:
        """Return whether it was a currency on a day; True if its days are not known."""
        since, until = self.life
        return (since is None or since <= day) and (until is None or day <= until)

    @property
    def successors(self) -> tuple[str, ...]:
        """The codes of the currencies that replaced it, at a ratio fixed by law."""
        return _successors().get(self.code, ())

    def __repr__(self) -> str:
        return f"Currency('{self.code}')"

    def __str__(self) -> str:
        return self.code

    def __reduce__(self) -> tuple[object, ...]:
        return Currency, (self.code,)


def currencies() -> tuple[Currency, ...]:
    """Return every currency, sorted by code."""
    return tuple(_make(*row) for row in facts.rows("currencies.tsv"))


known: Final[dict[object, Currency]] = {}
"""The currencies by each spelling looked up so far."""


def lookup(text: object) -> Currency | None:
    """Return the currency with a code or number, or None; found spellings are remembered."""
    if not isinstance(text, str) or len(text) != 3 or not text.isascii():
        return None
    if text.isdigit():
        found = [c for c in currencies() if c.number == text]
        return min(found, key=lambda c: c.retired, default=None)
    row = facts.row("currencies.tsv", text.upper())
    return known.setdefault(text, _make(*row)) if row else None


@cache
def _make(code: str, number: str, digits: str, status: str, _source: str) -> Currency:
    made = object.__new__(Currency)
    put = object.__setattr__
    put(made, "code", code)
    put(made, "number", number)
    put(made, "digits", None if digits == "-" else int(digits))
    put(made, "retired", status == "retired")
    return made


@cache
def _lives() -> dict[str, Life]:
    return {
        code: Life(_day(since), _day(until))
        for code, since, until, _basis, _source in facts.rows("lives.tsv")
    }


@cache
def _successors() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for kind, pair, *_ in facts.rows("fixed.tsv"):
        new, _, old = pair.partition("/")
        if kind not in ("peg", "unit") and new != old and new not in found.get(old, ()):
            found[old] = (*found.get(old, ()), new)
    return found


def _day(text: str) -> date | None:
    return None if text == "-" else date.fromisoformat(text)
