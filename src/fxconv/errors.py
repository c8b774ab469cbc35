"""Every error that fxconv raises on purpose.

Each is also the builtin error that a caller would expect, and carries its data as attributes::

    FxconvError
    ├── InvalidAmount        (ValueError)   not an amount, or too large or too fine
    │   └── AmbiguousAmount                 "1,000": a thousand, or one?
    ├── InexactAmount        (TypeError)    a float where exact digits are needed
    ├── InvalidDate          (ValueError)   neither a day nor an instant
    │   └── AmbiguousDate                   "01/02/2014": January, or February?
    ├── InvalidOption        (ValueError)   no such rounding mode, policy or number of digits
    ├── UnknownCurrency      (LookupError)
    │   └── AmbiguousCurrency               "kr": which country's?
    ├── UnknownProvider      (LookupError)
    ├── CurrencyMismatch     (ValueError)   1 USD + 1 EUR
    ├── RateNotFound         (LookupError)  no source that was asked has this rate
    │   ├── NotQuoted                       the provider never publishes this currency
    │   ├── NotYetQuoted                    the series starts after the day
    │   ├── SeriesEnded                     suspended, or the currency was replaced
    │   ├── Retired                         the currency was withdrawn before the day
    │   ├── NotYetKnown                     not published by then
    │   └── NoBulletin                      nothing was published near enough to the day
    ├── StaleRate            (LookupError)  the rate is older than `max_age`
    ├── FetchFailed          (OSError)      a source that could not be reached, or failed
    │   └── KeyNeeded                       a source that needs a key, and none is set
    ├── InvalidDocument      (ValueError)   a document that is not what its provider publishes
    ├── InvalidRecord        (ValueError)   not an audit record, or one that contradicts itself
    └── StoreError           (OSError)      the store is damaged, read-only or too new
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date
    from typing import Any

_MARKS = str.maketrans("", "", "%+-./:_")


class FxconvError(Exception):
    """The root of all fxconv errors."""

    def __reduce__(self) -> tuple[Any, ...]:
        return _again, (type(self), self.args), self.__dict__


class InvalidAmount(FxconvError, ValueError):
    """The text or number is not an amount of money."""

    def __init__(self, text: str, why: str) -> None:
        self.text = text
        self.why = why
        super().__init__(f"{_shown(text)} is not an amount: {why}")


class AmbiguousAmount(InvalidAmount):
    """The text can be read as more than one amount."""

    def __init__(self, text: str, readings: Sequence[str]) -> None:
        self.readings = tuple(readings)
        super().__init__(text, f"it can mean {either(readings)}; write it without grouping")
        self.args = (f"the amount {_shown(text)} is ambiguous: {self.why}",)


class InexactAmount(FxconvError, TypeError):
    """A float (or another inexact type) was given where exact digits are needed."""

    def __init__(self, value: object) -> None:
        self.value = value
        super().__init__(
            f"{type(value).__name__} {value!r} is not exact: "
            f'write the digits as text, "{value}", or use Decimal("{value}")'
        )


class InvalidDate(FxconvError, ValueError):
    """The text is neither a day nor an instant."""

    def __init__(self, text: str, why: str) -> None:
        self.text = text
        self.why = why
        super().__init__(f"cannot read the date {_shown(text)}: {why}")


class AmbiguousDate(InvalidDate):
    """The text can be read as more than one day."""

    def __init__(self, text: str, readings: Sequence[str]) -> None:
        self.readings = tuple(readings)
        super().__init__(text, f"it can mean {either(readings)}; write it as YYYY-MM-DD")
        self.args = (f"the date {_shown(text)} is ambiguous: {self.why}",)


class InvalidOption(FxconvError, ValueError):
    """The value of an option is not one that it allows."""

    def __init__(self, option: str, value: object, allowed: str) -> None:
        self.option = option
        self.value = value
        self.allowed = allowed
        super().__init__(f"{option} {_coded(str(value))} is not valid; use {allowed}")


class UnknownCurrency(FxconvError, LookupError):
    """No currency has this code, number, symbol or name."""

    def __init__(self, text: str, near: Sequence[str] = ()) -> None:
        self.text = text
        self.near = tuple(near)
        hint = f"did you mean {either(near)}?" if near else "run `fxconv currencies` for a list"
        super().__init__(f"unknown currency {_shown(text)}; {hint}")


class AmbiguousCurrency(UnknownCurrency):
    """Several currencies share the symbol or name, and none of them is the usual one."""

    def __init__(self, text: str, candidates: Sequence[str]) -> None:
        super().__init__(text)
        self.candidates = tuple(candidates)
        self.args = (f"{_shown(text)} can mean {either(candidates)}; write the code",)


class UnknownProvider(FxconvError, LookupError):
    """No provider has this id."""

    def __init__(self, text: str, known: Sequence[str]) -> None:
        self.text = text
        self.known = tuple(known)
        near = _near(text, known)
        hint = f"did you mean {either(near)}?" if near else "run `fxconv providers` for a list"
        super().__init__(f"unknown provider {_shown(text)}; {hint}")


class CurrencyMismatch(FxconvError, ValueError):
    """Two amounts of different currencies were added or compared."""

    def __init__(self, first: str, second: str) -> None:
        self.first = first
        self.second = second
        super().__init__(f"cannot combine {first} and {second}; convert one of them first")


class RateNotFound(FxconvError, LookupError):
    """No source has the rate: which pair, day and source were asked for, and why there is none."""

    def __init__(
        self,
        base: str,
        term: str,
        on: date | None,
        provider: str | None,
        why: str,
        hint: str = "",
    ) -> None:
        self.base = base
        self.term = term
        self.on = on
        self.provider = provider
        self.why = why
        self.hint = hint
        source = f" from {provider}" if provider else ""
        day = f" on {on}" if on else ""
        tail = f"; {hint}" if hint else ""
        rate = f"{_coded(base)}/{_coded(term)} rate" if base else "rates"
        super().__init__(f"no {rate}{source}{day}: {why}{tail}")


class NotQuoted(RateNotFound):
    """The provider never publishes one of the two currencies."""


class NotYetQuoted(RateNotFound):
    """The day is before the first bulletin that quotes the currency."""


class SeriesEnded(RateNotFound):
    """The provider stopped quoting the currency; its last rate is never carried forward."""


class NoBulletin(RateNotFound):
    """No bulletin was published on the day or within the provider's normal gap before it."""


