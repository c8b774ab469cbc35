"""What holds for every provider and every document of theirs: digits, codes, days, crosses.

The documents are the small ones in `payloads/` and, where they are at hand, recorded ones.
"""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from fractions import Fraction
from functools import cache
from pathlib import Path
from statistics import median

import pytest

from fxconv import Currency, RateTable
from fxconv.bulletin import Span
from fxconv.provider import Answer, read
from fxconv.providers import ids, load

OWN = Path(__file__).parent / "payloads"
RECORDED = Path(__file__).resolve().parents[2] / "shared" / "payloads"
FOLDERS = {"norges": "nb", "riksbank": "rb"}
NO_DOCUMENTS = {"fixed"}
IN_PACKAGES = {"ecb", "currency-api"}
PROVIDERS = [name for name in ids() if name not in NO_DOCUMENTS | IN_PACKAGES]
WEEK = Span(date(2026, 3, 2), date(2026, 3, 8))


def documents(folder: Path) -> list[tuple[str, Answer]]:
    """Return the documents of a folder as answers to what its index says was asked."""
    index = folder / "index.json"
    if not index.exists():
        return []
    return [
        (
            entry["file"],
            Answer(
                (folder / entry["file"]).read_bytes(),
                entry["url"],
                (entry.get("request_body") or "").encode(),
            ),
        )
        for entry in json.loads(index.read_text())
        if entry.get("status", 200) == 200
    ]


@cache
def quotes_of(provider: str, folder: Path) -> dict[str, list]:
    """Return the quotes of each document that has any."""
    found = {}
    for name, answer in documents(folder):
        quotes = list(load(provider).parse(answer))
        if quotes:
            found[name] = quotes
    return found


def folders(provider: str) -> list[Path]:
    recorded = RECORDED / FOLDERS.get(provider, provider)
    return [folder for folder in (OWN / provider, recorded) if (folder / "index.json").exists()]


@pytest.mark.parametrize("provider", PROVIDERS)
def test_each_has_a_small_document_of_its_own(provider):
    assert quotes_of(provider, OWN / provider)


@pytest.mark.parametrize("provider", PROVIDERS)
def test_digits_are_those_that_were_printed(provider):
    for folder in folders(provider):
        bodies = {name: answer.body for name, answer in documents(folder)}
        for name, quotes in quotes_of(provider, folder).items():
            body = bodies[name].replace(b",", b".")
            plain = bodies[name].replace(b",", b"").replace(b" ", b"")
            for q in quotes:
                assert q.price.encode() in body or q.price.encode() in plain, (name, q)


@pytest.mark.parametrize("provider", PROVIDERS)
def test_quotes_are_sane_and_there_once(provider):
    record = load(provider)
    for folder in folders(provider):
        for name, quotes in quotes_of(provider, folder).items():
            keys = [(q.base, q.term, q.on, q.side) for q in quotes]
            assert len(set(keys)) == len(keys), name
            for q in quotes:
                assert Currency(q.base) is not Currency(q.term)
                assert re.fullmatch(r"[0-9]+(\.[0-9]+)?", q.price), q
                assert q.ratio > 0
                assert q.per >= 1
                assert q.provider == provider
                assert record.since <= q.on <= date(2026, 12, 31), q
                assert q.side in ("mid", "bid", "ask")


@pytest.mark.parametrize("provider", PROVIDERS)
def test_another_document_is_no_day_without_rates(provider):
    for body in (b"", b"<html><body>Request Rejected</body></html>", b'{"error": "sorry"}'):
        with pytest.raises(Exception):  # noqa: B017, PT011
            read(load(provider), Answer(body, load(provider).home))


@pytest.mark.parametrize("provider", PROVIDERS)
def test_a_plan_is_the_same_each_time_and_asks_for_every_day(provider):
    record = load(provider)
    first, again = (list(record.plan(WEEK)) for _ in range(2))
    assert first == again
    assert first
    assert len({(r.url, r.sent) for r in first}) == len(first)
    assert all(r.url.startswith("https://") for r in first)


@pytest.mark.parametrize("provider", PROVIDERS)
def test_implied_euro_crosses_agree_with_the_ecb(provider, seed):
    """Wrong nominals, inverted pairs and days off by one all show here."""
    errors = []
    for folder in folders(provider):
        for quotes in quotes_of(provider, folder).values():
            errors += [
                e
                for day in {q.market_on or q.on for q in quotes}
                for e in _errors(quotes, day, seed)
            ]
    if not errors:
        pytest.skip("nothing in common with the ECB on these days")
    worst = sorted(errors)[-1 - len(errors) // 100]
    assert median(errors) < Fraction(1, 200), (provider, float(median(errors)))
    assert worst < Fraction(2, 100), (provider, float(worst))


def _errors(quotes, day, seed):
    """Return how far the crosses of a day are from the ECB's of the same market day."""
    found = seed.newest("ecb", day, day - timedelta(4))
    if found is None or len({(q.market_on or q.on) for q in quotes}) > 400:
        return []
    table = RateTable([q for q in quotes if (q.market_on or q.on) == day and q.side != "ask"])
    reference = RateTable(found.quote(i) for i in range(len(found.pairs)))
    errors = []
    for code in reference_codes(found):
        ours, theirs = table.rate("USD", code), reference.rate("USD", code)
        if ours and theirs and code != "USD":
            errors.append(abs(ours.exact / theirs.exact - 1))
    return errors


def reference_codes(bulletin):
    return sorted({pair.split("/")[1] for pair in bulletin.pairs} | {"EUR"})
