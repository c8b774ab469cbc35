"""Every error that fxconv raises on purpose.

Each one also is the builtin that a caller would expect, and carries its data as attributes::

    FxconvError
    ├── InvalidAmount        (ValueError)   not an amount, or one of unbounded size
    │   └── AmbiguousAmount                 "1,000": a thousand, or one?
    ├── InexactAmount        (TypeError)    a float where exact digits are needed
    ├── InvalidDate          (ValueError)   not a day or an instant
    │   └── AmbiguousDate                   "01/02/2014": January, or February?
    ├── InvalidOption        (ValueError)   no such rounding mode, policy, number of digits
    ├── UnknownCurrency      (LookupError)
    │   └── AmbiguousCurrency               "kr": which country's?
    ├── UnknownProvider      (LookupError)
    ├── CurrencyMismatch     (ValueError)   1 USD + 1 EUR
    ├── RateNotFound         (LookupError)  nobody who was asked has this rate
    │   ├── NotQuoted                       the provider never publishes this currency
    │   ├── NotYetQuoted                    the series starts later
    │   ├── SeriesEnded                     suspended, or its currency was replaced
    │   ├── Retired                         a currency that was none any more on the day
    │   ├── NotYetKnown                     not published yet by then
    │   └── NoBulletin                      nothing published near enough to the day
    ├── StaleRate            (LookupError)  there is an answer, older than `max_age`
    ├── FetchFailed          (OSError)      a source that could not be asked, or gave no answer
    │   └── KeyNeeded                       a source that wants a key, and there is none
    ├── InvalidDocument      (ValueError)   a document that is not what its provider publishes
    ├── InvalidRecord        (ValueError)   an audit record that does not hold
    └── StoreError           (OSError)      a store that is damaged, read-only or too new
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from typing import Any


class FxconvError(Exception):
    """The root of all errors of fxconv."""

    def __reduce__(self) -> tuple[Any, ...]:
        return _again, (type(self), self.args), self.__dict__


class InvalidAmount(FxconvError, ValueError):
    """A text or number that is not an amount of money."""

    def __init__(self, text: str, why: str) -> None:
        self.text = text
        self.why = why
        super().__init__(f"{_shown(text)} is not an amount: {why}")


class AmbiguousAmount(InvalidAmount):
    """A text that two careful readers would read as two amounts."""

    def __init__(self, text: str, readings: Sequence[str]) -> None:
        self.readings = tuple(readings)
        either = " or ".join(readings)
        super().__init__(text, f"it can be read as {either}; write it without grouping")


class InexactAmount(FxconvError, TypeError):
    """A float (or another inexact type) was given where exact digits are needed."""

    def __init__(self, value: object) -> None:
        self.value = value
        super().__init__(
            f"{type(value).__name__} {value!r} is not exact: "
            f'write the digits as text, "{value}", or use Decimal("{value}")'
        )


class InvalidDate(FxconvError, ValueError):
    """A text that is neither a day nor an instant."""

    def __init__(self, text: str, why: str) -> None:
        self.text = text
        self.why = why
        super().__init__(f"{_shown(text)} is not a date: {why}")


class AmbiguousDate(InvalidDate):
    """A text that two careful readers would read as two days."""

    def __init__(self, text: str, readings: Sequence[str]) -> None:
        self.readings = tuple(readings)
        either = " or ".join(readings)
        super().__init__(text, f"it can be read as {either}; write it as YYYY-MM-DD")


class InvalidOption(FxconvError, ValueError):
    """An option outside its closed list or range."""

    def __init__(self, option: str, value: object, allowed: str) -> None:
        self.option = option
        self.value = value
        self.allowed = allowed
        super().__init__(f"{option} {_shown(str(value))} is not possible: use {allowed}")


class UnknownCurrency(FxconvError, LookupError):
    """A text that names no currency."""

    def __init__(self, text: str, near: Sequence[str] = ()) -> None:
        self.text = text
        self.near = tuple(near)
        hint = f"did you mean {' or '.join(near)}?" if near else "see `fxconv currencies`"
        super().__init__(f"no currency {_shown(text)}: {hint}")


class AmbiguousCurrency(UnknownCurrency):
    """A symbol or name that several currencies share, none of them the usual one."""

    def __init__(self, text: str, candidates: Sequence[str]) -> None:
        super().__init__(text)
        self.candidates = tuple(candidates)
        self.args = (f"{_shown(text)} can be {', '.join(candidates)}: write the code",)


class UnknownProvider(FxconvError, LookupError):
    """A name that no provider has."""

    def __init__(self, text: str, known: Sequence[str]) -> None:
        self.text = text
        self.known = tuple(known)
        super().__init__(f"no provider {_shown(text)}: there are {', '.join(known)}")


class CurrencyMismatch(FxconvError, ValueError):
    """Two amounts of different currencies were added or compared."""

    def __init__(self, first: str, second: str) -> None:
        self.first = first
        self.second = second
        super().__init__(f"{first} and {second} do not mix: convert one of them first")


class RateNotFound(FxconvError, LookupError):
    """No rate answers the question: who was asked, for which pair and day, and why not."""

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
    """The provider does not publish one of the two currencies at all."""


class NotYetQuoted(RateNotFound):
    """The day lies before the first bulletin that quotes the currency."""


class SeriesEnded(RateNotFound):
    """The provider stopped quoting the currency: its last rate is never carried forward."""


class NoBulletin(RateNotFound):
    """No bulletin was published on the day, nor within the provider's normal gap of it."""


