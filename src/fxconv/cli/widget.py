"""fxconv widget: HTML for any site, and a folder with all the files that it needs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..errors import InvalidOption
from . import options
from .commands import Group
from .options import together

if TYPE_CHECKING:
    from ..web import Html, Snapshot

LOCALE = click.option("--locale", default="en-GB", show_default=True, help="Readers' language.")
WHEN = together(
    click.option(
        "--published",
        metavar="MOMENT",
        help="Use the rates known at this moment (time zone required).",
    ),
    click.option("--on", metavar="DAY", help="Use the rates of this day (default: the newest)."),
    click.option(
        "--from-provider",
        "provider",
        default="ecb",
        show_default=True,
        metavar="ID",
        help="Use this source.",
    ),
    LOCALE,
)
TEXT = click.option("--text", is_flag=True, help="Print plain text instead of HTML.")
BASE = click.option("--base", default="EUR", show_default=True, help="Base currency.")
CURRENCIES = click.option(
    "--currencies", metavar="LIST", help="Currencies to show, in order: USD,GBP,JPY."
)


@click.group("widget", cls=Group)
def command() -> None:
    """Print HTML for a page, or build a folder of files for any site.

    \b
      fxconv widget converter 25e9 USD RUB --published "2014-11-20 02:04 MSK" > converter.html
      fxconv widget build --out static/fx
    """


@command.command("converter")
@click.argument("amount")
@click.argument("base")
@click.argument("term")
@click.option(
    "--layout",
    type=click.Choice(["form", "compact"]),
    default="form",
    show_default=True,
    help="Full form or compact line.",
)
@click.option(
    "--action",
    default="/fx/convert",
    metavar="URL",
    show_default=True,
    help="URL the form is sent to without JavaScript.",
)
@together(WHEN, TEXT)
def converting(amount: str, base: str, term: str, locale: str, text: bool, **more: Any) -> None:
    """Print a converter form; with the script it updates by itself."""
    from ..web import converter

    pair = (options.read_currency(name, locale).code for name in (base, term))
    given = options.read_amount(amount, None)
    shown = {name: more.pop(name) for name in ("layout", "action")}
    _print(converter(_taken(**more), given, *pair, locale=locale, **shown), text)


@command.command("table")
@click.option(
    "--action",
    metavar="URL",
    help="Add check boxes; submit them to this URL (`?` = the same page).",
)
@click.option("--chosen", metavar="LIST", help="Currencies ticked at first.")
@together(BASE, CURRENCIES, WHEN, TEXT)
def tabling(
    base: str, currencies: str | None, chosen: str | None, locale: str, text: bool, **more: Any
) -> None:
    """Print a table of rates: the price of each currency in the base."""
    from ..web import table

    boxes: dict[str, Any] = {"action": more.pop("action"), "chosen": _codes(chosen)}
    _print(table(_taken(**more), base, _codes(currencies), locale=locale, **boxes), text)


@command.command("ticker")
@together(BASE, CURRENCIES, WHEN, TEXT)
def ticking(base: str, currencies: str | None, locale: str, text: bool, **when: Any) -> None:
    """Print rates on one line."""
    from ..web import ticker

    codes = _codes(currencies) or ("USD", "GBP", "JPY", "CNY")
    _print(ticker(_taken(**when), base, codes, locale=locale), text)


@command.command("line")
@click.argument("base")
@click.argument("term")
@together(WHEN, TEXT)
def lining(base: str, term: str, locale: str, text: bool, **when: Any) -> None:
    """Print the rate of a pair for use in a text: ($1 = 46.9431 roubles)."""
    from ..web import rate_line

    pair = (options.read_currency(name, locale).code for name in (base, term))
    _print(rate_line(_taken(**when), *pair, locale=locale), text)


@command.command("spark")
@click.argument("base")
@click.argument("term")
@click.option("--days", default=90, show_default=True, help="Number of days to show.")
@together(WHEN, TEXT)
def drawing(base: str, term: str, days: int, locale: str, text: bool, **when: Any) -> None:
    """Print the history of a pair as a sparkline."""
    from ..default import converter
    from ..web import Rates, spark

    base, term = (options.read_currency(name, locale).code for name in (base, term))
    rates = Rates(converter(), provider=when["provider"])
    _print(spark(rates.series(base, term, _taken(**when), days), locale=locale), text)


@command.command("build")
@click.option(
    "--out",
    required=True,
    metavar="FOLDER",
    type=click.Path(file_okay=False),
    help="Folder to write.",
)
@together(WHEN)
def building(out: str, locale: str, **when: Any) -> None:
    """Write all files that a site needs into a folder, with a demonstration page."""
    from ..web.site import build

    if not out:
        raise InvalidOption("out", out, "the name of a folder")
    for path in build(_taken(**when), Path(out), locale):
        click.echo(str(path))


def _taken(published: str | None, on: str | None, provider: str) -> Snapshot:
    from ..web import Snapshot

    instant, day = options.read_at(published, None), options.read_on(on, None)
    return Snapshot.of(published=instant, on=day, provider=provider)


def _codes(text: str | None) -> list[str] | None:
    from ..web.choices import split

    return None if text is None else [code.upper() for code in split(text)]


def _print(piece: Html, text: bool) -> None:
    click.echo(piece.text if text else piece)
