"""Sample answers of services that need a key, successes and errors, where they are at hand."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from fxconv.errors import InvalidDocument
from fxconv.publishing.provider import Answer, read
from fxconv.publishing.registry import load
from surroundings import SHARED

KEYED = SHARED / "payloads_keyed"
REASONS = (
    "base_currency_access_restricted",
    "https_access_restricted",
    "invalid_access_key",
    "invalid_base_currency",
    "invalid_currency_codes",
    "invalid_date",
    "no_rates_available",
)
EXCHANGERATES = "https://api.exchangeratesapi.io/v1/"

SUCCESSES = {
    "abstractapi": [
        (
            "AbstractApi/historical.json",
            "https://exchange-rates.abstractapi.com/v1/historical/?base=USD&date=2021-05-14",
        ),
        (
            "AbstractApi/success.json",
            "https://exchange-rates.abstractapi.com/v1/live/?base=USD",
        ),
    ],
    "apilayer-fixer": [
        (
            "ApiLayer/Fixer/historical.json",
            "https://api.apilayer.com/fixer/2000-01-03?base=USD",
        ),
        ("ApiLayer/Fixer/latest.json", "https://api.apilayer.com/fixer/latest?base=EUR"),
    ],
    "currencylayer": [
        (f"{folder}/{file}", url)
        for folder in ("CurrencyLayer", "ApiLayer/CurrencyData")
        for file, url in (
            (
                "historical_success.json",
                "https://api.currencylayer.com/historical?date=2015-05-05",
            ),
            ("success.json", "https://api.currencylayer.com/live"),
        )
    ],
    "exchangeratesapi": [
        (f"{folder}/{file}", EXCHANGERATES + day)
        for folder in ("ExchangeRatesApi", "ApiLayer/ExchangeRatesData")
        for file, day in (("historical.json", "2021-04-15"), ("latest.json", "latest"))
    ],
    "fixer": [
        ("Fixer/historical.json", "https://data.fixer.io/api/2000-01-03"),
        ("Fixer/latest.json", "https://data.fixer.io/api/latest"),
    ],
    "openexchangerates": [
        (
            "OpenExchangeRates/historical_success.json",
            "https://openexchangerates.org/api/historical/2001-02-16.json",
        ),
        (
            "OpenExchangeRates/success.json",
            "https://openexchangerates.org/api/latest.json",
        ),
    ],
}

ERRORS = {
    "apilayer-fixer": [("ApiLayer/Fixer/error.json", "https://api.apilayer.com/fixer/2026-03-04")],
    "currencylayer": [
        (f"{folder}/error.json", "https://api.currencylayer.com/historical?date=2026-03-04")
        for folder in ("CurrencyLayer", "ApiLayer/CurrencyData")
    ],
    "exchangeratesapi": [
        (f"{folder}/{reason}.json", EXCHANGERATES + "2026-03-04")
        for folder in ("ExchangeRatesApi", "ApiLayer/ExchangeRatesData")
        for reason in REASONS
    ],
    "fixer": [("Fixer/error.json", "https://data.fixer.io/api/2026-03-04")],
    "openexchangerates": [
        (
            f"OpenExchangeRates/{file}",
            "https://openexchangerates.org/api/historical/2026-03-04.json",
        )
        for file in ("error.json", "historical_error.json")
    ],
}

pytestmark = pytest.mark.skipif(not KEYED.exists(), reason="the samples are not at hand")


def each(samples):
    """Return the provider, the file and the address of each sample."""
    return [(name, file, url) for name, found in samples.items() for file, url in found]


@pytest.mark.parametrize(("provider", "file", "url"), each(SUCCESSES))
def test_a_success_gives_quotes_as_printed(provider, file, url):
    body = (KEYED / file).read_bytes()
    numbers = re.findall(r"[0-9][0-9.]*(?:[eE][-+]?[0-9]+)?", body.decode())
    printed = {format(Decimal(n), "f") for n in numbers if n.count(".") < 2}
    quotes = read(load(provider), Answer(body, url))
    assert [q for q in quotes if q.price not in printed] == []
    assert {q.provider for q in quotes} == {provider}
    assert len({(q.base, q.on, q.kind) for q in quotes}) == 1


@pytest.mark.parametrize(("provider", "file", "url"), each(ERRORS))
def test_an_error_is_no_document_and_says_why(provider, file, url):
    body = (KEYED / file).read_bytes()
    with pytest.raises(InvalidDocument) as caught:
        read(load(provider), Answer(body, url))
    words = re.findall(r'"(?:type|code|description)": *"([^"]+)"', body.decode())
    assert words
    assert words[0] in str(caught.value)
