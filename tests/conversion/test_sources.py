"""Which source answers, how old its rate may be, and why there is none."""

from __future__ import annotations

from contextlib import closing
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest

from conversion.bank import DAY, SOURCE, bank
from fxconv import Converter, Store
from fxconv.errors import (
    FxconvError,
    NoBulletin,
    NotQuoted,
    NotYetQuoted,
    RateNotFound,
    SeriesEnded,
    StaleRate,
)
from fxconv.store.overlay import Overlay
from surroundings import TODAY

MISSING = [
    ("USD", "RUB", "2024-03-01", {}, SeriesEnded, "suspended after 2022-03-01"),
    ("EUR", "RUB", "2022-03-02", {}, SeriesEnded, "suspended after 2022-03-01"),
    (
        "EUR",
        "TRL",
        "2004-12-25",
        {"policy": "exact"},
        NoBulletin,
        "no stored bulletin is from a day that the policy allows",
    ),
    ("USD", "RUB", "2005-03-31", {}, NotYetQuoted, "begins on 2005-04-01"),
    ("USD", "JPY", "1999-01-03", {}, NotYetQuoted, "begin on 1999-01-04"),
    ("USD", "XAU", "2014-11-19", {}, NotQuoted, "it does not quote XAU"),
    ("XAU", "XAG", "2014-11-19", {}, NotQuoted, "it does not quote XA"),
    ("ISK", "USD", "2010-01-04", {}, NoBulletin, "ISK was last quoted on 2008-12-09"),
    (
        "USD",
        "JPY",
        "2026-11-07",
        {},
        NoBulletin,
        "newest stored rates are from 2026-10-30 and may be used for 7 days",
    ),
    (
        "USD",
        "JPY",
        "2014-11-22",
        {"policy": "exact"},
        NoBulletin,
        "no stored bulletin is from a day that the policy allows",
    ),
]


@pytest.mark.parametrize(("base", "term", "day", "options", "kind", "why"), MISSING)
def test_no_rate(converter, base, term, day, options, kind, why):
    for pair in ((base, term), (term, base)):
        with pytest.raises(RateNotFound) as caught:
            converter.convert(100, *pair, on=day, provider="ecb", **options)
        error = caught.value
        assert type(error) is kind
        assert isinstance(error, LookupError)
        assert (error.base, error.term, error.provider) == (*pair, "ecb")
        assert error.on == date.fromisoformat(day)
        assert str(error).startswith(f"no {pair[0]}/{pair[1]} rate from ecb on {day}: ")
        assert why in str(error)
        with pytest.raises(kind):
            converter.rate(*pair, on=day, provider="ecb", **options)


def test_a_series_that_ended_is_never_carried_forward_to_today(converter):
    for pair in (("RUB", "USD"), ("USD", "RUB")):
        with pytest.raises(SeriesEnded):
            converter.convert(100, *pair, provider="ecb")


def test_the_instant_of_a_missing_rate(converter):
    with pytest.raises(SeriesEnded, match="2024-03-01"):
        converter.convert(1, "USD", "RUB", at="2024-03-01T20:00:00Z", provider="ecb")


def test_everybody_who_was_asked_is_named(converter):
    with pytest.raises(RateNotFound) as caught:
        converter.convert(1, "USD", "RUB", on="2024-03-01")
    for name in ("ecb: ", "currency-api: ", "2022-03-01"):
        assert name in str(caught.value)
    assert caught.value.provider is None


def test_what_could_be_asked_instead(converter):
    with pytest.raises(NotQuoted, match="currency-api"):
        converter.convert(1, "USD", "XAU", on="2026-09-29", provider="ecb")
    with pytest.raises(NoBulletin, match="omit --on"):
        converter.convert(1, "USD", "JPY", on="2026-11-20")


def test_the_order_of_providers(seed):
    def asked(*order, pair=("USD", "JPY")):
        found = Converter(seed, order, today=lambda: date(2026, 9, 29))
        return found.convert(1, *pair, on="2026-09-29").provider

    assert asked("ecb", "currency-api") == "ecb"
    assert asked("currency-api", "ecb") == "currency-api"
    assert asked("ecb", "currency-api", pair=("USD", "XAU")) == "currency-api"
    assert asked("currency-api") == "currency-api"


