"""The elements of a page, read back; and texts that would leave their place."""

from __future__ import annotations

from datetime import UTC, datetime
from html.parser import HTMLParser

ARTICLE = datetime(2014, 11, 19, 23, 4, tzinfo=UTC)
HOSTILE = [
    "</script><script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "' onfocus='alert(1)",
    "<!--", "]]>", "&lt;b&gt;", "\u2028alert(1)", "{{7*7}}", "{% if 1 %}", "javascript:alert(1)",
    "\x00<", "</option></select><h1>", "</fx-converter>", "\\u003c/script\\u003e", "`${alert(1)}`",
]  # fmt: skip


class Elements(HTMLParser):
    """Collects elements with their attributes, and the text of each kind."""

    def __init__(self, html):
        super().__init__(convert_charrefs=True)
        self.found, self.text, self.open = [], {}, []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))
        if tag not in ("input", "link", "meta"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        for tag in self.open:
            self.text[tag] = self.text.get(tag, "") + data

    def of(self, tag):
        return [attrs for name, attrs in self.found if name == tag]


def elements(html):
    read = Elements(html)
    assert not read.open
    return read
