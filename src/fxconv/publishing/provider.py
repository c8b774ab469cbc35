"""What a provider is: a record of facts and two pure functions, from days to requests to quotes."""

from collections.abc import Callable, Iterable
from datetime import date, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from ..dates.spans import Span
from ..errors import InvalidDocument
from ..rates.bulletin import check
from ..rates.quote import Quote
from . import calendars

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element


MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
"""As banks print them in English, whatever the locale of this machine."""


class Request(NamedTuple):
    """What is asked of a provider's server: a GET, or a POST where something is sent.

    `absent` are the status codes with which it says that there is no bulletin, `instead` a second
    address of the same document, for when the first cannot be reached. A key is in neither.
    """

    url: str
    sent: bytes = b""
    headers: tuple[tuple[str, str], ...] = ()
    absent: tuple[int, ...] = ()
    instead: str = ""


class Key(NamedTuple):
    """How a provider wants its key: in a header, or as a parameter of the address.

    `names` are two where it is a name and a password, written `name:password`. `prefix` goes before
    the key. `home` is where one gets a key.
    """

    place: str
    names: tuple[str, ...]
    home: str
    prefix: str = ""


class Answer(NamedTuple):
    """What a provider's server sent: the bytes, and the request that they answer.

    `validator` is what the server says of the document, ETag and Last-Modified.
    """

    body: bytes
    url: str
    sent: bytes = b""
    validator: tuple[str, str] = ("", "")


class Published(NamedTuple):
    """The local hour at which bulletins became public, up to and including a last day.

    `margin` is what is added for safety, as the hour is usual and not guaranteed. `before` is how
    many days ahead of the day printed on it a bulletin is set: 1 where it is in force tomorrow.
    """

    at: time
    margin: timedelta
    until: date | None = None
    before: int = 0


class Provider(NamedTuple):
    """A bank or market whose rates are used.

    `kind` says what its figures are (reference, official, market, ...), `dates` what the day
    printed on a bulletin means (`market day` or `in force`). `gap` is the longest time in days that
    normally passes between two bulletins: a bulletin answers for no day further away. With `apart`
    that is so of each currency, as they do not all have a rate on each day; otherwise a currency
    that a bulletin lacks has none. `zone`, `published` and `working` say when a bulletin became
    known and when the next one is due.

    `plan` turns a span of days, never more than `window`, into requests; `parse` turns an answer
    into quotes, as printed. Two requests are `pause` seconds apart. `key` says how a key is sent
    where one is needed, and `until` is the last day of a provider that publishes no more.

    `series` returns the provider's own name for the series of a quote, where it has one. `copies`
    names whose figures it prints or recomputes, and since when. `snapshot` is False where the
    prices of one bulletin are not of one moment, as its bank crosses them from those of others.
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
        """How many days old the newest bulletin can be: the gap, and the lag of publication."""
        return self.gap + self.published[-1].margin.days

    def requests(self, span: Span) -> "Iterator[tuple[Span, list[Request]]]":
        """Return the requests for a span of days, cut into what may be asked for at once."""
        for part in windows(span, self.window) if self.window else [span]:
            yield part, list(self.plan(part))


def parsed(provider: Provider, answer: Answer) -> "Iterator[Quote]":
    """Return the quotes of a document one by one, none for a day without a bulletin.

    Raises InvalidDocument for anything else than a document of the provider.
    """
    try:
        for quote in provider.parse(answer):
            check(quote)
            yield quote
    except Exception as error:
        raise InvalidDocument(provider.id, str(error) or type(error).__name__) from error


def read(provider: Provider, answer: Answer) -> list[Quote]:
    """Return the quotes of a document that has some; raises InvalidDocument."""
    quotes = list(parsed(provider, answer))
    if not quotes:
        raise InvalidDocument(provider.id, "there are no rates in it")
    return quotes


def xml(body: bytes) -> "Element":
    """Return the root of an XML document; raises ValueError for one with a document type."""
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    try:
        return fromstring(body, forbid_dtd=True)
    except DefusedXmlException:
        raise ValueError("a page, or XML with a document type, which no bank sends") from None


def json(body: bytes) -> Any:
    """Return a JSON document, its numbers as the text that was printed; raises ValueError."""
    from json import loads

    return loads(body, parse_float=str, parse_int=str)


def rows(body: bytes) -> list[Any]:
    """Return the rows of a JSON array, numbers as printed; raises ValueError for anything else."""
    found = json(body)
    if not isinstance(found, list):
        raise ValueError("not a list of rates")
    return found


def plain(text: str) -> str:
    """Return a number without an exponent, digit for digit."""
    return format(Decimal(text), "f")


def windows(span: Span, days: int) -> Iterable[Span]:
    """Return the span cut into spans of at most so many days, oldest first."""
    first = span.first
    while first <= span.last:
        last = min(first + timedelta(days - 1), span.last)
        yield Span(first, last)
        first = last + timedelta(1)


def weekday_before(day: date) -> date:
    """Return the weekday before a day: for Saturday, Sunday and Monday the Friday.

    Public holidays are not known here.
    """
    return day - timedelta({6: 2, 0: 3}.get(day.weekday(), 1))


def same_or_friday(day: date) -> date:
    """Return a weekday itself, and for Saturday and Sunday the Friday that they repeat."""
    return day - timedelta(max(0, day.weekday() - 4))
