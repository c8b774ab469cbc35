"""Downloads from a real server on loopback that misbehaves in the ways that real ones do."""

from __future__ import annotations

import gzip
import threading
import time
from contextlib import suppress
from datetime import date, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from fxconv import Quote, Store
from fxconv.bulletin import Span
from fxconv.download import download
from fxconv.errors import FetchFailed, InvalidDocument
from fxconv.fetch import Limits, fetch, session
from fxconv.provider import Request
from fxconv.providers import load

QUICK = Limits(connect=1, silence=0.5, total=2, size=100_000, tries=1)
GOOD = b"EUR USD 1.2345"


class Bank(BaseHTTPRequestHandler):
    """Answers by path; `seen` counts what was asked."""

    seen: list[str]

    def log_message(self, *_):
        pass

    def do_GET(self):
        self.server.seen.append(self.path)
        getattr(self, "on_" + self.path.strip("/").partition("?")[0].replace("-", "_"))()

    def do_POST(self):
        self.do_GET()

    def give(self, body=GOOD, status=200, **headers):
        self.send_response(status)
        for name, value in {"Content_Length": str(len(body)), **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        with suppress(BrokenPipeError):
            self.wfile.write(body)

    def on_good(self):
        self.give()

    def on_echo(self):
        self.give(self.rfile.read(int(self.headers["Content-Length"])))

    def on_agent(self):
        self.give(f"{self.headers['User-Agent']} {self.headers['Accept']}".encode())

    def on_missing(self):
        self.give(b"no such page", 404)

    def on_elsewhere(self):
        self.give(b"", 302, Location="/good")

    def on_broken_once(self):
        self.give(*((b"sorry", 503) if len(self.server.seen) < 2 else (GOOD, 200)))

    def on_busy_once(self):
        if len(self.server.seen) < 2:
            self.give(b"later", 429, Retry_After="1")
        else:
            self.give()

    def on_broken(self):
        self.give(b"sorry", 500)

    def on_silent(self):
        time.sleep(1)
        self.give()

    def on_drip(self):
        self.send_response(200)
        self.end_headers()
        with suppress(BrokenPipeError, ConnectionResetError):
            for _ in range(40):
                self.wfile.write(b"x")
                time.sleep(0.1)

    def on_short(self):
        self.give(GOOD, Content_Length="1000")

    def on_huge(self):
        self.give(b"x" * 200_000)

    def on_bomb(self):
        self.give(gzip.compress(b"0" * 10_000_000), Content_Encoding="gzip")

    def on_blocked(self):
        self.give(b"<html>Request Rejected</html>")

    def on_zero(self):
        self.give(b"EUR USD 0.000")

    def on_holiday(self):
        self.give(b"")


@pytest.fixture
def bank():
    with ThreadingHTTPServer(("127.0.0.1", 0), Bank) as server:
        server.seen = []
        threading.Thread(target=server.serve_forever, daemon=True).start()
        server.url = f"http://127.0.0.1:{server.server_port}"
        yield server
        server.shutdown()


def ask(bank, path, **facts):
    with session(QUICK) as connections:
        return fetch(Request(f"{bank.url}/{path}", **facts), connections, QUICK).body


def test_an_answer_is_the_bytes_that_were_sent(bank):
    assert ask(bank, "good") == GOOD
    assert ask(bank, "echo", sent=b"<xml/>") == b"<xml/>"


def test_who_asks_is_said(bank):
    agent, accept = ask(bank, "agent").decode().rsplit(" ", 1)
    assert agent.startswith("fxconv/")
    assert accept == "*/*"


@pytest.mark.parametrize("path", ["broken-once", "busy-once"])
def test_what_is_temporary_is_tried_again(bank, path):
    assert ask(bank, path) == GOOD
    assert len(bank.seen) == 2


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("missing", "answered 404"),
        ("elsewhere", "leads elsewhere, to /good"),
        ("broken", "answered 500"),
        ("silent", "in time"),
        ("drip", "longer than 2 seconds"),
        ("short", "broke in the middle"),
        ("huge", "larger than 100,000 bytes"),
        ("bomb", "larger than 100,000 bytes"),
    ],
)
def test_what_goes_wrong_is_said(bank, path, why):
    with pytest.raises(FetchFailed, match=why) as caught:
        ask(bank, path)
    assert path in str(caught.value)
    assert "/good" not in bank.seen


def test_a_server_that_is_not_there():
    with (
        session(QUICK._replace(tries=0)) as connections,
        pytest.raises(FetchFailed, match="reached"),
    ):
        fetch(Request("http://127.0.0.1:9/"), connections, QUICK)


def test_plain_http_beyond_this_machine_is_not_asked():
    with session(QUICK) as connections, pytest.raises(FetchFailed, match="only https"):
        fetch(Request("http://bank.example/?key=secret"), connections, QUICK)


def test_a_secret_of_an_address_is_in_no_error(bank):
    with pytest.raises(FetchFailed) as caught:
        ask(bank, "missing?key=secret")
    assert "secret" not in str(caught.value)


def house(bank, *paths):
    """Return a provider whose documents are at these paths, one for each day."""

    def plan(span):
        return [Request(f"{bank.url}/{path}") for path in paths]

    def parse(answer):
        if answer.body and not answer.body.startswith(b"EUR"):
            raise ValueError("it is no bulletin")
        for line in answer.body.decode().splitlines():
            yield Quote(*line.split(), date(2026, 11, 20), "house")

    return load("ecb")._replace(id="house", plan=plan, parse=parse, pause=0)


def outcomes(bank, path, *paths):
    day = date(2026, 11, 20)
    return list(download(house(bank, *paths), Span(day, day + timedelta(2)), str(path)))


def test_a_failure_stores_nothing_and_keeps_no_other_from_being_asked(bank, tmp_path):
    path = tmp_path / "new" / "rates.sqlite"
    found = outcomes(bank, path, "missing", "blocked", "holiday", "good")
    assert [type(outcome) for outcome in found] == [FetchFailed, InvalidDocument, int, int]
    assert found[2:] == [0, 1]
    store = Store(str(path))
    (bulletin,) = store.between("house", date.min, date.max)
    quote = bulletin.quote(0)
    assert (quote.base, quote.term, quote.price) == ("EUR", "USD", "1.2345")
    assert quote.source.url == f"{bank.url}/good"
    assert [source.url for source in store.sources("house")] == [f"{bank.url}/good"]


def test_the_next_good_answer_heals(bank, tmp_path):
    path = tmp_path / "rates.sqlite"
    assert isinstance(outcomes(bank, path, "short")[0], FetchFailed)
    assert outcomes(bank, path, "good") == [1]
    assert outcomes(bank, path, "good") == [1]
    assert len(Store(str(path)).sources("house")) == 1


def test_a_document_tells_of_all_its_days_and_known_ones_are_not_stored_again(bank, tmp_path):
    path = tmp_path / "rates.sqlite"
    later = Span(date(2026, 11, 21), date(2026, 11, 22))
    for page in ("good", "good?again"):
        assert list(download(house(bank, page), later, str(path))) == [1]
    assert [source.url for source in Store(str(path)).sources("house")] == [f"{bank.url}/good"]


def test_no_bulletin_is_no_failure_where_the_server_says_so(bank):
    with session(QUICK) as connections:
        assert fetch(Request(f"{bank.url}/missing", absent=(404,)), connections, QUICK) is None


def test_a_price_that_is_none_refuses_its_document_only(bank, tmp_path):
    found = outcomes(bank, tmp_path / "rates.sqlite", "zero", "good")
    assert [type(outcome) for outcome in found] == [InvalidDocument, int]
