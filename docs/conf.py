"""How the documentation is built: Sphinx, Markdown by MyST, the Furo theme."""

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
    """Show the records without their fields' numbers, and defaults by their names."""
    app.connect("autodoc-skip-member", _skip)
    app.connect("autodoc-process-signature", _signature)


def _skip(app, what, name, member, skip, options):
    return True if type(member).__name__ == "_tuplegetter" else skip


def _signature(app, what, name, member, options, shown, returns):
    return shown and shown.replace("<built-in method today of type object>", "date.today"), returns
