"""The newsroom's stories: read once from `content/`, filtered by topic and words."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from datetime import datetime

CONTENT = Path(__file__).parent / "content"
LANGUAGES = ("en", "ru")


class Story(NamedTuple):
    """A story in one language, with the instant at which it was published."""

    slug: str
    at: datetime
    topic: str
    sum: tuple[str, str, str]
    ticker: tuple[str, ...]
    title: str
    lead: str
    text: tuple[str, ...]


@cache
def interface(language: str) -> dict[str, Any]:
    """Return the texts of the site's own pages in a language."""
    return tomllib.loads((CONTENT / f"{language}.toml").read_text(encoding="utf-8"))


@cache
def stories(language: str) -> dict[str, Story]:
    """Return the stories by their address, newest first."""
    read = [_story(path, language) for path in (CONTENT / "stories").glob("*.toml")]
    return {story.slug: story for story in sorted(read, key=lambda s: s.at, reverse=True)}


def _story(path: Path, language: str) -> Story:
    facts = tomllib.loads(path.read_text(encoding="utf-8"))
    said, (amount, base, term) = facts[language], facts["sum"]
    ticker, text = tuple(facts["ticker"]), tuple(said["text"])
    known = path.stem, facts["at"], facts["topic"], (amount, base, term), ticker
    return Story(*known, said["title"], said["lead"], text)


def chosen(language: str, topic: str = "", query: str = "") -> list[Story]:
    """Return the stories on a topic that contain all words of a query."""
    words = _plain(query).split()
    return [
        story
        for story in stories(language).values()
        if topic in ("", story.topic) and all(word in _searched(story) for word in words)
    ]


@cache
def _searched(story: Story) -> str:
    return _plain(" ".join([story.title, story.lead, *story.text]))


def _plain(text: str) -> str:
    return text.casefold().replace("ё", "е")
