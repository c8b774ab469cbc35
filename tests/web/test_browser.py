"""The converter on a page: in a real Chromium, under a strict policy, against exact results.

Needs Debian's chromium, or another named in FXCONV_CHROMIUM, and Playwright for Python.
"""

from __future__ import annotations

import hashlib
import json
import random
import re
import threading
import time
from contextlib import contextmanager
from decimal import Decimal
from fractions import Fraction
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

import pytest

from fxconv.errors import InvalidAmount
from fxconv.money.parsing import read_amount
from fxconv.rates.rate import shown
from fxconv.web import Snapshot, table
from surroundings import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, BrowserContext, Page

    from fxconv import Converter

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
AFTER_SWAP = "25,000,000,000.00 RUB = 532,559,412.13 USD"

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
<p>The sum was 25 billion U.S. dollars.</p>{body}<p>It is said so.</p></main></body>
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


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    site = Site()
    thread = threading.Thread(target=site.served.serve_forever, daemon=True)
    thread.start()
    yield site
    site.served.shutdown()
    site.served.server_close()
    thread.join()


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        pytest.fail("no Playwright here: pip install playwright")
    flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=flags)
        yield started
        started.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 1000, "height": 700})
    context.add_init_script(WATCH)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext, site: Site) -> Iterator[Page]:
    """A page on which nothing may be thrown, violated, stored, or asked of a third party."""
    with watched(context, site) as page:
        yield page


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
    """Return role, name and texts of all that a screen reader is told."""
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


def announced(page: Page) -> list[str]:
    """Return the texts in the live region for assistive technology."""
    return next(texts for role, _, texts in told(page) if role == "status")


# What it does


def test_the_server_s_result_stays_until_something_is_typed(page: Page, site: Site) -> None:
    opened(page, site)
    assert result(page) == BEFORE
    page.locator("[name=amount]").fill("1,000.5")
    assert result(page) == "1,000.50 USD = 46,966.59 RUB"
    assert page.evaluate("changes") == [
        {"amount": "1000.5", "from": "USD", "to": "RUB", "result": "46966.59"}
    ]


def test_the_line_of_the_rate_follows_the_pair(page: Page, site: Site) -> None:
    opened(page, site)
    page.locator("[name=to]").select_option("JPY")
    line = page.locator(".fx-rate").inner_text()
    assert line == "1 USD = 117.623 JPY · European Central Bank, 19 November 2014"
    assert result(page) == "25,000,000,000.00 USD = 2,940,566,414,041 JPY"
    page.locator("[name=from]").select_option("RUB")
    assert page.locator(".fx-rate").inner_text().startswith("1 RUB = 2.50564 JPY ·")


def test_swap_by_the_button_and_by_the_method(page: Page, site: Site) -> None:
    opened(page, site)
    page.get_by_role("button", name="Swap currencies").click()
    assert result(page) == AFTER_SWAP
    assert page.locator(".fx-rate").inner_text().startswith("1 RUB = 0.0213024 USD ·")
    page.evaluate("document.querySelector('fx-converter').swap()")
    assert result(page) == BEFORE


def test_a_currency_without_minor_units_is_shown_like_a_rate(page: Page, site: Site) -> None:
    opened(page, site)
    page.locator("[name=to]").select_option("GAU")
    exact = Fraction(25_000_000_000) * Fraction(7, 3) / Fraction("1.2535")
    whole = shown(Decimal(exact.numerator) / Decimal(exact.denominator)).replace(",", "")
    assert result(page).replace(",", "") == f"25000000000.00 USD = {whole} GAU"
    assert result(page).endswith("… GAU")
    page.locator("[name=from]").select_option("EUR")
    page.locator("[name=amount]").fill("3")
    assert result(page) == "3.00 EUR = 7 GAU"
    page.locator("[name=amount]").fill("1")
    assert result(page) == "1.00 EUR = 2.33333… GAU"


@pytest.mark.parametrize("typed", ["", "abc", "1,00", "1.2.3", "--1", "1e5", "9" * 41, "<b>1</b>"])
def test_what_is_no_amount_is_said_and_nothing_is_thrown(
    page: Page, site: Site, typed: str
) -> None:
    opened(page, site)
    amount = page.locator("[name=amount]")
    amount.fill(typed)
    assert result(page) == INVALID
    assert amount.get_attribute("aria-invalid") == "true"
    assert page.evaluate("window.changes") is None
    amount.press("Enter")
    assert "fx/convert" not in page.url
    amount.fill("-2")
    assert amount.get_attribute("aria-invalid") is None
    assert result(page) == "-2.00 USD = -93.89 RUB"


