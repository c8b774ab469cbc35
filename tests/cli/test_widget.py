"""`fxconv widget`: pieces for any site, and a folder whose page works where it lies."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
import xml.etree.ElementTree as ET
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest

from fxconv.errors import FxconvError
from fxconv.web import Snapshot, feeds
from fxconv.web.site import build
from surroundings import started
from web.elements import HOSTILE, elements

ARTICLE = ["--published", "2014-11-20 02:04 MSK"]


def typed(*words):
    command = [sys.executable, "-m", "fxconv", "widget", *words]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False)


@pytest.fixture(scope="module")
def rates(converter):
    return Snapshot.of(converter, published="2014-11-20T02:04+03:00", provider="ecb")


def test_a_converter_for_any_page():
    done = typed("converter", "25e9", "USD", "RUB", *ARTICLE, "--layout", "compact")
    read = elements(done.stdout)
    assert read.text["output"] == "25,000,000,000.00 USD = 1,173,577,981,651.38 RUB"
    assert read.of("fx-converter")[0]["class"] == "fx fx-compact"
    assert (done.returncode, done.stderr) == (0, "")


def test_text_for_mail_and_feeds():
    table = typed("table", "--base", "RUB", "--currencies", "USD, EUR", "--text", *ARTICLE)
    source = "(European Central Bank, 19 November 2014)"
    assert table.stdout == f"RUB: USD 46.9431; EUR 58.8432 {source}\n"
    ticker = typed("ticker", "--base", "RUB", "--text", "--locale", "ru", *ARTICLE)
    assert "USD 46,9431" in ticker.stdout
    line = typed("line", "dollars", "RUB", "--text", *ARTICLE)
    assert line.stdout.startswith("($1 = 46.9431 roubles)")


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["converter", "x", "USD", "RUB"], 2, "not an amount"),
        (["converter", "1", "USD", "AED"], 3, "without it"),
        (["converter", "1", "USD", "EUR", "--action", "javascript:x"], 2, "address"),
        (["table", "--on", "2014-11-20", *ARTICLE], 2, "either"),
        (["table", "--on", "1998-11-20"], 3, "its newest bulletin is of"),
        (["table", "--base", "AED"], 3, "without it"),
        (["line", "USD", "EUR", "--locale", "xx"], 2, "locale"),
        (["build", "--out", "/dev/null/x"], 4, "/dev/null"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_line(words, code, said):
    done = typed(*words)
    assert (done.returncode, done.stdout) == (code, "")
    assert said in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_folder_is_built_whole(rates, tmp_path):
    out = tmp_path / "static" / "fx"
    first = build(rates, out)
    (out / "fx.000000000000.js").write_text("older")
    assert build(rates, out) == first
    assert {path.name for path in first} | {"fx.000000000000.js"} == {p.name for p in out.iterdir()}
    assert json.loads((out / "rates.json").read_text())["rates"]["RUB"] == "58.8432"
    read = elements((out / "index.html").read_text().removeprefix("<!doctype html>"))
    for address in (read.of("link")[0]["href"], read.of("script")[0]["src"]):
        assert (out / address).exists()


def test_half_a_file_is_never_left(rates, tmp_path, monkeypatch):
    build(rates, tmp_path)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    monkeypatch.setattr("pathlib.Path.replace", _fails)
    with pytest.raises(OSError, match="no room"):
        build(rates._replace(on=rates.on.replace(year=2015)), tmp_path)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def _fails(*_):
    raise OSError("no room")


def _opened(chromium, address, folder):
    """Return the page as Chromium has it after its scripts have run."""
    flags = ["--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder}"]
    command = [chromium, *flags, "--dump-dom", address]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True, timeout=60)
    return elements(done.stdout.removeprefix("<!DOCTYPE html>").strip())


@contextmanager
def _served(folder):
    """Serve a folder on the loopback, below a path that the page does not know; give addresses."""
    asked = []

    class Handler(SimpleHTTPRequestHandler):
        def log_request(self, code="-", size="-"):
            asked.append((self.path, int(code)))

        def log_error(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", asked
    finally:
        server.shutdown()
        server.server_close()


def test_the_page_comes_alive_where_it_lies(chromium, rates, tmp_path):
    build(rates, tmp_path)
    read = _opened(chromium, (tmp_path / "index.html").as_uri(), tmp_path / "user")
    (widget,) = read.of("fx-converter")
    assert "fx-on" in widget["class"].split()
    assert "100.00 USD = 4,694.31 RUB" in read.text["output"]


def test_the_page_comes_alive_on_a_server_of_files(chromium, rates, tmp_path):
    build(rates, tmp_path / "www" / "static" / "fx")
    with _served(tmp_path / "www") as (address, asked):
        read = _opened(chromium, f"{address}/static/fx/index.html", tmp_path / "user")
    (widget,) = read.of("fx-converter")
    assert "fx-on" in widget["class"].split()
    assert "100.00 USD = 4,694.31 RUB" in read.text["output"]
    assert {path for path, code in asked if code >= 400} <= {"/favicon.ico"}
    assert {path.split("/")[1] for path, _ in asked} <= {"static", "favicon.ico"}


def test_a_folder_has_feeds_and_the_page_names_them(tmp_path):
    out = tmp_path / "fx"
    done = typed("build", "--out", str(out), "--locale", "ru", *ARTICLE)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [str(out / name) for name in _names(done.stdout)]
    assert set(_names(done.stdout)) == {path.name for path in out.iterdir()}
    read = elements((out / "index.html").read_text().removeprefix("<!doctype html>"))
    named = {link["href"]: link["type"] for link in read.of("link") if link["rel"] == "alternate"}
    assert named == {f"./feed.{kind}": text for kind, text in feeds.KINDS.items()}
    items = json.loads((out / "feed.json").read_text())["items"]
    assert "1 USD = 0,797766 EUR" in [item["title"] for item in items]
    atom, rss = (ET.parse(out / f"feed.{kind}").getroot() for kind in ("atom", "rss"))
    assert len(items) == sum(e.tag.endswith("entry") for e in atom) == len(list(rss.iter("item")))


def _names(text):
    return [os.path.basename(line) for line in text.splitlines()]


def test_a_run_that_is_killed_leaves_no_half_file(rates, tmp_path):
    build(rates, tmp_path)
    whole = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    for delay in range(0, 40, 3):
        with started([sys.executable, "-c", AGAIN, str(tmp_path)], stdout=-1) as run:
            assert run.stdout.readline() == b"started\n"
            time.sleep(delay / 1000)
            run.send_signal(signal.SIGKILL)
        seen = {p.name: p.read_bytes() for p in tmp_path.iterdir() if not p.name.startswith(".")}
        assert seen == whole
    assert {path.name for path in build(rates, tmp_path)} == set(whole)


AGAIN = """
import sys
from pathlib import Path
from fxconv.web import Snapshot
from fxconv.web.site import build

