"""Text becomes an exact Decimal, or a clear error.

`as_amount` is the library's strict reader. `read_amount` also understands what a person types at a
terminal, if it can be read in only one way.
"""

from __future__ import annotations

import re
from decimal import (
    ROUND_HALF_EVEN,
    Clamped,
    Context,
    Decimal,
    DecimalException,
    InvalidOperation,
    Overflow,
    Rounded,
    Subnormal,
)

from ..errors import AmbiguousAmount, InexactAmount, InvalidAmount

_STRICT = re.compile(r"[+-]?[0-9]{1,40}(\.[0-9]{1,30})?([eE][+-]?[0-9]{1,2})?")
_NUMBER_AND_WORD = r"(.*[0-9])\s*([^\W\d_]+)\.?"
_LONGEST = 120
_BEYOND_INT = 10**31

# A value fits if this context need not round, clamp or overflow it; nothing is expanded.
_BOUNDS = Context(
    prec=60,
    rounding=ROUND_HALF_EVEN,
    Emin=-30,
    Emax=30,
    capitals=1,
    clamp=0,
    flags=[],
    traps=[Clamped, InvalidOperation, Overflow, Rounded, Subnormal],
)
_fits = _BOUNDS.plus
_SHIFT = Context(60, ROUND_HALF_EVEN, -999, 999, 1, 0, [], [InvalidOperation])

_GROUPS = (",", ".", " ", "'")
_TIDY = str.maketrans(
    {"\xa0": " ", "\u2007": " ", "\u2009": " ", "\u202f": " ", "\u2019": "'", "\u2212": "-"}
)

_WORDS = {
    3: "k thousand thousands тыс тысяча тысячи тысяч",
    6: "m mn mln mio million millions млн миллион миллиона миллионов",
    9: "млрд миллиард миллиарда миллиардов",
    12: "трлн триллион триллиона триллионов",
}
_SCALE_WORDS = {9: "b bn bln billion billions", 12: "tn trn trillion trillions"}
_DISPUTED = {word: power for power, words in _SCALE_WORDS.items() for word in words.split()}
_POWERS = _DISPUTED | {word: power for power, words in _WORDS.items() for word in words.split()}
_LONG_SCALE_LANGUAGES = """
    af bs ca cs da de es eu fi fo fr fy gl hr hu is it lb mk nb nl nn no pl ro sk sl sr sv
    pt_ao pt_ch pt_cv pt_gq pt_gw pt_lu pt_mo pt_mz pt_pt pt_st pt_tl
"""

_SIZE = "it must be finite, below 1e31, no finer than 1e-30 and at most 60 digits long"
_PLAIN = "write plain digits with a decimal point, such as 1234.56"


