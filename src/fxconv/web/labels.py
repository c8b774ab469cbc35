"""A widget's labels in the reader's language, or in English if there is no translation."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from ..data import facts


class Labels(NamedTuple):
    """The labels of a widget's fields, buttons and lists."""

    heading: str
    amount: str
    base: str
    term: str
    convert: str
    swap: str
    often: str
    all: str
    invalid: str
    currency: str
    change: str
    choose: str
    show: str
    rates: str


@lru_cache(256)
def labels(locale: str) -> Labels:
    """Return the labels in the language of a locale."""
    row = facts.row("labels.tsv", spoken(locale)) or facts.row("labels.tsv", "en")
    assert row is not None
    return Labels(*row[1:])


def spoken(locale: str) -> str:
    """Return the language of a locale: de for de-AT."""
    return locale.replace("_", "-").split("-")[0].lower()
