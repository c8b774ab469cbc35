"""How old a rate may be."""

from __future__ import annotations

from datetime import date

import pytest

from fxconv import Quote
from fxconv.errors import InvalidOption, StaleRate
from rules.tables import converting


@pytest.mark.parametrize(
    ("on", "age", "stale"),
    [
        ("2014-04-21", 4, False),
        ("2014-04-21", 3, True),
        ("2014-04-21", "4d", False),
        ("2014-04-21", "3d", True),
        ("2014-04-21", "3D", True),
        ("2014-04-21", "1w", False),
        ("2014-04-21", "0w", True),
        ("2014-04-21", "0b", False),
        ("2014-04-22", "0b", False),
        ("2014-04-17", 0, False),
        ("2026-11-05", "3b", True),
        ("2026-11-05", "4b", False),
        ("2026-11-06", "1w", False),
        ("2026-11-06", "5b", False),
        ("2026-11-06", "4B", True),
    ],
)
def test_how_old_a_rate_may_be(converter, on, age, stale):
    """Good Friday and Easter Monday of 2014 were 18 and 21 April: TARGET was closed."""
    if stale:
        with pytest.raises(StaleRate) as caught:
            converter.convert(1, "USD", "EUR", on=on, max_age=age, provider="ecb")
        allowed = str(caught.value.max_age).replace("b", "b (bank working days)")
        assert f"at most {allowed} are allowed" in str(caught.value)
    else:
        converter.convert(1, "USD", "EUR", on=on, max_age=age, provider="ecb")


def test_a_table_that_was_set_in_advance_is_not_old():
    quote = Quote("USD", "RUB", "77.2", date(2026, 2, 28), "cbr", kind="official")
    asked = converting("cbr", [quote])
    for age in (0, "0b", "1d"):
        made = asked.convert(1, "USD", "RUB", at="2026-02-27T20:00:00+03:00", max_age=age)
        assert made.age == -1


def test_the_age_in_working_days(converter):
    made = converter.convert(1, "USD", "EUR", on="2014-04-21", provider="ecb")
    assert (made.age, made.working_age) == (4, 0)
    ahead = converter.convert(1, "USD", "EUR", on="2014-04-18", policy="next", provider="ecb")
    assert (ahead.age, ahead.working_age) == (-4, -1)
    record = made.as_dict()
    assert (record["age_days"], record["age_working_days"]) == (4, 0)
    fixed = converter.convert(1, "DEM", "EUR", max_age=0)
    assert (fixed.age, fixed.working_age) == (None, None)


@pytest.mark.parametrize(
    "age", ["", "d", "-1", -1, "1.5", 1.5, "7 d", "7y", True, "b", "１d", "7bd"]
)
def test_what_is_no_age(converter, age):
    with pytest.raises(
        InvalidOption, match=r"7d \(days\), 2w \(weeks\) or 3b \(bank working days\)"
    ):
        converter.convert(1, "USD", "EUR", on="2014-11-20", max_age=age)
