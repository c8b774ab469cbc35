"""A site's HTTP responses about rates: pages for forms, `rates.json`, feeds, static files.

These are pure functions from a query to a status, headers and a body; frameworks send them.
"""

from __future__ import annotations

import json
import os
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from ..errors import NoBulletin
from ..version import VERSION
from . import feeds
from .assets import FOLDER, names
from .forms import FORMS, answered

if TYPE_CHECKING:
    from .query import Query
    from .snapshot import Snapshot

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; form-action 'self';"
    " base-uri 'none'; require-trusted-types-for 'script'"
)
FRESH = "public, max-age=300, stale-while-revalidate=86400"
NEVER = "no-store"
FOREVER = "public, max-age=31536000, immutable"
HTML, PLAIN = "text/html; charset=utf-8", "text/plain; charset=utf-8"
TYPES = {"js": "text/javascript; charset=utf-8", "css": "text/css; charset=utf-8"}


class Answer(NamedTuple):
    """An HTTP response."""

    status: int
    headers: dict[str, str]
    body: bytes


def route(path: str, query: Query, etag: str = "") -> Answer:
    """Return the response for a path below the site's prefix: a form, the rates, a feed or a file.

    `etag` is the request's If-None-Match header. The status is 503 while there are no rates.
    """
    try:
        return _answer(path, query, etag)
    except NoBulletin:
        return Answer(503, {"Content-Type": PLAIN, "Cache-Control": NEVER}, b"no rates yet")


def _answer(path: str, query: Query, etag: str) -> Answer:
    if path in FORMS:
        status, body = answered(query, FORMS[path])
        headers = {"Content-Type": HTML, "Content-Security-Policy": POLICY}
        return Answer(status, {**headers, "Cache-Control": FRESH if status == 200 else NEVER}, body)
    if path == "rates.json":
        return rates_json(query.rates.newest, etag)
    name, _, kind = path.partition(".")
    return feed(kind, query, etag) if name == "feed" and kind in feeds.KINDS else static(path)


def rates_json(rates: Snapshot, etag: str = "") -> Answer:
    """Return the snapshot as JSON, or 304 if `etag` shows that the client has it."""
    text = json.dumps(rates.data(), ensure_ascii=False, separators=(",", ":"))
    return _marked(text.encode(errors="replace"), "application/json", etag)


def feed(kind: str, query: Query, etag: str = "") -> Answer:
    """Return a `json`, `atom` or `rss` feed: `?base=EUR&currencies=USD,GBP`; 400 for a bad base."""
    rates = query.rates.newest
    base = query.last("base", rates.pivot).upper()
    if base not in rates.rates:
        return Answer(400, {"Content-Type": PLAIN}, b"no such base")
    body = feeds.feed(kind, rates, base, query.codes("currencies"), locale=query.locale)
    return _marked(body, feeds.KINDS[kind], etag)


def _marked(body: bytes, kind: str, etag: str) -> Answer:
    """Return a body with its ETag, or 304 if the client already has it."""
    mark = f'"{sha256(VERSION.encode() + body).hexdigest()[:20]}"'
    headers = {"ETag": mark, "Cache-Control": FRESH}
    if mark in (part.strip().removeprefix("W/") for part in etag.split(",")):
        return Answer(304, headers, b"")
    return Answer(200, {**headers, "Content-Type": kind}, body)


def static(name: str) -> Answer:
    """Return one of the hashed files, or 404 for any other name."""
    if name not in names().values():
        return Answer(404, {"Content-Type": PLAIN}, b"no such file")
    with open(os.path.join(FOLDER, name), "rb") as file:
        body = file.read()
    kind = TYPES[name.rpartition(".")[2]]
    return Answer(200, {"Content-Type": kind, "Cache-Control": FOREVER}, body)
