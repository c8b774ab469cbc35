"""Currencies by their symbols and names, in the languages of the CLDR.

The languages are tried in turn, the reader's first; a text that several currencies of a language
share goes to the one traded most, as "dollars" means those of the United States.
"""

from __future__ import annotations

from functools import cache
from itertools import product
from typing import Any, Final, NamedTuple
from unicodedata import category

from ..data import facts
from ..errors import AmbiguousCurrency, UnknownCurrency
from .locales import parsed

FIRST: Final = tuple("en en_GB ru de fr es pt it zh ja ko ar hi tr pl uk".split(" "))  # noqa: SIM905
"""Languages that are tried before the others, those of most readers."""

GRAMS: Final = {"GAG": "silver", "GAU": "gold", "GPD": "palladium", "GPT": "platinum"}
"""Metals by the gram, which the CLDR has by the troy ounce only."""

_LONGEST: Final = 60


class Index(NamedTuple):
    """The currencies of a language by full name, by symbol or noun, and by those of past ones."""

    names: dict[str, frozenset[str]]
    words: dict[str, frozenset[str]]
    past: dict[str, frozenset[str]]


class Found(NamedTuple):
    """The code of a currency, and whether the text was its own: its full name and nobody else's."""

    code: str
    own: bool


def find(text: str, locale: str | None = None) -> Found:
    """Return the currency that a text means; raises UnknownCurrency, AmbiguousCurrency."""
    folded = text.strip().casefold()
    languages = _languages(locale) if len(folded) <= _LONGEST and _named(folded) else []
    for kinds in (("names", "words"), ("past",)):
        for language, kind in product(languages, kinds):
            codes = getattr(_index(language), kind).get(folded)
            if codes:
                return Found(_usual(text, codes, language), kind == "names" and len(codes) == 1)
    raise UnknownCurrency(text, near(folded))


def _named(text: str) -> bool:
    """Return whether a text has a letter or a sign of money: "&" and "1" only stand in names."""
    return any(c.isalpha() or category(c) == "Sc" for c in text)


def name(code: str, locale: str = "en", count: int | None = None) -> str:
    """Return the name of a currency in a language; raises InvalidOption for an unknown language."""
    from babel.numbers import get_currency_name

    if code in GRAMS:
        return f"{GRAMS[code]} (one gram)"
    return str(get_currency_name(code, count=count, locale=parsed(locale)))


@cache
def plurals(code: str, locale: str) -> dict[str, str]:
    """Return the names of a currency by plural category; "" has the one that stands alone.

    The locale is written as Babel has it, and known to be one of the CLDR.
    """
    if code in GRAMS:
        return {"": name(code)}
    known = cldr(locale)
    forms = dict(known["currency_names_plural"].get(code, {}))
    return {"": known["currency_names"].get(code, code), **forms}


@cache
def symbol(code: str, locale: str) -> str:
    """Return the sign that a locale has for a currency, its code where there is none."""
    return str(cldr(locale)["currency_symbols"].get(code, code))


def symbols(locale: str) -> set[str]:
    """Return the signs of all currencies in a locale but that of the US dollar."""
    return {sign for code, sign in cldr(locale)["currency_symbols"].items() if code != "USD"}


def cldr(locale: str) -> Any:
    """Return all that the CLDR says of a locale, written as Babel has it, as a mapping."""
    from babel.localedata import LocaleDataDict, load

    loaded: Any = load(locale)
    return LocaleDataDict(loaded)


def _usual(text: str, codes: frozenset[str], language: str) -> str:
    """Return the code meant by a text that these share: one in use, the most traded one."""
    active = [code for code in sorted(codes) if not _retired()[code]] or sorted(codes)
    traded = [code for code in active if code in _turnover()]
    if len(active) > 1 and not traded:
        raise AmbiguousCurrency(text, [f"{code} ({name(code, language)})" for code in active])
    return min(traded or active, key=lambda code: _turnover().get(code, 0))


@cache
def _retired() -> dict[str, bool]:
    """Return all codes, and whether their currency is no longer in use."""
    return {code: status == "retired" for code, _, _, status, _ in facts.rows("currencies.tsv")}


@cache
def _turnover() -> dict[str, int]:
    return {code: int(rank) for code, rank, _source in facts.rows("turnover.tsv")}


def _languages(locale: str | None) -> list[str]:
    """Return the names of the CLDR's languages, the reader's first; each once."""
    from babel.localedata import exists, locale_identifiers

    own = locale.replace("-", "_") if locale else ""
    first = [x for x in (own, own.partition("_")[0]) if x and exists(x)]
    rest = sorted(x for x in locale_identifiers() if "_" not in x)
    return list(dict.fromkeys([*first, *FIRST, *rest]))


@cache
def _index(language: str) -> Index:
    from babel.localedata import load

    cldr = load(language)
    index: tuple[dict[str, set[str]], ...] = ({}, {}, {})
    names, words, past = index
    for code, retired in _retired().items():
        forms = _forms(cldr, code)
        for form in forms:
            names.setdefault(form, set()).add(code)
        symbol = cldr.get("currency_symbols", {}).get(code, code).casefold()
        for word in _nouns(forms) | {symbol} - {code.casefold()}:
            (past if retired else words).setdefault(word, set()).add(code)
    return Index(*({text: frozenset(codes) for text, codes in part.items()} for part in index))


def _forms(cldr: dict[str, Any], code: str) -> set[str]:
    """Return the name of a currency in all its plural forms."""
    forms = set(cldr.get("currency_names_plural", {}).get(code, {}).values())
    forms |= {cldr.get("currency_names", {}).get(code, code)}
    return {form.casefold() for form in forms} - {code.casefold()}


def _nouns(forms: set[str]) -> set[str]:
    """Return the words that can stand for a name: its last ones, and those that number changes."""
    split = [form.split() for form in forms]
    if not split:
        return set()
    common = set(split[0]).intersection(*split[1:])
    changing = {word for words in split for word in words} - common
    return changing | {words[-1] for words in split}


def near(text: str) -> tuple[str, ...]:
    """Return the codes that a mistyped code or English name may have been meant to be."""
    from difflib import get_close_matches

    if len(text) <= 4:
        close = get_close_matches(text.upper(), _retired(), n=9, cutoff=0.6)
        return tuple(sorted(close, key=lambda code: _turnover().get(code, 99))[:3])
    index = _index("en").past | _index("en").words | _index("en").names
    close = get_close_matches(text.casefold()[:40], index, n=3, cutoff=0.7)
    likely = (min(index[c], key=lambda code: (_turnover().get(code, 99), code)) for c in close)
    return tuple(dict.fromkeys(likely))
