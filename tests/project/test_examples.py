"""The examples: pages of the newsroom as a reader gets them, and each site as a real process."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from http.client import HTTPConnection
from urllib.parse import quote

import pytest

from fxconv import Money
from fxconv.web import Rates, words
from surroundings import ROOT, started
from web.elements import elements

FOLDER = ROOT / "examples" / "newsroom"
SETTLED = "/en/settlements-in-roubles"
LOCALES = {"en": "en-GB", "ru": "ru"}


@pytest.fixture(scope="module")
def site(converter):
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(FOLDER))
        import app
        import stories

        yield app.create_app(Rates(converter, provider="ecb")).test_client(), stories
        for name in ("app", "stories"):
            del sys.modules[name]


def page(site, address, status=200):
    answer = site[0].get(address)
    assert answer.status_code == status, address
    return elements(answer.text.removeprefix("<!doctype html>\n")), answer


def told(site, address):
    """Return the addresses of the stories in a feed, in order."""
    read, _ = page(site, address)
    found = [link["href"].rpartition("/")[2] for link in read.of("a")]
    return [slug for slug in found if slug in site[1].stories("en")]


@pytest.mark.parametrize("language", LOCALES)
def test_the_front_page_has_every_story_newest_first(site, language):
    found = told(site, f"/{language}/")
    known = site[1].stories(language)
    assert len(found) == 6
    assert found == sorted(found, key=lambda slug: known[slug].at, reverse=True)
    read, _ = page(site, f"/{language}/")
    assert read.of("html") == [{"lang": language}]
    assert all(known[slug].title in read.text["a"] for slug in found)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("en/?topic=energy", {"a-field-of-panels", "heat-before-winter"}),
        ("en/?q=CRANES", {"a-port-buys-cranes"}),
        ("en/?q=harvest+rail", {"coffee-by-rail"}),
        ("en/?q=euros&topic=energy", {"a-field-of-panels", "heat-before-winter"}),
        ("en/?q=rouble&topic=trade", set()),
        (f"ru/?q={quote('ЭКСПОРТЕРЫ')}", {"settlements-in-roubles"}),
        (f"ru/?q={quote('поезд')}&topic=trade", {"coffee-by-rail"}),
    ],
)
def test_stories_are_filtered_and_searched(site, query, found):
    assert set(told(site, f"/{query}")) == found
    said = site[1].interface(query[:2])
    counted = said["found"].format(count=len(found)) if found else said["nothing"]
    assert counted in page(site, f"/{query}")[0].text["p"]


def test_nothing_found_is_said_and_what_was_asked_is_shown_as_text(site):
    read, answer = page(site, "/en/?q=" + quote('"><script>alert(1)</script>'))
    assert "Nothing found" in read.text["p"]
    (field,) = (i for i in read.of("input") if i["name"] == "q")
    assert field["value"] == '"><script>alert(1)</script>'
    assert "<script>alert" not in answer.text


def test_the_story_of_settlements(site):
    read, _ = page(site, SETTLED)
    assert read.text["output"] == "25,000,000,000.00 USD = 1,173,577,981,651.38 RUB"
    assert "Currency converter" in read.text["h2"]
    assert "25 billion U.S. dollars" in read.text["p"]
    assert "2014-11-20T02:04:00+03:00" in [time["datetime"] for time in read.of("time")]
    assert "($1 = 46.9431 roubles)" in read.text["p"]
    assert "about 1.17 trillion roubles" in read.text["data"]
    assert {t["datetime"] for t in read.of("time")} == {"2014-11-20T02:04:00+03:00", "2014-11-19"}


@pytest.mark.parametrize("language", LOCALES)
def test_every_story_shows_what_fxconv_says_of_its_instant(site, converter, language):
    rates = Rates(converter, provider="ecb")
    for slug, story in site[1].stories(language).items():
        read, answer = page(site, f"/{language}/{slug}")
        amount, base, term = story.sum
        known = rates.of(published=story.at)
        target = known.convert(Money(amount, base).amount, base, term)
        figure = words.number(target.amount, LOCALES[language], 2)
        assert read.text["output"].endswith(f" = {figure} {term}")
        days = {time["datetime"] for time in read.of("time")}
        assert days == {story.at.isoformat(), str(known.on)}
        assert ('class="fx-line"' in answer.text, 'class="fx fx-ticker"' in answer.text) == (1, 1)
        assert len(re.findall("<b>", answer.text)) == len(story.ticker) - 1


def test_the_converter_asks_its_own_story_without_a_script(site):
    read, _ = page(site, "/ru/settlements-in-roubles")
    (form,) = read.of("form")
    assert (form["action"], form["method"]) == ("/ru/settlements-in-roubles", "get")
    asked = f"{form['action']}?amount={quote('1 234,5')}&from=EUR&to=RUB"
    read, _ = page(site, asked)
    assert read.text["output"] == "1\xa0234,50 EUR = 72\xa0641,93 RUB"


@pytest.mark.parametrize("query", ["amount=x", "amount=1&from=XXX", "amount=1&to=%3Cb%3E"])
def test_what_cannot_be_converted_is_said(site, query):
    read, _ = page(site, f"{SETTLED}?{query}", 400)
    assert "1,234.56" in read.text["p"]
    assert read.text["output"].startswith("25,000,000,000.00 USD")


@pytest.mark.parametrize("language", LOCALES)
def test_rates_are_filtered_by_currency(site, language):
    read, _ = page(site, f"/{language}/rates/USD")
    rows = [row for row in read.of("tr") if "data-currency" in row]
    assert len(rows) > 25
    assert not any("hidden" in row for row in rows)
    read, _ = page(site, f"/{language}/rates/USD?currencies=EUR&currencies=GBP")
    rows = [row for row in read.of("tr") if "data-currency" in row]
    assert [r["data-currency"] for r in rows if "hidden" not in r] == ["EUR", "GBP"]
    assert read.of("form")[0]["action"] == f"/{language}/rates/USD"


ADDRESSES = ["/en/", "/ru/?topic=trade", SETTLED, "/ru/rates/EUR", "/ru/nothing", "/de/"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_pages_run_under_a_strict_policy(site, address):
    answer = site[0].get(address)
    policy = answer.headers["Content-Security-Policy"].split("; ")
    assert policy[0] == "default-src 'none'"
    assert not any("unsafe" in part or "http" in part for part in policy)
    read = elements(answer.text.removeprefix("<!doctype html>\n"))
    inline = [s for s in read.of("script") if "src" not in s and "json" not in s.get("type", "")]
    assert (inline, read.of("style")) == ([], [])
    assert not any(name == "style" or name[:2] == "on" for _, a in read.found for name in a)


def test_every_link_leads_somewhere(site):
    seen, waiting = set(), ["/en/", "/ru/"]
    while waiting:
        address = waiting.pop()
        seen.add(address)
        read, _ = page(site, address)
        found = {a["href"] for tag in ("a", "link") for a in read.of(tag)} | {
            s["src"] for s in read.of("script") if "src" in s
        }
        for link in found - seen - {"#text"}:
            with site[0].get(link) as answer:
                assert answer.status_code == 200, link
            seen.add(link)
            waiting += [link] if re.match(r"/(en|ru)/", link) else []
    assert {f"/ru/{slug}" for slug in site[1].stories("ru")} <= seen


def test_what_is_missing_is_said_in_the_language_of_the_address(site):
    assert page(site, "/ru/nothing", 404)[0].text["h1"] == "Такой страницы нет"
    assert page(site, "/en/rates/XXX", 404)[0].text["h1"] == "There is no such page"
    assert page(site, "/de/", 404)[0].of("html") == [{"lang": "en"}]


@pytest.mark.parametrize(("accepted", "place"), [("ru-RU,ru;q=0.9", "/ru/"), ("fr", "/en/")])
def test_a_reader_starts_in_a_language_of_the_browser(site, accepted, place):
    answer = site[0].get("/", headers={"Accept-Language": accepted})
    assert (answer.status_code, answer.headers["Location"]) == (302, place)
    assert answer.headers["Vary"] == "Accept-Language"


def test_both_editions_say_the_same_things(site):
    english, russian = (site[1].interface(language) for language in LOCALES)
    assert english.keys() == russian.keys()
    assert english["topics"].keys() == russian["topics"].keys()
    assert {s.topic for s in site[1].stories("en").values()} == set(english["topics"])


EXAMPLES = ROOT / "examples"
SERVED = {
    "newsroom": (["newsroom/app.py", "--port"], SETTLED, "1,173,577,981,651.38 RUB"),
    "django": (
        ["django_site/site.py", "runserver", "--noreload"], "/", "823,804,800.00 RUB",
    ),
    "starlette": (["starlette_app/app.py", "--port"], "/", "823,804,800.00 RUB"),
}  # fmt: skip


@contextmanager
def serving(words):
    """Start an example as a process on a free port, and return the port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, str(EXAMPLES / words[0]), *words[1:], str(port)]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with started(command, **quiet) as running:
        try:
            yield port
        finally:
            running.terminate()


