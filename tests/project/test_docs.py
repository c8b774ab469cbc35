"""The documentation: every example runs and shows what it says, and nothing public is left out.

Parts of pages that the build makes from the code are looked at as they are made.
"""

from __future__ import annotations

import doctest
import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

import click
import pytest

import fxconv
from fxconv.cli.commands import group
from fxconv.conversion import flags
from fxconv.providers import fixed
from fxconv.rules import cash, statutes

if TYPE_CHECKING:
    from collections.abc import Iterator
from project.blocks import BLOCK, TEXTS, run, session, shows

ROW = re.compile(r"^\|.*?\| `(fxconv [^`]*)` \|(.*)$", re.MULTILINE)
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
