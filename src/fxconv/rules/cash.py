"""Cash: payments are rounded to what a country's smallest coins can pay, by law or by agreement.

Only the payable total is rounded, after the accounting rounding, and never a payment by card. This
order is that of the Government of Canada, Budget 2012, "Eliminating the Penny"
(https://www.budget.canada.ca/2012/themes/rounding-arrondissement-eng.html), where (1.83 + 2.86)
x 1.05 = 4.9245 is 4.92, and 4.90 in cash. Totals below one step, for which Finland, Belgium and
Slovakia have special rules, are rounded like any other. Doubtful: the different rounding of change
in Denmark, for which the only source is a manual for cash registers, and ties in Norway before 2012
and in Sweden from 1992 to 2010, which are rounded half up here. Older steps without a source are
left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ..data import facts
from ..errors import InvalidOption, either

if TYPE_CHECKING:
    from datetime import date


class Reference(NamedTuple):
    """The title and address of the source of a fact."""

    title: str
    url: str


class Cash(NamedTuple):
    """A rule: cash in a currency is paid in multiples of a step, rounded in a given mode.

    `step` is an amount in the currency, as text; `mode` is one of `rounding.MODES`.
    """

    id: str
    currency: str
    step: str
    mode: str
    source: Reference


def names() -> tuple[str, ...]:
    """Return the ids of the rules, sorted: countries, with the choice that their rule leaves."""
    return tuple(dict.fromkeys(row[0] for row in facts.rows("cash.tsv")))


def find(name: str, currency: str, day: date) -> Cash:
    """Return the rule with an id, in any case, that was in force for a currency on a day.

    Raises InvalidOption if the id is unknown, rounds another currency, or had no rule on the day.
    """
    rules = [row for row in facts.rows("cash.tsv") if row[0].lower() == name.lower()]
    if not rules:
        raise InvalidOption("cash", name, either(names()))
    if rules[0][1] != currency:
        raise InvalidOption("cash", name, _others(rules[0], currency))
    for place, code, step, mode, since, until, key in rules:
        if since <= day.isoformat() and (until == "-" or day.isoformat() <= until):
            return Cash(place, code, step, mode, Reference(*facts.references()[key]))
    raise InvalidOption("cash", name, f"it from {rules[0][4]} on; no rule is known for {day}")


def _others(rule: list[str], currency: str) -> str:
    """Return the ids that round the currency, if there are any."""
    found = dict.fromkeys(row[0] for row in facts.rows("cash.tsv") if row[1] == currency)
    instead = either(found) if found else "no cash rounding"
    return f"{instead}; {rule[0]} rounds {rule[1]}, not {currency}"
