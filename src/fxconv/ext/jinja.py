"""Jinja: templates know `fx_converter`, `fx_table`, `fx_ticker` and the other names of fxconv."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jinja2.ext import Extension

from ..web.rates import Rates
from .names import filters, functions

if TYPE_CHECKING:
    from jinja2 import Environment

    from .names import Place


def install(
    env: Environment,
    rates: Rates,
    static: Place = "/fx/",
    action: Place = "/fx/convert",
    **usual: Any,
) -> None:
    """Teach an environment the functions of fxconv; `usual` are options of all, as the locale.

    `static` is where the files are, `action` where forms ask: addresses, or what returns them.
    """
    env.globals.update(functions(rates, static, action, **usual))
    env.filters.update(filters(rates, **usual))


class Fxconv(Extension):
    """`Environment(extensions=["fxconv.ext.jinja.Fxconv"])`: the ECB's rates in the user's store.

    `env.fxconv_rates` has them, and `env.fxconv_rates.refresh()` takes newer ones. For other rates,
    places and languages use `install`. Raises NoBulletin.
    """

    def __init__(self, environment: Environment) -> None:
        """Connect an environment."""
        super().__init__(environment)
        rates = Rates(provider="ecb")
        environment.extend(fxconv_rates=rates)
        install(environment, rates)
