"""Requests to a real server on loopback that misbehaves in the ways that real ones do."""

from __future__ import annotations

import gzip
import logging
import os
import socket
import ssl
import struct
import subprocess
import threading
import time
import traceback
from concurrent.futures import ThreadPoolExecutor

import pytest
import requests

from fxconv.errors import FetchFailed, KeyNeeded
from fxconv.fetch import Client, Limits
from fxconv.pace import Pace
from fxconv.provider import Key, Request
from fxconv.providers import load
from fxconv.secret import Secret, secret_of, without
from replay import Server, served

QUICK = Limits(connect=1, silence=0.4, total=1, size=100_000, tries=1)
ONCE = QUICK._replace(tries=0)
GOOD = b"EUR USD 1.2345"
BOMB = gzip.compress(b"0" * 10_000_000)
WEEK = '"of-week-47"', "Fri, 20 Nov 2026 15:00:00 GMT"


def good(h):
    h.give(GOOD)


def echo(h):
    h.give(h.sent)


def method(h):
    h.give(h.command.encode())


def agent(h):
    h.give(f"{h.headers['User-Agent']} {h.headers['Accept']}".encode())


def credentials(h):
    h.give(str(h.headers["Authorization"]).encode())


def conditions(h):
    asked = h.headers["If-None-Match"], h.headers["If-Modified-Since"]
    if asked == WEEK:
        h.give(b"", 304)
    else:
        h.give(repr(asked).encode(), ETag=WEEK[0], Last_Modified=WEEK[1])


def unchanged(h):
    h.give(b"", 304)


def missing(h):
    h.give(b"no such page", 404)


def elsewhere(h):
    h.give(b"", 302, Location="/good?session=0815")


def parroting(h):
    h.give(b"", 302, Location=f"/login?back={h.path}")


def parroting_in_the_path(h):
    h.give(b"", 302, Location="/login/" + h.path.partition("=")[2])


def broken(h):
    h.give(b"sorry", 500)


def broken_once(h):
    h.give(*((b"sorry", 503) if len(h.server.seen) < 2 else (GOOD,)))


def busy_once(h):
    if len(h.server.seen) < 2:
        h.give(b"later", 429, Retry_After="1")
    else:
        h.give(GOOD)


def silent(h):
    time.sleep(0.8)


def drip(h):
    h.send_response(200)
    h.end_headers()
    for _ in range(400):
        h.wfile.write(b"x")
        time.sleep(0.1)


def stalled(h):
    h.give(GOOD, Content_Length="1000")
    time.sleep(0.8)


def short(h):
    h.give(GOOD, Content_Length="1000")


def chunked(h, end=b"0\r\n\r\n"):
    h.protocol_version, h.close_connection = "HTTP/1.1", True
    h.send_response(200)
    h.send_header("Transfer-Encoding", "chunked")
    h.end_headers()
    h.wfile.write(b"4\r\nEUR \r\n")
    h.wfile.write(b"A\r\nUSD 1.2345\r\n" + end)


def chunked_short(h):
    chunked(h, end=b"")


def reset(h):
    h.give(GOOD, Content_Length="1000")
    time.sleep(0.1)
    h.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    os.close(h.connection.detach())


def huge(h):
    h.give(b"x" * 200_000)


def bomb(h):
    h.give(BOMB, Content_Encoding="gzip")


def packed(h):
    h.give(gzip.compress(GOOD), Content_Encoding="gzip")


def garbled(h):
    h.give(b"this is no gzip", Content_Encoding="gzip")


def page(handler):
    globals()[handler.path.strip("/").partition("?")[0].replace("-", "_")](handler)


@pytest.fixture
def bank():
    with served(page) as server:
        yield server


def client(limits=QUICK, **facts):
    return Client(limits, **{"pace": Pace(), **facts})


def ask(bank, path, known=("", ""), **facts):
    return client().fetch(Request(f"{bank.url}/{path}", **facts), known)


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
    assert time.monotonic() - began < 20


