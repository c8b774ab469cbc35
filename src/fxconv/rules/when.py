"""When: the day or instant of a request, and the day whose bulletin counts."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from ..errors import InvalidOption
from .day_policy import LOOKING_AHEAD

if TYPE_CHECKING:
    from .options import Options


class AsKnown(NamedTuple):
    """A day, and the instant at which its rate had to be public."""

    day: date
    at: datetime


When: TypeAlias = date | datetime | AsKnown | None
"""The day or instant of a request; None for the newest rate."""


def asked(on: str | date | None, at: str | datetime | None, options: Options) -> tuple[When, date]:
    """Return what was asked and the day whose bulletin counts; raises InvalidDate, InvalidOption.

    With both a day and an instant, only what was public at the instant counts for the day.
    """
    from ..dates.parsing import as_day, as_instant

    if at is not None and options.rule is None and options.policy in LOOKING_AHEAD:
        allowed = "previous or exact; a request with --at may not look ahead"
        raise InvalidOption("policy", options.policy, allowed)
    instant = None if at is None else as_instant(at)
    if on is None:
        if instant is None or options.rule is not None:
            raise InvalidOption("rule", options.rule, "it with --on, the day from which it starts")
        return instant, instant.date()
    day = as_day(on)
    return AsKnown(day, instant) if instant else day, _counted(day, options)


def _counted(day: date, options: Options) -> date:
    if options.rule is None:
        return day
    from .statutes import find

    try:
        return find(options.rule).day(day)
    except OverflowError:
        raise InvalidOption("on", day, f"a day from which {options.rule} can start") from None
