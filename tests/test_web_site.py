"""`fxconv widget`: pieces for any site, and a folder whose page works where it lies."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys

import pytest

from fxconv.errors import FxconvError
from fxconv.web import Snapshot
from fxconv.web.site import build
from test_web import elements

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
    assert line.stdout.startswith("(US$1 = 46.9431 roubles)")


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["converter", "x", "USD", "RUB"], 2, "not an amount"),
        (["converter", "1", "USD", "AED"], 3, "without it"),
        (["converter", "1", "USD", "EUR", "--action", "javascript:x"], 2, "address"),
        (["table", "--on", "2014-11-20", *ARTICLE], 2, "either"),
        (["table", "--on", "1998-11-20"], 3, "no bulletin"),
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


def test_the_page_comes_alive_where_it_lies(rates, tmp_path):
    build(rates, tmp_path)
    chromium = os.environ.get("FXCONV_CHROMIUM") or shutil.which("chromium")
    assert chromium, "install Debian's chromium, or name one in FXCONV_CHROMIUM"
    flags = ["--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path / 'user'}"]
    command = [chromium, *flags, "--dump-dom", (tmp_path / "index.html").as_uri()]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True, timeout=60)
    assert "fx-on" in done.stdout
    assert "100.00 USD = 79.78 EUR" in done.stdout


def test_a_snapshot_without_the_usual_currencies_has_a_page(rates, tmp_path):
    kept = {code: rates.rates[code] for code in ("EUR", "JPY")}
    build(rates._replace(rates=kept), tmp_path, "ja")
    assert "JPY" in (tmp_path / "index.html").read_text()
    with pytest.raises(FxconvError):
        build(rates, tmp_path, "no such locale")
