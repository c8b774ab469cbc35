"""Write src/fxconv/data/locales.tsv: how each locale in the CLDR writes numbers and dates.

The table is taken from the installed Babel. fxconv reads input according to this table, whichever
Babel the user has.
"""

from __future__ import annotations

import re
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.core import get_cldr_version, get_global
from babel.dates import get_date_format
from babel.localedata import locale_identifiers
from babel.numbers import get_decimal_symbol, get_group_symbol

TABLE = Path(__file__).resolve().parents[1] / "src" / "fxconv" / "data" / "locales.tsv"
BLANKS = {"\xa0": "nbsp", "\u202f": "nnbsp"}
HEAD = """\
# locale	group	decimal	order	source
# the marks of numbers and the order of short dates; tools/build_locales.py writes this file
# nbsp and nnbsp are U+00A0 and U+202F; names without a script and older codes have own rows
"""


def names() -> set[str]:
    """Return the names of the CLDR's locales, also without their scripts and with older codes."""
    own = set(locale_identifiers())
    short = {re.sub("_[A-Z][a-z]{3}(?=_|$)", "", name) for name in own}
    older = {old: new for old, new in get_global("language_aliases").items() if "_" not in new}
    renamed = {
        old + name.removeprefix(new)
        for old, new in older.items()
        for name in own | short
        if name.partition("_")[0] == new and len(old) == 2
    }
    return own | short | renamed


def row(name: str) -> tuple[str, ...] | None:
    """Return how a locale writes numbers and dates; None if Babel does not know it."""
    try:
        known = Locale.parse(name)
    except (UnknownLocaleError, ValueError):
        return None
    pattern = get_date_format("short", locale=known).pattern
    letters = re.sub(r"'[^']*'|[^dMLy]", "", pattern).replace("L", "M").lower()
    marks = get_group_symbol(known), get_decimal_symbol(known)
    return (*(BLANKS.get(mark, mark) for mark in marks), "".join(dict.fromkeys(letters)))


def main() -> None:
    """Write the table."""
    source = f"cldr-{get_cldr_version()}"
    rows = [(name, *found, source) for name in sorted(names()) if (found := row(name))]
    TABLE.write_text(HEAD + "".join("\t".join(row) + "\n" for row in rows), encoding="utf-8")


if __name__ == "__main__":
    main()
