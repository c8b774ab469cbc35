"""The Flask extension: `FxConv(app, rates)` adds widgets to templates and serves `/fx/`."""

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
    """Adds widgets to templates, and serves pages for forms, `/fx/rates.json`, feeds and files.

    Settings: FXCONV_LOCALE (default: en-GB), FXCONV_PREFIX (default: /fx/). The default `rates` are
    the ECB's newest in the user's store. They are kept in `app.extensions["fxconv"]`, whose
    `refresh` takes newer ones.
    """

    def __init__(self, app: Flask | None = None, rates: Rates | None = None) -> None:
        self.rates = rates
        if app is not None:
            self.init_app(app)

    def init_app(self, app: Flask) -> None:
        """Add the extension to an application; raise InvalidOption for an unknown locale."""
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