def nobody():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{free.getsockname()[1]}"


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


class Diary:
    """A page that takes a while, and when each request of it began and ended."""

    def __init__(self, status=200):
        self.status = status
        self.times = []

    def __call__(self, handler):
        began = time.monotonic()
        time.sleep(0.1)
        self.times.append((began, time.monotonic()))
        handler.give(GOOD, self.status)


def at_once(clients, pages):
    with ThreadPoolExecutor() as pool:
        return list(pool.map(Client.fetch, clients, pages))


def test_requests_to_one_host_are_apart_and_never_overlap():
    diary, pace = Diary(), Pace()
    with served(diary) as server:
        clients = [client(pause=0.2, pace=pace) for _ in range(3)]
        pages = [Request(f"{server.url}/{number}") for number in range(3)]
        at_once(clients, pages)
    ends = [end for _, end in diary.times[:-1]]
    begins = [begin for begin, _ in diary.times[1:]]
    assert all(begin - end >= 0.2 for begin, end in zip(begins, ends, strict=True))


def test_all_clients_of_a_process_keep_one_pace():
    diary = Diary()
    with served(diary) as server:
        for _ in range(2):
            Client(QUICK, pause=0.2).fetch(Request(server.url))
    (_, end), (begin, _) = diary.times
    assert begin - end >= 0.2


def test_a_failure_is_followed_by_a_pause_too():
    diary = Diary(404)
    with served(diary) as server:
        asking = client(pause=0.2)
        for _ in range(2):
            with pytest.raises(FetchFailed):
                asking.fetch(Request(server.url))
    (_, end), (begin, _) = diary.times
    assert begin - end >= 0.2


def test_a_turn_that_ends_in_an_error_is_over_and_followed_by_a_pause():
    pace = Pace()
    with pytest.raises(ValueError, match="oops"), pace.turn("bank.example", 0.2):
        raise ValueError("oops")
    began = time.monotonic()
    with pace.turn("bank.example", 0):
        assert time.monotonic() - began > 0.1


def test_two_hosts_are_asked_at_the_same_time():
    both = threading.Barrier(2, timeout=2)

    def meeting(handler):
        both.wait()
        handler.give(GOOD)

    pace = Pace()
    with served(meeting) as one, served(meeting) as two:
        clients = [client(QUICK._replace(silence=3), pause=5, pace=pace) for _ in range(2)]
        answers = at_once(clients, [Request(one.url), Request(two.url)])
    assert [answer.body for answer in answers] == [GOOD, GOOD]


HOME = "https://bank.example/keys"
PLACES = {
    "header": Key("header", ("Authorization",), HOME, "Bearer "),
    "query": Key("query", ("access_key",), HOME),
    "two in the query": Key("query", ("user", "pass"), HOME),
}
VALUE = "Zi/ffer&9"
WRITTEN = "Zi%2Fffer%269"


def keyed(place="query", value=VALUE, limits=ONCE, **facts):
    return client(limits, secret=Secret(PLACES[place], value), **facts)


def test_a_key_goes_where_the_provider_wants_it(bank):
    assert keyed("header").fetch(Request(f"{bank.url}/credentials")).body == b"Bearer Zi/ffer&9"
    keyed("query").fetch(Request(f"{bank.url}/good?day=1"))
    keyed("two in the query", "bob:a:b").fetch(Request(f"{bank.url}/good"))
    keyed("header").fetch(Request(f"{bank.url}/good"))
    assert bank.seen[1:] == [
        f"/good?day=1&access_key={WRITTEN}",
        "/good?user=bob&pass=a%3Ab",
        "/good",
    ]


def test_a_key_goes_to_a_mirror_too():
    with served(good) as mirror:
        keyed(mirror=mirror.url).fetch(Request("https://www.bank.example/rates"))
    assert mirror.seen == [f"/www.bank.example/rates?access_key={WRITTEN}"]