rates = Snapshot.of(published="2014-11-20T02:04+03:00", provider="ecb")
print("started", flush=True)
while True:
    build(rates, Path(sys.argv[1]))
"""


def test_readers_find_whole_files_while_they_are_written(rates, tmp_path):
    other = rates._replace(on=rates.on.replace(year=2015), name="x" * 5000)
    found = {json.dumps(each.data()) for each in (rates, other)}
    build(rates, tmp_path)
    writing = threading.Thread(target=lambda: [build(r, tmp_path) for r in [other, rates] * 4])
    writing.start()
    while writing.is_alive():
        assert json.dumps(json.loads((tmp_path / "rates.json").read_bytes())) in found
        assert (tmp_path / "index.html").read_text().endswith("</html>")
        ET.parse(tmp_path / "feed.atom")
    writing.join()


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_names_stay_in_their_place_in_the_page(rates, tmp_path, text):
    build(rates._replace(name=text, home=text), tmp_path)
    hostile = (tmp_path / "index.html").read_text()
    build(rates, tmp_path)
    plain = (tmp_path / "index.html").read_text()
    tags = [
        [(tag, sorted(attrs)) for tag, attrs in elements(p.removeprefix("<!doctype html>")).found]
        for p in (plain, hostile)
    ]
    assert tags[0] == tags[1]


def test_a_snapshot_without_the_usual_currencies_has_a_page(rates, tmp_path):
    kept = {code: rates.rates[code] for code in ("EUR", "JPY")}
    build(rates._replace(rates=kept), tmp_path, "ja")
    assert "JPY" in (tmp_path / "index.html").read_text()
    with pytest.raises(FxconvError):
        build(rates, tmp_path, "no such locale")
