"""The converter of a news page: a form that works without JavaScript, and comes alive with it.

The element around the form computes with the printed rates that stand beside it, exactly as the
server does; without it, the form asks the server by GET.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING, Any

from ..amounts import as_amount
from ..currency import Currency
from ..errors import InvalidOption
from ..money import Money
from ..quote import shown
from . import words
from .html import Html, attributes, script_data
from .labels import labels
from .line import rate_html, rate_jsonld, rate_text, source_html, source_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from .snapshot import Snapshot

_ADDRESS = re.compile(r"https?://|[/?]|[\w.-]+(?:[/?]|$)")
PINNED = ("USD", "EUR", "RUB", "CNY", "GBP", "JPY")
"""Which currencies stand first in the lists, where the snapshot has them."""


def converter(
    rates: Snapshot,
    amount: str | int | Decimal = "1",
    from_: str = "USD",
    to: str = "RUB",
    *,
    pinned: Sequence[str] = PINNED,
    locale: str = "en-GB",
    action: str = "/fx/convert",
    layout: str = "form",
    attrs: Mapping[str, object] | None = None,
) -> Html:
    """Return a converter as HTML, with the answer in it, and as text for feeds and mail.

    `action` is where the form asks without JavaScript, `layout` is `form` or `compact`, `attrs` are
    further attributes of the element. Raises InvalidAmount, UnknownCurrency, NotQuoted,
    InvalidOption, and ValueError for an attribute that is a script.
    """
    if not _ADDRESS.match(action):
        raise InvalidOption("action", action, "an address on a server: /fx/convert")
    source = Money(as_amount(amount), from_)
    pair = source.currency.code, Currency(to).code
    target = rates.convert(source.amount, *pair)
    answer = _answer(source, target, locale)
    form = _form(rates, source, pair, answer, tuple(pinned), locale, action)
    around = {
        "class": "fx fx-compact" if layout == "compact" else "fx",
        "lang": locale.replace("_", "-"),
        "dir": words.direction(locale),
        "data-grouping": _marks(locale),
        **(attrs or {}),
    }
    element = f"<fx-converter{attributes(around)}>{form}{_data(rates, locale)}</fx-converter>"
    text = f"{answer}. {rate_text(rates, *pair, locale)} ({source_text(rates, locale)})"
    record, about = _record(rates, source, target), rate_jsonld(rates, *pair)
    return Html(element, text=text, amp=_amp(form), data=record, jsonld=about)


def _answer(source: Money, target: Money, locale: str) -> str:
    return f"{_money(source, locale)} = {_money(target, locale)}"


def _money(money: Money, locale: str) -> str:
    digits = money.currency.digits
    if digits is not None:
        exponent = int(money.amount.as_tuple().exponent)
        figure = words.number(money.amount, locale, max(digits, -exponent))
        return f"{figure} {money.currency.code}"
    figure = shown(money.amount)
    value = words.number(Decimal(figure.rstrip("…")), locale)
    return f"{value}{'…' * figure.endswith('…')} {money.currency.code}"


def _form(
    rates: Snapshot,
    source: Money,
    pair: tuple[str, str],
    answer: str,
    pinned: tuple[str, ...],
    locale: str,
    action: str,
) -> str:
    said, codes = labels(locale), tuple(rates.rates)
    value = escape(words.number(source.amount, locale))
    base, term = (_options(codes, pinned, locale, code) for code in pair)
    line = f"{rate_html(rates, *pair, locale)} · {source_html(rates, locale)}"
    return (
        f'<form class="fx-form" method="get"{attributes({"action": action})}>'
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
        f'<p class="fx-rate">{line}</p></form>'
    )


@lru_cache(256)
def _options(codes: tuple[str, ...], pinned: tuple[str, ...], locale: str, chosen: str) -> str:
    """Return the choices of a list, the pinned currencies first, one of them chosen."""
    said = labels(locale)
    first = [code for code in pinned if code in codes]
    rest = sorted(code for code in codes if code not in first)
    groups = [(said.often, first), (said.all, rest)]
    return "".join(
        f'<optgroup label="{escape(name)}">{"".join(_option(c, locale, chosen) for c in group)}'
        "</optgroup>"
        for name, group in groups
        if group
    )


def _option(code: str, locale: str, chosen: str) -> str:
    selected = " selected" if code == chosen else ""
    return f'<option value="{code}"{selected}>{code} – {escape(_name(code, locale))}</option>'


@lru_cache(4096)
def _name(code: str, locale: str) -> str:
    return Currency(code).name(locale)


@lru_cache(64)
def _marks(locale: str) -> str:
    """Return the mark that groups digits in a locale and its decimal mark."""
    grouped = words.number(Decimal("1234567.5"), locale, 1)
    marks = [c for c in grouped if not c.isdigit()]
    return f"{marks[0] if len(marks) > 1 else ' '}{marks[-1]}"


def _data(rates: Snapshot, locale: str) -> str:
    said = labels(locale)
    example = words.number(Decimal("1234.56"), locale, 2)
    shown = {"invalid": said.invalid.format(example=example), "swap": said.swap}
    facts = {name: value for name, value in rates.data().items() if name in SENT}
    return (
        f'<script type="application/json" class="fx-data">'
        f"{script_data({**facts, 'labels': shown})}</script>"
    )


SENT = ("on", "pivot", "rates", "digits")
"""What of a snapshot the browser needs."""


def _amp(form: str) -> str:
    """Return the form as AMP allows it: no live region, and the answer opens in the page's top."""
    plain = form.replace("<output", "<p").replace("</output>", "</p>").replace(' name="result"', "")
    return plain.replace('method="get"', 'method="get" target="_top"')


def _record(rates: Snapshot, source: Money, target: Money) -> dict[str, Any]:
    return {
        "source": {"amount": f"{source.amount:f}", "currency": source.currency.code},
        "target": {"amount": f"{target.amount:f}", "currency": target.currency.code},
        "rates": rates.data(),
    }
