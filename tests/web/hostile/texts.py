"""Hostile texts for every place of every widget, and what a page is made of without them."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from functools import lru_cache
from itertools import product
from typing import TYPE_CHECKING, Any

import pytest

from fxconv import Money
from fxconv.errors import FxconvError
from fxconv.web import Rates, Snapshot, answers
from fxconv.web.query import Query
from web.elements import elements

if TYPE_CHECKING:
    from collections.abc import Callable


RUN = "window.pwned=1"
IMG = f"<img src=x onerror={RUN}>"
SCRIPT = f"<script>{RUN}</script>"

# fmt: off
BEFORE_PAYLOADS = (
    "", '"', "'", "`", '">', "'>", "`>", ">", "-->", "]]>", "*/", "\\", "\x00", "\r\n\r\n",
    "</script>", "</style>", "</textarea>", "</title>", "</option></select>",
)
PAYLOADS = (IMG, SCRIPT, f"<svg onload={RUN}>", f" onfocus={RUN} autofocus tabindex=1 x=")

GROUPS: dict[str, tuple[str, ...]] = {
    "product": tuple(a + b for a, b in product(BEFORE_PAYLOADS, PAYLOADS)),
    "tag": (
        "<", ">", "<>", "< script>", "<b>bold</b>", "</", "</>", "<!", "<?", "<?php echo 1 ?>",
        "<%= 1 %>", f"<ScRiPt>{RUN}</sCrIpT>", f"<script/x>{RUN}</script>", f"<svg/onload={RUN}>",
        f"<script src=//evil.example/x.js></script>{SCRIPT}", f"<<script>{RUN}//<</script>",
        f"<iframe srcdoc='<script>parent.pwned=1</script>'>{IMG}", "<base href=//evil.example/>",
        "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>", f"<body onload={RUN}>",
        f"<details open ontoggle={RUN}>", f"<video><source onerror={RUN}>", "<plaintext>",
        f"<object data='javascript:{RUN}'>", f"<embed src='javascript:{RUN}'>", "<link rel=import>",
        f"<input autofocus onfocus={RUN}>", f"<marquee onstart={RUN}>", "<form action=//x.example>",
        f"<a href='javascript:{RUN}'>x</a>", "<fx-converter>", "<fx-rates>", "<output>",
    ),
    "attribute": (
        f"\" onmouseover='{RUN}' x=\"", f"' onmouseover=\"{RUN}\" x='", f"x onclick={RUN}",
        f'" autofocus onfocus="{RUN}', f"'autofocus/onfocus='{RUN}", '"/><b x="', "'/><b x='",
        f'"\tonfocus\t=\t"{RUN}', f'"\nonfocus\n=\n"{RUN}', f'"\x0confocus="{RUN}', '" style="x:y',
        "onclick", "ONCLICK", "onload=1", "x=1", "a b", "a/b", "a>b", "\u212aon", "on\u017f",
        '" formaction="javascript:alert(1)', '" srcdoc="<script>alert(1)</script>', "\"'`",
    ),
    "closer": tuple(
        f"</{name}>{IMG}"
        for name in (
            "template", "noscript", "svg", "math", "cite", "bdi", "p", "form", "table", "caption",
            "fx-converter", "fx-rates", "output", "main", "body", "html", "noembed", "xmp", "head",
        )
    ),
    "comment": (
        "<!--", "<!-->", "<!--->", "-->", "--!>", "<!--><script>alert(1)</script>", "<!-- <script>",
        f"<!--{SCRIPT}-->", f"--!>{IMG}", "<![CDATA[", "]]>", f"<![CDATA[{SCRIPT}]]>",
        "<!DOCTYPE html>", '<!ENTITY x SYSTEM "file:///etc/passwd">', "&x;",
        "<?xml version='1.0'?>",
    ),
    "reference": (
        "&lt;script&gt;alert(1)&lt;/script&gt;", "&#60;img src=x&#62;", "&#x3c;img src=x&#x3e;",
        "&lt", "&#60img src=x&#62", "&#x3Cimg src=x&#x3E", "&quot; onfocus=alert(1) x=&quot;",
        "&#34;onfocus=alert(1)", "&#39;onfocus=alert(1)", "&apos;", "&amp;lt;b&amp;gt;", "&#0;",
        "&#x0;", "&#xD800;", "&#1114112;", "&#00000000000060;", "&NewLine;",
        "java&Tab;script&colon;", "&lbrace;&lbrace;7*7", "&nbsp", "&", "&&", "&#", "&#x",
    ),
    "address": (
        "javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)",
        "javascript :alert(1)", "\tjavascript:alert(1)", "java\tscript:alert(1)",
        "java\nscript:alert(1)", "//evil.example", "java\rscript:alert(1)",
        "\x01javascript:alert(1)", "\x1fjavascript:alert(1)", "javascript\t:alert(1)",
        "javascript\n:alert(1)", "javascript:\n//alert(1)", "javascript&colon;alert(1)",
        "javascript%3Aalert(1)", "data:text/html,<script>alert(1)</script>",
        "data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==", "vbscript:msgbox(1)",
        "view-source:javascript:alert(1)", "blob:null/1", "file:///etc/passwd",
        "\\\\evil.example\\x", "javascript://example.com/%0aalert(1)", "\ufeffjavascript:alert(1)",
        "\xa0javascript:alert(1)", "feed:javascript:alert(1)", "https:javascript:alert(1)",
        "../../etc/passwd", "..\\..\\x",
    ),
    "control": (
        "\x00", "a\x00b", "\x00<script>", "\x01\x02\x03", "\x08\x7f", "\x0b", "\x0c", "\x1b[31mred",
        "\x1b]0;title\x07", "\x80\x9f", "\t\n\r ", "\x85next", "\u2028alert(1)", "\u2029alert(1)",
        "\ufffe", "\uffff", "\ufdd0", "a\u2028b\u2029c",
    ),
    "direction": (
        "\u202egpj.exe", "\u202dx\u202c", "\u2066a\u2069", "\u2067a", "\u2068a\u2069\u2069",
        "\u200f", "\u200e\u061c", "zero\u200bwidth", "\u200c\u200d", "\u2060\ufeff", "\u00ad",
        "\u034f", "\U000e0041",
    ),
    "astral": (
        "\U0001f600", "\U0001f468\u200d\U0001f469", "\U0010ffff", "\\ud83d\\ude00", "\ud800",
        "a\udfffb", "\udcff", "e\u0301" * 20, "\u0130\u0131", "\ufb01", "\uff1cscript\uff1e",
        "\u02ba\u02b9\u2039",
    ),
    "encoding": (
        "+ADw-script+AD4-alert(1)+ADw-/script+AD4-", "\xc0\xbcscript\xc0\xbe", "%c0%bcscript%c0%be",
        "%3Cscript%3Ealert(1)%3C/script%3E", "%253Cscript%253E", "%00", "%u003cscript%u003e", "%",
        "%s%n", "\xbcscript\xbealert(1)", "\x1b$B", "\xff\xfe<", "=?utf-8?q?=3Cb=3E?=",
    ),
    "script": (
        '"}</script>', '"};alert(1);//', "'];alert(1);//", "\\", '\\"', "\\\\",
        "\\u003c/script\\u003e", "\\x3cscript\\x3e", '","rates":{"USD":"9"},"x":"', "${alert(1)}",
        "`${alert(1)}`", "__proto__", "constructor", "toString", "<!--<script>", "null", "[]", "{}",
        "\\n", "\\u2028", "//", "/*", "$&",
    ),
    "template": (
        "{{7*7}}", "{{ ''.__class__.__mro__ }}", "{% if 1 %}x{% endif %}", "{# x #}",
        "{% load fxconv %}", "{% debug %}", "{{ settings.SECRET_KEY }}", "{% raw %}",
        "{% endraw %}", "{{", "}}", "{%", "%}", "{0}", "{example}", "{x.__class__}", "%(x)s", "$x",
        "${x}", "#{7*7}", "<%= 7*7 %>", "[[7*7]]",
    ),
    "number": (
        "nan", "inf", "-inf", "sNaN", "1e999999", "1e-999999", "1e99999999999999999999", "-1", "0",
        "-0", "1/0", "0/1", "1/2/3", "/", "1_000", "0x10", "1 2", " 1", "1\n", "1,5", "9" * 400,
        "1e40", "1e-40", "\u0661\u0662\u0663", "\uff11\uff12", "\U0001d7d9", "\u00b2", "\u2460",
        "\u3007", "\u216f", "1\u0660", "\u0967\u0968/\u0969", "1e\u0665",
    ),
    "style": (
        "expression(alert(1))", "url(javascript:alert(1))", "\\3c script\\3e", "\\22\\3e",
        "}*{x:y}", "</style><style>*{display:none}", "@import '//evil.example/x.css'",
        "behavior:url(#x)",
    ),
    "mutation": (
        f"<svg></p><style><a id=\"</style>{IMG}\">",
        f"<math><mtext><table><mglyph><style><!--</style>{IMG}",
        f"<noscript><p title=\"</noscript>{IMG}\">",
        f"<form><math><mtext></form><form><mglyph><style></math>{IMG}",
        f"<svg><title><![CDATA[</title>{IMG}]]>",
        f"<listing>&lt;img src=x onerror={RUN}&gt;</listing>", f"``onerror={RUN}",
        f"<template><style></template>{IMG}", f"<select><template>{IMG}", f"<table><td>{IMG}",
        f"<svg><foreignobject>{IMG}", f"<math href='javascript:{RUN}'>",
        f"<svg><a xlink:href='javascript:{RUN}'><text>x",
        f"<svg><animate onbegin={RUN} attributeName=x>",
        f"<svg><use href='data:image/svg+xml,{IMG}'>", f"<xmp><p title=\"</xmp>{IMG}\">",
    ),
    "header": (
        "x\r\nSet-Cookie: a=b", "x\nX-Injected: 1", "x\rX: 1", "\r\n\r\n<script>alert(1)</script>",
        "x\u560d\u560aX: 1", "%0d%0aX: 1", '"x", W/"y"', "*", 'W/"', '"' * 99, ",,,,",
    ),
    "long": (
        "x" * 3000, "<" * 3000, '"' * 3000, "<b>" * 1000, "&" * 3000, "\u202e" * 999, "../" * 999,
    ),
}
# fmt: on

VALUES = list(dict.fromkeys(text for texts in GROUPS.values() for text in texts))
PLAIN = "harmless"
CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
SURROGATE = re.compile("[\ud800-\udfff]")
each = pytest.mark.parametrize("texts", GROUPS.values(), ids=GROUPS)


def some(make: Callable[..., Any], *args: Any, **options: Any) -> Any:
    """Return what is made, None where fxconv says why not; anything else that is raised fails."""
    try:
        return make(*args, **options)
    except FxconvError:
        return None
    except Exception as error:
        given = [x for x in (*args, options) if not isinstance(x, Snapshot)]
        raise AssertionError(f"{error!r:.200} of {given!r:.400}") from error


@lru_cache(256)
def shape(html: str | bytes) -> list[tuple[str, list[str]]]:
    """Return the elements in order with the names of their attributes."""
    text = html.decode() if isinstance(html, bytes) else html
    return [(tag, sorted(attrs)) for tag, attrs in elements(text).found]


LOCALES = ("", "en.", "en-GB@")


def scheme(address: str) -> str:
    """Return the scheme of an address as a browser reads it."""
    tidy = re.sub(r"[\t\n\r]", "", address).lstrip("".join(map(chr, range(33))))
    found = re.match(r"([a-z][a-z0-9+.-]*):", tidy, re.IGNORECASE)
    return found[1].lower() if found else ""


def with_rate(rates: Snapshot, text: str) -> list[Snapshot]:
    """Return snapshots with the text for a rate of now or before, for a code, for the pivot."""
    now, before = rates.rates, rates.before or {}
    return [
        rates._replace(rates={**now, "USD": text}),
        rates._replace(rates={**now, "JPY": f"1/{text}"}),
        rates._replace(before={**before, "USD": text}),
        rates._replace(rates={**now, text: "1"}),
        rates._replace(rates={**now, text: "1"}, pivot=text),
        rates._replace(pivot=text),
    ]


OWN = ("class", "lang", "id", "dir", "data-grouping")
SUM = Money("25e9", "USD")


XML = ("application/atom+xml", "application/rss+xml")
NODES = {
    "feed", "id", "title", "updated", "author", "name", "entry", "published", "content", "link",
    "rss", "channel", "description", "language", "pubDate", "item", "guid",
}  # fmt: skip


def asked(known: Rates, path: str, mark: str = "", /, **query: str) -> answers.Answer:
    """Return what is answered, after a look at it."""
    given = {name: [text] for name, text in query.items()}
    return sound(answers.route(path, Query(known, "en-GB", "/fx/", given), mark))


def sound(answer: answers.Answer) -> answers.Answer:
    """Return an answer after a look at its status, its headers, and its body by its type."""
    assert answer.status in (200, 304, 400, 404)
    for header in (part for pair in answer.headers.items() for part in pair):
        assert re.fullmatch(r"[ -~]+", header)
    kind = answer.headers.get("Content-Type", "")
    if kind in XML:
        assert {e.tag.rpartition("}")[2] for e in ET.fromstring(answer.body).iter()} <= NODES
    elif answer.body:
        assert kind.startswith("text/") or json.loads(answer.body)
    return answer


TAGS = {
    "abbr", "b", "bdi", "button", "caption", "cite", "data", "div", "fieldset", "form",
    "fx-converter", "fx-rates", "input", "label", "legend", "li", "optgroup", "option", "output",
    "p", "path", "script", "section", "select", "span", "svg", "table", "tbody", "td", "th",
    "thead", "time", "title", "tr", "ul",
}  # fmt: skip
ATTRIBUTES = {
    "action", "aria-hidden", "aria-label", "autocomplete", "checked", "class", "d",
    "data-currency", "data-grouping", "data-x", "datetime", "dir", "fill", "height", "hidden",
    "inputmode", "label", "lang", "method", "name", "role", "scope", "selected", "stroke",
    "target", "title", "type", "value", "viewBox", "width",
}  # fmt: skip
