"""The digits of a result: rounded, step by step, from prices as printed."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from fxconv import Money


def test_digits(converter):
    def result(term, **options):
        return str(converter.convert(1000, "GBP", term, on="2016-07-01", **options).result)

    assert result("JPY") == "136335"
    assert result("JPY", digits=4) == "136335.4408"
    assert result("EUR", digits=0) == "1193"
    assert result("EUR", digits=0, rounding="floor") == "1192"
    whole, _, fraction = result("EUR", digits=30).partition(".")
    assert (whole, len(fraction)) == ("1192", 30)
    assert int(whole + fraction) == 10**37 // 8383


def test_a_currency_without_minor_units_is_not_rounded(converter):
    found = converter.convert(1000, "USD", "XAU", on="2026-09-29")
    assert found.digits is None
    assert "not-rounded" in found.flags
    assert found.result == found.unrounded
    assert found.as_dict()["rounding"] == []
    two = converter.convert(1000, "USD", "XAU", on="2026-09-29", digits=2)
    assert str(two.result) == "0.24"
    assert "not-rounded" not in two.flags


@pytest.mark.parametrize(("base", "term"), [("XAU", "XAG"), ("JPY", "XAU"), ("XAG", "XDR")])
def test_unrounded_results_have_a_text(converter, base, term):
    found = converter.convert("0.00001", base, term, on="2026-09-29")
    answer = str(found).split(" = ")[1].split(" ")[0].replace(",", "")
    assert Decimal(answer) == found.result


@pytest.mark.parametrize(
    ("mode", "result"),
    [("half-up", "2933.75"), ("half-even", "2933.74"), ("up", "2933.75"), ("down", "2933.74")],
)
def test_rounding_is_recorded(converter, mode, result):
    found = converter.convert(1500, "EUR", "DEM", rounding=mode)
    assert str(found.result) == result
    assert found.as_dict()["rounding"] == [{"mode": mode, "digits": 2}]
    assert found.as_dict()["request"]["rounding"] == mode


@pytest.mark.parametrize(
    ("decimals", "result", "euros"),
    [(None, "335.39", None), (3, "335.38", "51.129"), (4, "335.39", "51.1292")],
)
def test_rounding_between_two_national_units(converter, decimals, result, euros):
    found = converter.convert(100, "DEM", "FRF", intermediate_decimals=decimals)
    assert str(found.result) == result
    record = found.as_dict()
    assert record["request"]["intermediate_decimals"] == decimals
    last = {"mode": "half-up", "digits": 2}
    first = {"mode": "half-up", "digits": decimals, "euros": euros}
    assert record["rounding"] == ([first, last] if euros else [last])
    assert found.exact == Fraction(euros or Fraction(100) / Fraction("1.95583")) * Fraction(
        "6.55957"
    )


@pytest.mark.parametrize("mode", ["half-up", "half-even", "up", "down", "ceiling", "floor"])
def test_each_step_is_recorded_with_the_mode_that_was_used(converter, mode):
    found = converter.convert(100, "DEM", "FRF", intermediate_decimals=3, rounding=mode)
    euros, francs = found.as_dict()["rounding"]
    exact = Fraction(100) / Fraction("1.95583")
    expected = Money(Decimal(exact.numerator) / Decimal(exact.denominator), "EUR")
    assert euros["euros"] == str(expected.round(euros["mode"], digits=3).amount)
    assert francs["mode"] == mode


@pytest.mark.parametrize(("base", "term"), [("DEM", "USD"), ("DEM", "EUR"), ("USD", "GBP")])
def test_only_between_two_national_units(converter, base, term):
    for day in ("2001-06-01", "2014-11-19"):
        plain = converter.convert(12345, base, term, on=day)
        asked = converter.convert(12345, base, term, on=day, intermediate_decimals=3)
        assert asked.exact == plain.exact
        assert len(asked.as_dict()["rounding"]) == 1


@pytest.mark.parametrize(
    ("base", "term", "rate"),
    [
        ("USD", "RUB", Fraction("77.8084")),
        ("RUB", "USD", 1 / Fraction("77.8084")),
        ("JPY", "RUB", Fraction("0.49424")),
        ("RUB", "JPY", 1 / Fraction("0.49424")),
        ("RUB", "AMD", Fraction("4.85")),
        ("AMD", "RUB", 1 / Fraction("4.85")),
        ("USD", "AMD", Fraction("77.8084") * Fraction("4.85")),
        ("AMD", "JPY", 1 / Fraction("4.85") / Fraction("0.49424")),
        ("IDR", "JPY", Fraction("0.00461") / Fraction("0.49424")),
    ],
)
def test_nominals_and_directions(own, base, term, rate):
    assert own.rate(base, term).exact == rate
    result = own.convert("1e9", base, term, digits=6).result
    assert abs(Fraction(result) - 10**9 * rate) <= Fraction(1, 2 * 10**6)
    assert own.convert("1e9", base, term).exact == 10**9 * rate
