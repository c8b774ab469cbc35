"""A key arrives at the server and nowhere else."""

from __future__ import annotations

import json

import pytest

from update.download.answers import DAY, UPDATE, breaking_off, giving, on

SECRET = "s3cr+t/k3y"
WRITTEN = "s3cr%2Bt%2Fk3y"
MARKET = {"timestamp": 1772643600, "base": "USD", "rates": {"EUR": 0.8612, "JPY": 155.5}}
APILAYER = {"success": True, "date": str(DAY), "base": "EUR", "rates": {"USD": 1.1612}}
KEYED = {
    "openexchangerates": (MARKET, {"error": True, "description": f"Invalid App ID {SECRET}"}),
    "fixer": (APILAYER, {"success": False, "error": {"code": 101, "info": f"key {SECRET}"}}),
    "apilayer-fixer": (APILAYER, {"message": f"Invalid: {WRITTEN} ({SECRET})"}),
}


def secrets(done, folder):
    """Return where a secret can be read: what was printed, and every file that was written."""
    written = {str(file): file.read_bytes() for file in folder.rglob("*") if file.is_file()}
    shown = {"stdout": done.stdout.encode(), "stderr": done.stderr.encode(), **written}
    return [
        place
        for place, text in shown.items()
        if SECRET.encode() in text or WRITTEN.encode() in text
    ]


def keyed(name, **given):
    variable = "FXCONV_KEY_" + name.upper().replace("-", "_")
    return ("update", name, *UPDATE[2:]), {variable: SECRET} | given


@pytest.mark.parametrize("name", KEYED)
def test_a_key_arrives_at_the_server_and_nowhere_else(fxconv, bank, tmp_path, name):
    arrived = []

    def say(bank):
        arrived.append(WRITTEN in bank.path or SECRET in bank.headers.values())
        bank.give(json.dumps(KEYED[name][0]).encode())

    bank.say = say
    typed, variables = keyed(name)
    done = fxconv(*typed, **variables)
    assert (done.returncode, done.stderr) == (0, "")
    assert arrived == [True]
    assert on(str(tmp_path / "rates.sqlite"), provider=name)
    assert secrets(done, tmp_path) == []


@pytest.mark.parametrize("name", KEYED)
@pytest.mark.parametrize("status", [200, 401, 302])
def test_an_error_that_echoes_the_key_does_not_print_it(fxconv, bank, tmp_path, name, status):
    echo = json.dumps(KEYED[name][1]).encode()
    bank.say = giving(echo, status, Location=f"https://login.example/?key={WRITTEN}")
    typed, variables = keyed(name)
    done = fxconv(*typed, **variables)
    assert done.returncode == 4
    assert done.stderr.count("\n") == 1
    assert ("***" in done.stderr) == (status == 200)
    assert secrets(done, tmp_path) == []
    assert secrets(fxconv("doctor"), tmp_path) == []


def test_a_redirect_whose_path_has_the_key_does_not_print_it(fxconv, bank, tmp_path):
    bank.say = giving(b"", 302, Location=f"https://login.example/{WRITTEN}/denied")
    typed, variables = keyed("fixer")
    done = fxconv(*typed, **variables)
    assert done.returncode == 4
    assert secrets(done, tmp_path) == []


def test_a_connection_that_breaks_does_not_print_the_key(fxconv, bank, tmp_path):
    bank.say = breaking_off
    typed, variables = keyed("openexchangerates")
    done = fxconv(*typed, **variables)
    assert done.returncode == 4
    assert done.stderr.count("\n") == 1
    assert secrets(done, tmp_path) == []


def test_without_a_key_it_is_said_where_to_get_one_and_nobody_is_asked(fxconv, bank):
    done = fxconv("update", "openexchangerates", *UPDATE[2:])
    assert done.returncode == 4
    assert done.stderr == (
        "fxconv: openexchangerates needs a key; get one at https://openexchangerates.org/signup"
        " and set FXCONV_KEY_OPENEXCHANGERATES to it\n"
    )
    assert bank.seen == []
