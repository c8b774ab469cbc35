"""What a site's server answers about rates: the page of the form, `rates.json`, the files.

Pure functions from a query to status, headers and body; frameworks carry them over the wire.
"""

from __future__ import annotations

import json
import os
from hashlib import sha256
from html import escape
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import digit

from ..amounts import read_amount
from ..errors import FxconvError
from ..version import VERSION
from . import feeds
from .assets import FOLDER, assets, names
from .converter import converter
from .page import page

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .snapshot import Snapshot

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; form-action 'self';"
    " base-uri 'none'; require-trusted-types-for 'script'"
)
FRESH = "public, max-age=300, stale-while-revalidate=86400"
FOREVER = "public, max-age=31536000, immutable"
TYPES = {"js": "text/javascript; charset=utf-8", "css": "text/css; charset=utf-8"}


class Answer(NamedTuple):
    """An answer of HTTP."""

    status: int
    headers: dict[str, str]
    body: bytes


def convert(
    query: Mapping[str, str], rates: Snapshot, locale: str = "en-GB", base: str = "/fx/"
) -> Answer:
    """Return the page that the form asks for: `amount`, `from` and `to`; 400 for what is none."""
    asked = {name: query.get(name, usual)[:200] for name, usual in USUAL.items()}
    status, problem = 200, ""
    try:
        amount = read_amount(_latin(asked["amount"]), locale)
        widget = converter(rates, amount, asked["from"], asked["to"], locale=locale, action="?")
    except FxconvError as error:
        status, problem = 400, f'<p role="alert">{escape(str(error))}</p>'
        widget = converter(rates, "1", *usual_pair(rates), locale=locale, action="?")
    headers = {"Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": POLICY}
    body = page(assets(base), f"{problem}{widget}", locale)
    return Answer(status, {**headers, "Cache-Control": FRESH}, body)


USUAL = {"amount": "1", "from": "USD", "to": "RUB"}
"""What is asked where the query says nothing."""


def _latin(text: str) -> str:
    """Return a text with the digits of any script as 0 to 9, and without marks of direction."""
    plain = text.translate(dict.fromkeys(map(ord, "\u061c\u200e\u200f")))
    return "".join(str(digit(c)) if c.isdecimal() else c for c in plain)


def usual_pair(rates: Snapshot) -> tuple[str, str]:
    """Return two currencies of a snapshot, those most asked for, one twice if it is alone."""
    codes = ["USD", "EUR", "RUB", *rates.rates]
    found = list(dict.fromkeys(code for code in codes if code in rates.rates))
    return found[0], found[min(1, len(found) - 1)]


def rates_json(rates: Snapshot, etag: str = "") -> Answer:
    """Return the snapshot as JSON, 304 where the reader has it already, by its `ETag`."""
    body = json.dumps(rates.data(), ensure_ascii=False, separators=(",", ":")).encode()
    return _marked(body, "application/json", etag)


def feed(
    kind: str, query: Mapping[str, str], rates: Snapshot, etag: str = "", locale: str = "en-GB"
) -> Answer:
    """Return a feed, `json`, `atom` or `rss`: `?base=EUR&currencies=USD,GBP`; 400 for no base."""
    wanted = query.get("currencies", "")
    codes = [code.strip().upper() for code in wanted[:2000].split(",")] if wanted else None
    base = query.get("base", rates.pivot)[:9].upper()
    if base not in rates.rates:
        return Answer(400, {"Content-Type": "text/plain; charset=utf-8"}, b"no such base")
    return _marked(feeds.feed(kind, rates, base, codes, locale=locale), feeds.KINDS[kind], etag)


def _marked(body: bytes, kind: str, etag: str) -> Answer:
    """Return a body with its mark, or only that the reader has it already."""
    mark = f'"{sha256(VERSION.encode() + body).hexdigest()[:20]}"'
    headers = {"ETag": mark, "Cache-Control": FRESH}
    if mark in (part.strip().removeprefix("W/") for part in etag.split(",")):
        return Answer(304, headers, b"")
    return Answer(200, {**headers, "Content-Type": kind}, body)


def route(
    path: str, query: Mapping[str, str], rates: Snapshot, etag: str, locale: str, base: str
) -> Answer:
    """Return what is answered at a path below `base`: the form, the rates, feeds, or a file."""
    if path == "convert":
        return convert(query, rates, locale, base)
    if path == "rates.json":
        return rates_json(rates, etag)
    name, _, kind = path.partition(".")
    if name == "feed" and kind in feeds.KINDS:
        return feed(kind, query, rates, etag, locale)
    return static(path)


def static(name: str) -> Answer:
    """Return one of the hashed files, 404 for anything else."""
    if name not in names().values():
        return Answer(404, {"Content-Type": "text/plain"}, b"no such file")
    with open(os.path.join(FOLDER, name), "rb") as file:
        body = file.read()
    kind = TYPES[name.rpartition(".")[2]]
    return Answer(200, {"Content-Type": kind, "Cache-Control": FOREVER}, body)
