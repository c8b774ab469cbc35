"""A key goes where the provider wants it, and nothing tells it."""

from __future__ import annotations

import logging
import traceback

import pytest
import requests

from fxconv.errors import FetchFailed, KeyNeeded
from fxconv.publishing.provider import Key, Request
from fxconv.publishing.registry import load
from fxconv.update.keys import Secret, secret_of, without
from replay import served
from update.http.answers import ONCE, QUICK, ask, client, good, nobody

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
