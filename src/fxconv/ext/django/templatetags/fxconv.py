"""The tags fx_assets, fx_converter, fx_table, fx_ticker, fx_rate_line, fx_spark and fx.

`{% fx 100 "USD" "EUR" %}` prints an amount in words, and so does the only filter,
`{{ money|fx_money }}`.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from django import template
from django.apps import apps
from django.templatetags.static import static

from ...names import NAMES, filters, functions
from ..apps import place, rates, setting

if TYPE_CHECKING:
    from collections.abc import Callable

    from ....money.money import Money
    from ....web import Html

register = template.Library()


@cache
def _functions() -> dict[str, Any]:
    locale = setting("LOCALE")
    made = functions(rates(), _files, lambda: f"{place()}convert", locale=locale)
    return {**made, **filters(rates(), locale=locale)}


def _files() -> str:
    """Return the URL of the static files: from staticfiles, or else from the urls."""
    served = apps.is_installed("django.contrib.staticfiles")
    return str(static("fxconv/")) if served else place()


def _tag(name: str) -> Callable[..., Html]:
    """Return a tag whose function is created on first use, when the settings are ready."""

    def tag(*args: Any, **options: Any) -> Html:
        found: Html = _functions()[name](*args, **options)
        return found

    tag.__name__ = name
    return tag


for _name in (*NAMES, "fx"):
    register.simple_tag(_tag(_name), name=_name)


@register.filter  # type: ignore[untyped-decorator]
def fx_money(amount: Money) -> Html:
    """Return an amount in words, with its exact value as an attribute."""
    return _tag("fx_money")(amount)
