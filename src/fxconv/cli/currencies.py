"""fxconv currencies [TEXT]: codes, numbers, minor units and names."""

from __future__ import annotations

import click

from ..errors import UnknownCurrency
from ..money.currency import Currency, currencies
from . import options
from .options import FORMAT, LOCALE, together
from .render import Row, table, write

COLUMNS = ("code", "number", "digits", "name", "since", "until", "successors")


@click.command("currencies")
@click.argument("text", required=False)
@click.option("--all", "past", is_flag=True, help="Include currencies no longer in use.")
@together(FORMAT, LOCALE)
def command(text: str | None, past: bool, form: str, locale: str | None) -> None:
    """List the currencies, or those whose code, number or name matches TEXT.

    \b
      fxconv currencies
      fxconv currencies dollar
      fxconv currencies рубль --locale ru
    """
    language = locale or options.locale_of(None, "LC_MESSAGES") or "en"
    rows = [_row(c, language) for c in currencies() if past or text or not c.retired]
    found = [row for row in rows if text is None or _has(row, text)]
    if not found:
        raise UnknownCurrency(text or "")
    if form == "text":
        table(found, COLUMNS, f"currencies: {len(found)}")
    else:
        write(found, form, COLUMNS)


def _row(currency: Currency, language: str) -> Row:
    since, until = currency.life
    return {
        "code": currency.code,
        "number": currency.number,
        "digits": currency.digits,
        "name": currency.name(language),
        "since": since.isoformat() if since else None,
        "until": until.isoformat() if until else None,
        "successors": " ".join(currency.successors),
    }


def _has(row: Row, text: str) -> bool:
    wanted = text.casefold()
    return wanted in (row["code"].casefold(), row["number"]) or wanted in row["name"].casefold()