TYPED = [
    "1,000",
    "1.000",
    "1,5",
    "1.5",
    "1.2345",
    "1,234.5",
    "1.234,5",
    "12,34,567",
    "1'234.5",
    "0.001",
    "00.5",
    "1,0000",
    "0,5",
    "-7",
    "-1,234",
    "1\u202f234,5",
    "1\xa0234",
    "1’234",
    "1.234.567",
    "1,234,567",
    "1,234.567",
    ".5",
    "5.",
    "1,,000",
    "1.000,00",
    "−5",
]
PLACES = [("en-GB", ",."), ("de", ".,"), ("ru", "\xa0,"), ("fr", "\u202f,"), ("de-CH", "’.")]


@pytest.mark.parametrize(("lang", "grouping"), PLACES)
def test_amounts_are_read_as_python_reads_them(
    page: Page, site: Site, lang: str, grouping: str
) -> None:
    opened(page, site, widget(lang, grouping))
    for typed in TYPED:
        page.evaluate("window.changes = []")
        page.locator("[name=amount]").fill(typed)
        got = page.evaluate("changes.map(c => c.amount)")
        assert [Decimal(text) for text in got] == python_reads(typed, lang), (typed, lang)


def python_reads(typed: str, lang: str) -> list[Decimal]:
    try:
        return [read_amount(typed, lang)]
    except InvalidAmount:
        return []


def test_arabic_digits_are_read(page: Page, site: Site) -> None:
    opened(page, site, widget("ar"))
    page.locator("[name=amount]").fill("١٢٣")
    assert result(page) == "123.00 USD = 5,774.00 RUB"


def written(value: Decimal | Fraction, digits: int) -> str:
    """Return an exact value rounded once, half away from zero, as plain digits."""
    exact = Fraction(value)
    scaled = abs(exact) * 10**digits
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    text = f"{Decimal(whole):f}".rjust(digits + 1, "0")
    text = f"{text[:-digits]}.{text[-digits:]}" if digits else text
    return f"-{text}" if exact < 0 and whole else text


def printed(chance: random.Random) -> str:
    """Return a random rate as banks print them, or a quotient of two."""
    one = str(chance.randint(1, 10 ** chance.randint(1, 9)))
    places = chance.randint(0, 6)
    text = f"{one}.{chance.randint(0, 10**places - 1):0{places}d}" if places else one
    return text if chance.random() < 0.7 else f"{text}/{chance.randint(1, 999)}.5"


def ratio(rate: str) -> Fraction:
    above, _, below = rate.partition("/")
    return Fraction(above) / Fraction(below or "1")


def test_ten_thousand_random_results_are_exact(page: Page, site: Site) -> None:
    chance = random.Random(20141119)
    codes = [f"X{a}{b}" for a in "ABCDEFGH" for b in "ABCDEFGH"]
    rates = {code: printed(chance) for code in codes}
    digits = {code: chance.choice([0, 2, 3, 4, 8]) for code in codes}
    data = {"rates": rates, "digits": digits, "labels": {}}
    opened(page, site, widget(data=data, codes=codes, base=codes[0], term=codes[1]))
    cases = []
    for _ in range(10_000):
        whole = chance.randint(0, 10 ** chance.choice([1, 3, 9, 18, 40]) - 1)
        amount = f"{chance.choice(['', '-'])}{whole}"
        if places := chance.choice([0, 0, 1, 2, 5, 30]):
            amount += f".{chance.randint(0, 10**places - 1):0{places}d}"
        cases.append([amount, *chance.choices(codes, k=2)])
    got = page.evaluate(
        """cases => { const e = document.querySelector('fx-converter'), q = n =>
        e.querySelector(`[name=${n}]`); return cases.map(([a, f, t]) => { window.changes = [];
        q('amount').value = a; q('from').value = f; q('to').value = t;
        q('from').dispatchEvent(new Event('input', {bubbles: true}));
        return [changes[0].result, e.querySelector('.fx-seen').textContent]; }); }""",
        cases,
    )
    for (amount, base, term), (plain, text) in zip(cases, got, strict=True):
        exact = Fraction(amount) * ratio(rates[term]) / ratio(rates[base])
        want = written(exact, digits[term])
        assert plain == want, (amount, base, term)
        if digits[term]:
            assert text.endswith(f" = {Decimal(want):,f} {term}")


