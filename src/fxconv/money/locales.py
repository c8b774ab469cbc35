"""How a locale writes numbers and dates; the only way to the CLDR for reading them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, cast

from ..data import facts
from ..errors import InvalidOption

if TYPE_CHECKING:
    from collections.abc import Mapping

    from babel import Locale

DateOrder = Literal["dmy", "mdy", "ymd"]

_ALLOWED = "a locale name such as de, en_US or ru_RU"
_NONE = ("C", "POSIX")
_NAME = re.compile(r"[A-Za-z0-9_-]{1,40}")
_ALIKE = (
    frozenset(" \xa0\u2007\u2009\u202f"),
    frozenset("'\u2019"),
)
_BLANKS = {"nbsp": "\xa0", "nnbsp": "\u202f"}


class Writing(NamedTuple):
    """The mark that groups digits, the decimal mark, and the order of day, month and year."""

    group: str
    point: str
    order: DateOrder


def marks(locale: str) -> tuple[frozenset[str], str]:
    """Return the marks that may group digits in a locale, and its decimal mark.

    Raises InvalidOption for an unknown locale.
    """
    group, point, _ = _known(locale)
    return next((same for same in _ALIKE if group in same), frozenset({group})), point


def date_order(locale: str) -> DateOrder:
    """Return the order of day, month and year in the short dates of a locale.

    Raises InvalidOption for an unknown locale.
    """
    return _known(locale).order


def writing(locale: str) -> Writing | None:
    """Return how a locale writes numbers and dates, whichever CLDR has it; None if unknown."""
    language, *rest = locale.replace("-", "_").split("_")
    parts = (part.title() if len(part) == 4 else part.upper() for part in rest)
    row = facts.row("locales.tsv", "_".join((language.lower(), *parts)))
    if row is None:
        return None
    group, point, order = (_BLANKS.get(field, field) for field in row[1:4])
    return Writing(group, point, cast("DateOrder", order))


def _known(locale: str) -> Writing:
    _check(locale)
    found = writing(locale) or writing(str(parsed(locale)))
    if found is None:
        raise InvalidOption("locale", locale, _ALLOWED)
    return found


def month_names(locale: str) -> dict[str, int]:
    """Return month numbers by full and short names, in lower case.

    Raises InvalidOption for an unknown locale.
    """
    from copy import deepcopy

    from babel.localedata import LocaleDataDict, load

    known: Any = load(str(parsed(locale)))
    # before 2.19 Babel stored merged names in its shared data: a copy keeps them out of it
    months = LocaleDataDict(deepcopy(known["months"]), base=known)
    return {
        name.casefold().rstrip("."): number
        for context in ("stand-alone", "format")
        for width in ("abbreviated", "wide")
        for number, name in months[context][width].items()
    }


def from_environment(variables: Mapping[str, str], category: str) -> str | None:
    """Return the locale in LC_ALL, in the category (such as LC_TIME) or in LANG, or None."""
    chosen = (variables.get(name) for name in ("LC_ALL", category, "LANG"))
    name = re.split(r"[.@]", next(filter(None, chosen), ""))[0]
    return None if name in ("", *_NONE) else name


def parsed(locale: str) -> Locale:
    """Return the locale with a name; raises InvalidOption if it is unknown."""
    from babel import Locale, UnknownLocaleError

    _check(locale)
    try:
        return Locale.parse(locale.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        raise InvalidOption("locale", locale, _ALLOWED) from None


def _check(locale: str) -> None:
    """Raise InvalidOption for names that Babel would accept: C, POSIX, and any with a point."""
    name = locale if isinstance(locale, str) else ""
    if not _NAME.fullmatch(name) or name.upper() in _NONE:
        raise InvalidOption("locale", locale, _ALLOWED)
