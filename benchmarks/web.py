"""Measure the time to render a converter, and to serve a Flask page with it.

The page is compared with the same page containing a literal string; the two take turns in one
process. This needs Flask.
"""

from __future__ import annotations

import statistics
from time import perf_counter
from typing import TYPE_CHECKING

import flask
import jinja2

from fxconv import Converter
from fxconv.ext.flask import FxConv
from fxconv.web import Rates, Snapshot, converter
from report import Budget, budgets, table

if TYPE_CHECKING:
    from collections.abc import Callable

ROUNDS, CALLS = 150, 10
WITH = "<h1>News</h1>{{ fx_converter(100, 'USD', 'RUB', published='2014-11-20T02:04+03:00') }}"


def each(call: Callable[[], object]) -> float:
    """Return the seconds per call, as the mean of CALLS calls."""
    begun = perf_counter()
    for _ in range(CALLS):
        call()
    return (perf_counter() - begun) / CALLS


def page(template: str, *, fx: bool) -> Callable[[], object]:
    """Return a function that requests the only page of a Flask application."""
    app = flask.Flask("benchmark")
    if fx:
        FxConv(app, Rates(Converter(), provider="ecb"))
    app.jinja_loader = jinja2.DictLoader({"page.html": template})
    app.add_url_rule("/", view_func=lambda: flask.render_template("page.html"))
    client = app.test_client()
    return lambda: client.get("/")


def main() -> None:
    """Print the figures and the budgets."""
    some = Snapshot.of(Converter(), published="2014-11-20T02:04+03:00", provider="ecb")
    every = Snapshot.of(Converter(), provider="currency-api")
    html = converter(some, 100, "USD", "RUB")
    literally = f"<h1>News</h1>{{% raw %}}{html}{{% endraw %}}"
    cases = {
        f"converter, {len(some.rates)} currencies": lambda: converter(some, 100, "USD", "RUB"),
        f"converter, {len(every.rates)} currencies": lambda: converter(every, 100, "USD", "RUB"),
        "Flask page with the converter": page(WITH, fx=True),
        "Flask page with a literal string": page(literally, fx=False),
    }
    for call in cases.values():
        call()
    found = {name: [each(call) for _ in range(ROUNDS)] for name, call in cases.items()}
    middle = {name: statistics.median(times) for name, times in found.items()}
    table(["case", "median µs"], [[n, f"{t * 1e6:.0f}"] for n, t in middle.items()])
    few, _, live, literal = middle.values()
    budgets(
        [
            Budget("converter, some currencies: ms", few * 1000, 0.5),
            Budget("Flask page: requests to those of the literal", literal / live, 0.7, least=True),
        ]
    )


if __name__ == "__main__":
    main()