def test_the_marks_and_groups_of_the_language(page: Page, site: Site) -> None:
    cases = [
        ("ru", "\xa0,", "1234567,5", "1\xa0234\xa0567,50 USD"),
        ("de-CH", "’.", "1234567.5", "1’234’567.50 USD"),
        ("es", ".,", "1234,5", "1234,50 USD"),
        ("es", ".,", "12345,5", "12.345,50 USD"),
        ("sv", "\xa0,", "-1", "−1,00 USD"),
        ("ar-EG", "٬٫", "\u061c-١٬٢٣٤٫٥", "\u061c-١٬٢٣٤٫٥٠ USD"),
        ("bn", ",.", "১২,৩৪,৫৬৭", "১২,৩৪,৫৬৭.০০ USD"),
        ("en-IN", ",.", "12,34,567.5", "12,34,567.50 USD"),
        ("x y z!", ",.", "1234.5", "1,234.50 USD"),
    ]
    for lang, grouping, typed, wanted in cases:
        opened(page, site, widget(lang, grouping))
        page.locator("[name=amount]").fill(typed)
        assert page.locator(".fx-seen").text_content().startswith(f"{wanted} =")


def test_the_browser_writes_what_the_server_wrote(page: Page, site: Site) -> None:
    from fxconv.web import Snapshot, converter

    rates = Snapshot.of(published="2014-11-20T02:04+03:00")
    places = [
        "en_GB",
        "ru",
        "de",
        "de_CH",
        "fr",
        "es",
        "pl",
        "en_IN",
        "sv",
        "ar",
        "ar_EG",
        "fa",
        "he",
        "hi",
        "bn",
        "ja",
    ]
    cases = (("25000000000", "USD", "RUB"), ("-1234.5", "RUB", "JPY"), ("1", "EUR", "USD"))
    body = "".join(str(converter(rates, *case, locale=p)) for p in places for case in cases)
    opened(page, site, body)
    take = """() => [...document.querySelectorAll('fx-converter')].map(e =>
        [e.querySelector('.fx-seen').textContent, e.querySelector('.fx-rate').textContent])"""
    wrote = page.evaluate(take)
    page.evaluate(
        "document.querySelectorAll('form').forEach(f => f.dispatchEvent(new Event('input')))"
    )
    assert page.evaluate("changes.length") == len(wrote)
    assert page.evaluate(take) == wrote
    assert page.locator("[aria-invalid]").count() == 0
    assert len(wrote) == len(places) * len(cases)


def test_without_a_rate_the_form_goes_to_the_server(page: Page, site: Site) -> None:
    opened(page, site)
    page.locator("[name=to]").select_option("XXX")
    assert result(page) == "25,000,000,000.00 USD = … XXX"
    assert page.locator(".fx-rate").inner_text().startswith("1 USD = … XXX")
    page.get_by_role("button", name="Convert").click()
    page.wait_for_url("**/fx/convert?amount=25%2C000%2C000%2C000&from=USD&to=XXX")


def test_a_pair_of_the_server_without_a_rate_keeps_its_button(page: Page, site: Site) -> None:
    opened(page, site, widget(term="XXX", result="sent by the server"))
    assert result(page) == "sent by the server"
    assert page.locator(".fx-send").is_visible()
    assert not page.locator(".fx-swap").is_visible()


def test_enter_and_reset(page: Page, site: Site) -> None:
    opened(page, site)
    page.locator("[name=amount]").fill("5")
    page.locator("[name=amount]").press("Enter")
    assert "fx/convert" not in page.url
    page.evaluate("document.querySelector('form').reset()")
    page.wait_for_function("document.querySelector('.fx-seen').textContent.startsWith('25,0')")
    assert result(page) == BEFORE


# How it gets onto a page and off it


def test_it_works_without_javascript(browser: Browser, site: Site) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = opened(context.new_page(), site)
    assert page.locator("output").inner_text() == BEFORE
    assert not page.locator(".fx-swap").is_visible()
    page.locator("[name=amount]").fill("10")
    page.get_by_role("button", name="Convert").click()
    page.wait_for_url("**/fx/convert?amount=10&from=USD&to=RUB")
    context.close()


