from __future__ import annotations

import copy
import pickle
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fxconv import Currency, currencies
from fxconv.errors import FxconvError, UnknownCurrency

ALL = currencies()


@pytest.mark.parametrize("text", ["USD", "usd", "Usd", "840"])
def test_one_object_per_code(text):
    assert Currency(text) is Currency("USD")
    assert Currency(Currency("USD")) is Currency("USD")


@pytest.mark.parametrize(
    ("code", "number", "digits", "retired"),
    [
        ("USD", "840", 2, False),
        ("JPY", "392", 0, False),
        ("KWD", "414", 3, False),
        ("CLF", "990", 4, False),
        ("XAU", "959", None, False),
        ("XDR", "960", None, False),
        ("DEM", "276", 2, True),
        ("TRL", "792", 2, True),
        ("TRY", "949", 2, False),
        ("RON", "946", 2, False),
        ("BGN", "975", 2, True),
    ],
)
def test_facts(code, number, digits, retired):
    currency = Currency(code)
    assert (currency.number, currency.digits, currency.retired) == (number, digits, retired)
    assert currency.code == str(currency) == code
    assert repr(currency) == f"Currency('{code}')"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "US",
        "USDX",
        "USX",
        " USD",
        "USD\n",
        "ＵＳＤ",
        "uſd",
        "٨٤٠",
        "000",
        "8 4",
        None,
        840,
        8.4,
    ],
)
def test_texts_that_are_no_currency(text):
    with pytest.raises(UnknownCurrency) as caught:
        Currency(text)
    assert isinstance(caught.value, LookupError)


def test_a_mistyped_code_is_told_what_is_near():
    with pytest.raises(UnknownCurrency, match="did you mean") as caught:
        Currency("USDD")
    assert "USD" in caught.value.near
    assert caught.value.text == "USDD"


@given(st.text(max_size=200))
def test_any_text_is_a_currency_or_a_clear_error(text):
    try:
        currency = Currency(text)
    except FxconvError as caught:
        message = str(caught)
    else:
        message = ""
        assert text.upper() == currency.code or text == currency.number
    assert len(message) < 200


def test_a_number_of_two_belongs_to_the_one_in_use():
    for currency in (c for c in ALL if c.number != "-"):
        found = Currency(currency.number)
        assert found.number == currency.number
        assert currency.retired or not found.retired


def test_every_currency():
    assert [c.code for c in ALL] == sorted({c.code for c in ALL})
    assert len([c for c in ALL if not c.retired]) > 170
    assert all(c.digits is None or 0 <= c.digits <= 4 for c in ALL)
    assert all(Currency(c.code.lower()) is c for c in ALL)


@pytest.mark.parametrize(
    ("code", "since", "until"),
    [
        ("EUR", date(1999, 1, 1), None),
        ("HRK", date(1994, 5, 30), date(2022, 12, 31)),
        ("BGN", date(1999, 7, 5), date(2025, 12, 31)),
    ],
)
def test_lives(code, since, until):
    assert Currency(code).life == (since, until)


def test_lives_of_all():
    for currency in ALL:
        since, until = currency.life
        assert since is None or until is None or since <= until
        if not currency.retired:
            assert until is None


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("DEM", ("EUR",)),
        ("TRL", ("TRY",)),
        ("CSK", ("CZK", "SKK")),
        ("VEF", ("VES",)),
        ("BGL", ("BGN",)),
        ("USD", ()),
        ("RUB", ()),
    ],
)
def test_successors(old, new):
    assert sorted(Currency(old).successors) == list(new)


def test_a_currency_does_not_change():
    usd = Currency("USD")
    for name in ("code", "digits", "other"):
        with pytest.raises(AttributeError):
            setattr(usd, name, "EUR")
    with pytest.raises(AttributeError):
        del usd.code
    assert usd.code == "USD"


@pytest.mark.parametrize("currency", ALL, ids=str)
def test_pickles_and_copies(currency):
    assert pickle.loads(pickle.dumps(currency)) is currency
    assert copy.copy(currency) is currency
    assert copy.deepcopy(currency) is currency


def test_currencies_are_keys():
    assert {Currency("USD"): 1}[Currency("usd")] == 1
    assert Currency("USD") != Currency("EUR")


@pytest.mark.parametrize("text", ["&", "1", "//", "(", "–", " "])
def test_what_only_stands_in_names_is_no_currency(text):
    with pytest.raises(UnknownCurrency):
        Currency(text)
