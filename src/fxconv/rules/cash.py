"""Cash: the smallest coin of a country rounds what is paid in it, by law or by agreement.

Applied to the payable total, after the accounting rounding, and to nothing that is paid by card:
the order of the Government of Canada, Budget 2012, "Eliminating the Penny"
(https://www.budget.canada.ca/2012/themes/rounding-arrondissement-eng.html), where (1.83 + 2.86)
x 1.05 = 4.9245 is 4.92, and 4.90 in cash. Totals below one step, for which Finland, Belgium and
Slovakia have rules of their own, are rounded like any other. Doubtful: the other way of rounding
change in Denmark, which only a manual of tills vouches for, and ties in Norway before 2012 and in
Sweden from 1992 to 2010, taken half up. An older step that no source vouches for is left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ..data import facts
from ..errors import InvalidOption

if TYPE_CHECKING:
    from datetime import date


class Reference(NamedTuple):
    """The title and the address of what vouches for a fact."""

    title: str
    url: str


class Cash(NamedTuple):
    """A rule: cash in a currency is paid in multiples of a step, and a mode decides between two.

    `step` is an amount of the currency as text, `mode` one of `rounding.MODES`.
    """

    id: str
    currency: str
    step: str
    mode: str
    source: Reference


def names() -> tuple[str, ...]:
    """Return the ids of the rules, sorted: countries, with what their rules leave open."""
    return tuple(dict.fromkeys(row[0] for row in facts.rows("cash.tsv")))


def find(name: str, currency: str, day: date) -> Cash:
    """Return the rule of an id, in any case, that was in force for a currency on a day.

    Raises InvalidOption for an id that there is not, that rounds another currency, or that had no
    rule yet on the day.
    """
    rules = [row for row in facts.rows("cash.tsv") if row[0].lower() == name.lower()]
    if not rules:
        raise InvalidOption("cash", name, ", ".join(names()))
    if rules[0][1] != currency:
        raise InvalidOption("cash", name, _others(rules[0], currency))
    for place, code, step, mode, since, until, key in rules:
        if since <= day.isoformat() and (until == "-" or day.isoformat() <= until):
            return Cash(place, code, step, mode, Reference(*facts.references()[key]))
    raise InvalidOption("cash", name, f"it from {rules[0][4]} on: no rule is known for {day}")


def _others(rule: list[str], currency: str) -> str:
    """Return what rounds the currency instead, if anything does."""
    found = dict.fromkeys(row[0] for row in facts.rows("cash.tsv") if row[1] == currency)
    instead = ", ".join(found) or "none"
    return f"{instead}: {rule[0]} rounds {rule[1]}, not {currency}"
