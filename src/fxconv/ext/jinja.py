"""Jinja: `install(env, rates)`, and templates know `fx_converter`, `fx_table`, `fx_ticker`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .names import filters, functions

if TYPE_CHECKING:
    from jinja2 import Environment

    from ..web.rates import Rates


def install(
    env: Environment,
    rates: Rates,
    static: str = "/static/fx/",
    action: str = "/fx/convert",
    **usual: Any,
) -> None:
    """Teach an environment the functions of fxconv; `usual` are options of all, as the locale."""
    env.globals.update(functions(rates, static, action, **usual))
    env.filters.update(filters(rates, **usual))
