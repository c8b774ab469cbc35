"""Tables of one day with both sides, and converters of them."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from fxconv import Converter, Quote, Source, Store

DAY = date(2026, 3, 3)
SIDES = {"USD": ("43.9129", "43.9920"), "EUR": ("51.2001", "51.2923"), "JPY": ("27.9012", "28.086")}
NOMINALS = {"JPY": 100}
AMOUNTS = st.decimals("0.01", "1e9", places=2)


def converting(provider, quotes, today=date(2026, 11, 24)):
    """Return a converter that knows some quotes of one bank."""
    store = Store.memory()
    store.add(Source(provider, "https://bank.example/", "", ""), quotes)
    return Converter(store, [provider], today=lambda: today)


def dealer(sides):
    """Return a converter that knows what a bank pays and asks for one day."""
    return converting(
        "tcmb",
        [
            Quote(code, "TRY", price, DAY, "tcmb", NOMINALS.get(code, 1), side, kind="indicative")
            for code, both in sides.items()
            for side, price in zip(("bid", "ask"), both, strict=True)
        ],
    )