def test_an_answer_does_not_tell_the_key(bank):
    for place in PLACES:
        assert VALUE not in repr(keyed(place).fetch(Request(f"{bank.url}/good")))


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(
    "path",
    ["broken", "broken-once", "silent", "parroting", "parroting-in-the-path", "reset", "nobody"],
)
def test_no_failure_and_no_log_tells_the_key(bank, caplog, place, path):
    caplog.set_level(logging.DEBUG)
    where = nobody() if path == "nobody" else bank.url
    value = f"bob:{VALUE}" if place.startswith("two") else VALUE
    said = ""
    try:
        keyed(place, value, QUICK).fetch(Request(f"{where}/{path}?day=1"))
    except FetchFailed as error:
        said = f"{traceback.format_exc()} {error!r} {error} {error.url} {error.why}"
    assert bool(said) == (path != "broken-once")
    logged = caplog.text + repr([vars(record) for record in caplog.records])
    assert path in logged
    assert ("***" in logged) == (PLACES[place].place == "query")
    for form in (VALUE, WRITTEN, WRITTEN.lower()):
        assert form not in said
        assert form not in logged


@pytest.mark.parametrize("value", ["“Ziffer”", "Ziffer€", "Ziffer\n"])
def test_a_key_that_cannot_be_sent_is_a_failure_that_does_not_tell_it(bank, value):
    with pytest.raises(FetchFailed) as caught:
        keyed("header", value).fetch(Request(f"{bank.url}/good"))
    assert "cannot be reached" not in str(caught.value)
    assert "Ziffer" not in repr(caught.value)
    assert "Ziffer" not in "".join(traceback.format_exception(caught.value))


@pytest.mark.parametrize(
    ("text", "secret", "shown"),
    [
        ("?access_key=Ziffer&day=1", "Ziffer", "?access_key=***&day=1"),
        (f"{VALUE} is {WRITTEN}", VALUE, "*** is ***"),
        ("user=bob&pass=pa%20ss", "bob:pa ss", "user=***&pass=***"),
        ("bob:Ziffer", "bob:Ziffer", "***"),
        ("user=bob&pass=bobZiffer", "bob:bobZiffer", "user=***&pass=***"),
        ("access_key=two+words", "two words", "access_key=***"),
        ("nothing of it", "", "nothing of it"),
        ("nothing of it", ":", "nothing of it"),
    ],
)
def test_stars_stand_for_a_secret_however_it_is_written(text, secret, shown):
    assert without(text, secret) == shown


def test_after_a_request_the_logs_of_others_are_theirs_again(bank, caplog):
    caplog.set_level(logging.DEBUG)
    keyed().fetch(Request(f"{bank.url}/good"))
    logging.getLogger("urllib3.connectionpool").debug("of %s", VALUE)
    assert caplog.records[-1].getMessage() == f"of {VALUE}"


def test_without_a_key_it_is_said_where_to_get_one_and_where_to_put_it():
    with pytest.raises(KeyNeeded) as caught:
        secret_of(load("exchangerate-api"))
    assert isinstance(caught.value, FetchFailed)
    assert "FXCONV_KEY_EXCHANGERATE_API" in str(caught.value)
    assert load("exchangerate-api").key.home in str(caught.value)


def test_a_key_that_is_set_is_taken_and_none_where_none_is_wanted(monkeypatch):
    monkeypatch.setenv("FXCONV_KEY_EXCHANGERATE_API", "Ziffer")
    assert secret_of(load("exchangerate-api")).named("header") == {"Authorization": "Bearer Ziffer"}
    assert secret_of(load("exchangerate-api")).named("query") == {}
    assert secret_of(load("ecb")) is None


def test_passwords_of_other_programs_are_not_sent(bank, tmp_path, monkeypatch):
    (tmp_path / ".netrc").write_text("machine 127.0.0.1 login bob password Ziffer\n")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("NETRC", raising=False)
    assert requests.utils.get_netrc_auth(bank.url) == ("bob", "Ziffer")
    assert ask(bank, "credentials").body == b"None"
