"""The documentation: every example runs and shows what it says, and nothing public is left out.

Parts of pages that the build makes from the code are looked at as they are made.

In an expected output `[...]` stands for any text, across lines too, and "25 days old" for any
age. A block is one session of a shell in a folder of its own, where `fxconv` is what is under test.
"""

from __future__ import annotations

import doctest
import os
import re
import runpy
import shlex
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

import click
import pytest

import fxconv
from conftest import ROOT
from fxconv.cli.commands import group
from fxconv.conversion import flags
from fxconv.providers import fixed
from fxconv.rules import cash, statutes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])
NAMES = [page.relative_to(ROOT).as_posix() for page in PAGES]
CONF = runpy.run_path(str(ROOT / "docs" / "conf.py"))


def built(page: Path) -> str:
    """Return the text of a page with what the build makes of the code in it."""
    name = page.relative_to(ROOT).as_posix().removeprefix("docs/").removesuffix(".md")
    text: str = CONF["made"](name, page.read_text(encoding="utf-8"))
    return text


TEXTS = dict(zip(NAMES, map(built, PAGES), strict=True))
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
ROW = re.compile(r"^\|.*?\| `(fxconv [^`]*)` \|(.*)$", re.MULTILINE)
MARK = "= end of command ="
PYTHON = [name for name, text in TEXTS.items() if "```python" in text]


def line(text: str, found: re.Match[str]) -> int:
    return text.count("\n", 0, found.start()) + 1


def blocks(language: str) -> list[Any]:
    """Return the blocks of a language as parameters, named by page and line."""
    return [
        pytest.param(found[2], id=f"{name}:{line(text, found)}")
        for name, text in TEXTS.items()
        for found in BLOCK.finditer(text)
        if found[1] == language
    ]


def rows() -> list[Any]:
    """Return the commands in tables with the cells after them."""
    return [
        pytest.param(found[1], re.findall("`(.*?)`", found[2]), id=f"{name}:{line(text, found)}")
        for name, text in TEXTS.items()
        for found in ROW.finditer(text)
    ]


def shows(text: str, expected: str) -> bool:
    """Return whether a text is as expected, but for ages and what was left out."""
    text, expected = (re.sub(r"\d+ days old", "N days old", t.strip()) for t in (text, expected))
    parts = (re.escape(part.strip("\n")) for part in expected.split("[...]"))
    return bool(re.fullmatch(r"[\s\S]*".join(parts), text))


def session(block: str) -> Iterator[tuple[str, str, str]]:
    """Return the commands of a block with what they are said to write to stdout and stderr."""
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        command, _, expected = part.partition("\n")
        errors = re.findall(r"^fxconv: .*\n", expected, re.MULTILINE)
        yield command, re.sub(r"(?m)^fxconv: .*\n", "", expected), "".join(errors)


def run(commands: Iterable[str], folder: Path) -> list[tuple[str, str]]:
    """Run commands in one shell; return what each of them said on stdout and stderr."""
    lines = [f'fxconv() {{ {shlex.quote(sys.executable)} -m fxconv "$@"; }}']
    for command in commands:
        lines += [command, f"s=$?; echo {MARK!r}; echo {MARK!r} >&2; (exit $s)"]
    done = subprocess.run(
        ["sh", "-c", "\n".join(lines)],
        cwd=folder,
        env=os.environ | {"LC_ALL": "C.UTF-8", "FXCONV_STORE": str(folder / "missing.sqlite")},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
    )
    said, errors = (text.split(f"{MARK}\n")[:-1] for text in (done.stdout, done.stderr))
    return list(zip(said, errors, strict=True))


def said(command: str, folder: Path) -> str:
    """Return what a command writes to stdout, and that it left with 0."""
    (output, _), (code, _) = run([command, "echo $?"], folder)
    assert code == "0\n"
    return output


@pytest.fixture
def folder(tmp_path: Path, seed: fxconv.Store) -> Path:
    """Return a folder with a history file in the form of the ECB's, of three days."""
    rows = ["Date,USD,RUB"]
    for bulletin in seed.between("ecb", date(2014, 11, 18), date(2014, 11, 20)):
        prices = dict(zip(bulletin.pairs, bulletin.prices, strict=True))
        rows.append(f"{bulletin.on},{prices['EUR/USD']},{prices['EUR/RUB']}")
    with ZipFile(tmp_path / "eurofxref-hist.zip", "w") as archive:
        archive.writestr("eurofxref-hist.csv", "\n".join(rows))
    return tmp_path


@pytest.mark.parametrize("block", blocks("console"))
def test_a_terminal_shows_what_the_page_shows(block: str, folder: Path) -> None:
    told = list(session(block))
    assert told
    done = run([command for command, _, _ in told], folder)
    for (command, output, errors), (stdout, stderr) in zip(told, done, strict=True):
        assert shows(stdout, output), f"$ {command}\n{stdout}"
        assert shows(stderr, errors), f"$ {command}\n{stderr}"


