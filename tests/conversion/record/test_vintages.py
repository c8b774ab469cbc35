"""What the store held at an instant, and what was corrected since."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from conversion.record.records import D, corrected
from fxconv import Converter
from fxconv.errors import InvalidDate, RateNotFound
from surroundings import TODAY


@pytest.mark.parametrize(
    ("instant", "price", "number"),
    [
        (None, "47.0300", 2),
        (datetime(2026, 11, 5, 10, tzinfo=UTC), "47.0300", 2),
        (datetime(2026, 11, 5, 9, 59, 59, tzinfo=UTC), "47.0294", 1),
        (datetime(2026, 11, 1, 10, tzinfo=UTC), "47.0294", 1),
    ],
)
def test_what_the_store_held_at_an_instant(tmp_path, instant, price, number):
    path = corrected(tmp_path / "rates.sqlite", "cbr")
    asked = Converter(path, ["cbr"], today=lambda: TODAY, vintage=instant)
    (leg,) = asked.convert(1, "USD", "RUB", on=D).as_dict()["legs"]
    assert (leg["price"], leg["vintage"]) == (price, number)


def test_before_the_first_download_there_is_nothing(tmp_path):
    path = corrected(tmp_path / "rates.sqlite", "cbr")
    early = datetime(2026, 11, 1, 9, 59, 59, tzinfo=UTC)
    asked = Converter(path, ["cbr"], today=lambda: TODAY, vintage=early)
    with pytest.raises(RateNotFound, match="no cbr rates stored yet"):
        asked.convert(1, "USD", "RUB", on=D)


def test_a_correction_of_what_fxconv_came_with_has_a_number_of_its_own(tmp_path):
    path = corrected(tmp_path / "rates.sqlite")
    found = {}
    for day in (31, 3, 6):
        vintage = datetime(2026, 10 if day == 31 else 11, day, 12, tzinfo=UTC)
        made = Converter(path, today=lambda: TODAY, vintage=vintage).convert(1, "EUR", "USD", on=D)
        (leg,) = made.as_dict()["legs"]
        found[leg["price"]] = leg["vintage"]
    assert found == {"1.2535": 1, "47.0294": 2, "47.0300": 3}


def test_a_vintage_has_a_zone(tmp_path):
    path = corrected(tmp_path / "rates.sqlite", "cbr")
    with pytest.raises(InvalidDate):
        Converter(path, ["cbr"], vintage=datetime(2026, 11, 3))
