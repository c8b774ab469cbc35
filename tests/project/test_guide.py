"""The guide to adding a provider, followed: its file, its document, and each way to use them."""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import subprocess
import sys
import threading
import tomllib
from datetime import UTC, date, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import fxconv
from fxconv import Converter, Source, Store
from fxconv.dates.spans import Span
from fxconv.errors import InvalidDocument
from fxconv.publishing.provider import Answer, Provider, parsed, read
from fxconv.store.overlay import Overlay
from fxconv.update.download import Download, Kept
from project.blocks import BLOCK, TEXTS, run, session, shows
from surroundings import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

BLOCKS = [(found[1], found[2]) for found in BLOCK.finditer(TEXTS["docs/guide/add-a-provider.md"])]
CODE = "\n\n".join(text for kind, text in BLOCKS if kind == "python" and ">>>" not in text)
DOCUMENT, INDEX = (text.encode() for kind, text in BLOCKS if kind == "json")
(PYPROJECT,) = (tomllib.loads(text) for kind, text in BLOCKS if kind == "toml")
(SESSION,) = (text for kind, text in BLOCKS if kind == "sh")
ADDRESS = "https://bank.example/rates/2026-03-10.json"
CLOSED = b'{"valid_from": null, "closed": true}'
DAY = date(2026, 3, 10)
NOW = datetime(2026, 3, 11, 12, tzinfo=UTC)
CONTRACT = "providers/test_contract.py"


@pytest.fixture
def module(tmp_path: Path) -> Any:
    """Return the guide's file, imported."""
    path = tmp_path / "ruritania.py"
    path.write_text(CODE, encoding="utf-8")
    spec = importlib.util.spec_from_file_location("ruritania", path)
    assert spec
    assert spec.loader
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


@pytest.fixture
def provider(module: Any) -> Provider:
    assert isinstance(module.PROVIDER, Provider)
    return module.PROVIDER


def test_the_document_of_the_guide_is_read_as_printed(provider: Provider) -> None:
    quotes = read(provider, Answer(DOCUMENT, ADDRESS))
    assert [(str(quote), quote.side) for quote in quotes] == [
        ("1 EUR = 0.8990 CHF", "bid"),
        ("1 EUR = 0.9026 CHF", "ask"),
        ("1 USD = 0.7780 CHF", "bid"),
        ("1 USD = 0.7812 CHF", "ask"),
        ("100 JPY = 0.4908 CHF", "bid"),
        ("100 JPY = 0.4928 CHF", "ask"),
    ]
    assert {(q.on, q.market_on, q.provider, q.kind) for q in quotes} == {
        (DAY, date(2026, 3, 9), provider.id, provider.kind)
    }


def test_a_closed_day_has_no_quotes_and_another_document_is_refused(provider: Provider) -> None:
    assert CLOSED.decode() in TEXTS["docs/guide/add-a-provider.md"]
    assert list(parsed(provider, Answer(CLOSED, ADDRESS))) == []
    for body in (b"", b"<html>Request Rejected</html>", b'{"error": "sorry"}', b"[]"):
        with pytest.raises(InvalidDocument):
            list(parsed(provider, Answer(body, ADDRESS)))


def test_its_whole_table_converts(provider: Provider) -> None:
    store = Store.memory()
    source = Source("ruritania", ADDRESS, "", "2026-03-09T15:31:00Z")
    assert store.add(source, read(provider, Answer(DOCUMENT, ADDRESS))) == 2
    converter = Converter(store, [provider])
    answer = converter.convert(10000, "JPY", "EUR", on="2026-03-11")
    assert str(answer.target) == "54.60 EUR"  # 10000 × 0.4918 ÷ 100 ÷ 0.9008
    assert answer.in_force == DAY


