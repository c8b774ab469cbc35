"""The options of a conversion: names, numbers and rules of law are checked and become values."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple, TypedDict

from ..errors import InvalidOption, either
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
    """The rules that a conversion can follow, whatever its source.

    `policy` chooses a bulletin for days without one (previous, exact, next, nearest). `rounding` is
    the mode (half-up, half-even, ...) and `digits` the number of decimal places, by default the
    minor units of the term currency. `max_age` is in days. `intermediate_decimals`, 3 or more,
    rounds the euro amount between two national units, as Regulation (EC) No 1103/97 article 4(4)
    allows.

    `rule` names a rule of law, which decides the provider, the policy and the day. `side` uses the
    bid or the ask instead of the mid; `dealt` uses the side at which the bank deals in this
    direction. `fee` is `1.5%`, `2 EUR` or several of these; `cash` is the country whose cash
    rounding applies. `dated` is the day whose currency unit the amount is in, for codes whose unit
    changed.
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
    """All rules, and `provider`, the id of the source to use."""

    provider: str | None


class Options(NamedTuple):
    """The rules of a request, checked, with defaults filled in."""

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
        """Whether the result is one product, rounded once, without a limit on age."""
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
    """Check the rules and return them as options; raises InvalidOption, InvalidDate."""
    if policy not in POLICIES:
        raise InvalidOption("policy", policy, either(POLICIES))
    if intermediate_decimals is not None and roundings.digits(intermediate_decimals) < 3:
        allowed = "3 or more (Regulation (EC) No 1103/97)"
        raise InvalidOption("intermediate_decimals", intermediate_decimals, allowed)
    places = None if digits is None else roundings.digits(digits)
    mode = roundings.mode(rounding)
    options = Options(provider, policy, mode, places, intermediate_decimals, _age(max_age))
    return _with_others(options, others) if others else options


def _with_others(options: Options, rules: Mapping[str, Any]) -> Options:
    """Return the options with the side, fees, cash, dated unit and rule of law."""
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
    """Return an age in days as a number, or one in bank working days as text such as `3b`."""
    text = str(age).lower()
    if age is None or (_AGE.fullmatch(text) and text.endswith("b")):
        return age and text
    if isinstance(age, bool) or not _AGE.fullmatch(text):
        raise InvalidOption("max_age", age, "7d (days), 2w (weeks) or 3b (bank working days)")
    return int(text.rstrip("dw")) * (7 if text.endswith("w") else 1)


def _fees(given: object) -> tuple[str, ...]:
    from ..money.money import Money

    found = []
    for fee in given if isinstance(given, tuple) else (given,):
        if not isinstance(fee, str | Money):
            raise InvalidOption("fee", fee, 'text or Money, such as "1.5%" or "2 EUR"')
        found.append(fee if isinstance(fee, str) else f"{fee.amount:f} {fee.currency}")
    return tuple(found)


def _side(side: str) -> str:
    if side not in SIDES:
        raise InvalidOption("side", side, either(SIDES))
    return side


def _by_law(options: Options, name: str) -> Options:
    """Return the options that a rule of law sets; a request may not contradict it."""
    from .statutes import find

    rule = find(name)
    if rule.provider and options.provider not in (None, rule.provider):
        raise InvalidOption("provider", options.provider, f"{rule.provider}, as {rule.id} requires")
    if options.policy not in ("previous", rule.policy):
        raise InvalidOption("policy", options.policy, f"{rule.policy}, as {rule.id} requires")
    if options.side not in ("mid", rule.side):
        raise InvalidOption("side", options.side, f"{rule.side}, as {rule.id} requires")
    provider = rule.provider or options.provider
    return options._replace(provider=provider, policy=rule.policy, side=rule.side, rule=rule.id)
