"""The rates as feeds with one entry per currency: JSON Feed 1.1, Atom (RFC 4287) and RSS 2.0."""

from __future__ import annotations

import json
from datetime import UTC, datetime, time
from email.utils import format_datetime
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote
from xml.etree.ElementTree import Element, SubElement, tostring

from ..publishing import hours, registry
from .line import rate_text
from .source import publisher, source_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .snapshot import Snapshot

ATOM = "http://www.w3.org/2005/Atom"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
KINDS = {
    "json": "application/feed+json",
    "atom": "application/atom+xml",
    "rss": "application/rss+xml",
}


class _Feed(NamedTuple):
    """The content of a feed, whatever its format."""

    id: str
    title: str
    author: str
    home: str
    language: str
    at: datetime
    entries: list[dict[str, str]]


def feed(
    kind: str,
    rates: Snapshot,
    base: str = "EUR",
    currencies: Iterable[str] | None = None,
    *,
    locale: str = "en-GB",
) -> bytes:
    """Return a `json`, `atom` or `rss` feed with the price of each currency in the base.

    Currencies that are not in the snapshot are omitted. An entry is dated by `published`, and its
    id is the same each time the feed of that day is generated. `urn:fxconv:` is not a registered
    namespace, but feed readers only compare ids. Raises NotQuoted for the base, InvalidOption, and
    KeyError for any other kind.
    """
    rates.exact(base, rates.pivot)
    named = f"urn:fxconv:{_part(rates.provider)}"
    entries = [
        {
            "id": f"{named}:{rates.on}:{code}:{base}",
            "title": rate_text(rates, code, base, locale),
            "content_text": source_text(rates, locale),
        }
        for code in dict.fromkeys(sorted(rates.rates) if currencies is None else currencies)
        if code in rates.rates and code != base
    ]
    name, language = publisher(rates, locale), locale.replace("_", "-")
    about = (f"{named}:{base}", f"{base}: {name}", name, rates.home, language)
    return _FORMS[kind](_Feed(*about, published(rates), entries))


def published(rates: Snapshot) -> datetime:
    """Return when the bulletin is usually published, by the provider's clock.

    A bulletin that came late is therefore dated too early. If the package that adds the provider is
    not installed, the result is midnight UTC on the printed day.
    """
    provider = registry.find(rates.provider)
    if provider is None:
        return datetime.combine(rates.on, time(), UTC)
    return hours.published(provider, rates.on)


def _json(said: _Feed) -> bytes:
    at = {"url": said.home, "date_published": said.at.isoformat()}
    facts: dict[str, Any] = {"version": "https://jsonfeed.org/version/1.1", "title": said.title}
    facts |= {"home_page_url": said.home, "language": said.language}
    facts |= {"authors": [{"name": said.author}], "items": [{**e, **at} for e in said.entries]}
    return json.dumps(facts, ensure_ascii=False).encode(errors="ignore")


def _atom(said: _Feed) -> bytes:
    root, updated = Element("feed", {"xmlns": ATOM, LANGUAGE: said.language}), said.at.isoformat()
    _filled(root, {"id": said.id, "title": said.title, "updated": updated})
    _filled(SubElement(root, "author"), {"name": said.author})
    for e in said.entries:
        entry = SubElement(root, "entry")
        _filled(entry, {"id": e["id"], "title": e["title"], "updated": updated})
        _filled(entry, {"published": updated, "content": e["content_text"]})
        SubElement(entry, "link", href=_plain(said.home))
    return _bytes(root)


def _rss(said: _Feed) -> bytes:
    root = Element("rss", version="2.0")
    channel, at = SubElement(root, "channel"), format_datetime(said.at)
    _filled(channel, {"title": said.title, "link": said.home, "description": said.title})
    _filled(channel, {"language": said.language, "pubDate": at})
    for e in said.entries:
        item = SubElement(channel, "item")
        _filled(item, {"title": e["title"], "link": said.home, "description": e["content_text"]})
        _filled(item, {"pubDate": at})
        SubElement(item, "guid", isPermaLink="false").text = _plain(e["id"])
    return _bytes(root)


_FORMS = {"json": _json, "atom": _atom, "rss": _rss}


def _filled(parent: Element, texts: dict[str, str]) -> None:
    for name, text in texts.items():
        SubElement(parent, name).text = _plain(text)


def _part(text: str) -> str:
    """Return a text encoded as a part of a URN (RFC 8141)."""
    return quote(_plain(text), safe="")


def _plain(text: str) -> str:
    """Return a text without the characters that XML or UTF-8 cannot represent."""
    return "".join(c for c in text if c in "\t\n\r" or (c >= " " and not _outside(c)))


def _outside(c: str) -> bool:
    return "\ud800" <= c <= "\udfff" or c in "\ufffe\uffff"


def _bytes(root: Element) -> bytes:
    return bytes(tostring(root, encoding="utf-8", xml_declaration=True))