def test_the_named_provider_answers_alone(converter):
    on = "2026-09-29"
    by = {
        name: converter.convert(1000, "USD", "JPY", on=on, provider=name)
        for name in ("ecb", "currency-api")
    }
    assert by["ecb"].exact != by["currency-api"].exact
    assert {name: found.provider for name, found in by.items()} == {name: name for name in by}
    assert "market" in by["currency-api"].flags
    assert "market" not in by["ecb"].flags


def test_no_provider_at_all(seed):
    with pytest.raises(FxconvError):
        Converter(seed, []).convert(1, "USD", "EUR")


def test_age_and_staleness(converter):
    newest = converter.convert(1, "USD", "EUR")
    assert (newest.in_force, newest.age, newest.stale) == (date(2026, 10, 30), 25, True)
    assert newest.flags == ("stale",)
    assert newest.day == TODAY
    assert (newest.on, newest.known_at) == (None, None)
    assert "25 days old" in str(newest)
    fresh = converter.convert(1, "USD", "EUR", on="2026-10-31")
    assert (fresh.age, fresh.stale, fresh.flags) == (1, False, ())


@pytest.mark.parametrize(("day", "age"), [("2014-11-21", 0), ("2014-11-22", 1), ("2014-11-23", 2)])
def test_max_age(converter, day, age):
    assert converter.convert(1, "USD", "EUR", on=day, max_age=age).age == age
    if age:
        with pytest.raises(StaleRate) as caught:
            converter.convert(1, "USD", "EUR", on=day, max_age=age - 1)
        assert caught.value.conversion.result == Decimal("0.81")
        assert caught.value.max_age == age - 1
        assert "2014-11-21" in str(caught.value)


def test_max_age_does_not_concern_what_the_law_fixes(converter):
    assert str(converter.convert(100, "DEM", "FRF", max_age=0).result) == "335.39"
    assert converter.convert(1, "USD", "USD", max_age=0).result == 1
    with pytest.raises(StaleRate):
        converter.convert(1, "USD", "EUR", max_age=7)


def test_the_identity_asks_nobody():
    converter = Converter(Overlay(), ["ecb"])
    found = converter.convert("123.450", "USD", "USD", on="1066-10-14")
    assert str(found.result) == "123.450"
    assert (found.provider, found.in_force, found.age) == (None, None, None)
    assert found.flags == ("identity", "not-rounded")
    assert "exactly 1" in str(found)
    assert str(converter.convert("123.455", "USD", "USD", digits=2).result) == "123.46"


def test_a_provider_of_ones_own(own):
    found = own.convert(1000, "USD", "JPY")
    assert found.exact == 1000 * Fraction("77.8084") / (Fraction("49.4240") / 100)
    assert found.formula == "1000 × 77.8084 ÷ (49.4240 ÷ 100)"
    assert found.rate.path == ("USD", "RUB", "JPY")
    assert found.legs[1].quote.source == SOURCE
    assert found.as_dict()["legs"][1]["per"] == 100
    assert "bank official rate of 2026-03-03" in str(found)
    named = own.convert(1000, "USD", "JPY", provider="bank")
    assert (named.result, named.legs) == (found.result, found.legs)


def test_the_gap_of_a_provider(store):
    converter = Converter(store, [bank(gap=3)], today=lambda: DAY + timedelta(10))
    assert converter.convert(1, "USD", "RUB", on=DAY + timedelta(3)).age == 3
    with pytest.raises(NoBulletin, match="3 days at most"):
        converter.convert(1, "USD", "RUB", on=DAY + timedelta(4))
    newest = converter.convert(1, "USD", "RUB")
    assert (newest.age, newest.stale) == (10, True)


def test_an_empty_store():
    with (
        closing(Store.memory()) as empty,
        pytest.raises(NoBulletin, match="no ecb rates stored yet"),
    ):
        Converter(empty, ["ecb"]).convert(1, "USD", "EUR")
