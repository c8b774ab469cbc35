"""What a provider is: a record of facts, and a pure function from its answers to quotes."""

from collections.abc import Callable, Iterable
from datetime import date, time, timedelta
from typing import NamedTuple

from .errors import InvalidDocument
from .quote import Quote


class Answer(NamedTuple):
    """What a provider's server sent: the bytes, and the address they were asked from."""

    body: bytes
    url: str


class Published(NamedTuple):
    """The local hour at which bulletins became public, up to and including a last day.

    `margin` is what is added for safety, as the hour is usual and not guaranteed.
    """

    at: time
    margin: timedelta
    until: date | None = None


class Provider(NamedTuple):
    """A bank or market whose rates are used.

    `kind` says what its figures are (reference, market, ...), `dates` what the day printed on a
    bulletin means (`market day` or `in force`). `gap` is the longest time in days that normally
    passes between two bulletins: a bulletin answers for no day further away. `zone` and
    `published` say when a bulletin became known.
    """

    id: str
    name: str
    country: str
    pivot: str
    kind: str
    dates: str
    since: date
    gap: int
    zone: str
    published: tuple[Published, ...]
    home: str
    terms: str
    parse: Callable[[Answer], Iterable[Quote]]
    until: date | None = None


def read(provider: Provider, answer: Answer) -> list[Quote]:
    """Return the quotes of a document; raises InvalidDocument for anything else than one."""
    try:
        quotes = list(provider.parse(answer))
    except Exception as error:
        raise InvalidDocument(provider.id, str(error) or type(error).__name__) from error
    if not quotes:
        raise InvalidDocument(provider.id, "there are no rates in it")
    return quotes
