"""Frankfurter, public service: rates blended from many banks, in units for one euro.

A rate is no bank's own figure but a weighted average over all banks that have the currency, without
outliers; hence a market rate. The blend is by printed day, although some banks print the market day
and others the day after, so a row mixes market days and is not a snapshot. Days without a bulletin
are filled with older ones, weekends included, and today's rate still changes as banks come in. The
printed day is kept, and a day is taken to be complete at its end.

Figures are rounded on output: to whole numbers above 5000, two decimals above 80, three above 20,
four above 1, five above 0.0001. That leaves metals with two digits, so they are left out, and so
are codes that ISO 4217 does not know. The service computes pegged currencies from rounded figures.
Source: its source code and documentation; no recorded answer was available. Uncertain: that a span
without rates gets an empty list.
"""

from __future__ import annotations

from datetime import date, time, timedelta

from ..money.currency import lookup
from ..publishing import calendars
from ..publishing.documents import check_asked, json
from ..publishing.plans import requests_to
from ..publishing.provider import Answer, Provider, Published, Quotes
from . import _tables

BASE = "EUR"
METALS = {"XAU", "XAG", "XPT", "XPD"}

plan = requests_to("https://api.frankfurter.dev/v2/rates?base=EUR&from={first}&to={last}")


def parse(answer: Answer) -> Quotes:
    """Return the quotes of the days asked for."""
    found = json(answer.body)
    if not isinstance(found, list):
        raise ValueError(f"the service refused: {found['message']}")
    for row in found:
        code, price, on = row["quote"], row["rate"], date.fromisoformat(row["date"])
        check_asked(answer.url, on, "from", "to")
        if row["base"] != BASE:
            raise ValueError(f"it has a rate of {row['base']}, which was not asked for")
        if lookup(code) and code != BASE and code not in METALS and price.strip("0."):
            yield _tables.quote("frankfurter", on, BASE, code, price)


PROVIDER = Provider(
    id="frankfurter",
    name="Frankfurter (rates blended from many banks)",
    country="-",
    pivot="EUR",
    kind="market",
    dates="market day",
    since=date(1999, 1, 4),
    gap=7,
    zone="UTC",
    published=(Published(time(23, 59), timedelta(minutes=1)),),
    home="https://frankfurter.dev/",
    terms="free of charge and without a key; each bank's own terms hold for its rates",
    plan=plan,
    parse=parse,
    window=31,
    pause=2,
    working=calendars.every_day,
    apart=True,
    snapshot=False,
)
