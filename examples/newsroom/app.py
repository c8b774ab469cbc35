"""A small newspaper with rates.

Run `python examples/newsroom/app.py` and open http://127.0.0.1:8000/. It needs Flask and fxconv but
no network, because it reads the rates from the store.
"""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from flask import Flask, abort, current_app, redirect, render_template, request, url_for

from fxconv import Money
from fxconv.errors import FxconvError
from fxconv.ext.flask import FxConv
from fxconv.money.parsing import read_amount
from fxconv.web import Rates, words
from stories import LANGUAGES, Story, chosen, interface, stories

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from flask import Response
    from werkzeug.exceptions import NotFound
    from werkzeug.wrappers import Response as Redirect

    from fxconv.web import Snapshot

    Question = tuple[str | Decimal, str, str]

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; form-action 'self';"
    " base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'"
)
BASES = ("EUR", "USD", "GBP", "CHF", "CNY", "JPY")


def create_app(rates: Rates | None = None) -> Flask:
    """Return the site; its default rates are the ECB's in the user's store."""
    app = Flask(__name__)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals["day"] = words.day
    FxConv(app, rates)
    app.add_url_rule("/", view_func=start)
    app.add_url_rule("/<lang>/", view_func=front)
    app.add_url_rule("/<lang>/rates/<base>", view_func=table)
    app.add_url_rule("/<lang>/<slug>", view_func=story)
    app.register_error_handler(404, missing)
    app.after_request(guarded)
    return app


def start() -> Redirect:
    """Redirect the reader to the edition in the browser's language."""
    language = request.accept_languages.best_match(LANGUAGES, LANGUAGES[0])
    answer = redirect(url_for("front", lang=language))
    answer.vary.add("Accept-Language")
    return answer


def front(lang: str) -> str:
    """Show the stories, filtered by `?topic=energy` and `?q=words`."""
    said = _interface(lang)
    topic, query = request.args.get("topic", ""), request.args.get("q", "")[:200]
    topic = topic if topic in said["topics"] else ""
    found = chosen(lang, topic, query)
    return _page("front.html", lang, found=found, topic=topic, query=query)


def story(lang: str, slug: str) -> str | tuple[str, int]:
    """Show a story; its form is sent to this page, so that it keeps the rates of its time."""
    said = _interface(lang)
    told = stories(lang).get(slug) or abort(404)
    rates = _rates().of(published=told.at)
    asked, wrong = _asked(told, request.args, rates, said["locale"])
    amount, base, term = told.sum
    source = Money(amount, base)
    page = _page("story.html", lang, story=told, source=source, term=term, asked=asked, wrong=wrong)
    return page, 400 if wrong else 200


def table(lang: str, base: str) -> str:
    """Show a table of rates, of all currencies or of `?currencies=USD&currencies=GBP`."""
    _interface(lang)
    if base not in _rates().newest.rates:
        abort(404)
    ticked = tuple(request.args.getlist("currencies")) or None
    return _page("rates.html", lang, base=base, bases=BASES, chosen=ticked)


def missing(_: NotFound) -> tuple[str, int]:
    """Show that a page does not exist, in the language of its URL."""
    language = request.path.split("/")[1]
    known = language if language in LANGUAGES else LANGUAGES[0]
    return _page("missing.html", known), 404


def guarded(answer: Response) -> Response:
    """Forbid a page everything that it does not need."""
    answer.headers.setdefault("Content-Security-Policy", POLICY)
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Referrer-Policy"] = "same-origin"
    return answer


def _interface(lang: str) -> dict[str, Any]:
    return interface(lang) if lang in LANGUAGES else abort(404)


def _page(template: str, lang: str, **facts: Any) -> str:
    other = next(language for language in LANGUAGES if language != lang)
    path = request.path.removeprefix(f"/{lang}/")
    there = f"/{other}/{path}" if path != request.path else f"/{other}/"
    said = interface(lang)
    return render_template(
        template, lang=lang, locale=said["locale"], said=said, other=other, there=there, **facts
    )


def _rates() -> Rates:
    found: Rates = current_app.extensions["fxconv"]
    return found


def _asked(
    told: Story, query: Mapping[str, str], rates: Snapshot, locale: str
) -> tuple[Question, bool]:
    """Return the converter's arguments, and whether the reader's query was invalid."""
    if "amount" not in query:
        return told.sum, False
    _, base, term = told.sum
    pair = query.get("from", base), query.get("to", term)
    try:
        amount = read_amount(query["amount"][:200], locale)
        rates.convert(amount, *pair)
    except FxconvError:
        return told.sum, True
    return (amount, *pair), False


def main() -> None:
    """Serve the site on this computer only."""
    parser = argparse.ArgumentParser(description="A small newspaper with rates.")
    parser.add_argument("--port", type=int, default=8000)
    create_app().run("127.0.0.1", parser.parse_args().port)


if __name__ == "__main__":
    main()
