"""Flask: `FxConv(app, rates)` or `init_app`; templates know the widgets, `/fx/` the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, Flask, Response, has_request_context, request

from ..web import answers, words
from ..web.query import Query
from ..web.rates import Rates
from . import jinja

if TYPE_CHECKING:
    from ..web.answers import Answer


class FxConv:
    """The extension: widgets for templates, and pages for forms, `/fx/rates.json`, feeds, files.

    Settings: FXCONV_LOCALE (en-GB), FXCONV_PREFIX (/fx/). `rates` are by default the newest of the
    ECB in the user's store; `app.extensions["fxconv"]` has them, and `refresh` takes newer ones.
    """

    def __init__(self, app: Flask | None = None, rates: Rates | None = None) -> None:
        self.rates = rates
        if app is not None:
            self.init_app(app)

    def init_app(self, app: Flask) -> None:
        """Connect an application; raises InvalidOption for the locale."""
        rates = self.rates = self.rates or Rates(provider="ecb")
        prefix = f"/{app.config.setdefault('FXCONV_PREFIX', '/fx/').strip('/')}"
        locale = app.config.setdefault("FXCONV_LOCALE", "en-GB")
        words.direction(locale)
        app.extensions["fxconv"] = rates
        app.register_blueprint(_blueprint(rates, locale), url_prefix=prefix)

        def place() -> str:
            root = request.script_root if has_request_context() else ""
            return f"{root}{prefix}".rstrip("/") + "/"

        jinja.install(app.jinja_env, rates, place, lambda: f"{place()}convert", locale=locale)


def _blueprint(rates: Rates, locale: str) -> Blueprint:
    pages = Blueprint("fxconv", __name__)

    @pages.get("/<name>")
    def answer(name: str) -> Response:
        text = request.query_string.decode("ascii", "replace")
        base = f"{request.script_root}{request.path}".removesuffix(name)
        query = Query.read(rates, text, locale, base)
        return _response(answers.route(name, query, request.headers.get("If-None-Match", "")))

    return pages


def _response(answer: Answer) -> Response:
    return Response(answer.body, answer.status, answer.headers)
