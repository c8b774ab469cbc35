"""A provider: a record of facts, and two pure functions.

`plan` turns days into requests, and `parse` turns an answer into quotes.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, time, timedelta
from typing import NamedTuple

from ..dates.spans import Span
from ..errors import InvalidDocument
from ..rates.bulletin import check
from ..rates.quote import Quote
from . import calendars

Quotes = Iterator[Quote]


class Request(NamedTuple):
    """A request to a provider's server: a GET, or a POST if `sent` is not empty.

    `absent` lists the status codes that mean "no bulletin". `instead` is a second address of the
    same document, used if the first cannot be reached. Neither address contains a key.
    """

    url: str
    sent: bytes = b""
    headers: tuple[tuple[str, str], ...] = ()
    absent: tuple[int, ...] = ()
    instead: str = ""


class Key(NamedTuple):
    """How a provider expects its key: in a header, or as a parameter in the query.

    `place` is `header` or `query`, and `names` has the name of the header or parameter. Two names
    stand for a user name and a password, given as `name:password`. `home` is the page that issues
    keys, and `prefix` is put before the key.
    """

    place: str
    names: tuple[str, ...]
    home: str
    prefix: str = ""


class Answer(NamedTuple):
    """What a provider's server sent: the bytes, and the request that they answer.

    `validator` holds the ETag and the Last-Modified that came with the document.
    """

    body: bytes
    url: str
    sent: bytes = b""
    validator: tuple[str, str] = ("", "")


class Published(NamedTuple):
    """The local hour at which bulletins became public, up to and including the day `until`.

    `margin` is added for safety, because the hour is usual and not guaranteed. `before` is the
    number of days between setting a bulletin and the day printed on it: 1 for a bulletin that is in
    force tomorrow.
    """

    at: time
    margin: timedelta
    until: date | None = None
    before: int = 0


class Provider(NamedTuple):
    """A bank or market, and how its rates are downloaded and read.

    `kind` says what its figures are (reference, official, market, ...), and `dates` what the
    printed day of a bulletin means (`market day` or `in force`). `gap` is the longest time in days
    that normally passes between two bulletins; no bulletin is used for a day further away. With
    `apart` that applies to each currency, because not all of them have a rate every day; otherwise
    a currency missing from a bulletin has no rate. `zone`, `published` and `working` say when a
    bulletin became known and when the next one is due.

    `plan` turns a span of at most `window` days into requests, and `parse` turns an answer into
    quotes as printed. Requests are `pause` seconds apart. `key` says how a key is sent, if one is
    needed. `until` is the last day of a provider that has stopped publishing.

    `series` returns the provider's own name for the series of a quote, if there is one. `copies`
    names the provider whose figures it prints or recomputes, and since when. `snapshot` is False if
    the prices of one bulletin are not from one moment, because the bank crosses them from others'.
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
    plan: Callable[[Span], Iterable[Request]] = lambda span: ()
    window: int | None = None
    pause: int = 1
    until: date | None = None
    working: Callable[[date], bool] = calendars.weekdays
    apart: bool = False
    key: Key | None = None
    series: Callable[[Quote], str] = lambda quote: ""
    copies: tuple[str, date] | None = None
    snapshot: bool = True

    @property
    def normal_age(self) -> int:
        """How many days old the newest bulletin may be: the gap plus the lag of publication."""
        return self.gap + self.published[-1].margin.days

    def requests(self, span: Span) -> Iterator[tuple[Span, list[Request]]]:
        """Return the parts of a span that may be asked for at once, each with its requests."""
        for part in windows(span, self.window) if self.window else [span]:
            yield part, list(self.plan(part))


def parsed(provider: Provider, answer: Answer) -> Quotes:
    """Return the quotes of a document one by one, none for a day without a bulletin.

    Raises InvalidDocument if it is not a document of the provider.
    """
    try:
        for quote in provider.parse(answer):
            check(quote)
            yield quote
    except (ValueError, SyntaxError) as error:
        raise InvalidDocument(provider.id, str(error) or "it cannot be read") from error
    except Exception as error:
        why = f"its form is not the expected one ({type(error).__name__}: {error})"
        raise InvalidDocument(provider.id, why) from error


def read(provider: Provider, answer: Answer) -> list[Quote]:
    """Return the quotes of a document; raises InvalidDocument if it has none or is another."""
    quotes = list(parsed(provider, answer))
    if not quotes:
        raise InvalidDocument(provider.id, "there are no rates in it")
    return quotes


def windows(span: Span, days: int) -> Iterable[Span]:
    """Return the parts of a span with at most this many days each, oldest first."""
    first = span.first
    while first <= span.last:
        last = min(first + timedelta(days - 1), span.last)
        yield Span(first, last)
        first = last + timedelta(1)
