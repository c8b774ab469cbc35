"""`fx_assets`, `fx_converter`, `fx_table`, `fx_ticker` and `fx_rate_line` as tags."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from django import template

from ...names import NAMES, functions
from ..apps import rates, setting

if TYPE_CHECKING:
    from collections.abc import Callable

    from ....web import Html

register = template.Library()


@cache
def _functions() -> dict[str, Any]:
    prefix = setting("PREFIX")
    return functions(rates(), prefix, f"{prefix}convert", locale=setting("LOCALE"))


def _tag(name: str) -> Callable[..., Html]:
    """Return a tag whose function is made when it is first used, after the settings are known."""

    def tag(*args: Any, **options: Any) -> Html:
        found: Html = _functions()[name](*args, **options)
        return found

    tag.__name__ = name
    return tag


for _name in NAMES:
    register.simple_tag(_tag(_name), name=_name)
