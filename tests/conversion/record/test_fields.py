"""What is in a record: quotes, law, the days in force, and what was never asked for."""

from __future__ import annotations

from contextlib import closing
from datetime import date

import pytest

from conversion.record.records import DAY, source
from fxconv import Converter, Quote, Store
from fxconv.cli.explain import lines
from fxconv.conversion.verify import checked
from surroundings import TODAY


def test_the_fields_of_a_quote_of_the_ecb(converter):
    record = converter.convert(1, "EUR", "USD", on="2014-11-19").as_dict()
    (leg,) = record["legs"]
    assert leg["published"] == {
        "at": "2014-11-19T14:30:00+01:00",
        "public_by": "2014-11-19T15:30:00+01:00",
        "basis": "schedule",
    }
    assert leg["in_force"] == {"from": "2014-11-19", "to": "2014-11-19", "by": "the next bulletin"}
    assert (leg["market_on"], leg["series"]) == ("2014-11-19", "EXR.D.USD.EUR.SP00.A")
    assert (leg["vintage"], leg["side"], leg["until"]) == (1, "mid", None)
    assert (record["in_force"], record["age_days"], record["provider"]) == ("2014-11-19", 0, "ecb")
    assert len(leg["source"]["sha256"]) == 64
    summer = converter.convert(1, "EUR", "USD", on="2014-07-18").as_dict()["legs"][0]
    assert summer["published"]["at"] == "2014-07-18T14:30:00+02:00"
    assert summer["in_force"]["to"] == "2014-07-20"


def test_the_fields_of_a_quote_of_the_bank_of_russia(asked):
    (leg,) = asked("cbr", 1, "USD", "RUB", on="2026-03-02").as_dict()["legs"]
    assert leg["published"] == {
        "at": "2026-02-27T16:30:00+03:00",
        "public_by": "2026-02-27T18:30:00+03:00",
        "basis": "schedule",
    }
    assert leg["in_force"] == {"from": "2026-02-28", "to": "2026-03-02", "by": "Bank of Russia"}
    assert (leg["market_on"], leg["series"], leg["vintage"]) == ("2026-02-27", "R01235", 1)


def test_the_fields_of_what_the_law_fixes(converter):
    (leg,) = converter.convert(1, "EUR", "DEM").as_dict()["legs"]
    assert leg["in_force"] == {"from": "1999-01-01", "to": None, "by": "irrevocable"}
    assert "published" not in leg
    assert leg["source"]["url"].startswith("https://")


def test_the_last_day_in_force_is_not_known_ahead(converter, asked):
    def last(**when):
        return converter.convert(1, "EUR", "USD", **when).as_dict()["legs"][0]["in_force"]["to"]

    assert last(at="2014-11-20T02:04:00+03:00") is None
    assert last(at="2014-11-20T15:29:59+01:00") is None
    assert last(on="2014-11-19", at="2014-11-20T15:29:59+01:00") is None
    assert last(on="2014-11-19", at="2014-11-20T15:30:00+01:00") == "2014-11-19"
    assert last() is None
    (leg,) = asked("cbr", 1, "USD", "RUB", at="2026-03-02T12:00:00+03:00").as_dict()["legs"]
    assert leg["in_force"]["to"] is None


def test_a_rate_of_a_rarer_currency_is_in_force_on_the_day_that_it_answers_for(asked):
    """Table B comes on Wednesdays; tables of the days between quote other currencies."""
    record = asked("nbp", 1, "AFN", "PLN", on="2026-03-06").as_dict()
    (leg,) = record["legs"]
    assert (record["in_force"], leg["number"]) == ("2026-03-04", "009/B/NBP/2026")
    force = leg["in_force"]
    assert force["from"] <= "2026-03-06" <= (force["to"] or "9999")


def test_what_was_never_asked_for(tmp_path):
    path = str(tmp_path / "rates.sqlite")
    with closing(Store(path, "rwc")) as store:
        store.add(source("cbr"), [Quote("USD", "RUB", "77", DAY, "cbr", kind="official")])
    asked = Converter(path, ["cbr"], today=lambda: TODAY)
    assert asked.convert(1, "USD", "RUB", on=DAY).as_dict()["never_asked_for"] is None
    record = asked.convert(1, "USD", "RUB", on="2026-03-06").as_dict()
    assert record["never_asked_for"] == ["2026-03-04", "2026-03-06"]
    assert any(
        "2026-03-04 to 2026-03-06 have not been downloaded" in line for line in lines(record)
    )


@pytest.mark.parametrize(
    "rules", [{"rule": "eu-vat-366"}, {"policy": "next"}, {"policy": "nearest"}]
)
def test_what_was_never_asked_for_before_a_bulletin_that_comes_later(rules):
    """The store lacks 1 December 2014, a Monday, so the 2nd is not the next one for certain."""
    with closing(Store.memory()) as store:
        store.add(source("ecb"), [Quote("EUR", "USD", "1.24", date(2014, 12, 2), "ecb")])
        asked = Converter(store, ["ecb"], today=lambda: TODAY)
        record = asked.convert(1, "USD", "EUR", on="2014-11-30", **rules).as_dict()
    assert record["in_force"] == "2014-12-02"
    assert "2014-12-01" in (record["never_asked_for"] or [])


def test_the_number_of_a_table_is_in_the_record(asked):
    (leg,) = asked("tcmb", 1, "USD", "TRY", on=DAY).as_dict()["legs"]
    assert (leg["number"], leg["sides"]) == ("2026/42", ["43.9129", "43.9920"])


# A store that lacks a quote, or has another one.


def test_a_quote_that_the_store_lacks_is_no_fault(record):
    with closing(Store.memory()) as store:
        _, *quotes = checked(record, store)
        assert len(quotes) == 2
        for line in quotes:
            assert "not in this store; run `fxconv update ecb --since 2014-11-20`" in line
        found = Quote("EUR", "USD", "1.2539", date(2014, 11, 20), "ecb")
        store.add(source("ecb"), [found, found._replace(term="CHF", price="1.2345")])
        _, first, second = checked(record, store)
        assert "in this store, from another document" in first
        assert "not in this store, which has 1.2345 for 2014-11-20" in second
