"""Numbers and words such as "million" with a currency's name, each in the form grammar requires."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from ..money import names
from .language import language, phrase, plural

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .language import Language

_VOWELS: Final = frozenset("aeiouàâéèêëîïôû")
_GENITIVE: Final = {"one": "other", "few": "many"}
"""The plural form of a Slavic noun after "about": the fraction's for one, that of five for few."""


class Step(NamedTuple):
    """A power of ten that has a word; numbers are divided by 10 to the power `down` before it.

    `words` are its forms by plural category. `single` is the wording for exactly one, if that has
    no digit, such as "mil millones". Numbers before the word are grouped from `least` digits on.
    """

    down: int
    words: Mapping[str, str]
    single: str | None
    least: int


@cache
def step(name: str, power: int) -> Step | None:
    """Return the words of a locale for a power of ten; None if its words start higher."""
    powers = language(name).powers
    nearest = max((known for known in powers if known <= power), default=None)
    if nearest is None:
        return None
    words = powers[nearest]
    down = nearest - words["other"].count("0") + 1
    plain = {category: _slot(text) for category, text in words.items()}
    least = int(phrase(name, "group", "word") or 0)
    return Step(down, plain, phrase(name, "one", str(down)), least)


def written(own: Language, shown: str, below: bool = False, least: int = 0) -> str:
    """Return plain digits with the locale's groups, marks and digits, and a minus if `below` zero.

    Numbers are grouped from `least` digits on, or from the locale's own minimum if that is higher.
    """
    whole, _, rest = shown.partition(".")
    grouping, marks = own.grouping, own.marks
    if len(whole) >= max(grouping.least, least):
        whole = marks.group.join(_groups(whole, grouping.last, grouping.others))
    text = f"{whole}{marks.decimal}{rest}" if rest else whole
    text = text.translate(marks.digits) if marks.digits else text
    return f"{marks.minus}{text}" if below else text


def counted(own: Language, code: str, shown: str, below: bool, near: bool = False) -> str:
    """Return a number and its currency's name in the matching plural form."""
    category = plural(own.name, shown)
    pattern = own.patterns.named.get(category) or own.patterns.named["other"]
    return pattern.format(written(own, shown, below), _noun(own.name, code, category, near))


def powered(
    own: Language, found: Step, shown: str, below: bool, code: str, near: bool = False
) -> str:
    """Return a number with a word such as "million" and the currency's name in the right form."""
    category = _cased(own.name, plural(own.name, shown), near)
    pattern = found.words.get(category) or found.words["other"]
    if shown == "1" and found.single and not below:
        pattern = found.single
    sum_of = pattern.replace("{0}", written(own, shown, below, found.least))
    return _governing(own.name, code).format(sum_of)


def about(own: Language, text: str, small: bool) -> str:
    """Return a text that starts with a number, marked as approximate.

    `small` is True for a number without a word for its power of ten, or exactly one of that power.
    """
    word = (phrase(own.name, "about", "small") if small else None) or phrase(own.name, "about")
    gap = " " if " " in _joint(own.name) else ""
    return f"{word}{gap}{text}" if word else f"{own.marks.about}{text}"


@cache
def _governing(name: str, code: str) -> str:
    """Return a currency's name in the form after "million", with "{0}" for the number and word."""
    text = _noun(name, code, phrase(name, "after") or "other")
    of, _, elided = (phrase(name, "of") or "").partition(" ")
    if elided and text[0].casefold() in _VOWELS:
        return f"{{0}} {elided}{text}"
    return f"{{0}} {of} {text}" if of else _joint(name).format("{0}", text)


def _joint(name: str) -> str:
    """Return the pattern that joins a number and its word with a currency."""
    return phrase(name, "joint") or language(name).patterns.named["other"]


def _noun(name: str, code: str, category: str, near: bool = False) -> str:
    """Return the everyday name of a currency in a plural category."""
    forms = _forms(name, code)
    return forms.get(_cased(name, category, near)) or forms.get("other") or forms[""]


@cache
def _forms(name: str, code: str) -> dict[str, str]:
    """Return the names of a currency by plural category, as written within a sentence."""
    own = phrase(name, "noun", code)
    if own:
        return {"": own}
    found = {key: _short(name, code, text) for key, text in names.plurals(code, name).items()}
    if phrase(name, "lower") != "yes":
        return found
    return {key: text[0].lower() + text[1:] for key, text in found.items()}


def _short(name: str, code: str, text: str) -> str:
    """Return a name without the adjective that news in the language leave out."""
    words = filter(None, (phrase(name, "drop", code) or "").split("|"))
    for word in sorted(words, key=len, reverse=True):
        if word in text:
            return " ".join(text.replace(word, "", 1).split())
    return text


def _cased(name: str, category: str, near: bool) -> str:
    if near and phrase(name, "about", "case") == "genitive":
        return _GENITIVE.get(category, category)
    return category


def _groups(whole: str, last: int, others: int) -> list[str]:
    head, tail = whole[:-last], whole[-last:]
    first = len(head) % others
    parts = [head[at : at + others] for at in range(first, len(head), others)]
    return [*([head[:first]] if first else []), *parts, tail]


def _slot(pattern: str) -> str:
    zeros = "0" * pattern.count("0")
    return pattern.replace(zeros, "{0}") if zeros else pattern
