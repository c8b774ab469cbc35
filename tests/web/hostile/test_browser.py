"""Hostile text in a real Chromium: none of it ever runs, and all stands in its place."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import jinja2
import pytest

from fxconv import Converter, Store, settings
from fxconv.ext import jinja, names
from fxconv.store.overlay import Overlay
from fxconv.web import Rates, Series, Snapshot, rate_line, spark, table, ticker
from fxconv.web import converter as widget
from fxconv.web.html import script_data
from web.elements import elements
from web.pages import WATCH, Site, document, watched

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from playwright.sync_api import Browser, Page
from web.hostile.texts import ATTRIBUTES, OWN, PLAIN, SUM, SURROGATE, TAGS, VALUES, some


def pieces(rates: Snapshot, series: Series, text: str) -> Iterator[tuple[str, str | None]]:
    """Give every widget with the text wherever one can be, and the place that it is in."""
    said = rates._replace(name=text, kind=text, home=text, provider=text)
    more: dict[str, Any] = {"attrs": {"title": text, "data-x": text}}
    where = {"action": f"/x?{text}"}
    form = widget(said, pinned=("USD", text), **more, **where)
    listed = table(said, "EUR", ["USD"], chosen=[text], **more, **where)
    yield from (("converter", form), ("amp", form.amp), ("table", listed), ("plain", listed.amp))
    yield "ticker", ticker(said, "EUR", ["USD"], **more)
    yield "line", rate_line(said)
    yield "spark", spark(series._replace(base=text, term=text), **more)
    yield "data", f'<script type="application/ld+json">{script_data({"x": text})}</script>'
    yield "own", some(widget, rates, attrs=dict.fromkeys(OWN, text))
    yield "locale", some(widget, rates, locale=f"en.{text}")
    yield "address", some(widget, rates, action=text)
    yield "filter", some(table, rates, action=text)
    yield "rate", some(widget, rates._replace(rates={**rates.rates, "EUR": text}))


def shown(values: Iterable[str], rates: Snapshot, series: Series) -> str:
    """Return the widgets of some values as the body of a page, each in a box of its own."""
    made = ((n, *piece) for n, x in enumerate(values) for piece in pieces(rates, series, x))
    box = "<div class=case data-n={} data-of={}>{}</div>"
    return "".join(box.format(n, place, html) for n, place, html in made if html)


GUARD = """
window.ran = [];
for (const name of ["alert", "confirm", "prompt", "print", "open", "msgbox"])
  window[name] = () => ran.push(name);
"""
LOOK = """() => {
  const list = (node) => [...node.querySelectorAll("*")];
  const one = (e) => [e.localName, ...e.getAttributeNames().sort()].join(" ");
  const shape = (node) => list(node).map(one).join("; ");
  const again = (box) =>
    new DOMParser().parseFromString(`<p></p>${box.innerHTML}`, "text/html").body;
  const boxes = [...document.querySelectorAll(".case")], inside = boxes.flatMap(list), plain = {};
  for (const box of boxes.filter((box) => box.dataset.n < 2))
    (plain[box.dataset.of] ??= []).push(shape(box));
  const left = (box) => !plain[box.dataset.of].includes(shape(box))
    || (window.twice && shape(again(box)) !== `p; ${shape(box)}`);
  const scheme = (text) => {
    try { return new URL(text, location).protocol; } catch { return ""; }
  };
  const named = ["href", "src", "action", "formaction", "data", "srcdoc", "xlink:href", "poster"];
  const addresses = inside.flatMap((e) => named.map((name) => e.getAttribute(name)));
  const all = (box, css, read) => [...box.querySelectorAll(css)].map(read);
  return {
    left: boxes.filter(left).map((b) => [b.dataset.n, b.dataset.of, b.innerHTML.slice(0, 300)]),
    beside: list(document.querySelector("main")).length - inside.length - boxes.length,
    parents: [...new Set(boxes.map((box) => box.parentNode.localName))],
    tags: [...new Set(inside.map((e) => e.localName))],
    attributes: [...new Set(inside.flatMap((e) => e.getAttributeNames()))],
    schemes: [...new Set(addresses.filter((text) => text !== null).map(scheme))],
    texts: boxes.map((box) => [box.dataset.n, box.dataset.of, [
      all(box, "cite, svg title", (e) => e.textContent),
      all(box, "[title]", (e) => e.getAttribute("title")),
      all(box, "[data-x]", (e) => e.dataset.x),
      all(box, "form", (e) => e.getAttribute("action")),
      all(box, "script[type$=ld\\\\+json]", (e) => JSON.parse(e.textContent).x)]]),
  };
}"""
TYPE = """() => {
  const typed = ["own", "locale", "rate"].map((place) => `[data-of=${place}] form`);
  for (const form of document.querySelectorAll(typed)) {
    form.amount.value = "7";
    form.dispatchEvent(new Event("input"));
  }
  const seen = document.querySelectorAll("[data-of=rate] .fx-seen");
  return [...new Set([...seen].map((e) => e.textContent))];
}"""


def as_attribute(text: str) -> str:
    """Return a text as a browser has it in an attribute."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "\ufffd")


