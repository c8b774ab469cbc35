"""HTML that templates print without escaping, together with the same content as text and data."""

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
    """A piece of safe HTML: Jinja and Django do not escape an object with `__html__`.

    `text` has the same content for feeds, mail and push messages; `amp` leaves out what AMP
    forbids; `data` has the content in plain types; `jsonld` describes it in schema.org's terms.
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
        """Return a piece of HTML; the caller has already escaped its content."""
        made = super().__new__(cls, html)
        made.text, made.amp = text, amp
        made.data, made.jsonld = data or {}, jsonld or {}
        return made

    def __html__(self) -> str:
        return str.__str__(self)


def element(
    tag: str, kind: str, locale: str, inside: str, attrs: Mapping[str, object] | None = None
) -> str:
    """Return an element around HTML, with the language and direction of a locale.

    `kind` is its class, or empty. `attrs` are additional attributes: a class among them is added,
    any other replaces the usual one. Raises InvalidOption for the locale, and ValueError for an
    attribute that would run a script.
    """
    more = dict(attrs or {})
    classes = " ".join(str(part) for part in (kind, more.pop("class", "")) if part) or None
    usual = {"class": classes, "lang": locale.replace("_", "-"), "dir": words.direction(locale)}
    return f"<{tag}{attributes({**usual, **more})}>{inside}</{tag}>"


def form(kind: str, action: str, inside: str) -> str:
    """Return a GET form; raise InvalidOption unless `action` is a plain URL or path."""
    if not _ADDRESS.fullmatch(action):
        raise InvalidOption("action", action, "a URL or a path such as /fx/convert")
    return f"<form{attributes({'class': kind, 'method': 'get', 'action': action})}>{inside}</form>"


def for_amp(html: str) -> str:
    """Return HTML that AMP allows: without a live region, and with `target="_top"` on the form."""
    plain = html.replace("<output", "<p").replace("</output>", "</p>").replace(' name="result"', "")
    return plain.replace('method="get"', 'method="get" target="_top"')


def hidden(**fields: object) -> str:
    """Return hidden form fields."""
    return "".join(
        f"<input{attributes({'type': 'hidden', 'name': name, 'value': value})}>"
        for name, value in fields.items()
    )


def attributes(pairs: Mapping[str, object]) -> str:
    """Return attributes as HTML: nothing for None and False, only the name for True."""
    given = {name: value for name, value in pairs.items() if value not in (None, False)}
    return "".join(f" {_name(name)}{_value(value)}" for name, value in given.items())


def _value(value: object) -> str:
    return "" if value is True else f'="{escape(str(value))}"'


def _name(name: str) -> str:
    """Return an attribute name; raise ValueError if it could inject markup or a script."""
    plain = name.replace("-", "").replace("_", "")
    if not (plain.isascii() and plain.isalnum()) or name.lower().startswith("on"):
        raise ValueError(f"{name!r} is not an attribute that can be set")
    return name


def script_data(value: object) -> str:
    """Return JSON that is safe inside a `<script>` element: nothing in it can close the element."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.translate(_IN_SCRIPTS)