@pytest.mark.parametrize("name", PYTHON)
def test_python_examples_run(name: str) -> None:
    text, kept = TEXTS[name], ["\n"] * TEXTS[name].count("\n")
    names: dict[str, Any] = {}
    for found in BLOCK.finditer(text):
        if found[1] == "python" and ">>>" in found[2]:
            lines = found[2].splitlines(keepends=True)
            kept[line(text, found) : line(text, found) + len(lines)] = lines
        elif found[1] == "python":
            exec(found[2], names)
    page = doctest.DocTestParser().get_doctest("".join(kept), names, name, name, 0)
    options = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
    report: list[str] = []
    failed, _ = doctest.DocTestRunner(optionflags=options).run(page, out=report.append)
    assert not failed, "".join(report)


@pytest.mark.parametrize(("command", "cells"), rows())
def test_a_table_gives_the_answers_of_its_commands(
    command: str, cells: list[str], folder: Path
) -> None:
    (output, errors), (code, _) = run([command, "echo $?"], folder)
    assert cells
    assert code == "0\n" if output else code == "3\n"
    shown = output or errors
    assert [cell for cell in cells if cell not in shown] == []


@pytest.mark.parametrize("command", re.findall(r"(?m)^    (fxconv .*)$", TEXTS["README.md"]))
def test_commands_of_the_readme_run(command: str, folder: Path) -> None:
    assert said(re.sub(r"\s{3,}.*", "", command), folder)


def test_the_first_answer_of_the_readme_is_shown_by_a_terminal(folder: Path) -> None:
    first = re.search(r"(?m)^    \$ (fxconv .*)\n((?:    .*\n)+)", TEXTS["README.md"])
    assert first
    expected = re.sub(r"(?m)^    ", "", first[2])
    assert shows(said(first[1], folder), expected)


def commands() -> Iterator[tuple[str, click.Command]]:
    """Return every command with its full name."""
    waiting: list[tuple[str, click.Command]] = [("fxconv", group)]
    while waiting:
        name, command = waiting.pop()
        yield name, command
        if isinstance(command, click.Group):
            context = click.Context(command)
            for part in command.list_commands(context):
                found = command.get_command(context, part)
                assert found
                waiting.append((f"{name} {part}", found))


def test_every_command_is_in_the_guides() -> None:
    pages = "".join(TEXTS.values())
    assert [name for name, _ in commands() if not re.search(rf"{name}\b", pages)] == []


def test_every_option_is_in_the_guides() -> None:
    pages = "".join(TEXTS.values())
    options = {
        option
        for _, command in commands()
        for parameter in command.params
        if isinstance(parameter, click.Option)
        for option in parameter.opts
    }
    known = {option for option in options if re.search(rf"(?<![\w-]){option}(?![\w-])", pages)}
    assert options - known == set()


def test_every_public_name_is_in_the_reference() -> None:
    page = TEXTS["docs/reference/api.md"]
    source = Path(fxconv.__file__).read_text(encoding="utf-8")
    public = re.findall(r"(?m) as (\w+)$", source)
    assert len(public) > 10
    assert [name for name in public if not re.search(rf"fxconv\.{name}\b", page)] == []


def test_every_law_unit_and_choice_of_coins_is_in_the_guide_to_rules() -> None:
    page = TEXTS["docs/guide/rules.md"]
    open_ended = {name for name in cash.names() if not name.isupper()}
    units = {f"{code} ({quotes[-1].on.year})" for code, quotes in fixed.breaks().items()}
    assert [name for name in {*statutes.ALL, *open_ended, *units} if name not in page] == []
    assert [name for name in statutes.ALL if f"\n- `{name}`: " not in page] == []


def test_every_flag_is_in_the_guide_to_the_record() -> None:
    page = TEXTS["docs/guide/audit.md"]
    source = Path(flags.__file__).read_text(encoding="utf-8")
    known = {*re.findall(r'yield "(.*?)"', source), *flags.PLAIN, "bid", "ask"}
    assert len(known) > 10
    table = page.partition("## Flags")[2]
    assert [flag for flag in known if f"`{flag}`" not in table] == []


def test_every_field_of_a_record_is_in_its_guide(converter: fxconv.Converter) -> None:
    page = TEXTS["docs/guide/audit.md"]
    record = converter.convert(100, "EUR", "USD", on="2014-11-20").as_dict()
    names = {*record, *record["request"], *record["legs"][0], *record["legs"][0]["published"]}
    assert [name for name in names if f"`{name}`" not in page] == []


def test_the_article_has_the_answer_of_russian_law() -> None:
    page = TEXTS["docs/explanation/choosing-a-rate.md"]
    assert re.search(
        r"\|.*`--rule ru-pbu-3 .*\| `47,029,400,000.00 RUB` \| `cbr`, `2014-11-20`", page
    )
    assert "{{" not in page