def test_inserted_later_moved_and_removed(page: Page, site: Site) -> None:
    opened(page, site, "<div id=a></div><div id=b></div>")
    page.evaluate("text => html('#a', text)", widget())
    page.locator("[name=amount]").fill("1")
    assert result(page) == "1.00 USD = 46.94 RUB"
    page.evaluate("b.append(document.querySelector('fx-converter'))")
    page.locator("[name=amount]").fill("2")
    assert result(page) == "2.00 USD = 93.89 RUB"
    assert len(page.evaluate("changes")) == 2
    heard = page.evaluate(
        """() => { const e = document.querySelector('fx-converter'); let heard = 0; e.remove();
        e.addEventListener('fx-change', () => heard++);
        e.querySelector('[name=amount]').value = '3'; e.swap();
        e.querySelector('form').dispatchEvent(new Event('input')); return heard; }"""
    )
    assert heard == 0
    assert page.locator("fx-converter").count() == 0


def test_a_page_written_by_hand_as_the_guide_says(page: Page, site: Site) -> None:
    guide = (ROOT / "docs" / "guide" / "widgets.md").read_text()
    (script,) = re.findall(r"```html\n(.*?)```", guide, re.DOTALL)
    choices = "".join(f"<option>{code}</option>" for code in ("EUR", "USD", "JPY"))
    opened(
        page,
        site,
        f"""<fx-converter class="fx" data-grouping=",."><form><label>Sum
<input name="amount" value="2"></label><label>From <select name="from">{choices}</select></label>
<label>To <select name="to">{choices}</select></label><output name="result"></output></form>
{script}</fx-converter>""",
    )
    page.locator("[name=to]").select_option("USD")
    assert result(page) == "2.00 EUR = 2.51 USD"
    page.locator("[name=to]").select_option("JPY")
    assert result(page) == "2.00 EUR = 295 JPY"
    page.locator("[name=amount]").fill("x")
    assert result(page) == INVALID


def test_filled_after_it_was_connected_and_filled_again(page: Page, site: Site) -> None:
    opened(page, site, '<fx-converter class="fx" data-grouping=",."></fx-converter>')
    inner = re.sub(r"</?fx-converter[^>]*>", "", widget())
    for amount, wanted in (("1", "1.00 USD = 46.94 RUB"), ("2", "2.00 USD = 93.89 RUB")):
        page.evaluate("text => html('fx-converter', text)", inner)
        page.locator("[name=amount]").fill(amount)
        assert result(page) == wanted


def test_a_script_that_runs_before_the_body_is_there(page: Page, site: Site) -> None:
    html = document(widget(), script="").replace("</head>", '<script src="/fx.js"></script></head>')
    page.goto(site.put(html))
    page.locator("[name=amount]").fill("1")
    assert result(page) == "1.00 USD = 46.94 RUB"


def test_loaded_twice_and_as_a_module(page: Page, site: Site) -> None:
    more = '<script src="/fx.js"></script><script type="module" src="/fx.js?2"></script>'
    opened(page, site, widget() + more)
    page.locator("[name=amount]").fill("1")
    assert result(page) == "1.00 USD = 46.94 RUB"


def test_what_was_typed_is_kept_on_the_way_back(page: Page, site: Site) -> None:
    address = opened(page, site).url
    page.locator("[name=amount]").fill("2")
    page.goto(f"{site.at}/elsewhere")
    page.go_back()
    page.wait_for_url(address)
    typed = page.locator("[name=amount]").input_value()
    assert result(page) == ("2.00 USD = 93.89 RUB" if typed == "2" else BEFORE)


MALFORMED = [
    *("", "not json", "null", "[]", "7", '{"rates":null}', '{"rates":"1 2"}', '{"rates"'),
    '{"rates":{"EUR":"1","USD":"1.2535"}}',
    '{"rates":["1","2","3","4","5","6"]}',
    '{"rates":"1 2 3 4 5 6 7"}',
]


@pytest.mark.parametrize("data", MALFORMED)
def test_malformed_data_leaves_the_page_as_it_was(page: Page, site: Site, data: str) -> None:
    take = "document.querySelector('fx-converter').outerHTML"
    untouched = opened(page, site, widget(data=data), script="").evaluate(take)
    assert opened(page, site, widget(data=data)).evaluate(take) == untouched
    page.locator("[name=amount]").fill("7")
    assert result(page) == BEFORE
    assert page.locator(".fx-send").is_visible()


EVIL = "<img src=x onerror=alert(1)>"
HOSTILE: list[dict[str, Any]] = [
    {"rates": {"USD": "1e999999999", "RUB": "2"}},
    {"rates": {"USD": "0", "RUB": "2"}},
    {"rates": {"USD": "1/0", "RUB": "-2"}},
    {"rates": {"USD": "9" * 100_000, "RUB": EVIL.replace(" ", "/")}},
    {"rates": {"USD": "", "RUB": "constructor"}},
    {"rates": {"USD": "1\xa02", "RUB": "٣"}},
]


