"""The options of a currency list: the pinned ones first, then all others by name."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING

from ..money.currency import Currency
from .labels import labels

if TYPE_CHECKING:
    from collections.abc import Iterable


def split(codes: Iterable[str] | str) -> list[str]:
    """Return codes as a list, from a list or from one text: `USD,GBP`."""
    parts = codes.split(",") if isinstance(codes, str) else codes
    return [part.strip() for part in parts]


@lru_cache(256)
def options(codes: tuple[str, ...], pinned: tuple[str, ...], locale: str, chosen: str) -> str:
    """Return the options of a list as HTML, one of them selected."""
    said = labels(locale)
    groups = zip((said.often, said.all), _groups(codes, pinned, locale), strict=True)
    return "".join(
        f'<optgroup label="{escape(name)}">{"".join(_option(c, locale, chosen) for c in group)}'
        "</optgroup>"
        for name, group in groups
        if group
    )


def order(codes: tuple[str, ...], pinned: tuple[str, ...], locale: str) -> list[str]:
    """Return the codes in the order of the list."""
    first, rest = _groups(codes, pinned, locale)
    return [*first, *rest]


@lru_cache(256)
def _groups(
    codes: tuple[str, ...], pinned: tuple[str, ...], locale: str
) -> tuple[list[str], list[str]]:
    first = [code for code in dict.fromkeys(pinned) if code in codes]
    rest = sorted(set(codes).difference(first), key=lambda code: _place(code, locale))
    return first, rest


def _place(code: str, locale: str) -> tuple[str, str]:
    """Return a key to sort a currency by its name, without regard to accents and case."""
    parts = unicodedata.normalize("NFKD", name(code, locale)).casefold()
    return "".join(c for c in parts if not unicodedata.combining(c)), code


def _option(code: str, locale: str, chosen: str) -> str:
    selected = " selected" if code == chosen else ""
    return f'<option value="{code}"{selected}>{escape(name(code, locale))}</option>'


@lru_cache(4096)
def name(code: str, locale: str) -> str:
    """Return the name of a currency in the reader's language, or its code if it has none."""
    return Currency(code).name(locale)