def test_an_instant_sees_the_table_when_the_guide_says_so(provider: Provider) -> None:
    store = Store.memory()
    source = Source("ruritania", ADDRESS, "", "2026-03-09T15:31:00Z")
    store.add(source, read(provider, Answer(DOCUMENT, ADDRESS)))
    converter = Converter(store, [provider])
    assert converter.convert(1, "EUR", "CHF", at="2026-03-09T16:30:00+01:00").in_force == DAY
    with pytest.raises(LookupError):
        converter.convert(1, "EUR", "CHF", at="2026-03-09T16:29:59+01:00")


class Bank(BaseHTTPRequestHandler):
    """Has the guide's table of a day and a holiday; knows nothing of other days."""

    pages = {"/rates/2026-03-10.json": DOCUMENT, "/rates/2026-03-09.json": CLOSED}  # noqa: RUF012

    def log_message(self, *_: object) -> None:
        pass

    def do_GET(self) -> None:
        body = self.pages.get(self.path, b"no such table")
        self.send_response(200 if self.path in self.pages else 404)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@pytest.fixture
def bank() -> Iterator[str]:
    """Return the address of a server of the bank."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Bank) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def test_it_downloads_into_a_store(
    module: Any, bank: str, tmp_path: Path, seed: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "URL", module.URL.replace("https://bank.example", bank))
    provider = module.PROVIDER._replace(pause=0)
    path = str(tmp_path / "rates.sqlite")
    store = Store(path, "rwc")
    download = Download(provider, store, Overlay(store, seed), now=NOW)
    outcomes = list(download.run(Span(date(2026, 3, 8), DAY)))
    assert outcomes == [Kept(), Kept(), Kept(6)]
    store.close()
    answer = Converter(path, [provider]).convert(10000, "JPY", "CHF", on="2026-03-11")
    assert str(answer.target) == "49.18 CHF"
    (leg,) = answer.legs
    assert leg.quote.source.url == f"{bank}/rates/2026-03-10.json"


def test_a_terminal_knows_it_as_an_entry_point(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = PYPROJECT["project"]
    site = tmp_path / "site"
    info = site / f"{project['name']}-{project['version']}.dist-info"
    info.mkdir(parents=True)
    (site / "ruritania.py").write_text(CODE, encoding="utf-8")
    (info / "METADATA").write_text(
        f"Metadata-Version: 2.1\nName: {project['name']}\nVersion: {project['version']}\n"
    )
    (info / "entry_points.txt").write_text(
        "".join(
            f"[{group}]\n" + "".join(f"{name} = {value}\n" for name, value in points.items())
            for group, points in project["entry-points"].items()
        )
    )
    (tmp_path / "2026-03-10.json").write_bytes(DOCUMENT)
    monkeypatch.setenv("PYTHONPATH", str(site))
    told = list(session(SESSION))
    done = run([command for command, _, _ in told], tmp_path)
    for (command, output, errors), (stdout, stderr) in zip(told, done, strict=True):
        assert shows(stdout, output), f"$ {command}\n{stdout}{stderr}"
        assert shows(stderr, errors), f"$ {command}\n{stderr}"


def test_the_contract_takes_up_the_file_and_its_document(tmp_path: Path) -> None:
    package, tests = tmp_path / "src" / "fxconv", tmp_path / "tests"
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(Path(fxconv.__file__).parent, package, ignore=ignored)
    (package / "providers" / "ruritania.py").write_text(CODE, encoding="utf-8")
    folder = tests / "payloads" / "ruritania"
    folder.mkdir(parents=True)
    (folder / "index.json").write_bytes(INDEX)
    (folder / json.loads(INDEX)[0]["file"]).write_bytes(DOCUMENT)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    (tests / "providers").mkdir()
    for name in ("conftest.py", "surroundings.py", "providers/documents.py", CONTRACT):
        shutil.copy(ROOT / "tests" / name, tests / name)
    kept = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE")}
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", f"tests/{CONTRACT}", "-k", "ruritania"],
        cwd=tmp_path,
        env=kept | {"PYTHONPATH": str(tmp_path / "src"), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        encoding="utf-8",
        timeout=120,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "skipped" not in done.stdout
    assert " passed" in done.stdout
