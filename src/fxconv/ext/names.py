"""The names that templates know, the same in every engine.

A rate that is missing prints nothing and is logged once: a page is never broken by it. What was
written once for the same rates and arguments is remembered: nothing in it is of one reader.
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
    """Return a widget that is given all rates of a site, and which of them it is of."""

    def made(rates: Rates, when: When, *args: Any, **options: Any) -> Html:
        return widget(rates.of(*when), *args, **options)

    return made


def _history(
    rates: Rates, when: When, base: str, term: str, days: int = 90, **options: Any
) -> Html:
    """Return the days before a snapshot as a sparkline."""
    return spark(rates.series(base, term, rates.of(*when), days), **options)


def _converted(
    rates: Snapshot, amount: str | int | Decimal, base: str, term: str, **options: Any
) -> Html:
    """Return an amount in another currency, in words; who published the rate is in its title."""
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


def functions(
    rates: Rates, static: Place = "/fx/", action: Place = "/fx/convert", **usual: Any
) -> dict[str, Any]:
    """Return the functions for templates by name; `usual` are arguments that they all take.

    Each takes `published`, the aware instant of the page, or `on`, a day, besides its own. `static`
    is where the files are, `action` where converters ask without JavaScript: each an address, or a
    function that returns it for the page at hand.
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
    """Return the widget with its usual arguments, which remembers what it wrote."""

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
        version = rates.taken, repr((args, given))  # 1, 1.0 and 1.00 are equal, and not the same
        try:
            return kept(version, (published, on), args, tuple(given.items()))
        except TypeError:  # a list among the arguments: it cannot be remembered
            return widget(rates, (published, on), *args, **given)

    bound.__name__ = name
    return bound


def _here(value: Any) -> Any:
    return value() if callable(value) else value


def _quiet(widget: Callable[..., Html]) -> Callable[..., Html]:
    """Return the widget that prints nothing where it has no rate, and logs why once."""

    @wraps(widget)
    def quiet(*args: Any, **options: Any) -> Html:
        try:
            return widget(*args, **options)
        except FxconvError as error:
            _log(widget.__name__, str(error))
            return Html()

    return quiet


@lru_cache(1000)
def _log(name: str, why: str) -> None:
    LOG.warning("%s prints nothing: %s", name, why)
