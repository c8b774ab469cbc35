"""What holds for every provider and every document of theirs: digits, codes, days, crosses."""

from __future__ import annotations

import re
from collections import defaultdict
from contextlib import closing
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from statistics import median

import pytest

from fxconv import Currency, RateTable, Source, Store
from fxconv.dates.spans import Span
from fxconv.publishing.provider import Answer, read
from fxconv.publishing.registry import load
from providers.documents import OWN, PROVIDERS, documents, folders, quotes_of

NOTHING_OF_THE_ECB = {"banrep", "bbk", "bdp", "cbr-metals", "mma"}
"""One pair, metals, or days before 1999."""
WEEK = Span(date(2026, 3, 2), date(2026, 3, 8))


@pytest.mark.parametrize("provider", PROVIDERS)
def test_each_has_a_small_document_of_its_own(provider):
    assert quotes_of(provider, OWN / provider)


@pytest.mark.parametrize("provider", PROVIDERS)
def test_digits_are_those_that_were_printed(provider):
    for folder in folders(provider):
        bodies = {name: answer.body for name, answer in documents(folder)}
        for name, quotes in quotes_of(provider, folder).items():
            printed = numbers(bodies[name])
            assert [q for q in quotes if q.price not in printed] == [], name


def numbers(body: bytes) -> set[str]:
    """Return the numbers of a document, however it groups digits or writes the decimal mark."""
    text = body.decode("latin-1")
    readings = text, text.replace(",", "."), re.sub(r"(?<=[0-9])[, \xa0](?=[0-9])", "", text)
    found = {n for reading in readings for n in re.findall(r"[0-9]+(?:\.[0-9]+)?", reading)}
    powers = re.findall(r"[0-9]+(?:\.[0-9]+)?[eE][-+]?[0-9]+", text)
    return found | {format(Decimal(power), "f") for power in powers}


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
    first, again = ([r for _, asked in record.requests(WEEK) for r in asked] for _ in range(2))
    assert first == again
    assert first
    assert len({(r.url, r.sent) for r in first}) == len(first)
    assert all(r.url.startswith("https://") for r in first)


@pytest.mark.parametrize("provider", PROVIDERS)
def test_a_plan_has_every_day_once_and_no_part_is_longer_than_the_window(provider):
    record = load(provider)
    month = Span(date(2026, 2, 1), date(2026, 3, 8))
    parts = [part for part, _ in record.requests(month)]
    days = [part.first + timedelta(i) for part in parts for i in range(length(part))]
    assert days == [month.first + timedelta(i) for i in range(length(month))]
    assert max(map(length, parts)) <= (record.window or length(month))


def length(span):
    return (span.last - span.first).days + 1


@pytest.mark.parametrize("provider", PROVIDERS)
def test_a_range_and_a_single_day_agree(provider):
    with closing(Store.memory()) as store:
        for quotes in quotes_of(provider, OWN / provider).values():
            store.add(Source(provider, "https://bank.example/", "", ""), quotes)
        together = list(store.between(provider, date.min, date.max))
        assert together
        assert [store.newest(provider, b.on, b.on) for b in together] == together
        assert [store.oldest(provider, b.on, b.on) for b in together] == together


@pytest.mark.parametrize("provider", [p for p in PROVIDERS if p not in NOTHING_OF_THE_ECB])
def test_implied_euro_crosses_agree_with_the_ecb(provider, seed, record_property):
    """Wrong nominals, inverted pairs and days off by one all show here."""
    days = defaultdict(list)
    for folder in folders(provider):
        for quotes in quotes_of(provider, folder).values():
            for q in quotes:
                days[q.market_on or q.on].append(q)
    chosen = sorted(days)[-60:] + sorted(days)[: -60 : 1 + len(days) // 60]
    errors = sorted(e for day in chosen for e in _errors(days[day], day, seed))
    assert errors, "nothing in common with the ECB on these days"
    worst = errors[-1 - len(errors) // 33]
    record_property("crosses", (provider, len(errors), float(median(errors)), float(worst)))
    assert median(errors) < Fraction(1, 200), (provider, float(median(errors)))
    assert worst < Fraction(2, 100), (provider, float(worst))


def _errors(quotes, day, seed):
    """Return how far the crosses of a day are from the ECB's of the same market day."""
    found = seed.newest("ecb", day, day - timedelta(4))
    if found is None:
        return []
    mids = [q for q in quotes if q.side == "mid"] or [q for q in quotes if q.side == "bid"]
    table, reference = RateTable(mids), RateTable(found.quote(i) for i in range(len(found.pairs)))
    rates = ((table.rate("USD", c), reference.rate("USD", c)) for c in reference_codes(found))
    return [abs(ours.exact / theirs.exact - 1) for ours, theirs in rates if ours and theirs]


def reference_codes(bulletin):
    return sorted({pair.split("/")[1] for pair in bulletin.pairs} - {"USD"} | {"EUR"})
