"""Numbers, amounts, percentages and days in the reader's language: exact, or rounded once.

Signs, digits, plurals and the words for powers of ten come from the CLDR by way of Babel (whose own
formatting cannot combine number words with a currency's name, and rounds long numbers). The file
`magnitudes.tsv` adds what the CLDR does not have: the case and preposition after "million", the
word for "about", and everyday names such as "rouble".
"""

from __future__ import annotations

import unicodedata
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import cache
from typing import TYPE_CHECKING, Final, Literal

from ..errors import InvalidOption
from ..money import names, rounding
from ..money.parsing import as_amount
from .language import Direction, language, long_date
from .magnitudes import about, counted, powered, step, written

if TYPE_CHECKING:
    from datetime import date
    from fractions import Fraction

    from ..money.money import Money

Style = Literal["symbol", "code", "name"]

LONG: Final = 6
"""From this power of ten on, headlines use words; smaller amounts keep all their whole digits."""

_CONTEXT: Final = Context(prec=1000, rounding=ROUND_HALF_UP)
_MINUS: Final = "\N{MINUS SIGN}"
_SPACE: Final = "\N{NO-BREAK SPACE}"


def number(value: Decimal, locale: str, digits: int | None = None) -> str:
    """Return a number as the locale writes it, with all its digits or with `digits` decimals.

    It is rounded once, half away from zero. Raises InvalidOption, InvalidAmount, InexactAmount.
    """
    exact = as_amount(value)
    if digits is not None:
        exact = rounding.to_digits(exact, rounding.digits(digits))
    own = language(locale)
    return written(own, f"{exact.copy_abs():f}", exact < 0)


def amount(money: Money, locale: str, style: Style = "symbol") -> str:
    """Return an amount with all its digits, at least its minor units, and its currency.

    `style` is symbol (the locale's own, or else the code), code, or name (in the plural form that
    matches the number). Raises InvalidOption.
    """
    if style not in ("symbol", "code", "name"):
        raise InvalidOption("style", style, "symbol, code or name")
    own, value = language(locale), money.amount
    shown = f"{value.copy_abs():.{places(money)}f}"
    if style == "name":
        return counted(own, money.currency.code, shown, value < 0)
    before, after = _frame(own.name, money.currency.code, style, value < 0)
    return f"{before}{written(own, shown)}{after}"


def one(code: str, locale: str) -> str:
    """Return one unit of a currency without decimals, as in rate lines: `$1`, `1 $`.

    The US dollar is plain `$`, unless the locale uses `$` for its own dollar.
    """
    own = language(locale)
    before, after = _frame(own.name, code, "line", False)
    return f"{before}{written(own, '1')}{after}"


def headline(money: Money, locale: str, digits: int = 3, approx: bool = False) -> str:
    """Return an amount in words, as in the news: 1.17 trillion roubles.

    The amount is rounded once, half away from zero, to `digits` significant digits; below a million
    it keeps all its whole digits. Trailing zeros are removed. With `approx`, a rounded amount is
    preceded by "about". Words come only from the CLDR (in French 1,17 billion de roubles, where the
    press also writes 1 170 milliards), so that the magnitude never changes. Raises InvalidOption.
    """
    own, code = language(locale), money.currency.code
    value = _rounded(money.amount, _significant(digits))
    near = approx and value != money.amount
    found = step(own.name, value.adjusted()) if value.adjusted() >= LONG else None
    size = value.copy_abs().scaleb(-found.down if found else 0, _CONTEXT)
    if found is None:
        text = counted(own, code, _trimmed(size), value < 0, near)
    else:
        text = powered(own, found, _trimmed(size), value < 0, code, near)
    return about(own, text, small=found is None or size == 1) if near else text


def percent(part: Fraction, locale: str, places: int = 2) -> str:
    """Return a fraction as a percentage with its sign, rounded once, half away from zero.

    If the locale writes a hyphen for minus, a real minus sign is used: it is as wide as the plus,
    and screen readers read it aloud. Zero, even after rounding, has no sign. Raises InvalidOption.
    """
    above, below = Decimal(abs(part.numerator) * 100), Decimal(part.denominator)
    value = rounding.ratio(above, below, rounding.digits(places))
    own = language(locale)
    text = own.patterns.percent.replace("{0}", written(own, f"{value:f}"))
    sign = own.marks.minus.replace("-", _MINUS) if part < 0 else own.marks.plus
    return f"{sign}{text}" if value else text


def day(date: date, locale: str) -> str:
    """Return a day with the name of its month: 19 November 2014; may raise InvalidOption."""
    return long_date(language(locale).name, date)


def direction(locale: str) -> Direction:
    """Return the writing direction of a locale, ltr or rtl; may raise InvalidOption."""
    return language(locale).direction


@cache
def _frame(name: str, code: str, style: str, negative: bool) -> tuple[str, str]:
    """Return the text before and after an amount's number; a space parts letters from digits."""
    own = language(name)
    pattern = own.patterns.negative if negative else own.patterns.positive
    sign = _sign(name, code, style)
    before, after = pattern.split("{0}")
    before += _SPACE if before.endswith("¤") and _letter(sign[-1]) else ""
    after = f"{_SPACE}{after}" if after.startswith("¤") and _letter(sign[0]) else after
    return before.replace("¤", sign), after.replace("¤", sign)


def _sign(name: str, code: str, style: str) -> str:
    if style == "code":
        return code
    plain = style == "line" and code == "USD" and "$" not in names.symbols(name)
    return "$" if plain else names.symbol(code, name)


def _letter(sign: str) -> bool:
    return unicodedata.category(sign)[0] not in "SZ"


def places(money: Money) -> int:
    """Return the number of decimals of an amount: all its own, at least those of its currency."""
    exponent = money.amount.as_tuple().exponent
    return max(-int(exponent), money.currency.digits or 0, 0)


def _significant(digits: int) -> int:
    if not isinstance(digits, int) or isinstance(digits, bool) or not 1 <= digits <= 30:
        raise InvalidOption("digits", digits, "a whole number from 1 to 30")
    return digits


def _rounded(value: Decimal, digits: int) -> Decimal:
    """Round a value to significant digits, but below a million never to more than whole units."""
    last = value.adjusted() - digits + 1
    last = last if value.adjusted() >= LONG else min(last, 0)
    exponent = value.as_tuple().exponent
    if not value or last <= int(exponent):
        return value
    return value.quantize(Decimal((0, (1,), last)), context=_CONTEXT)


def _trimmed(value: Decimal) -> str:
    """Return the digits of a value that is not negative, without trailing zeros after the point."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
