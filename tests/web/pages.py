"""Pages with widgets for a real Chromium, under a strict policy.

Needs Debian's chromium, or another named in FXCONV_CHROMIUM, and Playwright for Python.
"""

from __future__ import annotations

import hashlib
import json
import time
from contextlib import contextmanager
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

from surroundings import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import BrowserContext, Page


WEB = ROOT / "src" / "fxconv" / "web"
STATIC = WEB / "static" / "fxconv"
MANIFEST = json.loads((STATIC / "manifest.json").read_text())
SCRIPT, STYLE = (STATIC / MANIFEST[name] for name in ("fx.js", "fx.css"))
CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; form-action 'self';"
    " require-trusted-types-for 'script'"
)
HOST = """
html { font: 100%/1.5 "DejaVu Sans"; color-scheme: light dark; }
body { margin: 0 auto; max-inline-size: 46rem; padding: 1rem; }
.light { color-scheme: light; }
"""
RATES = {"EUR": "1", "USD": "1.2535", "RUB": "58.8432", "JPY": "147.44", "GAU": "7/3"}
NAMES = {"EUR": "Euro", "USD": "US Dollar", "RUB": "Russian Rouble", "JPY": "Japanese Yen"}
INVALID = "Write an amount such as 1,234.56"
BEFORE = "25,000,000,000.00 USD = 1,173,577,981,651.38 RUB"

WATCH = """
window.seen = [];
addEventListener('securitypolicyviolation', e => seen.push('CSP ' + e.violatedDirective));
addEventListener('fx-change', e => (window.changes ??= []).push(e.detail));
window.shifts = [];
new PerformanceObserver(list => list.getEntries().forEach(e => shifts.push(e.value)))
  .observe({type: 'layout-shift', buffered: true});
window.html = (where, text) => {
  window.policy ??= trustedTypes.createPolicy('test', {createHTML: x => x});
  document.querySelector(where).innerHTML = policy.createHTML(text);
};
"""

TEXTS = {
    "en-GB": ("Amount", "From", "Convert", "To", "European Central Bank", "19 November 2014"),
    "ru": ("Сумма", "Из", "Перевести", "В", "Европейский центральный банк", "19 ноября 2014 г."),
    "ar": ("المبلغ", "من", "تحويل", "إلى", "البنك المركزي الأوروبي", "19 نوفمبر 2014"),
}


def options(chosen: str, codes: Any) -> str:
    def one(code: str, selected: bool) -> str:
        mark = " selected" if selected else ""
        return f'<option value="{code}"{mark}>{code} – {NAMES.get(code, code)}</option>'

    every = "".join(one(code, code == chosen) for code in codes)
    return f'<optgroup label="All currencies">{every}</optgroup>'


def listed(data: dict[str, Any], codes: Any) -> str:
    """Return the rates as the server writes them: in the order of the lists."""
    return " ".join(data["rates"].get(code, "-") for code in codes)


def widget(
    lang: str = "en-GB",
    grouping: str = ",.",
    *,
    amount: str = "25,000,000,000",
    base: str = "USD",
    term: str = "RUB",
    result: str = BEFORE,
    price: str = "46.9431",
    data: str | dict[str, Any] | None = None,
    codes: Any = (*RATES, "XXX"),
    more: str = "",
) -> str:
    """Return a converter as the server writes it."""
    texts = TEXTS.get(lang, TEXTS["en-GB"])
    direction = "rtl" if lang == "ar" else "ltr"
    if data is None:
        labels = {"invalid": INVALID, "swap": "Swap currencies"}
        digits = {"JPY": 0, "GAU": None}
        data = {"rates": RATES, "digits": digits, "labels": labels}
    text = data if isinstance(data, str) else json.dumps({**data, "rates": listed(data, codes)})
    return f"""
<fx-converter class="fx{more}" lang="{lang}" dir="{direction}" data-grouping="{escape(grouping)}">
<form class="fx-form" method="get" action="/fx/convert">
<label class="fx-field"><span>{texts[0]}</span><input name="amount" inputmode="decimal"
 autocomplete="off" value="{escape(amount)}"></label>
<label class="fx-field"><span>{texts[1]}</span><select name="from">{options(base, codes)}</select>
</label>
<span class="fx-swapping"><button class="fx-swap" type="button" hidden
 aria-label="Swap currencies">⇄</button><button class="fx-send" type="submit">{texts[2]}</button>
</span>
<label class="fx-field"><span>{texts[3]}</span><select name="to">{options(term, codes)}</select>
</label>
<output class="fx-result" name="result">{escape(result)}</output>
<p class="fx-rate"><span dir="ltr">1 {base} = <bdi>{price}</bdi> {term}</span> ·
<cite>{texts[4]}</cite>, <time datetime="2014-11-19">{texts[5]}</time></p>
</form>
<script type="application/json" class="fx-data">{text}</script>
</fx-converter>"""


