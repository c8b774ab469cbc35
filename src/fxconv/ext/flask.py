"""Flask: `FxConv(app, rates)` or `init_app`; templates know the widgets, `/fx/` the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, Flask, Response, request

from ..web import answers
from ..web.query import Query
from ..web.rates import Rates
from . import jinja

if TYPE_CHECKING:
    from ..web.answers import Answer


class FxConv:
    """The extension: widgets for templates, and pages for forms, `/fx/rates.json`, feeds, files.

    Settings: FXCONV_LOCALE (en-GB), FXCONV_PREFIX (/fx). `rates` are by default the newest of the
    ECB in the user's store; `app.extensions["fxconv"]` has them, and `refresh` takes newer ones.
    """

    def __init__(self, app: Flask | None = None, rates: Rates | None = None) -> None:
        self.rates = rates
        if app is not None:
            self.init_app(app)

    def init_app(self, app: Flask) -> None:
        """Connect an application."""
        rates = self.rates = self.rates or Rates(provider="ecb")
        prefix = app.config.setdefault("FXCONV_PREFIX", "/fx")
        locale = app.config.setdefault("FXCONV_LOCALE", "en-GB")
        app.extensions["fxconv"] = rates
        app.register_blueprint(_blueprint(rates, locale, prefix), url_prefix=prefix)
        jinja.install(app.jinja_env, rates, f"{prefix}/", f"{prefix}/convert", locale=locale)


def _blueprint(rates: Rates, locale: str, prefix: str) -> Blueprint:
    pages = Blueprint("fxconv", __name__)

    @pages.get("/<name>")
    def answer(name: str) -> Response:
        text = request.query_string.decode("ascii", "replace")
        query = Query.read(rates, text, locale, f"{prefix}/")
        return _response(answers.route(name, query, request.headers.get("If-None-Match", "")))

    return pages


def _response(answer: Answer) -> Response:
    return Response(answer.body, answer.status, answer.headers)
