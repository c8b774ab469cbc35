"""The pages of the documentation, and the examples in them: what they run and what they show.

In an expected output `[...]` stands for any text, across lines too, and "25 days old" for any
age. A block is one session of a shell in a folder of its own, where `fxconv` is what is under test.
"""

from __future__ import annotations

import os
import re
import runpy
import shlex
import subprocess
import sys
from typing import TYPE_CHECKING

from surroundings import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path


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
MARK = "= end of command ="


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
