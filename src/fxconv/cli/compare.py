"""fxconv compare BASE TERM: what each source quoted for a pair, and how far they differ."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ..compare.consensus import Blend, Comparison, compare, percent
from ..default import converter
from ..money.rounding import significant
from ..rates.rate import shown
from . import options
from .options import FORMAT, LOCALE, together
from .render import Row, table, write

if TYPE_CHECKING:
    from fractions import Fraction

    from ..compare.per_source import View

COLUMNS = ("provider", "kind", "market_on", "rate", "deviation", "note")
FIELDS = (
    "provider", "kind", "market_on", "lag", "copy_of", "counts", "rate", "deviation", "level",
    "notes",
)  # fmt: skip


@click.command("compare")
@click.argument("base")
@click.argument("term")
@click.option("--on", metavar="DAY", help="Market day (default: the newest one).")
@click.option("--blend", type=click.Choice(["median"]), help="Also compute a blended rate.")
@together(FORMAT, LOCALE)
def command(
    base: str, term: str, on: str | None, blend: str | None, form: str, locale: str | None
) -> None:
    """Compare what all stored sources quoted for a pair on one market day.

    \b
      fxconv compare USD RUB --on 2014-11-19
      fxconv compare EUR USD --blend median
    """
    source, target = (options.read_currency(text, locale) for text in (base, term))
    found = compare(converter(), source, target, on=options.read_on(on, locale))
    blended = found.blend() if blend else None
    if form == "text":
        _print(found, blended)
    elif form == "csv":
        write([_fields(view) for view in found.views] + _blended(blended), form, FIELDS)
    else:
        record = found.as_dict() | ({"blend": blended.as_dict()} if blended else {})
        write(record if form == "json" else [record], form, FIELDS)


def _print(found: Comparison, blended: Blend | None) -> None:
    title = f"1 {found.base} in {found.term}, market day {found.on}"
    table([_row(view) for view in found.views], COLUMNS, title)
    many = "1 source" if found.n == 1 else f"{found.n} independent sources"
    rate = f"1 {found.base} = {_shown(found.median)} {found.term}"
    click.echo(f"median of {many}: {rate}, spread {percent(found.spread, 2)}")
    if found.n == 1:
        click.echo(f"fxconv: only one source; run `{found.more}` for more", err=True)
    if blended:
        _print_blend(blended)


def _print_blend(blended: Blend) -> None:
    inputs = ", ".join(f"{name} × {weight}" for name, weight in blended.inputs)
    rate = f"1 {blended.base} = {_shown(blended.exact)} {blended.term}"
    click.echo(f"blend: {rate} (computed; no bank published it)")
    click.echo(f"inputs and weights: {inputs}")
    click.echo(f"formula: {blended.formula}")


def _row(view: View) -> Row:
    far = percent(view.deviation or 0)
    return {
        "provider": view.provider,
        "kind": view.kind,
        "market_on": view.market_on.isoformat(),
        "rate": shown(view.rate.decimal),
        "deviation": far if far.startswith(("-", "0.000 ")) else f"+{far}",
        "note": "; ".join([view.level, *view.notes] if view.level else view.notes),
    }


def _fields(view: View) -> Row:
    plain = view.as_dict()
    numbers = {name: plain[name]["decimal"] for name in ("rate", "deviation")}
    return {**plain, **numbers, "counts": str(view.counts).lower(), "notes": "; ".join(view.notes)}


def _blended(blended: Blend | None) -> list[Row]:
    """Return a row for the blend, if one was asked for."""
    if blended is None:
        return []
    facts = {"provider": "", "kind": "blend", "market_on": blended.on.isoformat()}
    return [facts | {"rate": blended.as_dict()["exact"]["decimal"], "notes": blended.formula}]


def _shown(value: Fraction) -> str:
    return shown(significant(value.numerator, value.denominator))
