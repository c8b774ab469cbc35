"""The pages that forms ask for where there is no script: the converter's, and the table's."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING
from unicodedata import digit

from ..errors import FxconvError, InvalidAmount
from ..money.parsing import read_amount
from . import words
from .assets import assets
from .converter import converter, wrong
from .labels import labels
from .page import page
from .table import table

if TYPE_CHECKING:
    from collections.abc import Callable

    from .html import Html
    from .query import Query
    from .snapshot import Snapshot

    Form = Callable[[Query, Snapshot, str], tuple[str, Html]]


_ADVICE = re.compile("(; run: |: see `).*", re.DOTALL)
"""What an error says to whoever runs the site, not to a reader."""


def answered(query: Query, form: Form, problem: str = "") -> tuple[int, bytes]:
    """Return the page that a form asks for; 400 and as much of it as can be answered for others.

    A form names the day of its rates and its language, so that the answer is of the same. Raises
    NoBulletin where there are no rates at all.
    """
    try:
        return (400 if problem else 200), _page(query, form, problem)
    except InvalidAmount:
        said, rest = wrong(query.last("locale", query.locale)), query.without("amount")
    except FxconvError as error:
        if not query.given:
            raise
        said, rest = _ADVICE.sub("", str(error)), query.without(*query.given)
    return answered(rest, form, f'<p role="alert">{escape(said)}</p>')


def _page(query: Query, form: Form, problem: str) -> bytes:
    locale = query.last("locale", query.locale)
    words.direction(locale)
    rates = query.rates.of(on=query.last("on", "") or None)
    heading, widget = form(query, rates, locale)
    return page(heading, assets(query.base), f"{problem}{widget}", locale)


def convert(query: Query, rates: Snapshot, locale: str) -> tuple[str, Html]:
    """Return a heading and the converter as it was asked for: `amount`, `from` and `to`."""
    amount = read_amount(_latin(query.last("amount", "1")), locale)
    pair = query.last("from", ""), query.last("to", "")
    widget = converter(rates, amount, *pair, locale=locale, action="?")
    return labels(locale).heading, widget


def listed(query: Query, rates: Snapshot, locale: str) -> tuple[str, Html]:
    """Return a heading and the table as it was asked for: `base`, and `currencies` that count."""
    chosen = query.codes("currencies")
    widget = table(rates, query.last("base", rates.pivot), chosen=chosen, locale=locale, action="?")
    return labels(locale).rates, widget


FORMS: dict[str, Form] = {"convert": convert, "table": listed}


def _latin(text: str) -> str:
    """Return a text with the digits of any script as 0 to 9, and without marks of direction."""
    plain = text.translate(dict.fromkeys(map(ord, "\u061c\u200e\u200f")))
    return "".join(str(digit(c)) if c.isdecimal() else c for c in plain)
