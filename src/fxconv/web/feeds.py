"""The rates as feeds: JSON Feed 1.1, Atom (RFC 4287) and RSS 2.0, one entry for each currency."""

from __future__ import annotations

import json
from datetime import UTC, datetime, time
from email.utils import format_datetime
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

from .line import rate_text, source_text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from xml.etree.ElementTree import Element

    from .snapshot import Snapshot

ATOM = "http://www.w3.org/2005/Atom"
KINDS = {
    "json": "application/feed+json",
    "atom": "application/atom+xml",
    "rss": "application/rss+xml",
}


def feed(
    kind: str,
    rates: Snapshot,
    base: str = "EUR",
    currencies: Iterable[str] | None = None,
    *,
    locale: str = "en-GB",
) -> bytes:
    """Return a feed, `json`, `atom` or `rss`, of what one of each currency costs in the base.

    Currencies that the snapshot lacks are left out. Raises NotQuoted for the base, KeyError for
    another kind.
    """
    rates.exact(base, rates.pivot)
    wanted = list(dict.fromkeys(sorted(rates.rates) if currencies is None else currencies))
    entries = [
        {
            "id": f"urn:fxconv:{rates.provider}:{rates.on}:{code}:{base}",
            "title": rate_text(rates, code, base, locale),
            "content_text": source_text(rates, locale),
        }
        for code in wanted
        if code in rates.rates and code != base
    ]
    return {"json": _json, "atom": _atom, "rss": _rss}[kind](rates, base, entries)


def _title(rates: Snapshot, base: str) -> str:
    return f"{base}: {rates.name}"


def _day(rates: Snapshot) -> datetime:
    return datetime.combine(rates.on, time(), UTC)


def _json(rates: Snapshot, base: str, entries: list[dict[str, str]]) -> bytes:
    items = [{**e, "url": rates.home, "date_published": _day(rates).isoformat()} for e in entries]
    facts: dict[str, Any] = {"version": "https://jsonfeed.org/version/1.1", "items": items}
    facts |= {"title": _title(rates, base), "home_page_url": rates.home}
    return json.dumps(facts, ensure_ascii=False).encode()


def _atom(rates: Snapshot, base: str, entries: list[dict[str, str]]) -> bytes:
    root = ET.Element("feed", xmlns=ATOM)
    about = {"id": f"urn:fxconv:{rates.provider}:{base}", "title": _title(rates, base)}
    _filled(root, {**about, "updated": _day(rates).isoformat()})
    _filled(ET.SubElement(root, "author"), {"name": rates.name})
    for e in entries:
        entry = ET.SubElement(root, "entry")
        said = {"id": e["id"], "title": e["title"], "content": e["content_text"]}
        _filled(entry, {**said, "updated": _day(rates).isoformat()})
        ET.SubElement(entry, "link", href=_plain(rates.home))
    return _bytes(root)


def _rss(rates: Snapshot, base: str, entries: list[dict[str, str]]) -> bytes:
    root = ET.Element("rss", version="2.0")
    channel = ET.SubElement(root, "channel")
    title = _title(rates, base)
    _filled(channel, {"title": title, "link": rates.home, "description": title})
    for e in entries:
        item = ET.SubElement(channel, "item")
        said = {"title": e["title"], "link": rates.home, "description": e["content_text"]}
        _filled(item, {**said, "pubDate": format_datetime(_day(rates))})
        ET.SubElement(item, "guid", isPermaLink="false").text = e["id"]
    return _bytes(root)


def _filled(parent: Element, texts: dict[str, str]) -> None:
    for name, text in texts.items():
        ET.SubElement(parent, name).text = _plain(text)


def _plain(text: str) -> str:
    """Return a text without the characters that XML cannot hold."""
    return "".join(c for c in text if c in "\t\n\r" or (c >= " " and c not in "\ufffe\uffff"))


def _bytes(root: Element) -> bytes:
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True))
