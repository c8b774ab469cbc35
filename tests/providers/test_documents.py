"""What the providers' documents say, read as they are published."""

from __future__ import annotations

import io
from datetime import date
from zipfile import ZipFile

import pytest

from fxconv.errors import InvalidDocument, UnknownProvider
from fxconv.providers import _tables
from fxconv.publishing.provider import Answer, read
from fxconv.publishing.registry import ids, load

URL = "https://bank.example/"


def quotes(provider, body):
    return read(load(provider), Answer(body, URL))


def history(text):
    file = io.BytesIO()
    with ZipFile(file, "w") as archive:
        archive.writestr("eurofxref-hist.csv", text)
    return file.getvalue()


def test_the_ecbs_history_keeps_its_digits_and_leaves_out_what_is_not_there():
    days = "2026-11-20,1.2030,N/A,,\n2008-12-09,1.28,1.9558,290,\n"
    found = quotes("ecb", history(f"Date,USD,BGN,ISK,\n{days}"))
    assert [(q.base, q.term, q.price, q.on) for q in found] == [
        ("EUR", "USD", "1.2030", date(2026, 11, 20)),
        ("EUR", "USD", "1.28", date(2008, 12, 9)),
        ("EUR", "BGN", "1.9558", date(2008, 12, 9)),
        ("EUR", "ISK", "290", date(2008, 12, 9)),
    ]


def test_the_market_table_keeps_its_digits_and_the_currencies_in_use():
    prices = '"usd": 1, "rub": 84.50846439, "xau": 0.00024210, "btc": 1e-5, "dem": 1.75, "jpy": 157'
    body = f'{{"date": "2026-09-29", "usd": {{{prices}}}}}'
    found = quotes("currency-api", body.encode())
    assert [(q.base, q.term, q.price, q.kind) for q in found] == [
        ("USD", "RUB", "84.50846439", "market"),
        ("USD", "XAU", "0.00024210", "market"),
        ("USD", "JPY", "157", "market"),
    ]
    assert {q.on for q in found} == {date(2026, 9, 29)}


@pytest.mark.parametrize("provider", ["ecb", "currency-api", "fixed"])
@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>Rejected</html>",
        b"{}",
        b'{"date": "soon"}',
        history("Date\n"),
        history(""),
    ],
)
def test_another_document_is_refused_whole(provider, body):
    with pytest.raises(InvalidDocument, match="nothing was stored"):
        quotes(provider, body)


@pytest.mark.parametrize("provider", ids())
def test_a_provider_states_its_facts(provider):
    record = load(provider)
    assert record.id == provider
    assert record.home.startswith("https://")
    assert record.published[-1].until is None
    ends = [rule.until for rule in record.published[:-1]]
    assert ends == sorted(ends)
    for fact in (record.name, record.country, record.kind, record.dates, record.terms, record.zone):
        assert fact


def test_a_name_that_no_provider_has():
    with pytest.raises(UnknownProvider, match="run `fxconv providers`"):
        load("nobody")


@pytest.mark.parametrize(
    ("on", "code", "price", "per"),
    [
        (date(2026, 1, 1), "SYP", "14772.8", 100),
        (date(2026, 1, 1), "SYP", "147.728", 1),
        (date(2025, 12, 31), "SYP", "14772.8", 1),
        (date(2026, 1, 1), "LBP", "89500", 1),
    ],
)
def test_services_that_go_on_in_old_syrian_pounds_are_read_by_the_hundred(on, code, price, per):
    quote = _tables.quote("er-api", on, "EUR", code, price)
    assert (quote.price, quote.per) == (price, per)