class NotYetKnown(RateNotFound):
    """The bulletin for the day is not published yet, or was not at the instant asked for."""


class Retired(RateNotFound):
    """One of the currencies had already been withdrawn and has no successor."""


class StaleRate(FxconvError, LookupError):
    """The rate is older than the caller allows; the answer is kept as `conversion`."""

    def __init__(self, conversion: Any, max_age: int | str) -> None:
        self.conversion = conversion
        self.max_age = max_age
        rate = f"{conversion.base}/{conversion.term} rate is from {conversion.in_force}"
        most = str(max_age).replace("b", "b (bank working days)")
        verb = "is" if max_age in (1, "1b") else "are"
        age = f"{conversion.age} day{'' if conversion.age == 1 else 's'} old"
        super().__init__(f"the newest {rate}, {age}; at most {most} {verb} allowed")


class FetchFailed(FxconvError, OSError):
    """A source could not be reached, or its answer broke off; nothing from it was stored."""

    def __init__(self, url: str, why: str) -> None:
        self.url = url.partition("?")[0]
        self.why = why
        super().__init__(f"{self.url}: {why}; stored rates are unchanged, try again later")

    def __str__(self) -> str:
        return str(self.args[0])


class KeyNeeded(FetchFailed):
    """A source needs a key, and none is set; no request was sent."""

    def __init__(self, provider: str, variable: str, home: str) -> None:
        self.provider = provider
        self.variable = variable
        super().__init__(home, "")
        self.args = (f"{provider} needs a key; get one at {home} and set {variable} to it",)


class InvalidDocument(FxconvError, ValueError):
    """The document is not what its provider publishes."""

    def __init__(self, provider: str, why: str) -> None:
        self.provider = provider
        self.why = why
        super().__init__(f"this is not a document from {provider}: {why}; nothing was stored")


class InvalidRecord(FxconvError, ValueError):
    """The audit record cannot be read, or does not follow from its own quotes."""

    def __init__(self, why: str) -> None:
        self.why = why
        super().__init__(why)


class StoreError(FxconvError, OSError):
    """The store of rates cannot be read or written."""

    def __init__(self, path: str, why: str, hint: str) -> None:
        self.path = path
        self.why = why
        self.hint = hint
        super().__init__(f"{path}: {why}; {hint}")

    def __str__(self) -> str:
        return str(self.args[0])


def _again(kind: type[FxconvError], args: tuple[Any, ...]) -> FxconvError:
    """Rebuild a pickled error, whatever its constructor takes."""
    error = kind.__new__(kind, *args)
    error.args = args
    return error


def either(texts: Iterable[str]) -> str:
    """Return the texts as a choice: `a, b or c`."""
    *first, last = texts
    return f"{', '.join(first)} or {last}" if first else last


def _near(text: str, known: Sequence[str]) -> list[str]:
    """Return the names that a mistyped one may have been meant to be."""
    from difflib import get_close_matches

    folded = text.lower()[:40]
    return [folded] if folded in known else get_close_matches(folded, known, n=3)


def _coded(text: str) -> str:
    """Return a text that is one short word as it is, and any other in quotes."""
    one = text.isascii() and text.translate(_MARKS).isalnum() and len(text) <= 40
    return text if one else _shown(text)


def _shown(text: str) -> str:
    """Return the text in quotes, shortened to fit a terminal."""
    quoted = repr(text)
    return quoted if len(quoted) <= 42 else f"{quoted[:38]}...{quoted[0]}"
