"""Consensus as a check: what every source in the store says of a pair on one day of the market.

A check and no rate: sources differ by 0.1 to 0.5 % as they look at different hours, and many are
copies of others. So nothing is averaged here unless `blend` is asked for.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from ..errors import InvalidOption
from ..money.currency import Currency
from ..money.rounding import ratio
from .per_source import COUNTED, WARNING_FROM, View, bringing, known, newest, none, number, seen

if TYPE_CHECKING:
    from datetime import date
    from fractions import Fraction

    from ..conversion.converter import Converter
    from ..publishing.provider import Provider
    from ..rates.rate import Rate
    from .per_source import Pair

NEAR = (1, 20)
"""How near to a power of ten, or to the inverse, makes one look for a wrong unit or direction."""

ENOUGH = 3
"""Independent sources that a blend needs."""


class Blend(NamedTuple):
    """A rate that nobody published: the median of independent sources, exact.

    `inputs` are all of them by rate, with the weight of each; `formula` has the printed figures.
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
    """The views of a pair on a market day: those that count by rate, then the others by id.

    `median` and `mad`, the median distance from it, are in units of the term currency; `spread`,
    from the lowest to the highest, is a part of the median. They are of the `n` views that count.
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
        """Return the median as a rate; raises InvalidOption below three independent sources.

        No weights by age or fame: 1 for the middle source, or a half for each of the middle two.
        """
        from fractions import Fraction

        counting = self.views[: self.n]
        if self.n < ENOUGH:
            names = ", ".join(view.provider for view in counting)
            why = f"{ENOUGH} independent sources or more: there are {self.n}, {names}"
            raise InvalidOption("blend", "median", why)
        middle = counting[(self.n - 1) // 2 : self.n // 2 + 1]
        weight = Fraction(1, len(middle))
        inputs = tuple((view.provider, weight * (view in middle)) for view in counting)
        both = " + ".join(_expression(view.rate) for view in middle)
        formula = both if len(middle) == 1 else f"({both}) ÷ 2"
        return Blend(self.base, self.term, self.on, self.median, inputs, formula)

    @property
    def more(self) -> str:
        """The command that may bring further sources for the day."""
        return bringing((self.base, self.term), self.on, {view.provider for view in self.views})

    def as_dict(self) -> dict[str, Any]:
        """Return all of it in plain types: numbers as text, days as ISO 8601."""
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
    """Return what all sources in the store say of a pair on a market day.

    By default the newest day up to today on which any source that counts has the pair. A source
    without a bulletin of that market day is shown with its last one before, within its gap. In the
    median are those of the day whose kind is in COUNTED, and copies of one source once: itself,
    else the first copy by id. Other kinds are shown only, unless nobody else has the day. Raises
    RateNotFound where none is of the day, InvalidOption for one currency and itself, as well as
    UnknownCurrency, InvalidDate, StoreError.
    """
    pair = Currency(base).code, Currency(term).code
    if pair[0] == pair[1]:
        raise InvalidOption("term", pair[1], "another currency than the base")
    sources = known(converter)
    if on is None:
        day = newest(converter.store, sources.values(), pair, converter.today())
    else:
        from ..dates.parsing import as_day

        day = as_day(on)
    found = (seen(converter.store, provider, pair, day) for provider in sources.values())
    views = [one for one in found if one]
    if all(view.lag for view in views):
        raise none(pair, day, views)
    return _compared(pair, day, views, sources)


def _compared(pair: Pair, day: date, views: list[View], known: dict[str, Provider]) -> Comparison:
    from statistics import median

    names = _counting(views)
    rates = {view.provider: view.rate.exact for view in views if view.provider in names}
    middle = median(rates.values())
    shown = sorted((_told(view, rates, middle, known) for view in views), key=_place)
    apart = median(abs(rate - middle) for rate in rates.values())
    spread = (max(rates.values()) - min(rates.values())) / middle
    return Comparison(*pair, day, tuple(shown), middle, spread, apart, len(rates))


def _counting(views: list[View]) -> frozenset[str]:
    """Return the ids that take part in the median: one for each independent source of the day."""
    here = [view for view in views if not view.lag]
    alike = [view for view in here if view.kind in COUNTED] or here
    voices: dict[str, str] = {}
    for view in sorted(alike, key=lambda view: (view.copy_of, view.provider)):
        voices.setdefault(view.copy_of or view.provider, view.provider)
    return frozenset(voices.values())


def _place(view: View) -> tuple[bool, Fraction | int, str]:
    return not view.counts, view.rate.exact if view.counts else 0, view.provider


def _told(
    view: View, rates: dict[str, Fraction], middle: Fraction, known: dict[str, Provider]
) -> View:
    """Return a view with its distance from the median and the notes on it."""
    counts = view.provider in rates
    view = view._replace(counts=counts, deviation=view.rate.exact / middle - 1)
    notes = _aside(view)
    if view.level:
        others = [rate for name, rate in rates.items() if name != view.provider]
        notes += _reasons(view, known[view.provider], others)
        notes = notes or ["unexplained"]
    if counts and view.copy_of:
        notes.append(f"stands for {view.copy_of}")
    return view._replace(notes=tuple(notes))


def _aside(view: View) -> list[str]:
    """Return why a view takes no part in the median."""
    if view.counts:
        return []
    lag = f"lag of {view.lag} {'day' if view.lag == 1 else 'days'}"
    kind, copied = f"another kind: {view.kind}", f"copy of {view.copy_of}"
    told = (lag, view.lag), (kind, view.kind not in COUNTED), (copied, view.copy_of)
    return [why for why, so in told if so]


def _reasons(view: View, provider: Provider, others: list[Fraction]) -> list[str]:
    """Return what can explain that a view is far from the median."""
    from fractions import Fraction

    notes = []
    error = view.rate.relative_error
    if abs(view.deviation or Fraction(0)) - error <= Fraction(*WARNING_FROM):
        notes.append(f"few digits: its printed figures leave ±{percent(error)} open")
    if not provider.snapshot and len(view.rate.moving) > 1:
        notes.append("one of its bulletin's currencies are of different moments")
    factor = _factor(view.rate.exact, others)
    if factor:
        notes.append(f"unexplained: check unit and direction, it is near {factor}")
    return notes


def _factor(rate: Fraction, others: list[Fraction]) -> str:
    """Return what a rate is of the others if that looks like a wrong unit or direction, else ""."""
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
    """Return the printed figures that make a rate."""
    return " ".join(["1", *(leg.factor for leg in rate.legs)])


def percent(part: Fraction | int, places: int = 3) -> str:
    """Return a part in per cent, for the eye."""
    figure = ratio(Decimal(part.numerator * 100), Decimal(part.denominator), places)
    return f"{figure:f} %"
