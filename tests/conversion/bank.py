"""A bank with a few quotes of one day."""

from __future__ import annotations

from datetime import date, time, timedelta

from fxconv import Source
from fxconv.publishing.provider import Provider, Published

DAY = date(2026, 3, 3)
SOURCE = Source("bank", "https://bank.example/2026-03-03", "0" * 64, "2026-03-03T15:00:00Z")


def bank(**facts):
    """Return the record of a bank that quotes in roubles."""
    usual = {
        "id": "bank",
        "name": "The Bank",
        "country": "RU",
        "pivot": "RUB",
        "kind": "official",
        "dates": "in force",
        "since": date(2000, 1, 1),
        "gap": 3,
        "zone": "Europe/Moscow",
        "published": (Published(time(15, 0), timedelta(minutes=0)),),
        "home": "https://bank.example/",
        "terms": "none",
        "parse": lambda answer: iter(()),
    }
    return Provider(**{**usual, **facts})