@pytest.mark.parametrize("data", HOSTILE)
def test_hostile_rates_are_no_rates(page: Page, site: Site, data: dict[str, Any]) -> None:
    opened(page, site, widget(data=data))
    page.locator("[name=amount]").fill("7")
    assert result(page) == "7.00 USD = … RUB"
    page.evaluate("document.querySelector('fx-converter').swap()")
    assert result(page) == "7.00 RUB = … USD"


def test_hostile_digits_and_labels(page: Page, site: Site) -> None:
    digits = {"USD": 1e9, "RUB": -1, "EUR": "2"}
    opened(page, site, widget(data={"rates": RATES, "digits": digits, "labels": {"invalid": EVIL}}))
    page.locator("[name=amount]").fill("1")
    assert result(page) == "1.00 USD = 46.94 RUB"
    page.locator("[name=amount]").fill("x")
    assert result(page) == EVIL
    assert page.locator("img").count() == 0
    odd = {"invalid": {"toString": 1}}
    for more in ({}, {"digits": None, "labels": 7}, {"labels": odd}, {"labels": []}):
        data = {"rates": RATES, **more}
        opened(page, site, widget(data=data))
        page.locator("[name=amount]").fill("x")
        assert result(page) == "–"


def test_fifty_on_a_page(page: Page, site: Site) -> None:
    opened(page, site, "<div id=a></div>" + widget())
    page.evaluate("text => html('#a', text)", widget() * 50)
    page.evaluate(
        """() => document.querySelectorAll('#a form').forEach(form => {
        form.amount.value = '7'; form.dispatchEvent(new Event('input')); })"""
    )
    texts = page.locator("#a .fx-seen").all_inner_texts()
    assert texts == ["7.00 USD = 328.60 RUB"] * 50


def test_nothing_moves_when_a_late_script_takes_over(page: Page, site: Site) -> None:
    opened(page, site, "<p>…</p>" + widget() * 3, script="/late.js")
    page.wait_for_selector("fx-converter.fx-on")
    page.wait_for_timeout(200)
    assert page.evaluate("shifts") == []


# Who cannot see it, or has no mouse


def test_the_order_of_keys(page: Page, site: Site) -> None:
    opened(page, site)
    order = []
    for _ in range(4):
        page.keyboard.press("Tab")
        order.append(
            page.evaluate("document.activeElement.name || document.activeElement.className")
        )
        ring = "getComputedStyle(document.activeElement).outlineStyle"
        assert page.evaluate(ring) == "solid"
    assert order == ["amount", "from", "fx-swap", "to"]


def test_what_a_screen_reader_is_told(page: Page, site: Site) -> None:
    heard = {node[:2] for node in told(opened(page, site))}
    for wanted in (
        ("textbox", "Amount"),
        ("combobox", "From"),
        ("button", "Swap currencies"),
        ("combobox", "To"),
    ):
        assert wanted in heard
    assert ("button", "Convert") not in heard
    assert announced(page) == [BEFORE]


def test_a_result_is_seen_at_once_and_announced_once(page: Page, site: Site) -> None:
    opened(page, site)
    page.evaluate(
        """() => { window.said = []; new MutationObserver(() => said.push(
        document.querySelector('.fx-said').textContent)).observe(
        document.querySelector('.fx-said'), {childList: true, characterData: true}); }"""
    )
    page.locator("[name=amount]").fill("")
    for key in "12345":
        page.keyboard.press(key)
    assert result(page) == "12,345.00 USD = 579,512.81 RUB"
    assert announced(page) == [BEFORE]
    page.wait_for_timeout(700)
    assert announced(page) == ["12,345.00 USD = 579,512.81 RUB"]
    assert page.evaluate("said") == ["12,345.00 USD = 579,512.81 RUB"]


ADOPT = """text => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  document.adoptedStyleSheets = [sheet];
}"""


# When a page is copied, changed in place, or read in another browser


def test_a_copy_shows_what_its_fields_say(page: Page, site: Site) -> None:
    opened(page, site, "<div id=a></div>" + widget())
    page.locator("[name=amount]").fill("5")
    page.locator("[name=to]").select_option("JPY")
    page.evaluate("html('#a', document.querySelector('fx-converter').outerHTML)")
    assert page.locator("#a [name=amount]").input_value() == "25,000,000,000"
    assert page.locator("#a .fx-seen").inner_text() == BEFORE


