"""fxconv explain RECORD: an audit record in words, and whether it is correct."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from ..conversion.verify import GARBLED, checked
from ..errors import InvalidRecord
from ..money.rounding import to_digits

if TYPE_CHECKING:
    from collections.abc import Iterator

    Record = dict[str, Any]

RARER = ("side", "cash", "dated")


@click.command("explain")
@click.argument("record", type=click.Path(exists=True, dir_okay=False, allow_dash=True))
@click.option(
    "--verify", is_flag=True, help="Compute it again and look up its quotes in the store."
)
def command(record: str, verify: bool) -> None:
    """Show the calculation in a RECORD written by `-o json`: a file, or - for stdin.

    \b
      fxconv 1e9 USD RUB --on 2014-11-20 -o json > record.json
      fxconv explain record.json --verify
    """
    for found in _read(record):
        click.echo("\n".join(lines(found)))
        if verify:
            _verify(found)


def _read(path: str) -> list[Record]:
    """Return the records in a file: a single one, a list, or one per line."""
    with click.open_file(path, "rb") as file:
        body = file.read()
    try:
        found = _parsed(body.decode())
    except GARBLED as error:
        raise InvalidRecord(
            f"{_named(path)} holds no audit record: it is not JSON ({error})"
        ) from error
    if not found:
        raise InvalidRecord(f"{_named(path)} holds no audit record")
    return found if isinstance(found, list) else [found]


def _named(path: str) -> str:
    return "standard input" if path == "-" else path


def _parsed(text: str) -> Any:
    import json

    try:
        return json.loads(text)
    except ValueError:
        return [json.loads(line) for line in text.splitlines()]


def _verify(record: Record) -> None:
    from ..default import converter

    for line in checked(record, converter().store):
        click.echo(f"  {'verified':<10} {line}")


def lines(record: Record) -> Iterator[str]:
    """Return the lines that show a record; raises InvalidRecord for anything else."""
    try:
        yield _visible(_answer(record))
        for label, text in _lines(record):
            yield f"  {label:<10} {_visible(text)}"
    except GARBLED as error:
        raise InvalidRecord(f"the record is incomplete or damaged: {error}") from error


def _visible(text: str) -> str:
    """Return a text with escapes in place of characters that cannot be printed."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def _answer(record: Record) -> str:
    from ..money.money import Money

    source, target = (Money(**record[name]) for name in ("source", "target"))
    return f"{source} = {target}"


def _lines(record: Record) -> Iterator[tuple[str, str]]:
    yield "request", _asked(record["request"])
    if record["rule"]:
        yield "rule", _rule(record["rule"])
    yield "rate", record["rate"]["text"]
    yield "formula", record["formula"]
    yield "exact", record["exact"]
    yield "unrounded", record["unrounded"]
    for step in record["rounding"]:
        euros = f", {step['euros']} EUR" if "euros" in step else ""
        yield "rounded", f"{step['mode']} to {step['digits']} decimals{euros}"
    for step in record["steps"]:
        yield step["kind"], f"{step['text']}: {_money(step['change'])}"
    yield from _totals(record)
    for leg in record["legs"]:
        yield from _leg(leg)
    if record["terms"]:
        yield "terms", f"{record['provider']}: {record['terms']}"
    yield from _warnings(record)


def _asked(request: Record) -> str:
    when = [f"on {request['on']}" if request["on"] else "", request["at"] and f"at {request['at']}"]
    told = [" ".join(filter(None, when)) or "newest rate", request["policy"]]
    told.append(request["provider"] or "any provider")
    told += [f"fee {fee}" for fee in request["fee"]]
    told += [f"{name} {request[name]}" for name in RARER if request[name] not in (None, "mid")]
    typed = f"; typed: {request['typed']}" if request["typed"] else ""
    pair = f"{request['amount']} {request['from']} in {request['to']}"
    return f"{pair}, {', '.join(told)}{typed}"


def _rule(rule: Record) -> str:
    holds = f", for {rule['holds'][0]} to {rule['holds'][1]}" if rule["holds"] else ""
    return f"{rule['id']}{holds}: {rule['law']}, {rule['url']}"


def _totals(record: Record) -> Iterator[tuple[str, str]]:
    for name, plain in (("pays", "source"), ("gets", "target")):
        if record[name] != record[plain]:
            yield name, _money(record[name])
    bound = _short(record["precision_bound"])
    if bound:
        currency = record["target"]["currency"]
        yield "precision", f"±{bound} {currency}, from the digits of the published rates"


def _money(money: Record) -> str:
    return f"{money['amount']} {money['currency']}"


def _short(text: str) -> str:
    """Return a bound in a few digits; "" if it is zero."""
    from decimal import Decimal

    bound = Decimal(text)
    return f"{to_digits(bound, min(30, max(2, 1 - bound.adjusted()))):f}" if bound else ""


def _leg(leg: Record) -> Iterator[tuple[str, str]]:
    use = "divided by" if leg["inverted"] else "multiplied by"
    side = "rate" if leg["side"] == "mid" else leg["side"]
    number = f", table {leg['number']}" if leg["number"] else ""
    series = f", series {leg['series']}" if leg.get("series") else ""
    whose = f"{leg['provider']} {leg['kind']} {side} of {leg['on']}{number}{series}"
    yield "quote", f"{leg['quote']}, {use}; {whose}"
    yield "", _days(leg)
    if leg["source"]:
        yield "", _source(leg["source"], leg.get("vintage"))


def _days(leg: Record) -> str:
    force = leg["in_force"]
    held = f"in force from {force['from']}" + (f" to {force['to']}" if force["to"] else " on")
    if "published" not in leg:
        return held
    at, basis = leg["published"]["at"], leg["published"]["basis"]
    return f"market day {leg['market_on']}, published {at} according to its {basis}, {held}"


def _source(source: Record, vintage: int | None) -> str:
    parts = [source["url"], source["sha256"] and f"sha256 {source['sha256']}"]
    parts += [source["retrieved"] and f"retrieved {source['retrieved']}", source["note"]]
    parts += [f"vintage {vintage}" if vintage else ""]
    return ", ".join(part for part in parts if part)


def _warnings(record: Record) -> Iterator[tuple[str, str]]:
    if record["never_asked_for"]:
        first, last = record["never_asked_for"]
        yield "missing", f"bulletins from {first} to {last} have not been downloaded"
    if record["flags"]:
        yield "flags", ", ".join(record["flags"])
