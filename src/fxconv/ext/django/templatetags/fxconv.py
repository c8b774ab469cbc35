"""`fx_assets`, `fx_converter`, `fx_table`, `fx_ticker`, `fx_rate_line`, `fx_spark`, `fx` as tags.

`{% fx 100 "USD" "EUR" %}` is a sum in words; so is `{{ money|fx_money }}`, the one filter.
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
    """Return the address of the files: that of staticfiles, or where the urls serve them."""
    served = apps.is_installed("django.contrib.staticfiles")
    return str(static("fxconv/")) if served else place()


def _tag(name: str) -> Callable[..., Html]:
    """Return a tag whose function is made when it is first used, after the settings are known."""

    def tag(*args: Any, **options: Any) -> Html:
        found: Html = _functions()[name](*args, **options)
        return found

    tag.__name__ = name
    return tag


for _name in (*NAMES, "fx"):
    register.simple_tag(_tag(_name), name=_name)


@register.filter  # type: ignore[untyped-decorator]
def fx_money(amount: Money) -> Html:
    """Return a sum in words, its exact value for machines."""
    return _tag("fx_money")(amount)