@pytest.mark.parametrize("part", ["form", "output", ".fx-rate"])
def test_parts_that_are_replaced_are_followed(page: Page, site: Site, part: str) -> None:
    opened(page, site)
    page.locator("[name=amount]").fill("5")
    page.evaluate("part => html(part, document.querySelector(part).innerHTML)", part)
    page.locator("[name=amount]").fill("7")
    assert result(page) == "7.00 USD = 328.60 RUB"
    assert page.locator(".fx-rate").inner_text().startswith("1 USD = 46.9431 RUB")
    assert page.locator(".fx-swap").is_visible()


def test_digits_are_not_those_of_the_readers_own_browser(browser: Browser, site: Site) -> None:
    context = browser.new_context(locale="ar-EG")
    try:
        page = opened(context.new_page(), site, widget("is", ".,"))
        page.locator("[name=amount]").fill("1.234,5")
        assert result(page) == "1.234,50 USD = 57.951,28 RUB"
    finally:
        context.close()


@pytest.mark.parametrize("typed", ["-0", "-0.000"])
def test_nothing_has_no_sign(page: Page, site: Site, typed: str) -> None:
    opened(page, site)
    page.locator("[name=amount]").fill(typed)
    assert "-" not in result(page)


# How it looks


@pytest.mark.parametrize(
    "style",
    [
        "fx-converter { float: left }",
        "fx-converter { display: inline-block }",
        "fx-converter { position: absolute }",
        "main { display: grid; justify-items: start }",
        "form { display: flex }",
        "label { margin-bottom: .5rem }",
        "label { display: flex }",
        "span { display: block }",
        "html { font-size: 62.5% }",
    ],
)
@pytest.mark.parametrize("width", [320, 1000])
def test_the_styles_of_a_host_leave_it_usable(
    page: Page, site: Site, width: int, style: str
) -> None:
    page.set_viewport_size({"width": width, "height": 700})
    opened(page, site)
    page.evaluate(ADOPT, style)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    boxes = [page.locator(f"[name={name}]").bounding_box() for name in ("amount", "from", "to")]
    assert all(box and box["width"] >= 80 and box["height"] >= 44 for box in boxes)
    swap, base = (page.locator(name).bounding_box() for name in (".fx-swap", "[name=from]"))
    assert swap
    assert base
    assert abs(swap["y"] - base["y"]) < 2
    labels = [page.locator(f".fx-field > span >> nth={n}").bounding_box() for n in range(3)]
    pairs = zip(labels, boxes, strict=True)
    assert all(a and b and a["y"] + a["height"] <= b["y"] + 1 for a, b in pairs)


def test_the_swap_and_send_buttons_share_a_place(page: Page, site: Site) -> None:
    before = opened(page, site, script="").locator(".fx-send").bounding_box()
    after = opened(page, site).locator(".fx-swap").bounding_box()
    assert before == after
    assert not page.locator(".fx-send").is_visible()


@pytest.mark.parametrize("more", ["", " fx-compact"])
@pytest.mark.parametrize("width", [320, 500, 1000])
def test_targets_are_large_and_nothing_scrolls_sideways(
    page: Page, site: Site, width: int, more: str
) -> None:
    page.set_viewport_size({"width": width, "height": 700})
    opened(page, site, widget(more=more))
    page.locator("[name=amount]").fill("9" * 40)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    for name in ("[name=amount]", "[name=from]", "[name=to]", ".fx-swap"):
        box = page.locator(name).bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 44


def test_it_follows_the_page_and_not_the_system(page: Page, site: Site) -> None:
    page.emulate_media(color_scheme="dark")
    fill = "getComputedStyle(document.querySelector('[name=amount]')).backgroundColor"
    assert opened(page, site).evaluate(fill) == "rgb(27, 28, 30)"
    assert opened(page, site, theme="light").evaluate(fill) == "rgb(255, 255, 255)"
    own = "getComputedStyle(document.querySelector('.fx-result')).color"
    page.evaluate("document.body.style.color = 'rgb(1, 2, 3)'")
    assert page.evaluate(own) == "rgb(1, 2, 3)"


def test_print_keeps_the_result_and_hides_the_buttons(page: Page, site: Site) -> None:
    opened(page, site).emulate_media(media="print")
    assert not page.locator(".fx-swap").is_visible()
    assert page.locator(".fx-seen").is_visible()
    assert page.locator(".fx-rate").is_visible()