@pytest.mark.parametrize(("words", "address", "answer"), SERVED.values(), ids=SERVED)
def test_it_starts_by_one_command(words, address, answer):
    with serving(words) as port:
        status, headers, body = _asked(port, address)
        read = elements(body)
        assert (status, read.text["output"].split(" = ")[1]) == (200, answer)
        assert "unsafe" not in headers["Content-Security-Policy"]
        for file in (read.of("link")[-1]["href"], read.of("script")[0]["src"]):
            assert _asked(port, file)[0] == 200
        form = read.of("form")[-1]["action"] if address == SETTLED else "/fx/convert"
        query = "amount=2&from=EUR&to=USD&on=2014-11-19"
        status, _, body = _asked(port, f"{form}?{query}")
        assert (status, "2.00 EUR = 2.51 USD" in body) == (200, True)


@pytest.mark.parametrize("name", ["django", "starlette"])
def test_a_table_of_an_example_is_filtered_by_the_server(name):
    with serving(SERVED[name][0]) as port:
        boxes = [
            b for b in elements(_asked(port, "/")[2]).of("input") if b.get("type") == "checkbox"
        ]
        assert len(boxes) > 20
        _, _, body = _asked(port, "/fx/table?base=RUB&on=2014-11-19&currencies=USD")
    rows = [row for row in elements(body).of("tr") if row]
    assert [row["data-currency"] for row in rows if "hidden" not in row] == ["USD"]


