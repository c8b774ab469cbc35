"""How the documentation is built: Sphinx, Markdown by MyST, the Furo theme."""

import re
from datetime import date
from pathlib import Path

from fxconv import Converter, Quote, Source, Store, settings
from fxconv.errors import NotYetKnown
from fxconv.publishing import registry
from fxconv.rules import statutes
from fxconv.store import schema
from fxconv.version import VERSION

project = "fxconv"
author = "The fxconv contributors"
copyright = author  # noqa: A001
version = release = VERSION

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx_click"]
exclude_patterns = ["_build"]
myst_enable_extensions = ["deflist"]
myst_heading_anchors = 3
html_theme = "furo"
html_title = f"fxconv {VERSION}"
html_copy_source = False

nitpicky = True
nitpick_ignore_regex = [
    ("py:.*", r"(?!fxconv\.).*"),  # other projects' inventories would need the network
    ("py:class", r"fxconv\.(bulletin|table)\..*"),  # what stores and tables are made of
]
default_role = "code"
autodoc_member_order = "bysource"
autodoc_typehints_format = "short"
autodoc_inherit_docstrings = False


def setup(app):
    """Hide the fields of named tuples, name defaults, and insert the generated parts of pages."""
    app.connect("env-get-outdated", lambda *_: MADE)
    app.connect("source-read", _insert)
    app.connect("autodoc-skip-member", _skip)
    app.connect("autodoc-process-signature", _signature)


def _skip(app, what, name, member, skip, options):
    return True if type(member).__name__ == "_tuplegetter" else skip


def _signature(app, what, name, member, options, shown, returns):
    return shown and shown.replace("<built-in method today of type object>", "date.today"), returns


def _insert(app, page, source):
    source[0] = made(page, source[0])


def made(page, text):
    """Return the text of a page with its generated part."""
    if page not in MADE:
        return text
    place, make = MADE[page]
    return text.replace(place, make())


def _table(heads, rows):
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _schema():
    return f"```sql\n{schema.SCHEMA}```"


def _providers():
    """Return the table of all providers."""
    heads = ["id", "name", "kind", "pivot", "since", "date", "key", "terms"]
    return _table(heads, map(_row, map(registry.load, registry.ids())))


def _row(p):
    days = f"{p.since} to {p.until}" if p.until else f"{p.since}"
    key = f"[required]({p.key.home})" if p.key else "-"
    name = f"[{p.name}]({p.home})"
    cells = [f"`{p.id}`", name, p.kind, p.pivot, days, p.dates, key, p.terms]
    return [cell.replace("|", "\\|") for cell in cells]


ARTICLE = [
    ("the rate that its author could know", {"at": "2014-11-20T02:04+03:00"}),
    ("the rate for its date", {"on": "2014-11-20"}),
    (
        "the rate for its date, if its author could know it",
        {"on": "2014-11-20", "at": "2014-11-20T02:04+03:00", "provider": "ecb"},
    ),
    ("the rate known a minute before that one became public", {"at": "2014-11-20T17:29+03:00"}),
    ("the rate known a minute later", {"at": "2014-11-20T17:30+03:00"}),
    (
        "the rate for EU VAT that is due that day",
        {"rule": "eu-vat-91", "on": "2014-11-20"},
    ),
    (
        "the rate for a one-stop-shop return for November",
        {"rule": "eu-vat-366", "on": "2014-11-30"},
    ),
    ("the rate that EU customs use that day", {"rule": "eu-customs-146", "on": "2014-11-20"}),
    ("the rate that EU customs use in December", {"rule": "eu-customs-146", "on": "2014-12-01"}),
    ("the rate a year later", {"on": "2015-11-20"}),
    ("the last rate that the ECB published", {"on": "2022-03-01"}),
    ("the newest included rate", {}),
]
"""Rates for the billion in the article, and how to ask for each; all of them are included."""
PRESS = (
    "https://prokazan.ru/amp/business/view/kurs-dollara-opustilsa-nize-46-rublej-vpervye-za-nedelu"
)


def _article():
    """Return the table of rates for one article, with fxconv's answers."""
    seed = Store(settings.SEED, "immutable")
    last = max(seed.span(name).last for name in seed.providers())
    converter = Converter(seed, today=lambda: last)
    rows = [_answer(converter, question, rules) for question, rules in ARTICLE]
    seed.close()
    return _table(["rate", "command", "answer", "source"], [*rows[:5], _law(), *rows[5:]])


def _answer(converter, question, rules):
    flags = (f" --{name} {value}" for name, value in rules.items())
    asked = f"`fxconv 1e9 USD RUB{''.join(flags)}`".replace("--provider", "--from-provider")
    try:
        found = converter.convert("1e9", "USD", "RUB", **rules)
    except NotYetKnown as error:
        why = error.why.partition("; ")[0]
        return question, asked, f"no: `{why}`", f"`{error.provider}`"
    return question, asked, f"`{found.target}`", f"`{found.provider}`, `{found.in_force}`"


def _law():
    """Return the row for the Bank of Russia's table in force, as newspapers printed it."""
    day, store = date(2014, 11, 20), Store.memory()
    quote = Quote("USD", "RUB", "47.0294", day, "cbr", kind="official")
    store.add(Source("cbr", PRESS, "", ""), [quote])
    asked = "`--rule ru-pbu-3 --on 2014-11-20`, with the table in your store"
    found = Converter(store).convert("1e9", "USD", "RUB", on=day, rule="ru-pbu-3")
    source = f"`{found.provider}`, `{found.in_force}`, [as printed]({PRESS})"
    return "the rate for Russian accounting", asked, f"`{found.target}`", source


def _rules():
    """Return the table of legal rules, with the day that each uses for one example."""
    heads = ["rule", "law", "source", "side", "`--policy`", "day used for 2014-11-30"]
    return _table(heads, map(_statute, statutes.ALL.values()))


def _statute(rule):
    day = rule.day(date(2014, 11, 30))
    law = f"[{rule.law}]({rule.url})"
    provider = f"`{rule.provider}`" if rule.provider else "any"
    return f"`{rule.id}`", law, provider, rule.side, f"`{rule.policy}`", f"{day}"


def _floors():
    """Return the table of dependencies, with the reason for each lowest release."""
    line = re.compile(r'  "([a-z0-9-]+)>=([0-9.]+)", +# (.+)')
    lists = (
        (Path(__file__).parents[1] / "pyproject.toml")
        .read_text("utf-8")
        .partition("\ndependencies = [")[2]
    )
    rows = [line.fullmatch(each) for each in lists.partition("\n]")[0].strip("\n").splitlines()]
    return _table(["package", "lowest release", "why"], [row.groups() for row in rows])


MADE = {
    "reference/platforms": ("{{floors}}", _floors),
    "reference/providers": ("{{providers}}", _providers),
    "reference/data": ("{{schema}}", _schema),
    "explanation/choosing-a-rate": ("{{article}}", _article),
    "guide/rules": ("{{rules}}", _rules),
}
"""Pages with a part that is generated at each build: its place, and the function that makes it."""
