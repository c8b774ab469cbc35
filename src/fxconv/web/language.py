"""How a language writes numbers and amounts, from the CLDR; only this module here uses Babel."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from ..data import facts
from ..money import names
from ..money.locales import parsed, writing

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from babel import Locale
    from babel.numbers import NumberPattern

Direction = Literal["ltr", "rtl"]

_ZEROS: Final = {
    "adlm": "\N{ADLAM DIGIT ZERO}",
    "arab": "\N{ARABIC-INDIC DIGIT ZERO}",
    "arabext": "\N{EXTENDED ARABIC-INDIC DIGIT ZERO}",
    "beng": "\N{BENGALI DIGIT ZERO}",
    "cakm": "\N{CHAKMA DIGIT ZERO}",
    "deva": "\N{DEVANAGARI DIGIT ZERO}",
    "hmnp": "\N{NYIAKENG PUACHUE HMONG DIGIT ZERO}",
    "mtei": "\N{MEETEI MAYEK DIGIT ZERO}",
    "mymr": "\N{MYANMAR DIGIT ZERO}",
    "nkoo": "\N{NKO DIGIT ZERO}",
    "olck": "\N{OL CHIKI DIGIT ZERO}",
    "tibt": "\N{TIBETAN DIGIT ZERO}",
}
_NUMBER: Final = re.compile("[#0][#0.,]*")


class Marks(NamedTuple):
    """The signs and digits that numbers are written with; `digits` is None for 0 to 9."""

    decimal: str
    group: str
    minus: str
    plus: str
    percent: str
    about: str
    digits: dict[int, str] | None


class Grouping(NamedTuple):
    """The size of the last group, that of the others, and the fewest digits that are grouped."""

    last: int
    others: int
    least: int


class Patterns(NamedTuple):
    """The order of number, sign and currency; "¤" stands for the currency, "{0}" for a number."""

    positive: str
    negative: str
    percent: str
    named: Mapping[str, str]


class Language(NamedTuple):
    """A locale of the CLDR; `powers` has the words for powers of ten, by plural category."""

    name: str
    marks: Marks
    grouping: Grouping
    patterns: Patterns
    powers: Mapping[int, Mapping[str, str]]
    direction: Direction


@lru_cache(1024)
def language(locale: str) -> Language:
    """Return the language of a locale such as en-GB or ru; raise InvalidOption if unknown."""
    known = parsed(locale)
    name = _name(known)
    marks = _marks(known)
    direction: Direction = "rtl" if known.character_order.startswith("right") else "ltr"
    patterns = _patterns(known, marks)
    return Language(name, marks, _grouping(known), patterns, _powers(known), direction)


@lru_cache(4096)
def plural(name: str, digits: str) -> str:
    """Return the plural category of a number as displayed: 1 and 1.0 may differ.

    `name` is the locale as Babel writes it. Only the last digits of a long number matter.
    """
    from decimal import Decimal, localcontext

    whole, _, rest = digits.partition(".")
    short = whole if len(whole) <= 6 else f"1{whole[-6:]}"
    with localcontext(prec=100):
        return str(parsed(name).plural_form(Decimal(f"{short}.{rest}" if rest else short)))


@lru_cache(4096)
def long_date(name: str, day: date) -> str:
    """Return a day with the name of its month, in the digits of the language."""
    from babel.dates import format_date

    text = format_date(day, "long", name)
    digits = language(name).marks.digits
    return text.translate(digits) if digits else text


def phrase(name: str, kind: str, key: str = "-") -> str | None:
    """Return an entry of magnitudes.tsv for a locale or its nearest parent; None without one."""
    rows = _phrases()
    return next((rows[x, kind, key] for x in parents(name) if (x, kind, key) in rows), None)


def parents(name: str) -> Iterator[str]:
    """Yield a locale and the locales that it inherits from in the CLDR, the nearest first."""
    from babel.core import get_global

    while name and name != "root":
        yield name
        name = get_global("parent_exceptions").get(name) or name.rpartition("_")[0]


@cache
def _phrases() -> dict[tuple[str, str, str], str]:
    return {(name, kind, key): text for name, kind, key, text in facts.rows("magnitudes.tsv")}


def _name(known: Locale) -> str:
    return str(known).partition("@")[0]


def _marks(known: Locale) -> Marks:
    """Return the marks and digits that the locale uses by default."""
    script = known.default_numbering_system
    zero = _ZEROS.get(script)
    digits = {ord("0") + n: chr(ord(zero) + n) for n in range(10)} if zero else None
    found = known.number_symbols.get(script if zero else "latn", {})
    get = found.get
    signs = (get("minusSign", "-"), get("plusSign", "+"), get("percentSign", "%"))
    near = get("approximatelySign", "~")
    own = None if zero else writing(_name(known))  # so that fxconv can read what it prints
    point, group = (own.point, own.group) if own else (get("decimal", "."), get("group", ","))
    return Marks(point, group, *signs, near, digits)


def _grouping(known: Locale) -> Grouping:
    last, others = known.decimal_formats[None].grouping
    return Grouping(last, others, int(phrase(_name(known), "group") or 4))


def _patterns(known: Locale, marks: Marks) -> Patterns:
    positive, _, negative = _pattern(known.currency_formats["standard"].pattern).partition(";")
    negative = (negative or f"-{positive}").replace("-", marks.minus)
    percent = _pattern(known.percent_formats[None].pattern).replace("%", marks.percent)
    units = names.cldr(_name(known))["currency_unit_patterns"]
    return Patterns(positive, negative, percent, dict(units))


def _pattern(text: str) -> str:
    return _NUMBER.sub("{0}", text.replace("'", ""))


def _powers(known: Locale) -> dict[int, dict[str, str]]:
    """Return the words for each power of ten, from magnitudes.tsv or from the CLDR."""
    name = _name(known)
    own = {power: phrase(name, "word", str(power)) for power in range(5, 16)}
    if any(own.values()):
        return {power: {"other": text} for power, text in own.items() if text}
    found: dict[int, dict[str, str]] = {}
    for category, patterns in _compact(known).items():
        for power, pattern in patterns.items():
            text = str(pattern.pattern).replace("'", "").partition(";")[0]
            if text.strip("0"):
                found.setdefault(len(power) - 1, {})[category] = text
    return found


def _compact(known: Locale) -> Mapping[str, Mapping[str, NumberPattern]]:
    """Return the long patterns of a locale, or short ones if they are words: 万, not K."""
    formats = known.compact_decimal_formats
    found: Mapping[str, Mapping[str, NumberPattern]] = (
        formats.get("long") or formats.get("short") or {}
    )
    shown = "".join(str(pattern) for pattern in found.get("other", {}).values())
    return {} if re.search(r"0.?[KMGTB]\b", shown) else found
