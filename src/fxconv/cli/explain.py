"""The whole calculation in words: what --explain shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..rounding import to_digits

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..conversion import Conversion
    from ..quote import Leg, Source


def explained(conversion: Conversion) -> str:
    """Return the answer followed by everything that it was made of, a line each."""
    lines = (f"  {label:<10} {text}" for label, text in _lines(conversion))
    return "\n".join([conversion.answer(), *lines])


def _lines(conversion: Conversion) -> Iterator[tuple[str, str]]:
    record = conversion.as_dict()
    yield "asked", _asked(conversion)
    yield "rate", conversion.basis()
    yield "formula", record["formula"]
    yield "exact", record["exact"]
    yield "unrounded", record["unrounded"]
    for step in record["rounding"]:
        euros = f", {step['euros']} EUR" if "euros" in step else ""
        yield "rounded", f"{step['mode']} to {step['digits']} decimals{euros}"
    if conversion.precision_bound:
        yield "precision", f"±{_short(conversion)} {conversion.term}, as the prices are printed"
    for leg in conversion.legs:
        yield "quote", _leg(leg)
        if leg.quote.source:
            yield "", _source(leg.quote.source)
    if conversion.flags:
        yield "flags", ", ".join(conversion.flags)


def _asked(conversion: Conversion) -> str:
    terms = conversion.question.terms
    when = f"at {conversion.asked}" if conversion.known_at else f"on {conversion.asked}"
    provider = terms.provider or "any provider"
    return f"{conversion.given} {conversion.base} in {conversion.term}, " + (
        f"{when if conversion.asked else 'newest rate'}, {terms.policy}, {provider}"
    )


def _short(conversion: Conversion) -> str:
    bound = conversion.precision_bound
    return f"{to_digits(bound, max(2, 1 - bound.adjusted())):f}"


def _leg(leg: Leg) -> str:
    quote = leg.quote
    use = "divided by" if leg.inverted else "multiplied by"
    return f"{quote}, {use}; {quote.provider} {quote.kind} of {quote.on}"


def _source(source: Source) -> str:
    parts = [source.url, source.sha256 and f"sha256 {source.sha256}"]
    parts += [source.retrieved and f"retrieved {source.retrieved}", source.note]
    return ", ".join(part for part in parts if part)