def test_fields_stand_in_rows_by_the_room_there_is(page: Page, site: Site) -> None:
    opened(page, site)
    for width, rows in ((320, [1, 2, 2, 3]), (500, [1, 2, 2, 2]), (1000, [1, 1, 1, 1])):
        page.set_viewport_size({"width": width, "height": 700})
        names = ["[name=amount]", "[name=from]", ".fx-swap", "[name=to]"]
        tops = [round((page.locator(name).bounding_box() or {"y": 0})["y"]) for name in names]
        assert [sorted(set(tops)).index(top) + 1 for top in tops] == rows


def test_arabic_starts_at_the_right(page: Page, site: Site) -> None:
    opened(page, site, widget("ar"), lang="ar")
    for name in ("[name=amount]", ".fx-result"):
        align = page.locator(name).evaluate("e => getComputedStyle(e).textAlign")
        assert align == "right"
    amount, last = (page.locator(f"[name={name}]").bounding_box() for name in ("amount", "to"))
    assert amount is not None
    assert last is not None
    assert amount["x"] > last["x"]


def test_a_formula_reads_left_to_right_in_arabic(page: Page, site: Site) -> None:
    opened(page, site, widget("ar", amount="1", result="1.00 USD = 46.94 RUB"), lang="ar")
    for _ in range(2):
        left = page.evaluate(
            """() => { const w = document.createTreeWalker(document.querySelector('output'), 4);
            const node = w.nextNode().parentElement.closest('.fx-said') ? w.nextNode() :
            w.currentNode; const at = s => { const r = document.createRange(); const i =
            node.textContent.indexOf(s); r.setStart(node, i); r.setEnd(node, i + s.length);
            return r.getBoundingClientRect().left; }; return ['USD', '=', 'RUB'].map(at); }"""
        )
        assert left == sorted(left)
        page.locator("[name=amount]").fill("2")


PAIRS = [
    ("ink", "field", 4.5),
    ("on-accent", "accent", 4.5),
    ("line", "field", 3),
    ("line", "page", 3),
    ("accent", "page", 3),
    ("focus", "field", 3),
    ("focus", "page", 3),
    ("wrong", "field", 3),
    ("wrong", "page", 3),
]


def tokens() -> dict[str, list[str]]:
    """Return the colours of the style by their names, light and dark."""
    style = (WEB / "browser" / "fx.css").read_text()
    found = re.findall(r"--fx-([\w-]+): light-dark\((#\w{6}), (#\w{6})\)", style)
    return {name: [light, dark] for name, light, dark in found} | {"page": ["#ffffff", "#1c1c1c"]}


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("above", "below", "least"), PAIRS)
def test_contrast(above: str, below: str, least: float, theme: int) -> None:
    low, high = sorted(luminance(tokens()[name][theme]) for name in (above, below))
    assert (high + 0.05) / (low + 0.05) >= least


def test_no_colour_is_left_out_of_the_pairs() -> None:
    assert set(tokens()) == {name for pair in PAIRS for name in pair[:2]}


# What is shipped


def test_what_is_shipped_was_built_from_the_sources() -> None:
    """Fails when a source was changed after `python tools/build_web.py`."""
    built = json.loads((WEB / "browser" / "built.json").read_text())
    found = [*(WEB / "browser").glob("*.js"), *(WEB / "browser").glob("*.css")]
    assert built == {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in found}
    for path in (SCRIPT, STYLE):
        assert hashlib.sha256(path.read_bytes()).hexdigest()[:12] == path.name.split(".")[1]
    assert {path.name for path in STATIC.glob("fx.*")} == {SCRIPT.name, STYLE.name}


@pytest.mark.parametrize(
    "word", ["innerHTML", "eval(", "Storage", "cookie", "fetch(", "http", "prefers-color-scheme"]
)
def test_what_is_not_in_there(word: str) -> None:
    assert word not in SCRIPT.read_text() + STYLE.read_text()


def test_the_manifest_of_elements_names_what_is_there() -> None:
    manifest = json.loads((WEB / "browser" / "custom-elements.json").read_text())
    element = manifest["modules"][0]["declarations"][0]
    names = {token["name"] for token in element["cssProperties"]}
    assert names == set(re.findall(r"(--fx-[\w-]+):", (WEB / "browser" / "fx.css").read_text()))
    source = (WEB / "browser" / "converter.js").read_text()
    assert f"class {element['name']} " in source
    assert f'CustomEvent("{element["events"][0]["name"]}"' in source
    assert all((WEB / "browser" / module["path"]).exists() for module in manifest["modules"])


@pytest.fixture(scope="module")
def fixing(converter: Converter) -> Snapshot:
    return Snapshot.of(converter, published="2014-11-20T02:04+03:00", provider="ecb")


