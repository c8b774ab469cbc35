"""What providers say of their tables: numbers, names of series, whom they copy, of what moment."""

from __future__ import annotations

import csv
import re
from contextlib import closing
from datetime import date
from fractions import Fraction

import pytest
from defusedxml.ElementTree import fromstring

from fxconv import Quote, RateTable, Source, Store
from fxconv.publishing.provider import json
from fxconv.publishing.registry import ids, load
from providers.documents import FOLDERS, OWN, PROVIDERS, RECORDED, documents, folders, quotes_of

NUMBERED = {
    "cnb": '"order":{}',
    "hnb": '"broj_tecajnice":"{}"',
    "nbp": '"no":"{}"',
    "nbrm": '"rBr":{}',
    "tcmb": 'Bulten_No="{}"',
}
"""How the number of a table is printed, without blanks."""

SERIES = {
    ("banxico", "EUR", "MXN", "mid"): "SF46410",
    ("bbk", "ATS", "DEM", "mid"): "BBEX3.D.ATS.DEM.AA.AC.000",
    ("bcch", "EUR", "CLP", "mid"): "F072.CLP.EUR.N.O.D",
    ("bdp", "XEU", "PTE", "mid"): "180122",
    ("boc", "USD", "CAD", "mid"): "FXUSDCAD",
    ("boe", "GBP", "USD", "mid"): "XUDLUSS",
    ("boj", "EUR", "USD", "mid"): "FXERD34",
    ("cbr", "USD", "RUB", "mid"): "R01235",
    ("cbr", "XTS", "RUB", "mid"): "",
    ("cbr-metals", "GAU", "RUB", "bid"): "1",
    ("ecb", "EUR", "USD", "mid"): "EXR.D.USD.EUR.SP00.A",
    ("fred", "EUR", "USD", "mid"): "DEXUSEU",
    ("fred", "USD", "JPY", "mid"): "DEXJPUS",
    ("norges", "USD", "NOK", "mid"): "B.USD.NOK.SP",
    ("rba", "AUD", "CNY", "mid"): "FXRCR",
    ("riksbank", "USD", "SEK", "mid"): "SEKUSDPMI",
    ("sarb", "ZAR", "JPY", "mid"): "EXCB120D",
    ("sarb", "EUR", "ZAR", "mid"): "EXCZ002D",
    ("sbi", "USD", "ISK", "bid"): "4054",
    ("sbi", "USD", "ISK", "ask"): "4056",
    ("sbi", "CNY", "ISK", "mid"): "29",
    ("tcmb-evds", "USD", "TRY", "ask"): "TP.DK.USD.S.YTL",
}
PRINTED = """banxico bbk bcch bdp boc boe boj cbr fred rba riksbank sarb sbi"""
"""Whose documents or addresses print the name of every series."""

COPIES = {
    "bdi": date(1999, 1, 4),
    "dnb": date(2017, 4, 28),
    "hnb": date(2023, 1, 1),
    "lb": date(2015, 1, 1),
    "nbrm": date(2026, 3, 1),
    "norges": date(2022, 3, 2),
    "riksbank": date(2023, 11, 27),
    "xchangeapi": date(1999, 1, 4),
}
NO_SNAPSHOT = {"cba", "cbr", "frankfurter", "imf"}
SMALL = {"lb", "xchangeapi"}
"""Of which a small document has the real figures, and no recorded one is of a day of a copy."""


def recorded(provider):
    return quotes_of(provider, RECORDED / FOLDERS.get(provider, provider))


def every(provider):
    """Return the quotes of each document with its body and address."""
    for folder in folders(provider):
        answers = dict(documents(folder))
        for name, quotes in quotes_of(provider, folder).items():
            yield answers[name].body.decode("latin-1"), answers[name].url, quotes


@pytest.mark.parametrize("provider", PROVIDERS)
def test_a_number_is_that_printed_on_the_table(provider):
    for body, _, quotes in every(provider):
        printed = "".join(body.split())
        for number in {q.number for q in quotes} - {""}:
            assert NUMBERED[provider].format(number) in printed


@pytest.mark.parametrize("provider", NUMBERED)
def test_a_bulletin_has_one_number_and_keeps_it(provider):
    for _, url, quotes in every(provider):
        numbers = {(q.on, q.side, q.kind): q.number for q in quotes}
        assert all(numbers[q.on, q.side, q.kind] == q.number for q in quotes)
        with closing(Store.memory()) as store:
            store.add(Source(provider, url, "", ""), quotes)
            days = {q.on for q in quotes}
            kept = list(store.printed(provider, min(days), max(days)))
        assert {(q.on, q.side, q.kind): q.number for q in kept} == numbers


@pytest.mark.parametrize(
    ("provider", "number"),
    [("cnb", "59"), ("hnb", "197"), ("nbp", "901/A/NBP/2026"), ("nbrm", "48"), ("tcmb", "2026/49")],
)
def test_numbers_of_the_small_documents(provider, number):
    found = {q.number for quotes in quotes_of(provider, OWN / provider).values() for q in quotes}
    assert number in found


@pytest.mark.parametrize("provider", PROVIDERS)
def test_every_quote_has_a_text_for_its_series(provider):
    series = load(provider).series
    for _, _, quotes in every(provider):
        assert all(isinstance(series(q), str) for q in quotes)


@pytest.mark.parametrize(("provider", "base", "term", "side"), SERIES)
def test_names_of_series(provider, base, term, side):
    quote = Quote(base, term, "1", date(2026, 3, 2), provider, side=side)
    assert load(provider).series(quote) == SERIES[provider, base, term, side]


