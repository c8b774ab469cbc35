"""A false record is found out, and a garbled one is neither verified nor explained."""

from __future__ import annotations

import copy

import pytest

from conversion.record.records import at, paths, read
from fxconv.cli.explain import lines
from fxconv.conversion.verify import checked
from fxconv.errors import FxconvError, InvalidRecord

COMPUTED = ("source", "target", "rate", "formula", "exact", "unrounded", "rounding", "steps")
COMPUTED += ("pays", "gets", "precision_bound")


def changed(record, path, value):
    """Return the record with another value at a place."""
    found = copy.deepcopy(record)
    at(found, path[:-1])[path[-1]] = value
    return found


def other_digits(text):
    """Return a text with each of its digits changed in turn."""
    for i, char in enumerate(text):
        if char in "0123456789":
            yield f"{text[:i]}{(int(char) + 1) % 10}{text[i + 1 :]}"


@pytest.fixture(scope="module")
def euros(asked):
    return read(asked(None, 100, "DEM", "FRF", intermediate_decimals=3).as_dict())


def test_a_changed_digit_is_found(record, seed):
    count = 0
    for path in paths(record):
        value = at(record, path)
        price = path[0] == "legs" and path[-1] in ("price", "per")
        if path[0] not in COMPUTED and not price:
            continue
        texts = [str(value)] if isinstance(value, str | int) and value is not True else []
        for false in (f for text in texts for f in other_digits(text)):
            number = int(false) if isinstance(value, int) else false
            with pytest.raises(InvalidRecord, match=r"the record (contradicts|is incomplete)"):
                list(checked(changed(record, path, number), seed))
            count += 1
    assert count > 200


def test_a_changed_rounding_is_found(record, euros, seed):
    for whole in (record, euros):
        for i, step in enumerate(whole["rounding"]):
            for name, value in step.items():
                other = {"mode": "down"}.get(name, f"{value}1" if type(value) is str else value + 1)
                with pytest.raises(InvalidRecord, match="rounding"):
                    list(checked(changed(whole, ("rounding", i, name), other), seed))
        with pytest.raises(InvalidRecord):
            list(checked(whole | {"rounding": []}, seed))
    with pytest.raises(InvalidRecord, match="steps"):
        list(checked(record | {"steps": record["steps"][1:]}, seed))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("digits", 3),
        ("rounding", "down"),
        ("fee", ["1.6%", "2 USD"]),
        ("fee", []),
        ("cash", None),
        ("from", "EUR"),
        ("to", "EUR"),
        ("dated", "2014-01-01x"),
    ],
)
def test_a_changed_rule_is_found(record, seed, name, value):
    with pytest.raises(FxconvError):
        list(checked(changed(record, ("request", name), value), seed))


def test_a_changed_amount_of_the_request_is_found(record, seed):
    for false in ("1234.57", "9", "1234.5"):
        with pytest.raises(InvalidRecord):
            list(checked(changed(record, ("request", "amount"), false), seed))


def test_what_is_shown_of_a_quote_is_what_was_computed_with(record, seed):
    """A reader sees `1 EUR = 1.2539 USD`, so that text has to follow from the price."""
    for false in ("1 EUR = 1.2540 USD", "", "1 USD = 1.2539 EUR"):
        with pytest.raises(InvalidRecord):
            list(checked(changed(record, ("legs", 0, "quote"), false), seed))


def test_the_day_and_the_provider_follow_from_the_quotes(record, seed):
    for name, false in [("in_force", "2014-11-21"), ("provider", "cbr")]:
        with pytest.raises(InvalidRecord):
            list(checked(changed(record, (name,), false), seed))


@pytest.mark.parametrize(
    "change",
    [
        lambda legs: legs[::-1],
        lambda legs: legs[:1],
        lambda legs: legs[1:],
        lambda legs: [],
        lambda legs: [*legs, legs[0]],
        lambda legs: [{**legs[0], "inverted": not legs[0]["inverted"]}, *legs[1:]],
        lambda legs: [{**legs[0], "base": "GBP"}, *legs[1:]],
    ],
)
def test_quotes_that_do_not_join(record, seed, change):
    with pytest.raises(InvalidRecord, match="do not lead from USD to CHF"):
        list(checked(record | {"legs": change(record["legs"])}, seed))


HOSTILE = [
    None, True, 0, -1, 1.5, 10**4000, "", "x", "NaN", "sNaN", "Infinity", "-1", "0", "1e5000",
    "1e999999", "1e9999999999", "1" * 5000, f"0.{'0' * 5000}1", "\ud800", "9999-99-99", [], ["a"],
    [1, 2, 3], {}, {"a": 1}, [[[[]]]],
]  # fmt: skip


@pytest.mark.parametrize("value", HOSTILE, ids=lambda value: repr(value)[:14])
def test_a_garbled_record_is_not_verified(record, seed, value):
    """Whatever stands where, nothing else than an FxconvError comes out."""
    assert unexpected(record, value, lambda false: list(checked(false, seed))) == {}


@pytest.mark.parametrize("value", HOSTILE, ids=lambda value: repr(value)[:14])
def test_a_garbled_record_is_not_explained(record, value):
    assert unexpected(record, value, lambda false: list(lines(false))) == {}


def unexpected(record, value, action):
    """Return the errors that are none of ours, by the place of a value that caused them."""
    found = {
        path: error_of(lambda p=path: action(changed(record, p, value))) for path in paths(record)
    }
    return {path: repr(error)[:80] for path, error in found.items() if error}


def error_of(action):
    """Return the error of an action that is not one of ours."""
    try:
        action()
    except FxconvError:
        return None
    except Exception as error:
        return error
    return None


def test_a_record_that_lacks_something_is_an_error_of_ours(record, seed):
    for path in paths(record):
        lacking = copy.deepcopy(record)
        del at(lacking, path[:-1])[path[-1]]
        assert error_of(lambda lacking=lacking: list(checked(lacking, seed))) is None, path
        assert error_of(lambda lacking=lacking: list(lines(lacking))) is None, path


@pytest.mark.parametrize("whole", [None, 1, "text", [], {}, [1], {"request": {}}, {"legs": []}])
def test_what_is_no_record_at_all(seed, whole):
    with pytest.raises(InvalidRecord):
        list(checked(whole, seed))
    with pytest.raises(InvalidRecord):
        list(lines(whole))