def document(body: str, *, lang: str = "en-GB", script: str = "/fx.js", theme: str = "") -> str:
    """Return a page of a newspaper with the body in it."""
    direction = "rtl" if lang == "ar" else "ltr"
    tag = f'<script src="{script}" defer></script>' if script else ""
    return f"""<!doctype html><html lang="{lang}" dir="{direction}" class="{theme}"><head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Settlements</title><link rel="stylesheet" href="/host.css">
<link rel="stylesheet" href="/fx.css">{tag}</head><body><main><h1>Settlements</h1>
<p>The sum was 25 billion U.S. dollars.</p>{body}<p>The company confirmed it.</p></main></body>
</html>"""


class Site:
    """Pages by path, served on loopback under the policy; remembers what was asked for."""

    def __init__(self) -> None:
        self.pages = {
            "/fx.js": ("text/javascript", SCRIPT.read_bytes()),
            "/late.js": ("text/javascript", SCRIPT.read_bytes()),
            "/fx.css": ("text/css", STYLE.read_bytes()),
            "/host.css": ("text/css", HOST.encode()),
            "/favicon.ico": ("image/x-icon", b""),
        }
        self.asked: list[str] = []
        self.served = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.at = f"http://127.0.0.1:{self.served.server_port}"

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                site.asked.append(self.path)
                path = self.path.partition("?")[0]
                if path == "/late.js":
                    time.sleep(0.4)
                kind, content = site.pages.get(path, ("text/html", b"<title>Served</title>"))
                self.send_response(200)
                self.send_header("Content-Type", f"{kind}; charset=utf-8")
                self.send_header("Content-Security-Policy", CSP)
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, *_: object) -> None:
                pass

        return Handler

    def put(self, html: str) -> str:
        """Serve a page and return its address."""
        path = f"/{hashlib.sha256(html.encode()).hexdigest()[:12]}.html"
        self.pages[path] = ("text/html", html.encode())
        return self.at + path


@contextmanager
def watched(context: BrowserContext, site: Site) -> Iterator[Page]:
    page = context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    page.on("request", lambda r: wrong.append(r.url) if not r.url.startswith(site.at) else None)
    yield page
    assert wrong == []
    assert page.evaluate("window.seen ?? []") == []
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
    assert context.cookies() == []


def opened(page: Page, site: Site, body: str | None = None, **how: Any) -> Page:
    page.goto(site.put(document(widget() if body is None else body, **how)))
    return page


def result(page: Page) -> str:
    """Return the result that is seen."""
    seen = page.locator(".fx-seen")
    return (seen if seen.count() else page.locator("output")).first.inner_text()


def told(page: Page) -> list[tuple[str, str, list[str]]]:
    """Return the role, name and texts of everything that a screen reader reads out."""
    session = page.context.new_cdp_session(page)
    nodes = {n["nodeId"]: n for n in session.send("Accessibility.getFullAXTree")["nodes"]}
    session.detach()

    def texts(node: dict[str, Any]) -> list[str]:
        if node.get("role", {}).get("value") == "StaticText":
            return [name(node)]
        return [
            text for child in node["childIds"] if child in nodes for text in texts(nodes[child])
        ]

    def name(node: dict[str, Any]) -> str:
        return str(node.get("name", {}).get("value", ""))

    kept = [node for node in nodes.values() if not node["ignored"]]
    return [(node["role"]["value"], name(node), texts(node)) for node in kept]


ADOPT = """text => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  document.adoptedStyleSheets = [sheet];
}"""