@pytest.mark.parametrize("provider", PRINTED.split())
def test_a_series_is_named_as_in_the_document(provider):
    for body, url, quotes in every(provider):
        names = {load(provider).series(q) for q in quotes} - {""}
        assert names
        words = set(re.findall(r"[\w.]+", body + " " + url))
        assert names <= words


def test_a_series_of_one_currency_is_that_of_its_answer():
    for provider, place in (("fred", r"series_id=(\w+)"), ("sarb", r"/(EXC\w+)/")):
        for _, url, quotes in every(provider):
            assert {load(provider).series(q) for q in quotes} == set(re.findall(place, url))


def test_the_bank_of_russia_has_these_numbers():
    series = load("cbr").series
    for body, _, quotes in every("cbr"):
        printed = dict(re.findall(r'<Valute ID="(\w+)">.*?<CharCode>(\w+)<', body, re.DOTALL))
        codes = {code: number for number, code in printed.items()}
        for found in re.findall(r'<ValCurs ID="(\w+)"', body):
            assert {series(q) for q in quotes} == {found}
        assert all(series(q) in ("", codes.get(q.base, series(q))) for q in quotes)
    assert series(Quote("KZT", "RUB", "1", date(2026, 3, 2), "cbr")) == "R01335"


def test_series_of_australia_portugal_and_iceland_are_those_of_their_columns():
    for body, _, quotes in every("rba"):
        rows = {row[0]: row[1:] for row in csv.reader(body.splitlines()) if row}
        codes = ["XDR" if unit == "SDR" else unit for unit in rows["Units"]]
        printed = dict(zip(codes, rows["Series ID"], strict=True))
        assert {q.term: load("rba").series(q) for q in quotes}.items() <= printed.items()
    for body, _, quotes in every("bdp"):
        labels = {s["id"]: s["label"] for s in json(body.encode())["extension"]["series"]}
        assert all(
            f"({q.base.replace('XEU', 'ECU')})" in labels[load("bdp").series(q)] for q in quotes
        )
    for body, _, quotes in every("sbi"):
        root = fromstring(body.encode("latin-1"))
        values = {
            (series.get("ID"), value.text)
            for series in root.iter("TimeSeries")
            for value in series.iter("Value")
        }
        assert all((load("sbi").series(q), q.price) in values for q in quotes)


def test_who_copies_and_who_is_no_snapshot():
    records = {name: load(name) for name in ids()}
    copies = {name: r.copies for name, r in records.items() if r.copies}
    assert copies == {name: ("ecb", since) for name, since in COPIES.items()}
    assert {name for name, record in records.items() if not record.snapshot} == NO_SNAPSHOT


@pytest.mark.parametrize("provider", COPIES)
def test_a_copy_is_that_of_the_ecb_to_the_last_digit(provider, seed):
    found = quotes_of(provider, OWN / provider) if provider in SMALL else recorded(provider)
    if not found:
        pytest.skip("no recorded documents")
    exact = _exact(found, seed, COPIES[provider])
    assert len(exact) >= (3 if provider in SMALL else 60)
    assert all(exact)


def test_what_is_only_near_is_no_copy(seed):
    if not recorded("cnb"):
        pytest.skip("no recorded documents")
    exact = _exact(recorded("cnb"), seed, date(1999, 1, 4))
    assert sum(exact) * 2 < len(exact)


def _exact(found, seed, since):
    """Return of each middle rate of a day of the ECB whether it is the ECB's, rounded."""
    quotes = [q for of in found.values() for q in of if q.side == "mid" and q.on >= since]
    euros = {q.on: q for q in quotes if q.base == "EUR"}
    exact = []
    for q in quotes:
        day = q.market_on or q.on
        bulletin = seed.newest("ecb", day, day)
        if bulletin is None:
            continue
        reference = {"EUR": Fraction(1)} | {
            p.term: p.ratio for p in map(bulletin.quote, range(len(bulletin.pairs)))
        }
        if q.term not in reference and q.on in euros and q.base != "EUR":
            reference[q.term] = euros[q.on].ratio
        if {q.base, q.term} <= reference.keys():
            expected = reference[q.term] / reference[q.base] * q.per
            exact.append(abs(Fraction(q.price) - expected) <= _half_unit(q.price))
    return exact


def _half_unit(price):
    """Return half a unit of the last digit, zeros after two decimals not counted."""
    places = len(price.partition(".")[2].rstrip("0").ljust(2, "0"))
    return Fraction(1, 2 * 10 ** (places if "." in price else 0))


def _crosses(provider, on):
    quotes = [q for of in recorded(provider).values() for q in of if q.on == on]
    return RateTable(q for q in quotes if "XDR" not in (q.base, q.term))


@pytest.mark.parametrize(
    ("provider", "on", "code", "market"),
    [("cbr", date(2026, 3, 4), code, date(2026, 3, 2)) for code in ("SEK", "NOK", "DKK", "CAD")]
    + [("cbr", date(2026, 3, 4), code, date(2026, 3, 3)) for code in ("JPY", "AUD", "NZD")]
    + [("cba", date(2026, 3, day), "INR", date(2026, 3, day)) for day in (2, 5, 13, 18)],
)
def test_prices_of_one_table_are_those_of_other_banks(provider, on, code, market):
    """Each is the dollar times a rate that its own bank reported to the Fund, not all of a day."""
    if not recorded(provider):
        pytest.skip("no recorded documents")
    ours, theirs = (
        _crosses(provider, on).rate("USD", code),
        _crosses("imf", market).rate("USD", code),
    )
    assert abs(ours.exact / theirs.exact - 1) <= ours.relative_error + theirs.relative_error
    assert not load(provider).snapshot
