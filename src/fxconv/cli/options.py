"""Options that several commands take, and how what was typed is read."""

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


ON = click.option("--on", metavar="DAY", help="The table of a day: 2014-11-20, 20 Nov 2014.")
AT = click.option("--at", metavar="INSTANT", help="What was published by then, with its zone.")
PROVIDER = click.option("--from-provider", "provider", metavar="ID", help="See fxconv providers.")
LOCALE = click.option("--locale", metavar="NAME", help="How amounts and days are written: ru_RU.")
OFFLINE = click.option(
    "--offline",
    is_flag=True,
    expose_value=False,
    callback=lambda _, __, given: os.environ.update(FXCONV_OFFLINE="1") if given else None,
    help="Ask nobody for what is due.",
)
FORMAT = click.option(
    "-o",
    "--format",
    "form",
    type=click.Choice(["text", "json", "csv", "jsonl"]),
    default="text",
    show_default=True,
)


def together(*options: Callable[..., Any]) -> Callable[..., Any]:
    """Return one decorator for several options, in the order of the help."""

    def decorate(command: Callable[..., Any]) -> Callable[..., Any]:
        for option in reversed(options):
            command = option(command)
        return command

    return decorate


def locale_of(given: str | None, category: str) -> str | None:
    """Return the locale given, else the terminal's if the CLDR has it."""
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
    """Return the amount that was typed; the locale matters only where it can."""
    if locale is None and parsing.plain(text):
        return parsing.as_amount(text)
    return parsing.read_amount(text, locale_of(locale, "LC_NUMERIC"))


def read_on(text: str | None, locale: str | None) -> date | None:
    """Return the day that was typed."""
    if text is None:
        return None
    from ..dates import parsing

    return parsing.read_day(text, locale=locale_of(locale, "LC_TIME"), today=date.today())


def read_at(text: str | None, locale: str | None) -> datetime | None:
    """Return the instant that was typed."""
    if text is None:
        return None
    from ..dates import parsing

    return parsing.read_instant(text, locale=locale_of(locale, "LC_TIME"), today=date.today())


def typed(record: dict[str, Any]) -> dict[str, Any]:
    """Return an audit record with the command line as it was typed."""
    import shlex

    words = click.get_current_context().find_root().meta.get("typed", ())
    record["request"]["typed"] = shlex.join(["fxconv", *words])
    return record


def read_currency(text: str, locale: str | None) -> Currency:
    """Return the currency that was typed; a symbol or noun is said to be read as what it is."""
    known = lookup(text)
    if known is not None:
        return known
    from ..money.names import find

    found = find(text, locale or locale_of(None, "LC_CTYPE"))
    currency = Currency(found.code)
    if not found.own:
        said = text if text.isprintable() else repr(text)
        click.echo(f"fxconv: {said} is read as {currency}, {currency.name()}", err=True)
    return currency
