"""Banks on loopback that publish what is due, for whole programs to ask."""

from __future__ import annotations

import os
import sqlite3
import threading
from contextlib import closing, contextmanager
from datetime import date, datetime, timedelta
from typing import NamedTuple
from urllib.parse import parse_qs, urlsplit

from fxconv import Quote, Source, Store
from fxconv.publishing import calendars
from replay import served

AHEAD = "AHEAD-24"  # no bulletin is of a later day than today's, whatever the hour of the test
ANSWER = "1,000,000,000.00 USD = 84,612,300,000.00 RUB"
CBR, ECB, API = "www.cbr.ru", "data-api.ecb.europa.eu", "cdn.jsdelivr.net"
LONG_AGO = "2020-01-01T00:00:00Z"


def table_of(day):
    """Return the day printed on the table that is in force: none is dated Sunday or Monday."""
    return day - timedelta({6: 1, 0: 2}.get(day.weekday(), 0))


def cbr_table(day):
    rows = "".join(
        f"<Valute><CharCode>{code}</CharCode><Nominal>1</Nominal><Value>{value}</Value></Valute>"
        for code, value in [("USD", "84,6123"), ("EUR", "94,5300")]
    )
    printed = f"{table_of(day):%d.%m.%Y}"
    return f'<?xml version="1.0"?><ValCurs Date="{printed}">{rows}</ValCurs>'.encode()


def day_of(query):
    return datetime.strptime(query["date_req"][0], "%d/%m/%Y").date()


def cbr(handler, query):
    handler.give(cbr_table(day_of(query)))


def ecb(handler, query):
    first, last = (date.fromisoformat(query[name][0]) for name in ("startPeriod", "endPeriod"))
    days = [first + timedelta(i) for i in range((last - first).days + 1)]
    rows = [
        f"{code},EUR,{day},{price}"
        for code, price in [("USD", "1.1172"), ("PLN", "4.4038"), ("NOK", "10.312")]
        for day in filter(calendars.target, days)
    ]
    text = "\n".join(["CURRENCY,CURRENCY_DENOM,TIME_PERIOD,OBS_VALUE", *rows])
    handler.give(text.encode(), 200 if rows else 404)


def broken(handler, _):
    handler.give(b"", 500)


def missing(handler, _):
    handler.give(b"", 404)


def hanging(handler, _):
    handler.server.awake.wait(60)


@contextmanager
def serving():
    """Give a server for all banks; `banks.say[host] = ...` changes what one of them says."""

    def say(handler):
        parts = urlsplit(handler.path)
        handler.server.banks.get(parts.path.split("/")[1], missing)(handler, parse_qs(parts.query))

    with served(say) as server:
        server.banks = {CBR: cbr, ECB: ecb}
        server.awake = threading.Event()
        yield server
        server.awake.set()


def hosts(server):
    """Return the hosts that got requests since the last call."""
    seen = [path.split("/")[1] for path in server.seen]
    server.seen.clear()
    return seen


class Row(NamedTuple):
    at: datetime
    due: datetime
    failures: int
    why: str


def journal(path, provider):
    query = "SELECT at, due, failures, why FROM asked WHERE provider = ?"
    with closing(sqlite3.connect(path)) as db:
        at, due, failures, why = db.execute(query, (provider,)).fetchone()
    return Row(datetime.fromisoformat(at), datetime.fromisoformat(due), failures, why)


def damage(path):
    """Overwrite all of a store but its first page."""
    with open(path, "r+b") as file:
        size = file.seek(0, os.SEEK_END)
        file.seek(100)
        file.write(b"\xff" * (size - 100))


def fill(path, quotes):
    store = Store(str(path), "rwc")
    for number, (base, term, price, on, provider) in enumerate(quotes):
        quote = Quote(base, term, price, on, provider)
        store.add(Source(provider, f"https://bank.example/{number}", "", LONG_AGO), [quote])
    store.close()


def first_line(done):
    return done.stdout.partition("\n")[0]
