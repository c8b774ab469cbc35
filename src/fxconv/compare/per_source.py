"""The rate of a pair from each source in a store on one market day."""

from __future__ import annotations

from datetime import date
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from ..conversion.dated import Dated
from ..conversion.sources import issuers
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
"""The kinds of source that are included in the median."""

WIDE = ("ecb", "nbp", "cnb")
"""Banks that quote about thirty currencies and need no key."""


WARNING_FROM, OUTLIER_FROM = (1, 200), (1, 50)
"""The fractions of the median above which a rate is a warning, or an outlier: 0.5 % and 2 %."""


class View(NamedTuple):
    """The rate from one source, its market day, and how far it is from the median.

    `lag` is the age in days of its oldest quote. `copy_of` is the source whose figures it
    republishes, or "". `counts` says whether it is included in the median. `deviation` is a
    fraction of the median. `notes` say why the rate is not included or stands out.
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
        """`outlier` if more than 2 % from the median, `warning` if more than 0.5 %, else ""."""
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


def sources_in(converter: Converter) -> dict[str, Provider]:
    """Return the providers with bulletins in the store; the converter's own records come first."""
    given = {p.id: p for p in converter.providers or () if isinstance(p, Provider)}
    found = {name: given.get(name) or find(name) for name in converter.store.providers()}
    return {name: provider for name, provider in found.items() if provider}


def newest_day(reader: BulletinReader, known: Iterable[Provider], pair: Pair, today: date) -> date:
    """Return the newest market day of a source that counts, or else of any."""
    days = []
    for provider in known:
        last = reader.newest(provider.id, shift(today, provider.gap), date.min)
        found = last and _nearest(reader, provider, pair, min(last.on, today))
        if found:
            days.append((_kind(provider, found[0]) in COUNTED, found[1]))
    if not days:
        raise nothing_to_compare(pair, None, [])
    return max(days)[1]


def view_of(reader: BulletinReader, provider: Provider, pair: Pair, day: date) -> View | None:
    """Return a provider's rate for a market day; None if it has none within its gap."""
    found = _nearest(reader, provider, pair, day)
    if found is None:
        return None
    rate, market = found
    copied = _copy_of(reader, provider, rate, market)
    return View(provider.id, _kind(provider, rate), rate, market, (day - market).days, copied)


def _copy_of(reader: BulletinReader, provider: Provider, rate: Rate, day: date) -> str:
    """Return the source whose figures a rate republishes, or "" if it did not quote them then."""
    if provider.copies is None or day < provider.copies[1]:
        return ""
    origin = provider.copies[0]
    quoted = [reader.quoted(origin, code) for code in {*rate.path} - {provider.pivot}]
    whole = all(span is None or span.first <= day <= span.last for span in quoted)
    return origin if whole or not reader.knows(origin) else ""


def _nearest(
    reader: BulletinReader, provider: Provider, pair: Pair, day: date
) -> tuple[Rate, date] | None:
    """Return the rate of a market day, or the last one before it within the gap, and its day.

    If several bulletins have the same market day, the first counts: the others repeat it on days
    off.
    """
    return max(_rates(reader, provider, pair, day), key=itemgetter(1), default=None)


def _rates(
    reader: BulletinReader, provider: Provider, pair: Pair, day: date
) -> Iterator[tuple[Rate, date]]:
    """Yield the rates of market days up to a day, even if printed under a later date."""
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


def nothing_to_compare(pair: Pair, day: date | None, views: list[View]) -> RateNotFound:
    """Return an error that says that there is nothing to compare, and what to do."""
    law = Dated(Overlay(), fixed.PROVIDER, None, fixed.in_force(day or date.max))
    if law.rate(*pair):
        why = "law or decree fixes it, so there is nothing to compare"
        return RateNotFound(*pair, day, None, why)
    why, hint = "no stored source has it near this day", f"run `{update_command(pair, day, set())}`"
    if views:
        last = max(view.market_on for view in views)
        why, hint = f"the newest stored market day is {last}", f"use --on {last}, or {hint}"
    return RateNotFound(*pair, day, None, why if day else "no stored source has it", hint)


def update_command(pair: Pair, day: date | None, known: set[str]) -> str:
    """Return the command that downloads from more banks: first the issuers, then large bulletins.

    A bank that dates its bulletin by the first day in force may date Friday's three days later.
    """
    names = dict.fromkeys([*issuers(pair), *WIDE])
    asked = [name for name in names if name not in known][:3]
    command = " ".join(["fxconv update", *asked])
    if day is None:
        return command
    later = any(load(name).dates == "in force" for name in asked)
    return f"{command} --since {day} --until {shift(day, 3 if later else 0)}"


def number(value: Fraction) -> dict[str, str]:
    """Return an exact ratio in plain types, with its decimal value."""
    above, below = value.numerator, value.denominator
    decimal = f"{significant(above, below):f}"
    return {"decimal": decimal, "numerator": str(above), "denominator": str(below)}


def _quote(leg: Leg) -> dict[str, Any]:
    """Return a leg's quote as printed, its day, and the address of its document."""
    quote = leg.quote
    url = quote.source.url if quote.source else None
    facts = {"on": quote.on.isoformat(), "provider": quote.provider, "url": url}
    return {"quote": str(quote), "inverted": leg.inverted, **facts}
