"""The rarer rules of a conversion, checked: laws, sides, fees, cash, dated units, ages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from ..errors import InvalidOption
from ..money.money import Money

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from ..conversion.request import Terms

SIDES: Final = ("mid", "bid", "ask", "dealt")
_AGE = re.compile("[0-9]{1,4}[dwb]?")


def checked(terms: Terms, rules: Mapping[str, Any]) -> Terms:
    """Return the terms with the rarer rules; raises InvalidOption, InvalidDate."""
    cash = rules.get("cash")
    if not isinstance(cash, str | None):
        raise InvalidOption("cash", cash, 'a country as text, such as "CH"')
    terms = terms._replace(max_age=_age(terms.max_age), fee=_fees(rules), cash=cash)
    if dated := rules.get("dated"):
        from ..dates.parsing import as_day

        terms = terms._replace(dated=as_day(dated))
    terms = terms._replace(side=_side(rules.get("side", "mid")))
    return _by_law(terms, rules["rule"]) if rules.get("rule") else terms


def _age(age: int | str | None) -> int | str | None:
    """Return an age in days as a number, one in working days of the provider as text: `3b`."""
    text = str(age).lower()
    if age is None or (_AGE.fullmatch(text) and text.endswith("b")):
        return age and text
    if isinstance(age, bool) or not _AGE.fullmatch(text):
        raise InvalidOption("max_age", age, "days, or 7d, 2w, 3b: working days of the bank")
    return int(text.rstrip("dw")) * (7 if text.endswith("w") else 1)


def _fees(rules: Mapping[str, Any]) -> tuple[str, ...]:
    given = rules.get("fee") or ()
    each = given if isinstance(given, tuple) else (given,)
    for fee in each:
        if not isinstance(fee, str | Money):
            raise InvalidOption("fee", fee, 'text or money: "1.5%", "2 EUR"')
    return tuple(fee if isinstance(fee, str) else f"{fee.amount:f} {fee.currency}" for fee in each)


def _side(side: str) -> str:
    if side not in SIDES:
        raise InvalidOption("side", side, ", ".join(SIDES))
    return side


def _by_law(terms: Terms, name: str | None) -> Terms:
    """Return the terms as a rule of law has them; what it decides cannot be asked for as well."""
    from .statutes import find

    rule = find(str(name))
    if rule.provider and terms.provider not in (None, rule.provider):
        raise InvalidOption("provider", terms.provider, f"{rule.provider}, as {rule.id} says")
    if terms.policy not in ("previous", rule.policy):
        raise InvalidOption("policy", terms.policy, f"{rule.policy}, as {rule.id} says")
    if terms.side not in ("mid", rule.side):
        raise InvalidOption("side", terms.side, f"{rule.side}, as {rule.id} says")
    provider = rule.provider or terms.provider
    return terms._replace(provider=provider, policy=rule.policy, side=rule.side, rule=rule.id)
