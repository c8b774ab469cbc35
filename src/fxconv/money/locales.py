"""How a locale writes numbers and dates: the only door to CLDR for reading them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, cast

from ..errors import InvalidOption

if TYPE_CHECKING:
    from collections.abc import Mapping

    from babel import Locale

DateOrder = Literal["dmy", "mdy", "ymd"]

_NAME = re.compile(r"[A-Za-z0-9_-]{1,40}")
_ALIKE = (
    frozenset(" \xa0\u2007\u2009\u202f"),
    frozenset("'\u2019"),
)


def marks(locale: str) -> tuple[frozenset[str], str]:
    """Return the marks that may group digits in a locale, and its decimal mark.

    Raises InvalidOption for an unknown locale.
    """
    from babel.numbers import get_decimal_symbol, get_group_symbol

    known = parsed(locale)
    group = get_group_symbol(known)
    alike = next((same for same in _ALIKE if group in same), frozenset({group}))
    return alike, get_decimal_symbol(known)


def date_order(locale: str) -> DateOrder:
    """Return the order of day, month and year in the short dates of a locale.

    Raises InvalidOption for an unknown locale.
    """
    from babel.dates import get_date_format

    pattern = get_date_format("short", locale=parsed(locale)).pattern
    letters = re.sub(r"'[^']*'|[^dMLy]", "", pattern).replace("L", "M").lower()
    return cast("DateOrder", "".join(dict.fromkeys(letters)))


def month_names(locale: str) -> dict[str, int]:
    """Return the number of each month by its full and short names, in lower case.

    Raises InvalidOption for an unknown locale.
    """
    from babel.dates import get_month_names

    known = parsed(locale)
    return {
        name.casefold().rstrip("."): number
        for context in ("stand-alone", "format")
        for width in ("abbreviated", "wide")
        for number, name in get_month_names(width, context, known).items()
    }


def from_environment(variables: Mapping[str, str], category: str) -> str | None:
    """Return the locale that LC_ALL, the category (such as LC_TIME) or LANG names, if any."""
    chosen = (variables.get(name) for name in ("LC_ALL", category, "LANG"))
    name = re.split(r"[.@]", next(filter(None, chosen), ""))[0]
    return None if name in ("", "C", "POSIX") else name


def parsed(locale: str) -> Locale:
    """Return the locale of a name; raises InvalidOption for an unknown one."""
    from babel import Locale, UnknownLocaleError

    allowed = "the name of a locale, such as de, en_US or ru_RU"
    if not isinstance(locale, str) or not _NAME.fullmatch(
        locale
    ):  # Babel takes anything after a point
        raise InvalidOption("locale", locale, allowed)
    try:
        return Locale.parse(locale.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        raise InvalidOption("locale", locale, allowed) from None
