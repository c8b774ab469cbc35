"""How the documentation is built: Sphinx, Markdown by MyST, the Furo theme."""

from fxconv import providers, schema
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
    ("py:.*", r"(?!fxconv\.).*"),  # no inventories of others: a build needs no network
    ("py:class", r"fxconv\.(bulletin|table)\..*"),  # what stores and tables are made of
]
default_role = "code"
autodoc_member_order = "bysource"
autodoc_typehints_format = "short"
autodoc_inherit_docstrings = False


def setup(app):
    """Show records without their fields' numbers, defaults by name, and what the code knows."""
    app.connect("env-get-outdated", lambda *_: MADE)
    app.connect("source-read", _insert)
    app.connect("autodoc-skip-member", _skip)
    app.connect("autodoc-process-signature", _signature)


def _skip(app, what, name, member, skip, options):
    return True if type(member).__name__ == "_tuplegetter" else skip


def _signature(app, what, name, member, options, shown, returns):
    return shown and shown.replace("<built-in method today of type object>", "date.today"), returns


MADE = {"reference/providers": "{{providers}}", "reference/data": "{{schema}}"}
"""Pages that have a part made from the code, read anew each time, and where it goes."""


def _insert(app, page, source):
    if page in MADE:
        made = _providers() if page == "reference/providers" else f"```sql\n{schema.SCHEMA}```"
        source[0] = source[0].replace(MADE[page], made)


def _providers():
    """Return the table of all providers."""
    heads = ["id", "name", "kind", "pivot", "since", "date", "key", "terms"]
    rows = [heads, ["---"] * len(heads), *map(_row, map(providers.load, providers.ids()))]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _row(p):
    days = f"{p.since} to {p.until}" if p.until else f"{p.since}"
    key = f"[wanted]({p.key.home})" if p.key else "-"
    name = f"[{p.name}]({p.home})"
    cells = [f"`{p.id}`", name, p.kind, p.pivot, days, p.dates, key, p.terms]
    return [cell.replace("|", "\\|") for cell in cells]
