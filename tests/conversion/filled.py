"""A store with the quotes of one bank, and the days of the rates that fxconv came with."""

from __future__ import annotations

from datetime import date

from fxconv import Source, Store

FIRST, LAST = date(2006, 1, 2), date(2026, 10, 30)


def filled(provider, quotes):
    """Return a store that has some quotes of one bank."""
    store = Store.memory()
    store.add(Source(provider, "https://bank.example/", "", ""), quotes)
    return store