class NotYetKnown(RateNotFound):
    """The bulletin that answers for the day was, or is, not published yet."""


class Retired(RateNotFound):
    """One of the two was no currency any more on the day, and nothing leads on from it."""


class StaleRate(FxconvError, LookupError):
    """The answer is older than the caller allows; it is kept as `conversion`."""

    def __init__(self, conversion: Any, max_age: int | str) -> None:
        self.conversion = conversion
        self.max_age = max_age
        rate = f"{conversion.base}/{conversion.term} rate is of {conversion.in_force}"
        allowed = f"{max_age} are".replace("b are", " working days are")
        age = f"{conversion.age} day{'' if conversion.age == 1 else 's'} old"
        super().__init__(f"the newest {rate}, {age}, and {allowed} allowed")


class FetchFailed(FxconvError, OSError):
    """A source that could not be asked, or whose answer broke off; nothing was stored of it."""

    def __init__(self, url: str, why: str) -> None:
        self.url = url.partition("?")[0]
        self.why = why
        super().__init__(f"{self.url}: {why}; what is stored stays as it is, try again later")

    def __str__(self) -> str:
        return str(self.args[0])


class KeyNeeded(FetchFailed):
    """A source that wants a key, and none is set; it was not asked."""

    def __init__(self, provider: str, variable: str, home: str) -> None:
        self.provider = provider
        self.variable = variable
        super().__init__(home, "")
        self.args = (f"{provider} wants a key: get one at {home} and set {variable} to it",)


class InvalidDocument(FxconvError, ValueError):
    """A document that is not what its provider publishes."""

    def __init__(self, provider: str, why: str) -> None:
        self.provider = provider
        self.why = why
        super().__init__(f"this is not a document of {provider}: {why}; nothing was stored")


class InvalidRecord(FxconvError, ValueError):
    """An audit record that cannot be read, or does not follow from its own quotes."""

    def __init__(self, why: str) -> None:
        self.why = why
        super().__init__(f"the record does not hold: {why}")


class StoreError(FxconvError, OSError):
    """A store of rates that cannot be read or written."""

    def __init__(self, path: str, why: str, hint: str) -> None:
        self.path = path
        self.why = why
        self.hint = hint
        super().__init__(f"{path}: {why}; {hint}")

    def __str__(self) -> str:
        return str(self.args[0])


def _again(kind: type[FxconvError], args: tuple[Any, ...]) -> FxconvError:
    """Return an error that was pickled, whatever its constructor takes."""
    error = kind.__new__(kind, *args)
    error.args = args
    return error


def _coded(text: str) -> str:
    """Return a code as it is, and quoted what may be none."""
    return text if text.isascii() and text.isalnum() else _shown(text)


def _shown(text: str) -> str:
    """Return the text quoted, cut to a length that fits a terminal."""
    quoted = repr(text)
    return quoted if len(quoted) <= 42 else f"{quoted[:38]}...{quoted[0]}"
