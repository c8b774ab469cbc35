"""The functions and filters for templates, with the same names in every engine.

If a rate is missing, a widget prints nothing and logs the error once, so it never breaks a page.
Widgets are cached for the same rates and arguments, because nothing in them depends on the reader.
"""

from __future__ import annotations

import logging
from functools import lru_cache, wraps
from typing import TYPE_CHECKING, Any

from ..errors import FxconvError
from ..money.parsing import as_amount
from ..web import Html, assets, converter, money, rate_line, spark, table, ticker
from ..web.source import source_text

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime
    from decimal import Decimal

    from ..money.money import Money
    from ..web import Rates, Snapshot

    Place = str | Callable[[], str]
    Options = tuple[tuple[str, Any], ...]
    When = tuple[str | datetime | None, str | date | None]  # published, on

LOG = logging.getLogger("fxconv")


def _of_snapshot(widget: Callable[..., Html]) -> Callable[..., Html]:
    """Return a widget that takes a site's rates and an instant or day instead of a snapshot."""

    def made(rates: Rates, when: When, *args: Any, **options: Any) -> Html:
        return widget(rates.of(*when), *args, **options)

    return made


def _history(
    rates: Rates, when: When, base: str, term: str, days: int = 90, **options: Any
) -> Html:
    """Return a sparkline of the days before a snapshot."""
    return spark(rates.series(base, term, rates.of(*when), days), **options)


def _converted(
    rates: Snapshot, amount: str | int | Decimal, base: str, term: str, **options: Any
) -> Html:
    """Return a converted amount in words; its title names the publisher of the rate."""
    title = source_text(rates, options.get("locale", "en-GB"))
    return money(rates.convert(as_amount(amount), base, term), title=title, **options)


WIDGETS: dict[str, Callable[..., Html]] = {
    "fx_converter": _of_snapshot(converter),
    "fx_table": _of_snapshot(table),
    "fx_ticker": _of_snapshot(ticker),
    "fx_rate_line": _of_snapshot(rate_line),
    "fx_spark": _history,
}
NAMES = ("fx_assets", *WIDGETS)
CALLS = {
    "fx_converter": "fx_converter(amount, from, to)",
    "fx_table": "fx_table(base, currencies)",
    "fx_ticker": "fx_ticker(base, currencies)",
    "fx_rate_line": "fx_rate_line(base, term)",
    "fx_spark": "fx_spark(base, term)",
    "fx": "fx(amount, from, to)",
    "fx_money": "fx_money(money)",
}
"""How each function is called, for the log."""


def functions(
    rates: Rates, static: Place = "/fx/", action: Place = "/fx/convert", **usual: Any
) -> dict[str, Any]:
    """Return the functions for templates by name; `usual` are arguments for all of them.

    Besides its own arguments, each takes `published`, the aware instant at which the page was
    published, or `on`, a day. `static` is the URL of the static files, and `action` is the URL that
    converters send their form to without JavaScript. Each can be a text, or a function that returns
    the URL for the current page.
    """
    own = {"fx_converter": {"action": action}}
    made = {
        name: _quiet(_bound(name, widget, rates, {**usual, **own.get(name, {})}))
        for name, widget in WIDGETS.items()
    }
    return {**made, "fx_assets": lambda: assets(_here(static))}


def filters(rates: Rates, **usual: Any) -> dict[str, Any]:
    """Return the filters for templates: `100|fx("USD", "EUR")`, and `money|fx_money`."""
    words = {name: usual[name] for name in ("locale",) if name in usual}

    def in_words(amount: Money, **options: Any) -> Html:
        return money(amount, **{**words, **options})

    fx = _bound("fx", _of_snapshot(_converted), rates, words)
    return {"fx": _quiet(fx), "fx_money": _quiet(in_words)}


def _bound(
    name: str, widget: Callable[..., Html], rates: Rates, usual: dict[str, Any]
) -> Callable[..., Html]:
    """Return the widget with its usual arguments and a cache."""

    @lru_cache(1024)
    def kept(_: tuple[int, str], when: When, args: tuple[Any, ...], options: Options) -> Html:
        return widget(rates, when, *args, **dict(options))

    def bound(
        *args: Any,
        published: str | datetime | None = None,
        on: str | date | None = None,
        **options: Any,
    ) -> Html:
        here = {option: _here(value) for option, value in usual.items()}
        given = {**here, **{name: value for name, value in options.items() if value is not None}}
        version = rates.taken, repr((args, given))  # 1 and 1.0 are equal but print differently
        try:
            return kept(version, (published, on), args, tuple(given.items()))
        except TypeError:  # an argument is a list, which cannot be cached
            return widget(rates, (published, on), *args, **given)

    bound.__name__ = name
    return bound


def _here(value: Any) -> Any:
    return value() if callable(value) else value


def _quiet(widget: Callable[..., Html]) -> Callable[..., Html]:
    """Return a widget that prints nothing on an error, and logs each error once."""

    @wraps(widget)
    def quiet(*args: Any, **options: Any) -> Html:
        try:
            return widget(*args, **options)
        except FxconvError as error:
            _log(CALLS.get(widget.__name__, widget.__name__), str(error))
            return Html()

    return quiet


@lru_cache(1000)
def _log(call: str, why: str) -> None:
    LOG.warning("%s: %s", call, why)
