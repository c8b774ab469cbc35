"""The pages that answer the converter's and the table's forms when there is no script."""

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


_ADVICE = re.compile("[;:] (run:? |see `).*", re.DOTALL)
"""The part of an error message that addresses the site's operator and not its readers."""


def answered(query: Query, form: Form, problem: str = "") -> tuple[int, bytes]:
    """Return the page that answers a form; for invalid fields, 400 and a page without them.

    The form sends the day of its rates and its language, so that the answer uses the same. Raises
    NoBulletin if there are no rates at all.
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
    """Return a heading and the converter for a query: `amount`, `from` and `to`."""
    amount = read_amount(_latin(query.last("amount", "1")), locale)
    pair = query.last("from", ""), query.last("to", "")
    widget = converter(rates, amount, *pair, locale=locale, action="?")
    return labels(locale).heading, widget


def listed(query: Query, rates: Snapshot, locale: str) -> tuple[str, Html]:
    """Return a heading and the table for a query: `base`, and the chosen `currencies`."""
    chosen = query.codes("currencies")
    widget = table(rates, query.last("base", rates.pivot), chosen=chosen, locale=locale, action="?")
    return labels(locale).rates, widget


FORMS: dict[str, Form] = {"convert": convert, "table": listed}


def _latin(text: str) -> str:
    """Return a text with the digits of any script as 0 to 9, and without direction marks."""
    plain = text.translate(dict.fromkeys(map(ord, "\u061c\u200e\u200f")))
    return "".join(str(digit(c)) if c.isdecimal() else c for c in plain)
