"""The options of a conversion, checked: names, numbers and rules of law become values."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple, TypedDict

from ..errors import InvalidOption
from ..money import rounding as roundings
from .day_policy import DEFAULT, POLICIES

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from typing import Any

    from ..money.money import Money

SIDES: Final = ("mid", "bid", "ask", "dealt")
_AGE = re.compile("[0-9]{1,4}[dwb]?")


class FurtherRules(TypedDict, total=False):
    """The rules that a conversion can be asked to follow, on whatever source.

    `policy` says which bulletin counts on a day without
    one (previous, exact, next, nearest). `rounding` is the mode (half-up, half-even, ...) and
    `digits` the number of decimal places, by default the minor units of the term currency.
    `max_age` is in days. `intermediate_decimals`, 3 or more, rounds the euro amount between two
    national units, as Regulation (EC) No 1103/97 article 4(4) allows.

    `rule` names a rule of law, which decides on provider, policy and day. `side` takes the bid or
    the ask instead of the mid, or `dealt`: the side that the bank deals at in this direction.
    `fee` is `1.5%`, `2 EUR` or several of these; `cash` is the country whose cash rounding applies.
    `dated` is the day whose currency unit the amount is in, for codes whose unit changed.
    """

    policy: str
    rounding: str
    digits: int | None
    intermediate_decimals: int | None
    max_age: int | str | None
    rule: str | None
    side: str
    fee: str | Money | tuple[str | Money, ...]
    cash: str | None
    dated: str | date | None


class Rules(FurtherRules, total=False):
    """All rules, and the id of the source to use as `provider`."""

    provider: str | None


class Options(NamedTuple):
    """The rules that were asked for, checked, with their defaults."""

    provider: str | None = None
    policy: str = DEFAULT
    rounding: str = roundings.DEFAULT
    digits: int | None = None
    intermediate_decimals: int | None = None
    max_age: int | str | None = None
    rule: str | None = None
    side: str = "mid"
    fee: tuple[str, ...] = ()
    cash: str | None = None
    dated: date | None = None

    @property
    def plain(self) -> bool:
        """Whether the result is one product, rounded once, whatever its age."""
        return self[4:] == _NO_MORE


_NO_MORE: Final = Options()[4:]


def checked(
    provider: str | None = None,
    policy: str = DEFAULT,
    rounding: str = roundings.DEFAULT,
    digits: int | None = None,
    intermediate_decimals: int | None = None,
    max_age: int | str | None = None,
    **others: Any,
) -> Options:
    """Return the rules as options; raises InvalidOption, InvalidDate."""
    if policy not in POLICIES:
        raise InvalidOption("policy", policy, ", ".join(POLICIES))
    if intermediate_decimals is not None and roundings.digits(intermediate_decimals) < 3:
        allowed = "3 or more (Regulation (EC) No 1103/97)"
        raise InvalidOption("intermediate_decimals", intermediate_decimals, allowed)
    places = None if digits is None else roundings.digits(digits)
    mode = roundings.mode(rounding)
    options = Options(provider, policy, mode, places, intermediate_decimals, _age(max_age))
    return _with_others(options, others) if others else options


def _with_others(options: Options, rules: Mapping[str, Any]) -> Options:
    """Return the options with side, fees, cash, dated units and laws."""
    cash = rules.get("cash")
    if not isinstance(cash, str | None):
        raise InvalidOption("cash", cash, 'a country as text, such as "CH"')
    options = options._replace(fee=_fees(rules.get("fee") or ()), cash=cash)
    if dated := rules.get("dated"):
        from ..dates.parsing import as_day

        options = options._replace(dated=as_day(dated))
    options = options._replace(side=_side(rules.get("side", "mid")))
    return _by_law(options, rules["rule"]) if rules.get("rule") else options


def _age(age: int | str | None) -> int | str | None:
    """Return an age in days as a number, and one in the provider's working days as text: `3b`."""
    text = str(age).lower()
    if age is None or (_AGE.fullmatch(text) and text.endswith("b")):
        return age and text
    if isinstance(age, bool) or not _AGE.fullmatch(text):
        raise InvalidOption("max_age", age, "days, or 7d, 2w, 3b: working days of the bank")
    return int(text.rstrip("dw")) * (7 if text.endswith("w") else 1)


def _fees(given: object) -> tuple[str, ...]:
    from ..money.money import Money

    found = []
    for fee in given if isinstance(given, tuple) else (given,):
        if not isinstance(fee, str | Money):
            raise InvalidOption("fee", fee, 'text or money: "1.5%", "2 EUR"')
        found.append(fee if isinstance(fee, str) else f"{fee.amount:f} {fee.currency}")
    return tuple(found)


def _side(side: str) -> str:
    if side not in SIDES:
        raise InvalidOption("side", side, ", ".join(SIDES))
    return side


def _by_law(options: Options, name: str) -> Options:
    """Return the options as a rule of law sets them; what it decides cannot be asked for too."""
    from .statutes import find

    rule = find(name)
    if rule.provider and options.provider not in (None, rule.provider):
        raise InvalidOption("provider", options.provider, f"{rule.provider}, as {rule.id} says")
    if options.policy not in ("previous", rule.policy):
        raise InvalidOption("policy", options.policy, f"{rule.policy}, as {rule.id} says")
    if options.side not in ("mid", rule.side):
        raise InvalidOption("side", options.side, f"{rule.side}, as {rule.id} says")
    provider = rule.provider or options.provider
    return options._replace(provider=provider, policy=rule.policy, side=rule.side, rule=rule.id)
