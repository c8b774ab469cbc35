"""Hostile text that is typed at the command line."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys

import pytest

from fxconv.cli import guard
from web.hostile.texts import CONTROL, VALUES, shape, some

TYPED = {
    "converter {} USD JPY": "converter 1 USD JPY",
    "converter 1 {} JPY": "converter 1 USD JPY",
    "converter 1 USD JPY --layout={}": "converter 1 USD JPY",
    "converter 1 USD JPY --action={}": "converter 1 USD JPY",
    "converter 1 USD JPY --action=/x?{}": "converter 1 USD JPY",
    "table --base={}": "table",
    "table --currencies={}": "table --currencies=USD",
    "ticker --base={}": "ticker",
    "ticker --currencies={}": "ticker --currencies=USD",
    "ticker --published={}": "ticker",
    "ticker --on={}": "ticker",
    "ticker --from-provider={}": "ticker",
    "line USD {}": "line USD JPY",
    "line USD JPY --locale={}": "line USD JPY",
    "line USD JPY --locale=en.{}": "line USD JPY",
    "line USD JPY --text --locale=en.{}": "line USD JPY --text",
}


def typed(monkeypatch: pytest.MonkeyPatch, command: str, text: str = "") -> tuple[int, str, str]:
    """Return what the command line answers: its exit code and what it prints, as UTF-8."""
    how = ("strict", "backslashreplace")
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", errors) for errors in how)
    words = [word.replace("{}", text) for word in command.split(" ")]
    with monkeypatch.context() as patch:
        patch.setattr(sys, "argv", ["fxconv", "widget", *words])
        patch.setattr(sys, "stdout", out)
        patch.setattr(sys, "stderr", err)
        code = guard.run()
    for stream in (out, err):
        stream.flush()
    return code, *(stream.buffer.getvalue().decode() for stream in (out, err))  # type: ignore


def can_be_typed(text: str) -> bool:
    """Return whether a terminal can hand in a text; bytes that are no UTF-8 are surrogates."""
    return "\x00" not in text and not re.search("[\ud800-\udc7f\udd00-\udfff]", text)


@pytest.mark.parametrize("command", TYPED)
def test_the_command_line_says_it_in_a_line(monkeypatch: pytest.MonkeyPatch, command: str) -> None:
    code, plain, _ = typed(monkeypatch, TYPED[command])
    assert code == 0
    for text in filter(can_be_typed, VALUES):
        code, out, err = some(typed, monkeypatch, command, text)
        assert code in (0, 2, 3, 4), text
        assert (out == "") == (code != 0), text
        lines = err.removesuffix("\n").split("\n")
        assert err == "" or all(line.startswith("fxconv: ") for line in lines), text
        assert not CONTROL.search("".join(lines)), text
        assert shape(out) in ([], shape(plain)), text


@pytest.mark.parametrize("word", ["--action=/\udcff", "--locale=en.\udcff", "--layout=<b>"])
def test_a_terminal_sees_no_traceback(word: str) -> None:
    command = [sys.executable, "-m", "fxconv", "widget", "converter", "1", "USD", "JPY", word]
    strict = {**os.environ, "PYTHONIOENCODING": "utf-8:strict"}  # as in any locale but C
    done = subprocess.run(command, capture_output=True, check=False, env=strict)
    assert b"Traceback" not in done.stderr
    assert done.returncode in (0, 2)
