"""The entries of a feed, read back as readers of feeds read them."""

from __future__ import annotations

import json
from datetime import datetime
from email.utils import parsedate_to_datetime
from xml.etree import ElementTree as ET

ATOM = "{http://www.w3.org/2005/Atom}"


def entries(kind, body):
    """Return id, title, text, link and instant of each entry, whatever the form of the feed."""
    if kind == "json":
        return [
            (
                i["id"], i["title"], i["content_text"], i["url"],
                datetime.fromisoformat(i["date_published"]),
            )
            for i in json.loads(body)["items"]
        ]  # fmt: skip
    root = ET.fromstring(body)
    if kind == "atom":
        names = [f"{ATOM}{name}" for name in ("id", "title", "content", "updated")]
        found = [(*(e.findtext(n) for n in names), e.find(f"{ATOM}link")) for e in root.iter()
                 if e.tag == f"{ATOM}entry"]  # fmt: skip
        return [
            (id_, title, text, link.get("href"), datetime.fromisoformat(at))
            for id_, title, text, at, link in found
        ]
    names = ("guid", "title", "description", "link", "pubDate")
    found = [[e.findtext(name) for name in names] for e in root.iter("item")]
    return [(*texts, parsedate_to_datetime(at)) for *texts, at in found]
