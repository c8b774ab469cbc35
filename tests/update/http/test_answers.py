"""Requests to a real server on loopback that misbehaves in the ways that real ones do."""

from __future__ import annotations

import ssl
import subprocess
import threading
import time

import pytest

from fxconv.errors import FetchFailed
from fxconv.publishing.provider import Request
from replay import Server, served
from update.http.answers import GOOD, ONCE, WEEK, ask, client, good, missing, nobody


def test_an_answer_is_the_bytes_that_were_sent(bank):
    answer = ask(bank, "good")
    assert (answer.body, answer.url, answer.sent) == (GOOD, f"{bank.url}/good", b"")
    assert ask(bank, "packed").body == GOOD
    assert ask(bank, "chunked").body == GOOD


def test_something_sent_is_a_post_and_nothing_is_a_get(bank):
    answer = ask(bank, "echo", sent=b"<xml/>")
    assert (answer.body, answer.sent) == (b"<xml/>", b"<xml/>")
    assert ask(bank, "method", sent=b"<xml/>").body == b"POST"
    assert ask(bank, "method").body == b"GET"


def test_who_asks_is_said(bank):
    name, accept = ask(bank, "agent").body.decode().rsplit(" ", 1)
    assert name.startswith("fxconv/")
    assert accept == "*/*"


def test_a_provider_says_what_it_accepts(bank):
    answer = ask(bank, "agent", headers=(("Accept", "text/csv"),))
    assert answer.body.endswith(b" text/csv")


def test_what_is_temporary_is_tried_again(bank):
    assert ask(bank, "broken-once").body == GOOD
    assert len(bank.seen) == 2


def test_a_busy_server_is_asked_again_as_late_as_it_wants(bank):
    began = time.monotonic()
    assert ask(bank, "busy-once").body == GOOD
    assert time.monotonic() - began >= 1
    assert len(bank.seen) == 2


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("missing", "answered 404"),
        ("elsewhere", "leads elsewhere, to /good;"),
        ("broken", "answered 500"),
        ("silent", "did not answer in time"),
        ("stalled", "did not answer in time"),
        ("short", "broke in the middle"),
        ("chunked-short", "broke in the middle"),
        ("reset", "broke in the middle"),
        ("huge", "larger than 100,000 bytes"),
        ("bomb", "larger than 100,000 bytes"),
    ],
)
def test_what_goes_wrong_is_said(bank, path, why):
    with pytest.raises(FetchFailed, match=why) as caught:
        ask(bank, path)
    assert caught.value.url == f"{bank.url}/{path}"
    assert str(caught.value).startswith(f"{bank.url}/{path}: ")
    assert {asked.strip("/") for asked in bank.seen} == {path}


def test_an_answer_that_cannot_be_unpacked_was_reached(bank):
    with pytest.raises(FetchFailed) as caught:
        ask(bank, "garbled")
    assert "cannot be reached" not in str(caught.value)


def test_an_answer_that_drips_is_given_up_when_its_time_is_over(bank):
    began = time.monotonic()
    with pytest.raises(FetchFailed, match="longer than 1 seconds"):
        ask(bank, "drip")
    assert time.monotonic() - began < 2


def test_a_server_that_is_not_there():
    with pytest.raises(FetchFailed, match="cannot be reached"):
        client().fetch(Request(f"{nobody()}/good"))


def test_no_bulletin_is_no_failure_where_the_server_says_so(bank):
    assert ask(bank, "missing", absent=(404,)) is None


def test_an_unchanged_document_is_not_sent_again(bank):
    first = ask(bank, "conditions")
    assert first.body == b"(None, None)"
    assert first.validator == WEEK
    assert ask(bank, "conditions", known=first.validator) is None
    assert ask(bank, "conditions", known=("", WEEK[1])).body == repr((None, WEEK[1])).encode()
    assert ask(bank, "good").validator == ("", "")


def test_unchanged_says_nothing_of_a_document_that_was_never_sent(bank):
    assert ask(bank, "unchanged", known=WEEK) is None
    with pytest.raises(FetchFailed, match="answered 304"):
        ask(bank, "unchanged")


def test_the_second_address_is_asked_where_the_first_fails(bank):
    there = f"{bank.url}/conditions"
    for first in (f"{bank.url}/broken", f"{bank.url}/missing", f"{nobody()}/good"):
        answer = client(ONCE).fetch(Request(first, instead=there), WEEK)
        assert (answer.url, answer.body) == (there, b"(None, None)")
    assert len(bank.seen) == 5


def test_the_second_address_is_not_asked_without_need(bank):
    second = f"{bank.url}/broken"
    assert ask(bank, "good", instead=second).body == GOOD
    assert ask(bank, "missing", absent=(404,), instead=second) is None
    assert bank.seen == ["/good", "/missing"]


def test_where_both_addresses_fail_the_second_is_said(bank):
    with pytest.raises(FetchFailed, match=r"/missing: the server answered 404"):
        ask(bank, "short", instead=f"{bank.url}/missing")


@pytest.mark.parametrize("mirror", ["", "http://mirror.example"])
def test_plain_http_beyond_this_machine_is_not_asked(mirror):
    scheme = "https" if mirror else "http"
    with pytest.raises(FetchFailed, match="only https") as caught:
        client(mirror=mirror).fetch(Request(f"{scheme}://bank.example/?day=1"))
    assert caught.value.url == f"{scheme}://bank.example/"


@pytest.mark.parametrize("end", ["", "/"])
def test_a_mirror_is_asked_with_the_address_of_the_source_behind_it(end):
    url = "https://www.bank.example/rates.xml?day=20%2F11%2F2026"
    with served(lambda h: h.give(h.requestline.encode())) as mirror:
        answer = client(mirror=mirror.url + end).fetch(Request(url))
    assert answer.body.split()[1] == b"/www.bank.example/rates.xml?day=20%2F11%2F2026"
    assert answer.url == url


def test_a_failure_of_a_mirror_names_the_source():
    with served(missing) as mirror, pytest.raises(FetchFailed) as caught:
        client(mirror=mirror.url).fetch(Request("https://www.bank.example/rates"))
    assert caught.value.url == "https://www.bank.example/rates"


def test_a_certificate_that_nobody_vouches_for_is_refused(tmp_path, monkeypatch):
    certificate, key = str(tmp_path / "certificate.pem"), str(tmp_path / "key.pem")
    made = "openssl req -x509 -nodes -days 2 -subj /CN=127.0.0.1 -newkey rsa:2048"
    names = ["-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", certificate]
    subprocess.run([*made.split(), *names], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    with Server(good) as server:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        request = Request(server.url.replace("http:", "https:"))
        with pytest.raises(FetchFailed, match="its certificate does not hold"):
            client(ONCE).fetch(request)
        assert server.seen == []
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", certificate)
        assert client(ONCE).fetch(request).body == GOOD
        server.shutdown()
