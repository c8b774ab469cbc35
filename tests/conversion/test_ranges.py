"""A range is the same as its single days, there and back is one, and triangles close."""

from __future__ import annotations

from contextlib import closing
from datetime import date, timedelta
from functools import cache
from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conversion.filled import LAST, filled
from fxconv import Converter, Source, Store
from fxconv.errors import FxconvError, RateNotFound
from fxconv.publishing.registry import load
from fxconv.rates.quote import FIXED_KINDS
from fxconv.rules.day_policy import POLICIES
from providers.documents import OWN, PROVIDERS, quotes_of

TODAY = date(2026, 11, 24)


@cache
def documented(provider):
    """Return a converter that knows the small documents of one bank, and its bulletins."""
    store = Store.memory()
    for quotes in quotes_of(provider, OWN / provider).values():
        store.add(Source(provider, "https://bank.example/", "", ""), quotes)
    return Converter(store, [provider], today=lambda: TODAY)


def pairs_of(provider, count=5):
    """Return some pairs that a bank quotes: of the pivot, the other way, and a cross."""
    record, asked = load(provider), documented(provider)
    days = asked.store.between(provider, date.min, date.max)
    codes = sorted({code for b in days for pair in b.pairs for code in pair.split("/")[:2]})
    others = [code for code in codes if code != record.pivot]
    near = [(code, record.pivot) for code in others[:: 1 + len(others) // count]]
    if record.apart:
        return near
    return [*near, near[0][::-1], *combinations(others[:2] + others[-1:], 2)]


def rate_or_none(asked, pair, day, policy):
    try:
        return asked.rate(*pair, on=day, policy=policy)
    except RateNotFound:
        return None


@pytest.mark.parametrize("provider", PROVIDERS)
def test_a_range_is_the_same_as_its_days(provider):
    asked = documented(provider)
    first, last = asked.store.span(provider)
    for pair in pairs_of(provider):
        try:
            history = asked.history(*pair, first, last)
        except RateNotFound:
            continue
        moving = [rate for rate in history if rate.on]
        assert [r.on for r in moving] == sorted({r.on for r in moving})
        for policy in POLICIES:
            assert [asked.rate(*pair, on=r.on, policy=policy) for r in moving] == moving, policy


@pytest.mark.parametrize("provider", PROVIDERS)
def test_days_between_bulletins_are_answered_as_the_policy_says(provider):
    record, asked = load(provider), documented(provider)
    span = asked.store.span(provider)
    published = [b.on for b in asked.store.between(provider, *span)]
    for pair in pairs_of(provider):
        try:
            quoted = [r.on for r in asked.history(*pair, *span) if r.on]
        except RateNotFound:
            continue
        among = quoted if record.apart else published
        for day in days_around(published, record.gap):
            for policy in POLICIES:
                wanted = by_policy(policy, among, day, record.gap)
                found = rate_or_none(asked, pair, day, policy)
                if found and any(leg.quote.kind in FIXED_KINDS for leg in found.legs):
                    continue  # the unit changed between the bulletin and the day
                expected = wanted if wanted in quoted else None
                assert (found and found.on) == expected, (pair, day, policy)


def days_around(published, gap):
    """Return the days next to bulletins, those in the middle, and those at the end of a gap."""
    some = published[:: 1 + len(published) // 8]
    near = {day + timedelta(i) for day in some for i in (-gap - 1, -gap, -1, 0, 1, gap, gap + 1)}
    middles = {a + (b - a) / 2 for a, b in pairwise(some)}
    return sorted(day for day in near | middles if day < TODAY)


def by_policy(policy, days, day, gap):
    """Return which of some days answers for a day, by the words of the guide."""
    before = max((d for d in days if d <= day and (day - d).days <= gap), default=None)
    after = min((d for d in days if d >= day and (d - day).days <= gap), default=None)
    near = sorted((d for d in (before, after) if d), key=lambda d: (abs(d - day), d))
    exact = day if day in days else None
    nearest = near[0] if near else None
    return {"previous": before, "next": after, "exact": exact, "nearest": nearest}[policy]


@pytest.mark.parametrize("provider", PROVIDERS)
def test_there_and_back_is_exactly_one_and_crosses_close(provider):
    record, asked = load(provider), documented(provider)
    span = asked.store.span(provider)
    tables = list(asked.tables(provider).between(*span))
    for table in tables[:: 1 + len(tables) // 3]:
        twice = both_ways(table.pairs.tokens)
        codes = [code for code in table.codes if code != record.pivot]
        some = codes[:: 1 + len(codes) // 6]
        for a, b in combinations([*some, record.pivot], 2):
            there, back = table.rate(a, b), table.rate(b, a)
            assert (there is None) == (back is None)
            if there and back and not twice.intersection(steps(there)):
                assert there.exact * back.exact == 1
                assert there.inverse() == back
        for a, b in combinations(some, 2):
            legs = [table.rate(a, record.pivot), table.rate(record.pivot, b), table.rate(a, b)]
            if all(legs) and record.pivot in legs[2].path:
                assert legs[0].exact * legs[1].exact == legs[2].exact, (a, b)
                assert legs[0].then(legs[1]).exact == legs[2].exact


def both_ways(tokens):
    """Return the pairs that are printed both ways: each is used as printed, so they do not join."""
    printed = [(token[:3], token[4:7]) for token in tokens]
    return {frozenset(pair) for pair in printed if pair[::-1] in printed}


def steps(rate):
    return {frozenset(pair) for pair in pairwise(rate.path)}


@given(st.dates(date(1999, 1, 4), LAST), st.permutations(["USD", "JPY", "GBP", "CHF", "SEK"]))
@settings(max_examples=50, deadline=None)
def test_triangles_close_exactly(converter, day, codes):
    a, b, c, *_ = codes
    one, two, direct = (
        converter.rate(*pair, on=day, provider="ecb").exact for pair in ((a, b), (b, c), (a, c))
    )
    assert one * two == direct
    assert converter.rate(c, a, on=day, provider="ecb").exact * direct == 1


def test_two_stores_of_the_same_documents_answer_the_same():
    quotes = quotes_of("ecb", OWN / "ecb")
    found = [q for each in quotes.values() for q in each]
    with closing(filled("ecb", found)) as one, closing(filled("ecb", reversed(found))) as other:
        span = one.span("ecb")
        assert other.span("ecb") == span
        first, second = (
            Converter(store, ["ecb"], today=lambda: TODAY).history("USD", "JPY", *span)
            for store in (one, other)
        )
        assert [(r.on, r.exact) for r in first] == [(r.on, r.exact) for r in second]


def test_a_question_about_nothing_is_an_error_of_ours(converter):
    with pytest.raises(FxconvError):
        converter.history("USD", "EUR", "2014-11-21", "2014-11-20")
    with pytest.raises(RateNotFound):
        converter.history("USD", "EUR", "1990-01-01", "1990-12-31", provider="ecb")
