"""Quotes of a document."""

from __future__ import annotations

import hashlib
from datetime import date

from fxconv import Quote, Source

DAY = date(2026, 3, 2)
ALWAYS = (date.min, date.max)


def source(text="1", provider="ecb"):
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Source(provider, f"https://bank.example/{text}", digest, "2026-03-03T16:00:00Z", "note")


def quote(term="USD", price="1.1", on=DAY, provider="ecb", **more):
    return Quote("EUR", term, price, on, provider, **more)


def quotes_of(store, provider="ecb"):
    return [
        bulletin.quote(i)
        for bulletin in store.between(provider, *ALWAYS)
        for i in range(len(bulletin.pairs))
    ]
