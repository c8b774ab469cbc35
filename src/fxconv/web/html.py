"""HTML that templates print as it is, with the same as text and as data."""

from __future__ import annotations

import json
import re
from html import escape
from typing import TYPE_CHECKING, Any

from ..errors import InvalidOption
from . import words

if TYPE_CHECKING:
    from collections.abc import Mapping

_ADDRESS = re.compile(r"(https?://|[/?]|[\w.-]+([/?]|$))[^\ud800-\udfff]*")
_IN_SCRIPTS = str.maketrans(
    {c: f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"}  # so that no text can close the element
)


class Html(str):
    """A piece of HTML, safe to print: Jinja and Django do not escape what has `__html__`.

    `text` is the same for feeds, mail and push messages; `amp` without anything that AMP forbids;
    `data` what it shows, in plain types; `jsonld` the same in the words of schema.org.
    """

    text: str
    amp: str
    data: dict[str, Any]
    jsonld: dict[str, Any]

    def __new__(
        cls,
        html: str = "",
        *,
        text: str = "",
        amp: str = "",
        data: dict[str, Any] | None = None,
        jsonld: dict[str, Any] | None = None,
    ) -> Html:
        """Return the piece; whoever calls has escaped what is in it."""
        made = super().__new__(cls, html)
        made.text, made.amp = text, amp
        made.data, made.jsonld = data or {}, jsonld or {}
        return made

    def __html__(self) -> str:
        return str.__str__(self)


def element(
    tag: str, kind: str, locale: str, inside: str, attrs: Mapping[str, object] | None = None
) -> str:
    """Return an element around HTML, in the language and direction of a locale.

    `kind` is its class, if it has one. `attrs` are further attributes; a class among them is added,
    any other replaces what is here. Raises InvalidOption for the locale, ValueError for an
    attribute that is a script.
    """
    more = dict(attrs or {})
    classes = " ".join(str(part) for part in (kind, more.pop("class", "")) if part) or None
    usual = {"class": classes, "lang": locale.replace("_", "-"), "dir": words.direction(locale)}
    return f"<{tag}{attributes({**usual, **more})}>{inside}</{tag}>"


def form(kind: str, action: str, inside: str) -> str:
    """Return a form of a class that asks an address by GET; raises InvalidOption for a script."""
    if not _ADDRESS.fullmatch(action):
        raise InvalidOption("action", action, "an address on a server: /fx/convert")
    return f"<form{attributes({'class': kind, 'method': 'get', 'action': action})}>{inside}</form>"


def for_amp(html: str) -> str:
    """Return HTML as AMP allows it: no live region, and the answer opens in the page's top."""
    plain = html.replace("<output", "<p").replace("</output>", "</p>").replace(' name="result"', "")
    return plain.replace('method="get"', 'method="get" target="_top"')


def hidden(**fields: object) -> str:
    """Return the fields of a form that nobody sees."""
    return "".join(
        f"<input{attributes({'type': 'hidden', 'name': name, 'value': value})}>"
        for name, value in fields.items()
    )


def attributes(pairs: Mapping[str, object]) -> str:
    """Return attributes as HTML: none for None and False, the name alone for True."""
    given = {name: value for name, value in pairs.items() if value not in (None, False)}
    return "".join(f" {_name(name)}{_value(value)}" for name, value in given.items())


def _value(value: object) -> str:
    return "" if value is True else f'="{escape(str(value))}"'


def _name(name: str) -> str:
    """Return the name of an attribute; raises ValueError for one that could leave its place."""
    plain = name.replace("-", "").replace("_", "")
    if not (plain.isascii() and plain.isalnum()) or name.lower().startswith("on"):
        raise ValueError(f"{name!r} is no attribute that can be set")
    return name


def script_data(value: object) -> str:
    """Return JSON that can stand inside a `<script>` element: nothing in it can close that."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.translate(_IN_SCRIPTS)
