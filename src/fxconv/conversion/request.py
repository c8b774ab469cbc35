"""What is asked of a converter, apart from amount and day: names and rules, turned into values."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypedDict

from ..errors import InvalidOption
from ..money import rounding as roundings
from ..rates.routes import pair_of
from ..rules.day_policy import DEFAULT, POLICIES

if TYPE_CHECKING:
    from datetime import date, datetime
    from typing import Any, TypeAlias

    from ..money.currency import Currency
    from ..money.money import Money
    from .tables import Tables

    Asked: TypeAlias = "date | datetime | AsKnown | None"


class Rules(TypedDict, total=False):
    """The rules that a conversion can be asked to follow.

    `provider` is the id of the one to ask, `policy` says which bulletin answers for a day without
    one (previous, exact, next, nearest), `rounding` how (half-up, half-even, ...) and `digits` to
    how many decimal places, by default the minor units of the term currency. `max_age` is in days.
    `intermediate_decimals`, 3 or more, rounds the euros between two national units, as Regulation
    (EC) No 1103/97 article 4(4) allows.

    `rule` is a rule of law by name, which decides on provider, policy and day. `side` takes bid or
    ask instead of the middle, or `dealt`, what the bank pays or asks by the direction. `fee` is
    `1.5%`, `2 EUR` or several of them, `cash` the country whose cash rounding holds. An amount is
    `dated` on the day whose unit it is in, where the unit of a code changed.
    """

    provider: str | None
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


class Terms(NamedTuple):
    """The rules that were asked for, checked, with what holds by default."""

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


class AsKnown(NamedTuple):
    """A day, asked about by what was known of it at an instant."""

    day: date
    at: datetime


def terms(
    provider: str | None = None,
    policy: str = DEFAULT,
    rounding: str = roundings.DEFAULT,
    digits: int | None = None,
    intermediate_decimals: int | None = None,
    max_age: int | str | None = None,
    **rarer: Any,
) -> Terms:
    """Return the rules as terms; raises InvalidOption."""
    if policy not in POLICIES:
        raise InvalidOption("policy", policy, ", ".join(POLICIES))
    if intermediate_decimals is not None and roundings.digits(intermediate_decimals) < 3:
        allowed = "3 or more (Regulation (EC) No 1103/97)"
        raise InvalidOption("intermediate_decimals", intermediate_decimals, allowed)
    places = None if digits is None else roundings.digits(digits)
    mode = roundings.mode(rounding)
    found = Terms(provider, policy, mode, places, intermediate_decimals, max_age)
    if max_age is None and not rarer:
        return found
    from ..rules.rarer import checked

    return checked(found, rarer)


class Question:
    """Two currencies, the terms, and the tables of those who are asked, in order.

    `places` are the decimals of the result, None for one that is not rounded. `facts` is what each
    conversion needs of all this, in the order of its use. `knowing` is `asking` without those who
    have no bulletin at all: the law, which they have, is in the tables of all.
    """

    __slots__ = ("asking", "base", "facts", "knowing", "places", "term", "terms")

    def __init__(
        self, base: Currency, term: Currency, rules: Terms, asking: tuple[Tables, ...]
    ) -> None:
        self.base = base
        self.term = term
        self.terms = rules
        self.asking = asking
        same = base is term
        self.places = term.digits if rules.digits is None and not same else rules.digits
        pair = pair_of(base.code, term.code)
        rounder = roundings.rounder(self.places, rules.rounding)
        self.knowing = tuple(tables for tables in asking if tables.begun) or asking
        self.facts = same, self.knowing, rules.policy, pair, rounder
