"""Cash rounding: the rules by country and date, and what a user is told where there is none."""

from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest

from acceptance import golden
from fxconv import Currency
from fxconv.data.facts import references, rows
from fxconv.errors import InvalidOption, either
from fxconv.money.rounding import MODES, to_digits, to_step
from fxconv.rules.cash import find, names

TODAY = date(2026, 11, 24)
PLACES = {
    "cash-CAD-4": "CA",
    "cash-CHF-2": "CH",
    "cash-DKK-1": "DK",
    "cash-NZD-A": "NZ-up",
    "cash-NZD-B": "NZ-down",
}
EURO = ["BE", "EE", "FI", "IE", "IT", "LT", "NL", "SK"]


def paid(total, place, currency, day=TODAY):
    """Return what is paid in cash, as text."""
    rule = find(place, currency, day)
    return f"{to_step(Decimal(total), Decimal(rule.step), rule.mode):f}"


def periods():
    """Return the first and last days of the rules, by id and in order."""
    found = defaultdict(list)
    for place, _, _, _, since, until, _ in rows("cash.tsv"):
        end = date.max if until == "-" else date.fromisoformat(until)
        found[place].append((date.fromisoformat(since), end))
    return found


@pytest.mark.parametrize("case", golden("cash-rounding"))
def test_golden_cases(case):
    given = case["input"]
    place = PLACES[case["id"]]
    rule = find(place, given["currency"], TODAY)
    assert (rule.step, rule.mode) == (given["step"], given["mode"].replace("_", "-"))
    assert paid(given["value"], place, given["currency"]) == case["expected"]["result"]


def test_every_rule_is_sane():
    for place, code, step, mode, since, until, source in rows("cash.tsv"):
        currency = Currency(code)
        assert currency.lived(date.fromisoformat(since)), place
        assert until == "-" or currency.lived(date.fromisoformat(until)), place
        assert Decimal(step) > 0, place
        assert mode in MODES, place
        assert source in references(), place


def test_rules_of_a_country_follow_each_other_to_this_day():
    for place, spans in periods().items():
        assert all(since <= until for since, until in spans), place
        for (_, until), (since, _) in pairwise(spans):
            assert since - until == timedelta(1), place
        assert spans[-1][1] == date.max, place


def test_one_currency_for_each_id():
    assert len({(place, code) for place, code, *_ in rows("cash.tsv")}) == len(names())
    assert len({place.lower() for place in names()}) == len(names())


def test_example_of_the_canadian_budget():
    total = (Decimal("1.83") + Decimal("2.86")) * Decimal("1.05")
    assert total == Decimal("4.9245")
    assert paid(to_digits(total, 2), "CA", "CAD") == "4.90"
    assert "canada.ca" in find("CA", "CAD", TODAY).source.url


@pytest.mark.parametrize(
    ("total", "price", "change"),
    [
        ("10.24", "10.00", "10.00"),
        ("10.25", "10.50", "10.00"),
        ("10.26", "10.50", "10.50"),
        ("10.74", "10.50", "10.50"),
        ("10.75", "11.00", "10.50"),
    ],
)
def test_danish_change_is_rounded_otherwise_than_prices(total, price, change):
    assert paid(total, "DK", "DKK") == price
    assert paid(total, "DK-change", "DKK") == change


@pytest.mark.parametrize("place", EURO)
@pytest.mark.parametrize(
    ("total", "cash"),
    [("1.02", "1.00"), ("1.03", "1.05"), ("1.07", "1.05"), ("1.08", "1.10"), ("1.05", "1.05")],
)
def test_euro_states_round_to_five_cents(place, total, cash):
    assert paid(total, place, "EUR") == cash


def test_steps_of_whole_units_lose_the_minor_ones():
    assert paid("1232.50", "HU", "HUF") == "1235"
    assert paid("1232.49", "HU", "HUF") == "1230"
    assert paid("99.50", "SE", "SEK") == "100"
    assert paid("-99.50", "SE", "SEK") == "-100"
    assert paid("0.20", "NO", "NOK") == "0"


@pytest.mark.parametrize(
    ("place", "currency", "first", "step", "before"),
    [
        ("SE", "SEK", date(1985, 7, 1), "0.10", "0.05"),
        ("SE", "SEK", date(1992, 10, 1), "0.50", "0.10"),
        ("SE", "SEK", date(2010, 10, 1), "1", "0.50"),
        ("NO", "NOK", date(2012, 5, 1), "1", "0.50"),
        ("DK", "DKK", date(2008, 10, 1), "0.50", "0.25"),
        ("CZ", "CZK", date(2008, 9, 1), "1", "0.50"),
        ("IL", "ILS", date(2008, 1, 1), "0.10", "0.05"),
        ("NZ-up", "NZD", date(2006, 11, 1), "0.10", "0.05"),
        ("NZ-down", "NZD", date(2006, 11, 1), "0.10", "0.05"),
    ],
)
def test_a_step_holds_from_its_day(place, currency, first, step, before):
    assert find(place, currency, first).step == step
    assert find(place, currency, first - timedelta(1)).step == before


@pytest.mark.parametrize(
    ("place", "currency", "first"),
    [
        ("CA", "CAD", date(2013, 2, 4)),
        ("HU", "HUF", date(2008, 3, 1)),
        ("SE", "SEK", date(1972, 7, 1)),
        ("FI", "EUR", date(2002, 1, 1)),
        ("SK", "EUR", date(2022, 7, 1)),
        ("EE", "EUR", date(2025, 1, 1)),
        ("LT", "EUR", date(2025, 5, 1)),
    ],
)
def test_before_its_first_day_there_is_no_rule(place, currency, first):
    assert find(place, currency, first).id == place
    with pytest.raises(InvalidOption) as caught:
        find(place, currency, first - timedelta(1))
    assert f"use it from {first} on; no rule is known for {first - timedelta(1)}" in str(
        caught.value
    )


def test_ids_are_read_in_any_case():
    for name in ("dk-change", "DK-CHANGE", "DK-change"):
        assert find(name, "DKK", TODAY).id == "DK-change"


def test_unknown_id_is_answered_with_those_there_are():
    with pytest.raises(InvalidOption) as caught:
        find("US", "USD", TODAY)
    assert (caught.value.option, caught.value.value) == ("cash", "US")
    assert caught.value.allowed == either(names())
    assert "AU, BE, CA, CH" in str(caught.value)


def test_id_of_another_currency_is_refused():
    with pytest.raises(InvalidOption) as caught:
        find("dk", "EUR", TODAY)
    assert str(caught.value) == (
        "cash dk is not valid; use BE, EE, FI, IE, IT, LT, NL or SK; DK rounds DKK, not EUR"
    )
    with pytest.raises(InvalidOption, match="use no cash rounding; CH rounds CHF, not USD"):
        find("CH", "USD", TODAY)