def shown_rows(page: Page) -> list[str]:
    """Return the currencies of the rows that are seen."""
    rows = page.locator("tr[data-currency]:visible")
    return [row.get_attribute("data-currency") or "" for row in rows.all()]


def test_a_table_shows_the_currencies_that_are_ticked(
    page: Page, site: Site, fixing: Snapshot
) -> None:
    html = table(fixing, "EUR", ["USD", "RUB", "JPY"], chosen=["USD", "RUB"], action="?")
    opened(page, site, html)
    assert shown_rows(page) == ["USD", "RUB"]
    page.get_by_label("RUB").uncheck()
    page.get_by_label("JPY").check()
    assert shown_rows(page) == ["USD", "JPY"]
    assert page.evaluate("location.search") == "?currencies=USD&currencies=JPY"
    for code in ("USD", "JPY"):
        page.get_by_label(code).uncheck()
    assert shown_rows(page) == ["USD", "RUB", "JPY"]
    assert page.evaluate("location.search") == "?currencies="
    page.evaluate("document.querySelector('fx-rates').remove()")


def test_a_choice_of_none_is_kept_and_the_rest_of_the_address_is_left(
    page: Page, site: Site, fixing: Snapshot
) -> None:
    html = table(fixing, "EUR", ["USD", "RUB", "JPY"], chosen=["USD", "RUB"], action="?")
    page.goto(f"{site.put(document(html))}?q=%CF%F0&flag#end")
    for code in ("USD", "RUB"):
        page.get_by_label(code).uncheck()
    assert page.evaluate("location.search + location.hash") == "?q=%CF%F0&flag&currencies=#end"
    page.reload()
    assert shown_rows(page) == ["USD", "RUB", "JPY"]
    page.get_by_label("JPY").check()
    page.goto(site.put(document("<p>elsewhere")))
    page.go_back()
    assert shown_rows(page) == ["JPY"]
    assert page.get_by_label("JPY").is_checked()


def test_a_table_in_a_page_whose_styles_show_what_is_hidden(
    page: Page, site: Site, fixing: Snapshot
) -> None:
    opened(page, site, table(fixing, "EUR", ["USD", "RUB"], chosen=["USD"], action="?"))
    style = "table, thead, tbody, tr, th, td, [hidden] { display: block }"
    page.evaluate(ADOPT, style)
    assert shown_rows(page) == ["USD"]


def test_a_table_whose_script_runs_first_follows_the_address(
    page: Page, site: Site, fixing: Snapshot
) -> None:
    html = document(table(fixing, "EUR", ["USD", "RUB"], chosen=["USD"], action="?"))
    page.goto(f"{site.put(html.replace(' defer', ''))}?currencies=RUB")
    assert shown_rows(page) == ["RUB"]


@pytest.mark.parametrize(
    "query", ["currencies=JPY,RUB", "currencies=JPY&currencies=RUB", "currencies=jpy,%20rub"]
)
def test_a_table_that_no_server_filters_follows_the_address(
    page: Page, site: Site, fixing: Snapshot, query: str
) -> None:
    html = table(fixing, "EUR", ["USD", "RUB", "JPY"], chosen=["USD"], action="?")
    page.goto(f"{site.put(document(html))}?{query}")
    assert shown_rows(page) == ["RUB", "JPY"]
    assert page.get_by_label("RUB").is_checked()
    assert not page.get_by_label("USD").is_checked()
    page.evaluate("text => html('main', text)", html)
    assert shown_rows(page) == ["RUB", "JPY"]


def test_a_table_without_boxes_is_left_as_it_is(page: Page, site: Site, fixing: Snapshot) -> None:
    html = table(fixing, "EUR", ["USD", "RUB"], chosen=["USD"])
    page.goto(f"{site.put(document(html))}?currencies=RUB")
    assert shown_rows(page) == ["USD"]


def test_a_table_asks_the_server_without_javascript(
    browser: Browser, site: Site, fixing: Snapshot
) -> None:
    plain = browser.new_context(java_script_enabled=False)
    try:
        page = plain.new_page()
        opened(page, site, table(fixing, "EUR", ["USD", "RUB"], action="/fx/rates"))
        page.get_by_label("RUB").check()
        page.get_by_role("button").click()
        asked = "base=EUR&on=2014-11-19&locale=en-GB&currencies=RUB"
        assert page.url.endswith(f"/fx/rates?{asked}")
    finally:
        plain.close()
