"""Options that several commands share, and functions that read what was typed."""

from __future__ import annotations

import os
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from ..errors import InvalidOption
from ..money import parsing
from ..money.currency import Currency, lookup

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from decimal import Decimal


ON = click.option("--on", metavar="DAY", help="Use the rates of this day: 2014-11-20, 20 Nov 2014.")
AT = click.option(
    "--at",
    metavar="MOMENT",
    help="Use only what was published by this moment (time zone required).",
)
PROVIDER = click.option(
    "--from-provider", "provider", metavar="ID", help="Use this source (see `fxconv providers`)."
)
LOCALE = click.option(
    "--locale", metavar="NAME", help="Locale used to read amounts and dates, e.g. ru_RU."
)
OFFLINE = click.option(
    "--offline",
    is_flag=True,
    expose_value=False,
    callback=lambda _, __, given: os.environ.update(FXCONV_OFFLINE="1") if given else None,
    help="Use stored rates only; do not download.",
)
FORMAT = click.option(
    "-o",
    "--format",
    "form",
    type=click.Choice(["text", "json", "csv", "jsonl"]),
    default="text",
    show_default=True,
    help="Output format.",
)


def together(*options: Callable[..., Any]) -> Callable[..., Any]:
    """Combine several options into one decorator, in the order of the help."""

    def decorate(command: Callable[..., Any]) -> Callable[..., Any]:
        for option in reversed(options):
            command = option(command)
        return command

    return decorate


def locale_of(given: str | None, category: str) -> str | None:
    """Return the given locale, or that of the terminal if it is in the CLDR."""
    from ..money import locales

    if given:
        locales.marks(given)
        return given
    found = locales.from_environment(os.environ, category)
    try:
        if found:
            locales.marks(found)
    except InvalidOption:
        return None
    return found


def read_amount(text: str, locale: str | None) -> Decimal:
    """Read a typed amount; the locale is looked up only if it could matter."""
    if locale is None and parsing.plain(text):
        return parsing.as_amount(text)
    return parsing.read_amount(text, locale_of(locale, "LC_NUMERIC"))


def read_on(text: str | None, locale: str | None) -> date | None:
    """Read a typed day."""
    if text is None:
        return None
    from ..dates import parsing

    return parsing.read_day(text, locale=locale_of(locale, "LC_TIME"), today=date.today())


def read_at(text: str | None, locale: str | None) -> datetime | None:
    """Read a typed instant."""
    if text is None:
        return None
    from ..dates import parsing

    return parsing.read_instant(text, locale=locale_of(locale, "LC_TIME"), today=date.today())


def typed(record: dict[str, Any]) -> dict[str, Any]:
    """Add the command line to an audit record, as it was typed."""
    import shlex

    words = click.get_current_context().find_root().meta.get("typed", ())
    record["request"]["typed"] = shlex.join(["fxconv", *words])
    return record


def read_currency(text: str, locale: str | None) -> Currency:
    """Read a typed currency; print how a symbol or noun was read."""
    known = lookup(text)
    if known is not None:
        return known
    from ..money.names import find

    found = find(text, locale or locale_of(None, "LC_CTYPE"))
    currency = Currency(found.code)
    if not found.own:
        said = text if text.isprintable() else repr(text)
        click.echo(f"fxconv: reading {said} as {currency} ({currency.name()})", err=True)
    return currency
