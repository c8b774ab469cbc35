"""fxconv AMOUNT FROM TO...: the conversion itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from ..default import converter
from ..errors import AmbiguousAmount, FxconvError, InvalidAmount, StaleRate
from ..money.currency import lookup
from ..money.parsing import is_magnitude
from ..money.rounding import MODES
from ..rules.day_policy import POLICIES
from . import options
from .guard import said
from .options import AT, FORMAT, LOCALE, OFFLINE, ON, PROVIDER, together
from .warnings import warn

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..conversion.converter import Converter
    from ..conversion.result import Conversion

COLUMNS = (
    "amount", "from", "result", "to", "rate", "provider", "in_force", "age_days", "flags", "pays",
    "gets",
)  # fmt: skip
SEPARATORS = frozenset({"to", "in", "into", "=", "->"})


@click.command("convert", context_settings={"ignore_unknown_options": True})
@click.argument("words", nargs=-1, metavar="AMOUNT FROM TO...")
@together(ON, AT, PROVIDER)
@click.option(
    "--policy",
    type=click.Choice(list(POLICIES)),
    default="previous",
    show_default=True,
    help="Which bulletin to use for a day without one.",
)
@click.option(
    "--max-age",
    metavar="AGE",
    help="Exit with 5 if the rate is older than this: 7d, 2w, 3b (bank days).",
)
@click.option(
    "--round",
    "rounding",
    type=click.Choice(list(MODES)),
    default="half-up",
    show_default=True,
    help="Rounding mode.",
)
@click.option("--digits", type=int, help="Decimal places (default: the currency's).")
@click.option(
    "--intermediate-decimals",
    metavar="N",
    type=int,
    help="Round the intermediate euro amount to N (3+) decimals.",
)
@click.option("--rule", metavar="LAW", help="Follow a rule of law: pl-vat-31a, eu-vat-366, ...")
@click.option(
    "--side",
    metavar="SIDE",
    default="mid",
    help="Use the bid, the ask, or (dealt) whichever side you would get.",
)
@click.option("--fee", metavar="FEE", multiple=True, help='Add a fee: 1.5% or "2 EUR"; repeatable.')
@click.option("--cash", metavar="COUNTRY", help="Round the total as cash: CH, SE, CA, ...")
@click.option(
    "--dated",
    metavar="DAY",
    help="Which day's currency unit the amount is in (for reformed codes: VES, SYP).",
)
@click.option("--vintage", metavar="MOMENT", help="Use the store as it was at this moment.")
@click.option("--explain", is_flag=True, help="Show the full calculation and its sources.")
@together(OFFLINE, FORMAT, LOCALE)
def command(
    words: tuple[str, ...],
    on: str | None,
    at: str | None,
    dated: str | None,
    vintage: str | None,
    explain: bool,
    form: str,
    locale: str | None,
    **rules: Any,
) -> int:
    """Convert an amount: fxconv 1e9 USD RUB.

    \b
    Amounts     1e9, 1,234.56, 1 000 000, 25bn, "2.5 million"
    Currencies  codes in any case, ISO numbers, symbols, names: usd, 840, $, dollars
    Days        2014-11-20, "20 November 2014", 20.11.2014, yesterday
    Moments     "2014-11-20 02:04 UTC+3", "2014-11-20 02:04 MSK", 2014-11-19T23:04Z

    \b
    Exit codes  0 success, 2 usage error, 3 no such rate, 4 failure, 5 older than --max-age
    """
    typed, names = _split(words, locale)
    amount = options.read_amount(typed, locale)
    base, *terms = (options.read_currency(name, locale) for name in names)
    rules["on"] = options.read_on(on, locale)
    rules["at"] = options.read_at(at, locale)
    rules["dated"] = options.read_on(dated, locale)
    rules = {name: rule for name, rule in rules.items() if rule not in (None, "mid", ())}
    made, code, asked = [], 0, _converter(vintage, locale)
    for term in terms:
        try:
            answer = asked.convert(amount, base, term, **rules)
        except StaleRate as error:
            answer, code = error.conversion, said(error)
        except FxconvError as error:
            code = said(error)
            continue
        made.append(answer.given_as(typed))
    _show(made, form, explain, single=len(terms) == 1)
    warn(made, quiet="max_age" in rules)
    return code


def _split(words: tuple[str, ...], locale: str | None) -> tuple[str, list[str]]:
    """Split the words into the amount and the currencies; raises if any are left over."""
    for word in words:
        if word.startswith("--") or (word.startswith("-") and not word[1:2].isdigit()):
            raise click.NoSuchOption(word)
    kept = [w for i, w in enumerate(words) if i < 2 or w.lower() not in SEPARATORS]
    if len(kept) < 3:
        raise click.UsageError("give an amount and two currencies: fxconv 100 USD EUR")
    readings = [n for n in range(1, len(kept) - 1) if _amount_then_codes(kept, n, locale)]
    if len(readings) > 1:
        raise AmbiguousAmount(" ".join(words), [" ".join(kept[:n]) for n in readings])
    split = readings[0] if readings else 1
    return " ".join(kept[:split]), kept[split:]


def _amount_then_codes(words: Sequence[str], count: int, locale: str | None) -> bool:
    """Return whether the first words are an amount, and those after it can be currencies."""
    amount, after = " ".join(words[:count]), words[count:]
    if any(word[0].isdigit() and lookup(word) is None for word in after if word):
        return False
    return not is_magnitude(after[0]) and _reads(amount, locale)


def _reads(text: str, locale: str | None) -> bool:
    try:
        options.read_amount(text, locale)
    except AmbiguousAmount:
        return True
    except InvalidAmount:
        return False
    return True


def _converter(vintage: str | None, locale: str | None) -> Converter:
    """Return the default converter, or one that reads the store as it was at an instant."""
    if vintage is None:
        return converter()
    from ..conversion.converter import Converter

    return Converter(vintage=options.read_at(vintage, locale))


def _show(made: Sequence[Conversion], form: str, explain: bool, *, single: bool) -> None:
    if form == "text":
        for conversion in made:
            click.echo(_explained(conversion) if explain else str(conversion))
        return
    from .render import write

    rows = [_row(conversion, form) for conversion in made]
    if rows:
        write(rows[0] if form == "json" and single else rows, form, COLUMNS)


def _row(conversion: Conversion, form: str) -> dict[str, Any]:
    if form != "csv":
        return options.typed(conversion.as_dict())
    return {
        "amount": f"{conversion.amount:f}",
        "from": conversion.base,
        "result": f"{conversion.result:f}",
        "to": conversion.term,
        "pays": f"{conversion.pays.amount:f}",
        "gets": f"{conversion.gets.amount:f}",
        "rate": f"{conversion.rate.decimal:f}",
        "provider": conversion.provider,
        "in_force": conversion.in_force,
        "age_days": conversion.age,
        "flags": " ".join(conversion.flags),
    }


def _explained(conversion: Conversion) -> str:
    from .explain import lines

    return "\n".join(lines(options.typed(conversion.as_dict())))
