"""Currencies by their symbols and names, in the languages of the CLDR.

The languages are tried in turn, the reader's first. If several currencies share a text in a
language, it means the most traded one: "dollars" are US dollars.
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
"""Languages that are tried before the others, because most readers use them."""

GRAMS: Final = {"GAG": "silver", "GAU": "gold", "GPD": "palladium", "GPT": "platinum"}
"""Metals by the gram; the CLDR has them only by the troy ounce."""

_LONGEST: Final = 60


class Index(NamedTuple):
    """A language's currencies by full name, by symbol or noun, and past ones by symbol or noun."""

    names: dict[str, frozenset[str]]
    words: dict[str, frozenset[str]]
    past: dict[str, frozenset[str]]


class Found(NamedTuple):
    """The code of a currency, and whether the text is its full name and no other currency's."""

    code: str
    own: bool


def find(text: str, locale: str | None = None) -> Found:
    """Find the currency that a text means; raises UnknownCurrency, AmbiguousCurrency."""
    folded = text.strip().casefold()
    languages = _languages(locale) if len(folded) <= _LONGEST and _named(folded) else []
    for kinds in (("names", "words"), ("past",)):
        for language, kind in product(languages, kinds):
            codes = getattr(_index(language), kind).get(folded)
            if codes:
                return Found(_usual(text, codes, language), kind == "names" and len(codes) == 1)
    raise UnknownCurrency(text, near(folded))


def _named(text: str) -> bool:
    """Return whether a text has a letter or a currency sign; "&" and "1" alone name nothing."""
    return any(c.isalpha() or category(c) == "Sc" for c in text)


def name(code: str, locale: str = "en", count: int | None = None) -> str:
    """Return the name of a currency in a language; raises InvalidOption for an unknown language."""
    from babel.numbers import get_currency_name

    if code in GRAMS:
        return f"{GRAMS[code]} (one gram)"
    return str(get_currency_name(code, count=count, locale=parsed(locale)))


@cache
def plurals(code: str, locale: str) -> dict[str, str]:
    """Return the names of a currency by plural category; under "" the name without a number.

    The locale must be in the CLDR and spelled as in Babel.
    """
    if code in GRAMS:
        return {"": name(code)}
    known = cldr(locale)
    forms = dict(known["currency_names_plural"].get(code, {}))
    return {"": known["currency_names"].get(code, code), **forms}


@cache
def symbol(code: str, locale: str) -> str:
    """Return the symbol of a currency in a locale, or its code if it has none."""
    return str(cldr(locale)["currency_symbols"].get(code, code))


def symbols(locale: str) -> set[str]:
    """Return the symbols of all currencies in a locale, except that of the US dollar."""
    return {sign for code, sign in cldr(locale)["currency_symbols"].items() if code != "USD"}


def cldr(locale: str) -> Any:
    """Return all CLDR data for a locale, spelled as in Babel, as a mapping."""
    from babel.localedata import LocaleDataDict, load

    loaded: Any = load(locale)
    return LocaleDataDict(loaded)


def _usual(text: str, codes: frozenset[str], language: str) -> str:
    """Return which of these codes a shared text means: the most traded one still in use."""
    active = [code for code in sorted(codes) if not _retired()[code]] or sorted(codes)
    traded = [code for code in active if code in _turnover()]
    if len(active) > 1 and not traded:
        raise AmbiguousCurrency(text, [f"{code} ({name(code, language)})" for code in active])
    return min(traded or active, key=lambda code: _turnover().get(code, 0))


@cache
def _retired() -> dict[str, bool]:
    """Return for every code whether its currency is no longer in use."""
    return {code: status == "retired" for code, _, _, status, _ in facts.rows("currencies.tsv")}


@cache
def _turnover() -> dict[str, int]:
    return {code: int(rank) for code, rank, _source in facts.rows("turnover.tsv")}


def _languages(locale: str | None) -> list[str]:
    """Return all languages of the CLDR, each once, the reader's first."""
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
    """Return all plural forms of the name of a currency."""
    forms = set(cldr.get("currency_names_plural", {}).get(code, {}).values())
    forms |= {cldr.get("currency_names", {}).get(code, code)}
    return {form.casefold() for form in forms} - {code.casefold()}


def _nouns(forms: set[str]) -> set[str]:
    """Return the words that can stand for a name: the last, and those that differ in the plural."""
    split = [form.split() for form in forms]
    if not split:
        return set()
    common = set(split[0]).intersection(*split[1:])
    changing = {word for words in split for word in words} - common
    return changing | {words[-1] for words in split}


def near(text: str) -> tuple[str, ...]:
    """Return the codes most like a mistyped code or English name."""
    from difflib import get_close_matches

    if len(text) <= 4:
        close = get_close_matches(text.upper(), _retired(), n=9, cutoff=0.6)
        return tuple(sorted(close, key=lambda code: _turnover().get(code, 99))[:3])
    index = _index("en").past | _index("en").words | _index("en").names
    close = get_close_matches(text.casefold()[:40], index, n=3, cutoff=0.7)
    likely = (min(index[c], key=lambda code: (_turnover().get(code, 99), code)) for c in close)
    return tuple(dict.fromkeys(likely))
