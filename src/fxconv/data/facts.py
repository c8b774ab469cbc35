"""The data files: one fact per line, tab-separated, each with the key of its source."""

from __future__ import annotations

import os
from functools import cache

FOLDER = os.path.dirname(__file__)


@cache
def _text(name: str) -> str:
    with open(os.path.join(FOLDER, name), encoding="utf-8") as file:
        return file.read()


def rows(name: str) -> list[list[str]]:
    """Return the fields of each line of a data file; an empty field is "-"."""
    return [line.split("\t") for line in _text(name).splitlines() if not line.startswith("#")]


def row(name: str, key: str) -> list[str] | None:
    """Return the fields of the line that starts with a key, or None."""
    text = _text(name)
    start = text.find(f"\n{key}\t") + 1
    return text[start : text.index("\n", start)].split("\t") if start else None


@cache
def mentions(name: str, text: str) -> bool:
    """Return whether a data file contains a text; a quick check before its facts are read."""
    return text in _text(name)


@cache
def references() -> dict[str, tuple[str, str]]:
    """Return the title and address of each source of facts, by its key."""
    return {key: (title, url) for key, title, url in rows("sources.tsv")}
