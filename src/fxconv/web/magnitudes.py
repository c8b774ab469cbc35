"""Numbers and millions with the name of a currency: the form that each asks of the other."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from ..money import names
from .language import language, plural, told

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .language import Language

_VOWELS: Final = frozenset("aeiouàâéèêëîïôû")
_GENITIVE: Final = {"one": "other", "few": "many"}
"""The form of a Slavic numeral after "about": that of a fraction for one, of five for a few."""


class Step(NamedTuple):
    """A power of ten with words: what numbers are divided by (a power too), and the words.

    `single` are the words for exactly one of it that have no digit, such as "mil millones"; its
    numbers are grouped from `least` digits on.
    """

    down: int
    words: Mapping[str, str]
    single: str | None
    least: int


@cache
def step(name: str, power: int) -> Step | None:
    """Return the words of a locale for numbers of a power of ten, None if it has none so low."""
    powers = language(name).powers
    nearest = max((known for known in powers if known <= power), default=None)
    if nearest is None:
        return None
    words = powers[nearest]
    down = nearest - words["other"].count("0") + 1
    plain = {category: _slot(text) for category, text in words.items()}
    least = int(told(name, "group", "word") or 0)
    return Step(down, plain, told(name, "one", str(down)), least)


def written(own: Language, shown: str, below: bool = False, least: int = 0) -> str:
    """Return plain digits in the locale's groups, marks and digits, with a minus if `below` zero.

    Groups begin at `least` digits, where that is more than what the locale says.
    """
    whole, _, rest = shown.partition(".")
    grouping, marks = own.grouping, own.marks
    if len(whole) >= max(grouping.least, least):
        whole = marks.group.join(_groups(whole, grouping.last, grouping.others))
    text = f"{whole}{marks.decimal}{rest}" if rest else whole
    text = text.translate(marks.digits) if marks.digits else text
    return f"{marks.minus}{text}" if below else text


def counted(own: Language, code: str, shown: str, below: bool, near: bool = False) -> str:
    """Return a number and the name of its currency in the plural form of the number."""
    category = plural(own.name, shown)
    pattern = own.patterns.named.get(category) or own.patterns.named["other"]
    return pattern.format(written(own, shown, below), _noun(own.name, code, category, near))


def powered(
    own: Language, found: Step, shown: str, below: bool, code: str, near: bool = False
) -> str:
    """Return a number with the words of a power of ten and a currency in the form they govern."""
    category = _cased(own.name, plural(own.name, shown), near)
    pattern = found.words.get(category) or found.words["other"]
    if shown == "1" and found.single and not below:
        pattern = found.single
    sum_of = pattern.replace("{0}", written(own, shown, below, found.least))
    return _governing(own.name, code).format(sum_of)


def about(own: Language, text: str, small: bool) -> str:
    """Return a text that begins with a number as an approximate one.

    `small` is a number without words for a power of ten, or exactly one of it.
    """
    word = (told(own.name, "about", "small") if small else None) or told(own.name, "about")
    gap = " " if " " in _joint(own.name) else ""
    return f"{word}{gap}{text}" if word else f"{own.marks.about}{text}"


@cache
def _governing(name: str, code: str) -> str:
    """Return the name of a currency as millions govern it, with "{0}" for these."""
    text = _noun(name, code, told(name, "after") or "other")
    of, _, elided = (told(name, "of") or "").partition(" ")
    if elided and text[0].casefold() in _VOWELS:
        return f"{{0}} {elided}{text}"
    return f"{{0}} {of} {text}" if of else _joint(name).format("{0}", text)


def _joint(name: str) -> str:
    """Return the pattern of a number with its words and a currency."""
    return told(name, "joint") or language(name).patterns.named["other"]


def _noun(name: str, code: str, category: str, near: bool = False) -> str:
    """Return the everyday name of a currency in a plural category."""
    forms = _forms(name, code)
    return forms.get(_cased(name, category, near)) or forms.get("other") or forms[""]


@cache
def _forms(name: str, code: str) -> dict[str, str]:
    """Return the names of a currency by plural category, as they are in a sentence."""
    own = told(name, "noun", code)
    if own:
        return {"": own}
    found = {key: _short(name, code, text) for key, text in names.plurals(code, name).items()}
    if told(name, "lower") != "yes":
        return found
    return {key: text[0].lower() + text[1:] for key, text in found.items()}


def _short(name: str, code: str, text: str) -> str:
    """Return a name without the adjective that the language leaves out in news."""
    words = filter(None, (told(name, "drop", code) or "").split("|"))
    for word in sorted(words, key=len, reverse=True):
        if word in text:
            return " ".join(text.replace(word, "", 1).split())
    return text


def _cased(name: str, category: str, near: bool) -> str:
    if near and told(name, "about", "case") == "genitive":
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
