"""What each source in a store says of a pair on one day of the market."""

from __future__ import annotations

from datetime import date
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from ..conversion.sources import issuers
from ..conversion.tables import Dated
from ..errors import RateNotFound
from ..money.rounding import significant
from ..providers import fixed
from ..publishing.calendars import shift
from ..publishing.hours import market_day
from ..publishing.provider import Provider
from ..publishing.registry import find, load
from ..rules.day_policy import previous
from ..store.overlay import Overlay

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from fractions import Fraction

    from ..conversion.converter import Converter
    from ..rates.quote import Leg
    from ..rates.rate import Rate
    from ..store.protocol import BulletinReader

    Pair = tuple[str, str]

COUNTED = frozenset({"reference", "official", "average", "indicative"})
"""The kinds of source that take part in the median."""

WIDE = ("ecb", "nbp", "cnb")
"""Banks that quote some thirty currencies and want no key."""


WARNING_FROM, OUTLIER_FROM = (1, 200), (1, 50)
"""From which part of the median on a deviation is told, and is an outlier: 0.5 % and 2 %."""


class View(NamedTuple):
    """What one source says: its rate, the market day of it, and how far it is from the median.

    `lag` is in days, the oldest quote counting. `copy_of` is whose figures it prints, "" for its
    own. `counts` says whether it takes part in the median; `deviation` is a part of the median.
    `notes` say why it takes no part or stands out.
    """

    provider: str
    kind: str
    rate: Rate
    market_on: date
    lag: int
    copy_of: str = ""
    counts: bool = False
    deviation: Fraction | None = None
    notes: tuple[str, ...] = ()

    @property
    def level(self) -> str:
        """`outlier` for more than 2 % from the median, `warning` for more than 0.5 %, else ""."""
        from fractions import Fraction

        far = abs(self.deviation or Fraction(0))
        return (
            "outlier"
            if far > Fraction(*OUTLIER_FROM)
            else "warning" * (far > Fraction(*WARNING_FROM))
        )

    def as_dict(self) -> dict[str, Any]:
        """Return the view in plain types: numbers as text, days as ISO 8601."""
        return {
            **self._asdict(),
            "rate": number(self.rate.exact),
            "quotes": [_quote(leg) for leg in self.rate.legs],
            "market_on": self.market_on.isoformat(),
            "deviation": None if self.deviation is None else number(self.deviation),
            "level": self.level,
            "notes": list(self.notes),
        }


def known(converter: Converter) -> dict[str, Provider]:
    """Return who has bulletins in the store; a record that the converter was given counts."""
    given = {p.id: p for p in converter.providers or () if isinstance(p, Provider)}
    found = {name: given.get(name) or find(name) for name in converter.store.providers()}
    return {name: provider for name, provider in found.items() if provider}


def newest(reader: BulletinReader, known: Iterable[Provider], pair: Pair, today: date) -> date:
    """Return the newest market day of those that count, else of any; raises RateNotFound."""
    days = []
    for provider in known:
        last = reader.newest(provider.id, shift(today, provider.gap), date.min)
        found = last and _found(reader, provider, pair, min(last.on, today))
        if found:
            days.append((_kind(provider, found[0]) in COUNTED, found[1]))
    if not days:
        raise none(pair, None, [])
    return max(days)[1]


def seen(reader: BulletinReader, provider: Provider, pair: Pair, day: date) -> View | None:
    found = _found(reader, provider, pair, day)
    if found is None:
        return None
    rate, market = found
    copied = _copied(reader, provider, rate, market)
    return View(provider.id, _kind(provider, rate), rate, market, (day - market).days, copied)


def _copied(reader: BulletinReader, provider: Provider, rate: Rate, day: date) -> str:
    """Return whose figures a rate is made of: of those that the other quoted by then."""
    if provider.copies is None or day < provider.copies[1]:
        return ""
    origin = provider.copies[0]
    quoted = [reader.quoted(origin, code) for code in {*rate.path} - {provider.pivot}]
    whole = all(span is None or span.first <= day <= span.last for span in quoted)
    return origin if whole or not reader.knows(origin) else ""


def _found(
    reader: BulletinReader, provider: Provider, pair: Pair, day: date
) -> tuple[Rate, date] | None:
    """Return the rate of a market day, else of the last before within the gap, and its day.

    Of several bulletins of one market day the first counts: others repeat it over days off.
    """
    return max(_rates(reader, provider, pair, day), key=itemgetter(1), default=None)


def _rates(
    reader: BulletinReader, provider: Provider, pair: Pair, day: date
) -> Iterator[tuple[Rate, date]]:
    """Return the rates of the market days up to a day, which may be printed under later ones."""
    back_to = shift(day, -provider.gap)
    for bulletin in reader.between(provider.id, back_to, shift(day, provider.gap)):
        whole = previous(reader, provider, bulletin.on) if provider.apart else bulletin
        rate = Dated(reader, provider, whole, fixed.in_force(bulletin.on)).rate(*pair)
        days = [market_day(provider, quote) for quote in rate.moving] if rate else []
        if rate and days and back_to <= min(days) and max(days) <= day:
            yield rate, min(days)


def _kind(provider: Provider, rate: Rate) -> str:
    own = any(leg.quote.kind == "user" for leg in rate.legs)
    return "user" if own else provider.kind


def none(pair: Pair, day: date | None, views: list[View]) -> RateNotFound:
    """Return the error that says that there is nothing to compare, and what may bring some."""
    law = Dated(Overlay(), fixed.PROVIDER, None, fixed.in_force(day or date.max))
    if law.rate(*pair):
        return RateNotFound(*pair, day, None, "law or decree fixes it, nothing is to be compared")
    why, hint = "no source in the store has it near this day", f"try {bringing(pair, day, set())}"
    if views:
        last = max(view.market_on for view in views)
        why, hint = f"the last market day known is {last}", f"take --on {last}, or {hint}"
    return RateNotFound(*pair, day, None, why if day else "no source in the store has it", hint)


def bringing(pair: Pair, day: date | None, known: set[str]) -> str:
    """Return the command that asks further banks: who issues the two, then who quotes many.

    What a bank dates by the first day in force is printed up to three days after a Friday.
    """
    names = dict.fromkeys([*issuers(pair), *WIDE])
    asked = [name for name in names if name not in known][:3]
    command = " ".join(["fxconv update", *asked])
    if day is None:
        return command
    later = any(load(name).dates == "in force" for name in asked)
    return f"{command} --since {day} --until {shift(day, 3 if later else 0)}"


def number(value: Fraction) -> dict[str, str]:
    above, below = value.numerator, value.denominator
    decimal = f"{significant(above, below):f}"
    return {"decimal": decimal, "numerator": str(above), "denominator": str(below)}


def _quote(leg: Leg) -> dict[str, Any]:
    """Return what a leg rests on: the figure as printed, its day, and the address it came from."""
    quote = leg.quote
    url = quote.source.url if quote.source else None
    facts = {"on": quote.on.isoformat(), "provider": quote.provider, "url": url}
    return {"quote": str(quote), "inverted": leg.inverted, **facts}
