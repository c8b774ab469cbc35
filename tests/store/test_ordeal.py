"""The ordeal of tools/ordeal.py in small: real processes with one store at once, and killed."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from fxconv.store.opening import writable
from surroundings import tool

ordeal = tool("ordeal")


@pytest.mark.slow
def test_processes_that_make_a_store_at_the_same_instant_all_add_to_it(tmp_path):
    troubles, _ = ordeal.born(tmp_path, processes=4, rounds=40)
    assert troubles == []


@pytest.mark.slow
def test_processes_that_write_and_read_one_store_at_once_lose_nothing(tmp_path):
    troubles, done = ordeal.crowd(tmp_path, seconds=4, processes=4)
    assert troubles == []
    assert done["processes"] > 8
    assert done["documents"] > 600


@pytest.mark.slow
def test_an_update_that_is_killed_again_and_again_leaves_a_sound_store_and_resumes(tmp_path):
    troubles, done = ordeal.killed(tmp_path, kills=12)
    assert troubles == []
    assert done["documents"] > 12
    assert done["documents at last"] > 0


def test_the_ordeal_notices_what_is_lost_or_in_part_or_was_never_sent(tmp_path):
    path = str(tmp_path / "rates.sqlite")
    asked = "/www.cbr.ru/scripts/XML_daily.asp?date_req=09/01/2024"
    other = "/www.cbr.ru/scripts/XML_daily.asp?date_req=10/01/2024"
    usd = ordeal.Quote("USD", "RUB", "86.319000", ordeal.date(2024, 1, 9), "cbr", kind="official")
    source = ordeal.Source("cbr", "https://www.cbr.ru", "", "2024-01-09T00:00:00Z")
    writable(path).add(source, [usd])
    assert ordeal._half_done(path, [asked, other]) == [f"in part: {asked}"]
    assert len(ordeal._wrong(path, [asked])) == 3
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("UPDATE bulletin SET prices = '86.32'")
    never = "never sent: ('cbr', 'mid', '2024-01-09', 'USD/RUB', '86.32')"
    assert never in ordeal._wrong(path, [asked])


def test_the_ordeal_notices_days_that_are_asked_for_again():
    span = ordeal.Span(ordeal.date(2024, 1, 1), ordeal.date(2024, 1, 9))
    paths = [
        "/www.cbr.ru/scripts/XML_daily.asp?date_req=09/01/2024",
        "/api.nbp.pl/api/exchangerates/tables/A/2024-01-09/2024-01-15/",
        "/www.cbr.ru/scripts/XML_daily.asp?date_req=10/01/2024",
    ]
    found = ordeal._asked_again({"cbr": [span], "nbp": [span]}, paths)
    assert found == [f"asked again: {path}" for path in paths[:2]]
