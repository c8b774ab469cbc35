"""The source line of a widget: who published its rates, and their day, in the reader's language."""

from __future__ import annotations

from functools import cache
from html import escape
from typing import TYPE_CHECKING

from ..data import facts
from . import words
from .labels import spoken

if TYPE_CHECKING:
    from .series import Series
    from .snapshot import Snapshot

_COMMAS = {"ar": "، ", "fa": "، ", "ur": "، ", "ja": "、", "zh": "，"}


def publisher(rates: Snapshot | Series, locale: str) -> str:
    """Return the provider's own name in the language, or its English name."""
    return _own().get((rates.provider, spoken(locale)), rates.name)


def source_text(rates: Snapshot, locale: str) -> str:
    """Return the name of the publisher and the day of the rates."""
    return f"{publisher(rates, locale)}{_comma(locale)}{words.day(rates.on, locale)}"


def source_html(rates: Snapshot, locale: str) -> str:
    """Return the same as HTML, with the source in `<cite>` and a machine-readable `<time>`."""
    day = escape(words.day(rates.on, locale))
    name = f"<cite><bdi>{escape(publisher(rates, locale))}</bdi></cite>"
    return f'{name}{_comma(locale)}<time datetime="{rates.on}"><bdi>{day}</bdi></time>'


def _comma(locale: str) -> str:
    return _COMMAS.get(spoken(locale), ", ")


@cache
def _own() -> dict[tuple[str, str], str]:
    return {(provider, language): name for provider, language, name in facts.rows("publishers.tsv")}
