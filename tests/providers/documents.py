"""Documents of providers: small ones in `payloads/` and, where at hand, recorded ones."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING

from fxconv.publishing.provider import Answer
from fxconv.publishing.registry import ids, load
from surroundings import ROOT, SHARED

if TYPE_CHECKING:
    from pathlib import Path

OWN = ROOT / "tests" / "payloads"
RECORDED = SHARED / "payloads"
FOLDERS = {"norges": "nb", "riksbank": "rb", "tcmb": "none", "tcmb-evds": "tcmb"}
NO_DOCUMENTS = {"fixed"}
PROVIDERS = [name for name in ids() if name not in NO_DOCUMENTS]


def documents(folder: Path) -> list[tuple[str, Answer]]:
    """Return the documents of a folder as answers to what its index says was asked."""
    index = folder / "index.json"
    if not index.exists():
        return []
    return [
        (
            entry["file"],
            Answer(
                (folder / entry["file"]).read_bytes(),
                entry["url"],
                (entry.get("request_body") or "").encode(),
            ),
        )
        for entry in json.loads(index.read_text())
        if entry.get("status", 200) == 200
    ]


@cache
def quotes_of(provider: str, folder: Path) -> dict[str, list]:
    """Return the quotes of each document that has any."""
    found = {}
    for name, answer in documents(folder):
        quotes = list(load(provider).parse(answer))
        if quotes:
            found[name] = quotes
    return found


def folders(provider: str) -> list[Path]:
    recorded = RECORDED / FOLDERS.get(provider, provider)
    return [folder for folder in (OWN / provider, recorded) if (folder / "index.json").exists()]
