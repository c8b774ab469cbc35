"""Adds `fx_converter`, `fx_table`, `fx_ticker` and the other widgets to Jinja templates."""

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
    """Add the widgets to an environment; `usual` are options for all of them, such as the locale.

    `static` is the URL of the static files, and `action` is the URL that forms are sent to. Each
    can be a text or a function that returns one.
    """
    env.globals.update(functions(rates, static, action, **usual))
    env.filters.update(filters(rates, **usual))


class Fxconv(Extension):
    """Adds widgets with the ECB's rates: `Environment(extensions=["fxconv.ext.jinja.Fxconv"])`.

    The rates come from the user's store. They are kept in `env.fxconv_rates`, whose `refresh` takes
    newer ones. Use `install` for other rates, URLs and languages. Raises NoBulletin.
    """

    def __init__(self, environment: Environment) -> None:
        """Add the widgets to an environment."""
        super().__init__(environment)
        rates = Rates(provider="ecb")
        environment.extend(fxconv_rates=rates)
        install(environment, rates)
