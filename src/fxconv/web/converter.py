"""The converter for a news page: a form that works without JavaScript and is interactive with it.

The element around the form contains the printed rates and calculates with them exactly as the
server does. Without JavaScript, the form sends a GET request to the server.
"""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING, Any

from ..errors import InvalidOption
from ..money.money import Money
from ..money.parsing import as_amount
from ..rates.rate import shown
from . import words
from .choices import options, order
from .html import Html, element, for_amp, form, hidden, script_data
from .labels import labels
from .language import language
from .line import rate_html, rate_jsonld, rate_text
from .source import source_html, source_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from .snapshot import Snapshot

    Lists = tuple[tuple[str, ...], tuple[str, ...], str]  # codes, pinned ones, locale

PINNED = ("USD", "EUR", "RUB", "CNY", "GBP", "JPY")
"""The currencies at the top of the lists, if the snapshot has them."""
LAYOUTS = {"form": "fx", "compact": "fx fx-compact"}


def converter(
    rates: Snapshot,
    amount: str | int | Decimal = "1",
    from_: str | None = None,
    to: str | None = None,
    *,
    pinned: Sequence[str] = PINNED,
    locale: str = "en-GB",
    action: str = "/fx/convert",
    layout: str = "form",
    attrs: Mapping[str, object] | None = None,
) -> Html:
    """Return a converter as HTML that already contains the result, and as text for feeds and mail.

    If no currencies are given, it starts with two from the snapshot. `action` is the URL the form
    is sent to without JavaScript, `layout` is `form` or `compact`, and `attrs` are additional
    attributes of the element. Raises InvalidAmount, UnknownCurrency, NotQuoted, InvalidOption, and
    ValueError for an attribute that would run a script.
    """
    if layout not in LAYOUTS:
        raise InvalidOption("layout", layout, " or ".join(LAYOUTS))
    pair = rates.pair(from_, to)
    source = Money(as_amount(amount), pair[0])
    target = rates.convert(source.amount, *pair)
    answer = _answer(source, target, locale)
    lists = tuple(rates.rates), tuple(pinned), locale
    asking = _form(rates, source, pair, answer, lists, action)
    marks = language(locale).marks
    around = {"data-grouping": f"{marks.group}{marks.decimal}", **(attrs or {})}
    inside = f"{asking}{_data(rates, *lists)}"
    html = element("fx-converter", LAYOUTS[layout], locale, inside, around)
    text = f"{answer}. {rate_text(rates, *pair, locale)} ({source_text(rates, locale)})"
    record, about = _record(rates, source, target), rate_jsonld(rates, *pair)
    return Html(html, text=text, amp=for_amp(asking), data=record, jsonld=about)


def _answer(source: Money, target: Money, locale: str) -> str:
    found = _whole(target, locale) if target.currency.digits is not None else _cut(target, locale)
    return f"{_whole(source, locale)} = {found}"


def _whole(money: Money, locale: str) -> str:
    """Return an amount with all its digits, at least its minor units."""
    figure = words.number(money.amount, locale, words.places(money))
    return f"{figure} {money.currency.code}"


def _cut(money: Money, locale: str) -> str:
    """Return an amount in a currency without minor units, shortened like a rate."""
    figure = shown(money.amount)
    value = words.number(Decimal(figure.rstrip("…")), locale)
    return f"{value}{'…' * figure.endswith('…')} {money.currency.code}"


def _form(
    rates: Snapshot,
    source: Money,
    pair: tuple[str, str],
    answer: str,
    lists: Lists,
    action: str,
) -> str:
    locale = lists[-1]
    said = labels(locale)
    value = escape(words.number(source.amount, locale))
    base, term = (options(*lists, code) for code in pair)
    line = f"{rate_html(rates, *pair, locale)} · {source_html(rates, locale)}"
    inside = (
        f'<label class="fx-field"><span>{said.amount}</span><input name="amount"'
        f' inputmode="decimal" autocomplete="off" value="{value}"></label>'
        f'<label class="fx-field"><span>{said.base}</span>'
        f'<select name="from">{base}</select></label>'
        f'<span class="fx-swapping"><button class="fx-swap" type="button" hidden'
        f' aria-label="{said.swap}">⇄</button>'
        f'<button class="fx-send" type="submit">{said.convert}</button></span>'
        f'<label class="fx-field"><span>{said.term}</span>'
        f'<select name="to">{term}</select></label>'
        f'<output class="fx-result" name="result">{escape(answer)}</output>'
        f'<p class="fx-rate">{line}</p>{hidden(on=rates.on, locale=locale)}'
    )
    return form("fx-form", action, inside)


def _data(rates: Snapshot, codes: tuple[str, ...], pinned: tuple[str, ...], locale: str) -> str:
    """Return the data for the browser: the printed rates in the order of the lists."""
    printed = " ".join(rates.rates[code] for code in order(codes, pinned, locale))
    facts = {"rates": printed, "digits": rates.digits(), "labels": {"invalid": wrong(locale)}}
    return f'<script type="application/json" class="fx-data">{script_data(facts)}</script>'


@lru_cache(64)
def wrong(locale: str) -> str:
    """Return the message for an amount that cannot be read."""
    example = words.number(Decimal("1234.56"), locale, 2)
    return labels(locale).invalid.format(example=example)


def _record(rates: Snapshot, source: Money, target: Money) -> dict[str, Any]:
    return {
        "source": {"amount": f"{source.amount:f}", "currency": source.currency.code},
        "target": {"amount": f"{target.amount:f}", "currency": target.currency.code},
        "rates": rates.data(),
    }
