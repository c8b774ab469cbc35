"""Which day or instant is asked about, and the day whose bulletin counts, by the rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..conversion.request import AsKnown
from ..dates.parsing import as_day, as_instant
from ..errors import InvalidOption
from .day_policy import LOOKING_AHEAD

if TYPE_CHECKING:
    from datetime import date, datetime

    from ..conversion.request import Asked, Terms


def asked(on: str | date | None, at: str | datetime | None, terms: Terms) -> tuple[Asked, date]:
    """Return what is asked and the day whose bulletin counts; raises InvalidDate, InvalidOption.

    A day with an instant asks about the day by what was known at the instant.
    """
    if at is not None and terms.rule is None and terms.policy in LOOKING_AHEAD:
        allowed = "previous or exact at an instant: no look-ahead"
        raise InvalidOption("policy", terms.policy, allowed)
    instant = None if at is None else as_instant(at)
    if on is None:
        if instant is None or terms.rule is not None:
            raise InvalidOption("rule", terms.rule, "it with a day, on, from which it starts")
        return instant, instant.date()
    day = as_day(on)
    return AsKnown(day, instant) if instant else day, _counted(day, terms)


def _counted(day: date, terms: Terms) -> date:
    if terms.rule is None:
        return day
    from .statutes import find

    try:
        return find(terms.rule).day(day)
    except OverflowError:
        raise InvalidOption("on", day, f"a day that {terms.rule} can start from") from None
