"""The rates of a bulletin, and the history of a pair with the days that are missing."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from fxconv import Converter
from fxconv.errors import InvalidOption, RateNotFound, UnknownCurrency


def test_rates_of_a_bulletin(converter):
    rates = converter.rates("EUR", on="2014-11-19")
    by_code = {rate.term: rate for rate in rates}
    assert list(by_code) == sorted(by_code)
    assert by_code["USD"].exact == Fraction("1.2535")
    assert "EUR" not in by_code
    assert {rate.on for rate in rates} == {date(2014, 11, 19)}
    crosses = {rate.term: rate for rate in converter.rates("USD", on="2014-11-19")}
    assert crosses["RUB"].exact == Fraction("58.8432") / Fraction("1.2535")
    assert crosses["EUR"].exact == 1 / Fraction("1.2535")
    assert set(crosses) == {*by_code, "EUR"} - {"USD"}
    for code, rate in crosses.items():
        assert rate == converter.rate("USD", code, on="2014-11-19")


def test_rates_of_a_base_that_nobody_quotes(converter):
    with pytest.raises(RateNotFound):
        converter.rates("RUB", on="2024-03-01")
    with pytest.raises(UnknownCurrency):
        converter.rates("USX")


def test_rates_at_an_instant(converter):
    rates = converter.rates("EUR", at="2014-11-20T02:04:00+03:00")
    assert {rate.on for rate in rates} == {date(2014, 11, 19)}


def test_history(converter):
    rates = converter.history("USD", "RUB", "2014-11-17", "2014-11-24")
    days = [rate.on.day for rate in rates]
    assert days == [17, 18, 19, 20, 21, 24]
    for rate in rates:
        assert rate == converter.rate("USD", "RUB", on=rate.on)
    back = converter.history("RUB", "USD", date(2014, 11, 17), date(2014, 11, 24))
    assert [a.exact * b.exact for a, b in zip(rates, back, strict=True)] == [1] * 6


def test_history_until_today(converter):
    rates = converter.history("EUR", "USD", "2026-10-29")
    assert [rate.on for rate in rates] == [date(2026, 10, 29), date(2026, 10, 30)]


def test_history_of_a_series_with_ends(converter):
    rates = converter.history("EUR", "RUB", "2022-02-25", "2022-12-31")
    assert [rate.on.isoformat() for rate in rates] == ["2022-02-25", "2022-02-28", "2022-03-01"]
    with pytest.raises(RateNotFound):
        converter.history("EUR", "RUB", "2023-01-01", "2023-12-31", provider="ecb")
    with pytest.raises(InvalidOption, match="2014-11-17"):
        converter.history("EUR", "USD", "2014-11-24", "2014-11-17")


def test_the_whole_history(converter):
    rates = converter.history("EUR", "USD", "1999-01-01", provider="ecb")
    assert len(rates) == 7126
    days = [rate.on for rate in rates]
    assert days == sorted(set(days))


def test_a_missing_weekend_is_explained_by_the_bulletins(converter):
    with pytest.raises(RateNotFound) as caught:
        converter.history("USD", "GBP", "2014-11-22", "2014-11-23", provider="ecb")
    assert "GBP was not quoted" not in str(caught.value)


def test_today_is_asked_each_time(seed):
    days = iter([date(2026, 10, 30), date(2026, 11, 2)])
    converter = Converter(seed, ["ecb"], today=lambda: next(days))
    assert [converter.convert(1, "USD", "EUR").age for _ in range(2)] == [0, 3]