def test_pages_built_with_jinja_alone(tmp_path):
    script = str(EXAMPLES / "jinja_pages" / "build.py")
    done = subprocess.run(
        [sys.executable, script, "--out", str(tmp_path)],
        capture_output=True, encoding="utf-8", check=True,
    )  # fmt: skip
    written = [tmp_path / line for line in done.stdout.splitlines()]
    assert all(path.stat().st_size > 100 for path in written)
    read = elements((tmp_path / "index.html").read_text(encoding="utf-8"))
    assert read.text["output"] == "14,000,000.00 EUR = 823,804,800.00 RUB"
    assert "about 824 million roubles" in read.text["data"]
    for file in (read.of("link")[0]["href"], read.of("script")[0]["src"]):
        assert (tmp_path / file).exists()
    assert (tmp_path / read.of("form")[0]["action"]).exists()


def _asked(port, address):
    """Ask until the process has started, for 30 seconds at most: status, headers and body."""
    for _ in range(300):
        talk = HTTPConnection("127.0.0.1", port, timeout=10)
        try:
            talk.request("GET", address)
            answer = talk.getresponse()
            return answer.status, answer.headers, answer.read().decode()
        except ConnectionRefusedError:
            time.sleep(0.1)
        finally:
            talk.close()
    raise AssertionError("the site has not started")