def as_amount(value: str | int | Decimal) -> Decimal:
    """Return the exact amount in a strict text, an int or a Decimal.

    Raises InvalidAmount if it is not a number within bounds, and InexactAmount (a TypeError) for a
    float or any other type.
    """
    if type(value) is Decimal or isinstance(value, Decimal):
        try:
            _fits(value)
        except DecimalException:
            raise InvalidAmount(str(value), _SIZE) from None
        if value.is_finite():
            return value if type(value) is Decimal else Decimal(value)
        raise InvalidAmount(str(value), _SIZE)
    if isinstance(value, str):
        return _from_text(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return _from_int(value)
    raise InexactAmount(value)


def read_amount(text: str, locale: str | None = None) -> Decimal:
    """Read an amount that a person typed: `1,234.56`, `1 234,5`, `2.5 million`, `25bn`.

    Without a locale, only text that can be read in one way is accepted. With a locale, its grouping
    and decimal marks decide. Raises AmbiguousAmount, InvalidAmount, and InvalidOption
    for an unknown locale.
    """
    if len(text) > _LONGEST:
        raise InvalidAmount(text, "it is too long; " + _PLAIN)
    tidy = text.strip().translate(_TIDY)
    found = re.fullmatch(_NUMBER_AND_WORD, tidy)
    if not found:
        return _number(text, tidy, locale)
    value = _number(text, found[1], locale)
    return _scaled(text, value, found[2].casefold(), locale)


def plain(text: str) -> bool:
    """Return whether a text is a number that means the same in every locale."""
    return bool(_STRICT.fullmatch(text)) and not re.fullmatch(r"[+-]?[0-9]{1,3}\.[0-9]{3}", text)


def is_magnitude(word: str) -> bool:
    """Return whether a word stands for a power of ten after a number: million, bn, млрд."""
    return word.casefold().rstrip(".") in _POWERS


def _from_text(text: str) -> Decimal:
    if not _STRICT.fullmatch(text):
        raise InvalidAmount(text, _why_not(text))
    return as_amount(Decimal(text))


def _from_int(value: int) -> Decimal:
    if not -_BEYOND_INT < value < _BEYOND_INT:
        raise InvalidAmount(f"an integer of {value.bit_length()} bits", _SIZE)
    return Decimal(value)


def _number(text: str, number: str, locale: str | None) -> Decimal:
    strict = [number] if _STRICT.fullmatch(number) else []
    if locale is None:
        readings = strict or _readings(number, _GROUPS, ".,")
    else:
        readings = _readings(number, *_marks(locale)) or strict
    if len(readings) > 1:
        raise AmbiguousAmount(text, readings)
    if not readings:
        raise InvalidAmount(text, _why_not(number, locale))
    return as_amount(readings[0])


def _marks(locale: str) -> tuple[tuple[str, ...], str]:
    """Return what may group digits in a locale, spaces and apostrophes included, and its point."""
    from .locales import marks

    grouping, point = marks(locale)
    return tuple(sorted(grouping | {" ", "'"})), point


def _readings(number: str, groups: tuple[str, ...], points: str) -> list[str]:
    """Return every way to read the number, as strict text."""
    found = []
    for point in points:
        for group in groups:
            parts = group != point and _pattern(group, point).fullmatch(number)
            if parts:
                sign, whole, fraction = parts.groups()
                found.append(sign + whole.replace(group, "") + (f".{fraction}" if fraction else ""))
    return list(dict.fromkeys(found))


def _pattern(group: str, point: str) -> re.Pattern[str]:
    mark, dot = re.escape(group), re.escape(point)
    whole = rf"0|[1-9][0-9]{{0,39}}|[1-9][0-9]{{0,2}}(?:{mark}[0-9]{{3}})+"
    if group == ",":
        whole += r"|[1-9][0-9]?(?:,[0-9]{2})+,[0-9]{3}"
    return re.compile(rf"([+-]?)({whole})(?:{dot}([0-9]{{1,30}}))?")


def _scaled(text: str, value: Decimal, word: str, locale: str | None) -> Decimal:
    power = _POWERS.get(word)
    if power is None:
        raise InvalidAmount(text, f"{word[:20]!r} is not a magnitude; use k, m, bn or trn")
    if word in _DISPUTED and _has_long_scale(locale):
        either = [_SHIFT.scaleb(value, Decimal(n)) for n in (power, 2 * power - 6)]
        raise AmbiguousAmount(text, [f"{amount:f}" for amount in either])
    return as_amount(_SHIFT.scaleb(value, Decimal(power)))


def _has_long_scale(locale: str | None) -> bool:
    """Return whether a billion has twelve zeros in the locale's language."""
    tag = (locale or "").replace("-", "_").casefold()
    return not {tag, tag.partition("_")[0]}.isdisjoint(_LONG_SCALE_LANGUAGES.split())


def _why_not(text: str, locale: str | None = None) -> str:
    """Return why a text cannot be read, and what to write instead."""
    if not text.strip():
        return "it is empty; " + _PLAIN
    if any(char.isdigit() and not char.isascii() for char in text[:_LONGEST]):
        return "use the digits 0-9; " + _PLAIN
    if "_" in text:
        return "underscores are not allowed; " + _PLAIN
    if locale:
        return f"this is not how {locale} writes numbers; {_PLAIN}"
    return _PLAIN