def as_content(text: str) -> str:
    """Return a text as a browser has it between tags."""
    return as_attribute(text.replace("\x00", ""))


def standing(series: Series, text: str) -> dict[str, list[list[str]]]:
    """Return where a text is read in each widget: as text, in titles, data, actions, JSON."""
    name, held, address = as_content(text), as_attribute(text), as_attribute(f"/x?{text}")
    line = as_attribute(f"{text}, 19 November 2014")
    _, said = spark(series).text.split("RUB", 1)
    return {
        "converter": [[name], [held], [held], [address], []],
        "amp": [[name], [], [], [address], []],
        "table": [[name], [held], [held], [address], []],
        "plain": [[name], [held], [held], [address], []],
        "ticker": [[name], [held], [held], [], []],
        "line": [[], [line], [], [], []],
        "spark": [[as_content(f"{text}/{text}{said}")], [held], [held], [], []],
        "data": [[], [], [], [], [text]],
    }


@pytest.mark.parametrize("policy", [True, False], ids=["under the policy", "without one"])
def test_nothing_runs_and_all_stands_in_its_place(
    browser: Browser,
    site: Site,
    rates: Snapshot,
    series: Series,
    policy: bool,
) -> None:
    context = browser.new_context(bypass_csp=not policy)
    context.add_init_script(f"{WATCH}{GUARD}window.twice = {json.dumps(not policy)};")
    encodable = [text for text in VALUES if not SURROGATE.search(text)]
    with watched(context, site) as page:
        for start in range(0, len(encodable), 100):
            values = [PLAIN, f"{PLAIN} too", *encodable[start : start + 100]]
            address = site.put(document(shown(values, rates, series)))
            visited(page, site, address)
            check(page.evaluate(LOOK), [standing(series, text) for text in values])
    context.close()


def visited(page: Page, served: Site, address: str) -> None:
    """Open a page and type into its forms: nothing else may run or be asked for."""
    served.asked.clear()
    page.goto(address)
    assert page.evaluate(TYPE) == ["7.00 USD = 328.60 RUB"]
    assert page.evaluate("[ran, window.pwned ?? null, location.href]") == [[], None, address]
    files = {"/fx.js", "/fx.css", "/host.css", "/favicon.ico"}
    assert set(served.asked) <= {*files, address.removeprefix(served.at)}


def check(found: dict[str, Any], wanted: list[dict[str, list[list[str]]]]) -> None:
    """Compare what a page became in the browser with what it should be."""
    assert found["left"] == []
    assert (found["parents"], found["beside"]) == (["main"], 3)
    assert set(found["tags"]) <= TAGS
    assert set(found["attributes"]) <= ATTRIBUTES | {"id"}
    assert set(found["schemes"]) <= {"http:", "https:", ""}
    read = [(n, of, texts) for n, of, texts in found["texts"] if of in wanted[0]]
    assert len(read) == len(wanted) * len(wanted[0])
    for n, place, texts in read:
        assert texts == wanted[int(n)][place], (n, place)


# In a template nothing reaches out

RENDERED = {
    "fx_assets": "{{ fx_assets() }}",
    "fx_converter": "{{ fx_converter(5, 'USD', 'RUB', published=at) }}",
    "fx_table": "{{ fx_table('RUB', on='2014-11-20', action='/x', chosen=['USD']) }}",
    "fx_ticker": "{{ fx_ticker('RUB', ['USD'], published=at, locale='ar') }}",
    "fx_rate_line": "{{ fx_rate_line('USD', 'RUB', published=at, locale='ru') }}",
    "fx_spark": "{{ fx_spark('USD', 'RUB', published=at) }}",
    "fx": "{{ '25e9'|fx('USD', 'RUB', published=at, approx=true) }}",
    "fx_money": "{{ sum|fx_money }}",
}
NEWEST = "{{ fx_converter(5, 'USD', 'JPY') }}{{ fx_table() }}{{ 1|fx('EUR', 'USD') }}"


def rendered(rates: Rates) -> list[str]:
    """Return all that templates can print, from an environment that has printed nothing yet."""
    env, facts = jinja2.Environment(autoescape=True), {"at": "2014-11-20T02:04+03:00", "sum": SUM}
    jinja.install(env, rates)
    return [env.from_string(text).render(facts) for text in (*RENDERED.values(), NEWEST)]


def test_no_template_reaches_out(monkeypatch: pytest.MonkeyPatch) -> None:
    reached: list[str] = []
    store = Store(settings.SEED, "immutable")
    warm = Rates(Converter(Overlay(store)), provider="ecb")
    assert set(RENDERED) == {*names.NAMES, *names.filters(warm)}
    before = rendered(warm)
    store.close()
    for name in ("socket.socket", "socket.getaddrinfo", "sqlite3.connect"):
        monkeypatch.setattr(name, lambda *_, name=name, **__: refuse(reached, name))
    assert rendered(warm) == before
    assert [html for html in before if not elements(html).found] == []
    assert reached == []
    with pytest.raises(Exception, match=r"closed|reached"):
        warm.of(on="2014-11-18")


def refuse(reached: list[str], name: str) -> None:
    reached.append(name)
    raise AssertionError(f"a template reached {name}")
