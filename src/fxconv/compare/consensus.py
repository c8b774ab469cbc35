"""Consensus as a check: compares the rates of a pair from all stored sources on one market day.

The result is a check and not a rate: sources differ by 0.1 to 0.5 % because they look at different
hours, and many are copies of others. So nothing is averaged unless you ask for `blend`.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from ..errors import InvalidOption
from ..money.currency import Currency
from ..money.rounding import ratio
from .per_source import (
    COUNTED,
    WARNING_FROM,
    View,
    newest_day,
    nothing_to_compare,
    number,
    sources_in,
    update_command,
    view_of,
)

if TYPE_CHECKING:
    from datetime import date
    from fractions import Fraction

    from ..conversion.converter import Converter
    from ..publishing.provider import Provider
    from ..rates.rate import Rate
    from .per_source import Pair

NEAR = (1, 20)
"""How close to a power of ten, or to the inverse, suggests a wrong unit or direction."""

ENOUGH = 3
"""The number of independent sources that a blend needs."""


class Blend(NamedTuple):
    """A calculated rate that no source published: the exact median of independent sources.

    `inputs` lists all sources by rate, each with its weight; `formula` shows the printed figures.
    """

    base: str
    term: str
    on: date
    exact: Fraction
    inputs: tuple[tuple[str, Fraction], ...]
    formula: str

    def as_dict(self) -> dict[str, Any]:
        """Return the blend in plain types: numbers as text, the day as ISO 8601."""
        inputs = [{"provider": name, "weight": str(weight)} for name, weight in self.inputs]
        plain = {"on": self.on.isoformat(), "exact": number(self.exact), "inputs": inputs}
        return {**self._asdict(), "method": "median", **plain}


class Comparison(NamedTuple):
    """The views of a pair on a market day: those that count, by rate, then the others, by id.

    `median` and `mad` (the median distance from it) are in units of the term currency. `spread`,
    from the lowest to the highest rate, is a fraction of the median. All three are calculated from
    the `n` views that count.
    """

    base: str
    term: str
    on: date
    views: tuple[View, ...]
    median: Fraction
    spread: Fraction
    mad: Fraction
    n: int

    def blend(self) -> Blend:
        """Return the median as a rate; raise InvalidOption below three independent sources.

        Age and reputation carry no weight: the middle source has 1, or the middle two a half each.
        """
        from fractions import Fraction

        counting = self.views[: self.n]
        if self.n < ENOUGH:
            names = ", ".join(view.provider for view in counting)
            why = f"at least {ENOUGH} independent sources (found {self.n}: {names})"
            raise InvalidOption("blend", "median", why)
        middle = counting[(self.n - 1) // 2 : self.n // 2 + 1]
        weight = Fraction(1, len(middle))
        inputs = tuple((view.provider, weight * (view in middle)) for view in counting)
        both = " + ".join(_expression(view.rate) for view in middle)
        formula = both if len(middle) == 1 else f"({both}) ÷ 2"
        return Blend(self.base, self.term, self.on, self.median, inputs, formula)

    @property
    def more(self) -> str:
        """The command that may download more sources for the day."""
        known = {view.provider for view in self.views}
        return update_command((self.base, self.term), self.on, known)

    def as_dict(self) -> dict[str, Any]:
        """Return the comparison in plain types: numbers as text, days as ISO 8601."""
        numbers = {name: number(getattr(self, name)) for name in ("median", "spread", "mad")}
        views = [view.as_dict() for view in self.views]
        return {**self._asdict(), "on": self.on.isoformat(), "views": views, **numbers}


def compare(
    converter: Converter,
    base: str | Currency,
    term: str | Currency,
    *,
    on: str | date | None = None,
) -> Comparison:
    """Compare the rates of a pair from all stored sources on a market day.

    The default is the newest day up to today on which a source that counts has the pair. A source
    without a bulletin for that market day is shown with its last one before, within its gap. The
    median includes the rates of the day whose kind is in COUNTED. A source and its copies count
    once: the source itself, or if it is missing, the first copy by id. Other kinds are only shown,
    unless no other source has the day. Raises RateNotFound if no source has the day, InvalidOption
    if both currencies are the same, and UnknownCurrency, InvalidDate, StoreError.
    """
    pair = Currency(base).code, Currency(term).code
    if pair[0] == pair[1]:
        raise InvalidOption("term", pair[1], "a currency other than the base")
    sources = sources_in(converter)
    if on is None:
        day = newest_day(converter.store, sources.values(), pair, converter.today())
    else:
        from ..dates.parsing import as_day

        day = as_day(on)
    found = (view_of(converter.store, provider, pair, day) for provider in sources.values())
    views = [one for one in found if one]
    if all(view.lag for view in views):
        raise nothing_to_compare(pair, day, views)
    return _compared(pair, day, views, sources)


def _compared(pair: Pair, day: date, views: list[View], known: dict[str, Provider]) -> Comparison:
    from statistics import median

    names = _counting(views)
    rates = {view.provider: view.rate.exact for view in views if view.provider in names}
    middle = median(rates.values())
    shown = sorted((_annotated(view, rates, middle, known) for view in views), key=_order)
    apart = median(abs(rate - middle) for rate in rates.values())
    spread = (max(rates.values()) - min(rates.values())) / middle
    return Comparison(*pair, day, tuple(shown), middle, spread, apart, len(rates))


def _counting(views: list[View]) -> frozenset[str]:
    """Return the ids included in the median: one for each independent source of the day."""
    here = [view for view in views if not view.lag]
    alike = [view for view in here if view.kind in COUNTED] or here
    voices: dict[str, str] = {}
    for view in sorted(alike, key=lambda view: (view.copy_of, view.provider)):
        voices.setdefault(view.copy_of or view.provider, view.provider)
    return frozenset(voices.values())


def _order(view: View) -> tuple[bool, Fraction | int, str]:
    return not view.counts, view.rate.exact if view.counts else 0, view.provider


def _annotated(
    view: View, rates: dict[str, Fraction], middle: Fraction, known: dict[str, Provider]
) -> View:
    """Return a view with its distance from the median and the notes on it."""
    counts = view.provider in rates
    view = view._replace(counts=counts, deviation=view.rate.exact / middle - 1)
    notes = _left_out(view)
    if view.level:
        others = [rate for name, rate in rates.items() if name != view.provider]
        notes += _reasons(view, known[view.provider], others)
        notes = notes or ["unexplained"]
    if counts and view.copy_of:
        notes.append(f"used in place of {view.copy_of}")
    return view._replace(notes=tuple(notes))


def _left_out(view: View) -> list[str]:
    """Return why a view is not included in the median."""
    if view.counts:
        return []
    lag = f"lag of {view.lag} {'day' if view.lag == 1 else 'days'}"
    kind, copied = f"kind not counted: {view.kind}", f"copy of {view.copy_of}"
    reasons = (lag, view.lag), (kind, view.kind not in COUNTED), (copied, view.copy_of)
    return [reason for reason, applies in reasons if applies]


def _reasons(view: View, provider: Provider, others: list[Fraction]) -> list[str]:
    """Return what may explain why a view is far from the median."""
    from fractions import Fraction

    notes = []
    error = view.rate.relative_error
    if abs(view.deviation or Fraction(0)) - error <= Fraction(*WARNING_FROM):
        notes.append(f"few digits: accurate only to ±{percent(error)}")
    if not provider.snapshot and len(view.rate.moving) > 1:
        notes.append("its bulletin combines prices from different moments")
    factor = _factor(view.rate.exact, others)
    if factor:
        notes.append(f"unexplained: close to {factor}; check unit and direction")
    return notes


def _factor(rate: Fraction, others: list[Fraction]) -> str:
    """Return how a rate relates to the others if its unit or direction looks wrong, or ""."""
    from fractions import Fraction
    from statistics import median

    near, other = Fraction(*NEAR), median(others or [rate])
    if abs(rate * other - 1) < min(near, abs(rate / other - 1) / 4):
        return "the inverse of the others"
    powers = [10**n for n in range(1, 10)]
    over = [f"{n} times the others" for n in powers if abs(rate / other / n - 1) < near]
    under = [f"1/{n} of the others" for n in powers if abs(rate / other * n - 1) < near]
    return next(iter(over + under), "")


def _expression(rate: Rate) -> str:
    """Return the printed figures that a rate is calculated from."""
    return " ".join(["1", *(leg.factor for leg in rate.legs)])


def percent(part: Fraction | int, places: int = 3) -> str:
    """Return a fraction as a rounded percentage."""
    figure = ratio(Decimal(part.numerator * 100), Decimal(part.denominator), places)
    return f"{figure:f} %"
