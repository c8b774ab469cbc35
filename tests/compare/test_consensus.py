"""Consensus as a check: who says what on a market day, who counts, and what stands out."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fxconv import Converter, Quote, Source, Store
from fxconv.compare.consensus import compare, percent
from fxconv.errors import InvalidOption, RateNotFound
from fxconv.publishing.registry import ids, load
from fxconv.store.overlay import Overlay
from providers.documents import FOLDERS, RECORDED, quotes_of
from surroundings import SURROUNDINGS

DAY = date(2014, 11, 19)
TABLE = date(2014, 11, 20)
ECB = Fraction("58.8432") / Fraction("1.2535")
COPYING = load("dnb")._replace(copies=("ecb", date(1999, 1, 4)))
COPYING_TOO = load("norges")._replace(copies=("ecb", date(1999, 1, 4)))


def quote(provider, price, on=DAY, base="USD", term="RUB", **more):
    return Quote(base, term, price, on, provider, **more)


def add(store, *quotes):
    for q in quotes:
        store.add(Source(q.provider, f"https://bank.example/{q.base}/{q.on}", "", ""), [q])
    return store


def converting(store, *records):
    order = [*records, "ecb"]
    return Converter(store, order, today=lambda: date(2014, 11, 24))


def said(*prices, records=(), on=DAY):
    """Return the comparison of invented dollar prices, by provider."""
    store = add(Store.memory(), *(quote(name, price) for name, price in prices))
    return compare(converting(store, *records), "USD", "RUB", on=on)


def by_id(found):
    return {view.provider: view for view in found.views}


@pytest.fixture
def moscow(seed):
    """Give what the ECB printed, and what the Bank of Russia set on 19 November 2014."""
    table = {"USD": "47.0294", "EUR": "58.9090"}
    store = add(Store.memory(), *(quote("cbr", p, TABLE, code) for code, p in table.items()))
    return converting(Overlay(store, seed))


def test_tables_of_one_market_day_are_printed_under_two_dates(moscow):
    found = compare(moscow, "USD", "RUB", on="2014-11-19")
    views = by_id(found)
    assert {name: view.market_on for name, view in views.items()} == {"ecb": DAY, "cbr": DAY}
    assert views["cbr"].rate.exact == Fraction("47.0294")
    assert views["cbr"].rate.on == TABLE
    assert views["ecb"].rate.exact == ECB
    assert found.median == (ECB + Fraction("47.0294")) / 2
    assert found.spread == (Fraction("47.0294") - ECB) / found.median
    assert found.mad == (Fraction("47.0294") - ECB) / 2
    assert views["cbr"].deviation == Fraction("47.0294") / found.median - 1
    assert (found.n, [view.provider for view in found.views]) == (2, ["ecb", "cbr"])


def test_a_day_later_the_table_is_old_and_takes_no_part(moscow):
    found = compare(moscow, "USD", "RUB", on=TABLE)
    old = by_id(found)["cbr"]
    assert (old.lag, old.counts, old.notes) == (1, False, ("lag of 1 day",))
    assert found.n == 1
    assert found.median == by_id(found)["ecb"].rate.exact


def test_what_is_set_on_a_friday_is_dated_saturday():
    friday, saturday = date(2026, 3, 6), date(2026, 3, 7)
    store = add(Store.memory(), quote("cbr", "79.1", saturday), quote("nbrb", "79.0", friday))
    view = by_id(compare(converting(store), "USD", "RUB", on=friday))["cbr"]
    assert (view.market_on, view.rate.on, view.lag) == (friday, saturday, 0)


def test_of_two_quotes_of_different_days_the_older_counts():
    """NBP has its tables on days of their own; a cross of them is no view of the later day."""
    store = add(
        Store.memory(),
        quote("nbp", "0.07", date(2014, 11, 18), "RUB", "PLN"),
        quote("nbp", "3.36", DAY, "USD", "PLN"),
        quote("ecb", "47.0"),
    )
    view = by_id(compare(converting(store), "USD", "RUB", on=DAY))["nbp"]
    assert (view.market_on, view.lag, view.counts) == (date(2014, 11, 18), 1, False)


def test_a_bulletin_beyond_the_gap_is_not_shown():
    last = date(2014, 11, 11)
    store = add(Store.memory(), quote("cnb", "46.0", last), quote("ecb", "47.0"))
    assert list(by_id(compare(converting(store), "USD", "RUB", on=DAY))) == ["ecb"]
    assert "cnb" in by_id(compare(converting(store), "USD", "RUB", on=last))


@pytest.mark.parametrize(("kind", "newest"), [("cnb", TABLE), ("fixer", DAY)])
def test_the_newest_market_day_of_those_that_count_is_the_usual_one(kind, newest):
    store = add(Store.memory(), quote("ecb", "47.0"), quote(kind, "47.1", TABLE))
    assert compare(converting(store), "USD", "RUB").on == newest


def test_a_table_for_tomorrow_is_of_today():
    store = add(Store.memory(), quote("cbr", "45.79", date(2014, 11, 25)))
    assert compare(converting(store), "USD", "RUB").on == date(2014, 11, 24)


def test_a_day_to_come_is_not_the_newest_one():
    tomorrow = date(2014, 11, 25)
    store = add(Store.memory(), quote("cnb", "45.0"), quote("cnb", "46.0", tomorrow))
    found = compare(converting(store), "USD", "RUB")
    assert (found.on, found.median) == (DAY, 45)


def test_the_gap_is_counted_from_the_market_day():
    """Printed twelve days before, set thirteen days before, where twelve are normal."""
    store = add(Store.memory(), quote("cbr", "46.0", date(2014, 11, 7)), quote("ecb", "47.0"))
    assert list(by_id(compare(converting(store), "USD", "RUB", on=DAY))) == ["ecb"]
    before = date(2014, 11, 18)
    add(store, quote("ecb", "47.0", before))
    assert "cbr" in by_id(compare(converting(store), "USD", "RUB", on=before))


def test_copies_are_counted_once():
    prices = ("ecb", "47.0"), ("dnb", "47.0"), ("norges", "47.01"), ("cnb", "47.1")
    found = said(*prices, records=(COPYING, COPYING_TOO))
    views = by_id(found)
    assert [view.provider for view in found.views if view.counts] == ["ecb", "cnb"]
    assert views["dnb"].copy_of == "ecb"
    assert views["norges"].notes == ("copy of ecb",)
    assert found.median == Fraction("47.05")


def test_without_the_original_one_copy_stands_for_it():
    prices = ("norges", "47.01"), ("dnb", "47.0"), ("cnb", "47.1")
    views = by_id(said(*prices, records=(COPYING, COPYING_TOO)))
    assert [name for name, view in views.items() if view.counts] == ["dnb", "cnb"]
    assert views["dnb"].notes == ("stands for ecb",)


def test_an_original_that_is_late_is_stood_for():
    store = add(Store.memory(), quote("ecb", "46.5", date(2014, 11, 18)), quote("dnb", "47.0"))
    views = by_id(compare(converting(store, COPYING), "USD", "RUB", on=DAY))
    assert (views["dnb"].counts, views["ecb"].counts) == (True, False)


def test_a_bank_is_a_copy_only_since_it_copies():
    later = COPYING._replace(copies=("ecb", TABLE))
    found = said(("ecb", "47.0"), ("dnb", "47.02"), records=(later,))
    assert [view.copy_of for view in found.views] == ["", ""]
    assert found.n == 2


def test_undisclosed_sources_are_shown_and_not_counted():
    found = said(("ecb", "47.0"), ("cnb", "47.2"), ("fixer", "50"))
    view = by_id(found)["fixer"]
    assert found.median == Fraction("47.1")
    assert view.deviation == Fraction(50) / Fraction("47.1") - 1
    assert (view.counts, view.level, view.notes) == (False, "outlier", ("another kind: market",))


def test_undisclosed_sources_count_where_nobody_else_is():
    found = said(("fixer", "47.0"), ("currencylayer", "47.2"))
    assert (found.n, found.median) == (2, Fraction("47.1"))
    assert [view.notes for view in found.views] == [(), ()]


def test_a_rate_of_ones_own_is_of_another_kind():
    store = add(Store.memory(), quote("ecb", "47.0"), quote("cnb", "60", kind="user"))
    view = by_id(compare(converting(store), "USD", "RUB", on=DAY))["cnb"]
    assert (view.kind, view.counts) == ("user", False)


def test_a_provider_whose_package_is_gone_is_left_out():
    assert list(by_id(said(("ecb", "47.0"), ("nosuch", "47.1")))) == ["ecb"]


@pytest.mark.parametrize(
    ("off", "level", "notes"),
    [
        ("47.0000", "", ()),
        ("47.2350", "", ()),
        ("47.2351", "warning", ("unexplained",)),
        ("47.9400", "warning", ("unexplained",)),
        ("47.9401", "outlier", ("unexplained",)),
        ("0.4700", "outlier", ("check unit and direction, it is near 1/100 of the others",)),
        ("470000", "outlier", ("check unit and direction, it is near 10000 times the others",)),
        ("0.02128", "outlier", ("check unit and direction, it is near the inverse of the others",)),
    ],
)
def test_what_stands_out_and_why(off, level, notes):
    """Half a per cent is told, two are an outlier; a wrong unit and a swapped pair are named."""
    found = said(("ecb", "47.0000"), ("cnb", "47.0000"), ("rba", "47.0000"), ("boc", off))
    view = by_id(found)["boc"]
    assert view.level == level
    assert [note.removeprefix("unexplained: ") for note in view.notes] == list(notes)
    assert [v.level for v in found.views if v.provider != "boc"] == ["", "", ""]


def test_few_digits_explain_what_they_leave_open():
    found = said(("ecb", "47.0000"), ("cnb", "47.3000"), ("rba", "47.4"), ("boc", "48"))
    view = by_id(found)["boc"]
    assert view.level == "warning"
    assert view.notes == ("few digits: its printed figures leave ±1.042 % open",)
    assert view.rate.relative_error == Fraction(1, 96)


@pytest.mark.parametrize(("snapshot", "noted"), [(False, True), (True, False)])
def test_crosses_of_different_moments_are_told(snapshot, noted):
    store = add(Store.memory(), quote("ecb", "47.0000"), quote("rba", "47.0000"))
    nbk = load("nbk")._replace(snapshot=snapshot)
    pair = [
        quote("nbk", "180.0000", TABLE, "USD", "KZT"),
        quote("nbk", "3.7500", TABLE, "RUB", "KZT"),
    ]
    store.add(Source("nbk", "https://bank.example/", "", ""), pair)
    view = by_id(compare(converting(store, nbk), "USD", "RUB", on=DAY))["nbk"]
    assert (view.level, view.counts) == ("outlier", True)
    assert ("one of its bulletin's currencies are of different moments" in view.notes) is noted


def test_one_quote_is_of_one_moment():
    cbr = load("cbr")._replace(snapshot=False)
    prices = ("ecb", "47.0000"), ("rba", "47.0000"), ("cnb", "47.0000")
    store = add(Store.memory(), *(quote(*p) for p in prices), quote("cbr", "49.0000", TABLE))
    view = by_id(compare(converting(store, cbr), "USD", "RUB", on=DAY))["cbr"]
    assert (view.level, view.notes) == ("outlier", ("unexplained",))


def test_near_parity_a_distance_is_no_inverse():
    store = add(Store.memory(), *(quote(b, "1.0000", term="CHF") for b in ("ecb", "cnb")))
    add(store, quote("rba", "1.0300", term="CHF"))
    view = by_id(compare(converting(store), "USD", "CHF", on=DAY))["rba"]
    assert (view.level, view.notes) == ("outlier", ("unexplained",))


def test_of_two_sources_a_wrong_unit_is_seen_on_both():
    views = by_id(said(("ecb", "47.0000"), ("cnb", "0.4710")))
    assert "1/100 of the others" in views["cnb"].notes[0]
    assert "100 times the others" in views["ecb"].notes[0]


def test_a_currency_and_itself_are_not_compared(moscow):
    with pytest.raises(InvalidOption, match="another currency than the base"):
        compare(moscow, "USD", "USD", on=DAY)


@pytest.mark.parametrize("pair", [("DEM", "FRF"), ("DEM", "EUR")])
@pytest.mark.parametrize("on", [DAY, None])
def test_what_law_fixes_is_not_compared(moscow, pair, on):
    with pytest.raises(RateNotFound, match="law or decree fixes it"):
        compare(moscow, *pair, on=on)


@pytest.mark.parametrize(
    ("on", "why"),
    [
        (date(2014, 11, 23), "2014-11-21; take --on 2014-11-21, or try fxconv update cbr ecb nbp"),
        (date(1990, 1, 1), "near this day; try fxconv update cbr ecb nbp --since 1990-01-01"),
    ],
)
def test_nobody_on_the_day(moscow, on, why):
    with pytest.raises(RateNotFound, match=re.escape(why)):
        compare(moscow, "USD", "RUB", on=on)


def test_no_bulletin_at_all():
    with pytest.raises(RateNotFound, match="no source in the store has it; try fxconv update ecb"):
        compare(converting(Store.memory()), "EUR", "USD")


def test_who_may_know_more_is_named_with_the_days_that_it_prints(moscow):
    found = compare(moscow, "USD", "RUB", on=DAY)
    assert found.more == "fxconv update nbp cnb --since 2014-11-19 --until 2014-11-19"
    alone = said(("ecb", "47.0"))
    assert alone.more == "fxconv update cbr nbp cnb --since 2014-11-19 --until 2014-11-22"
    assert (alone.n, alone.spread, alone.mad, alone.views[0].deviation) == (1, 0, 0, 0)


def evaluated(formula):
    """Return what a formula comes to, exactly."""
    numbers = re.sub(r"[0-9.]+", lambda found: f'Fraction("{found[0]}")', formula)
    return eval(numbers.replace("×", "*").replace("÷", "/"), {"Fraction": Fraction})


def test_a_blend_of_three_is_the_middle_one(moscow):
    add(moscow.store._shelves[0], quote("cnb", "47.5"), quote("fixer", "40"))
    blend = compare(moscow, "USD", "RUB", on=DAY).blend()
    assert blend.exact == Fraction("47.0294") == evaluated(blend.formula)
    assert blend.inputs == (("ecb", 0), ("cbr", 1), ("cnb", 0))
    assert blend.as_dict()["inputs"][1] == {"provider": "cbr", "weight": "1"}


def test_a_blend_of_four_is_half_of_each_of_the_middle_two(moscow):
    add(
        moscow.store._shelves[0],
        quote("cnb", "47.5"),
        quote("rba", "0.0235", base="RUB", term="USD"),
    )
    blend = compare(moscow, "USD", "RUB", on=DAY).blend()
    half = Fraction(1, 2)
    assert blend.inputs == (("rba", 0), ("ecb", half), ("cbr", half), ("cnb", 0))
    assert blend.exact == (ECB + Fraction("47.0294")) / 2 == evaluated(blend.formula)


def test_a_blend_shows_nominals_and_both_sides():
    store = add(Store.memory(), quote("ecb", "4700", per=100), quote("cnb", "48.0"))
    both = [quote("tcmb", "46.0", side="bid"), quote("tcmb", "46.5", side="ask")]
    store.add(Source("tcmb", "https://bank.example/", "", ""), both)
    found = compare(converting(store), "USD", "RUB", on=DAY)
    assert found.blend().formula == "1 × (4700 ÷ 100)"
    add(store, quote("rba", "45.0"))
    blend = compare(converting(store), "USD", "RUB", on=DAY).blend()
    assert "(46.0 + 46.5) ÷ 2" in blend.formula
    assert evaluated(blend.formula) == blend.exact == (Fraction("46.25") + 47) / 2


def test_a_blend_wants_three_independent_sources():
    found = said(("ecb", "47.0"), ("dnb", "47.0"), ("cnb", "47.1"), records=(COPYING,))
    with pytest.raises(InvalidOption, match="3 independent sources or more: there are 2, ecb, cnb"):
        found.blend()


def floats(plain):
    """Return the floats anywhere in plain data."""
    if isinstance(plain, dict):
        plain = list(plain.values())
    if isinstance(plain, list):
        return [number for part in plain for number in floats(part)]
    return [plain] if isinstance(plain, float) else []


def test_a_comparison_is_plain_data_and_numbers_are_text(moscow):
    found = compare(moscow, "USD", "RUB", on=DAY)
    plain = json.loads(json.dumps(found.as_dict()))
    assert plain["on"] == "2014-11-19"
    assert plain["median"]["decimal"] == "46.98625963302752293577981651376147"
    assert (
        Fraction(plain["spread"]["numerator"]) / int(plain["spread"]["denominator"]) == found.spread
    )
    (ecb, cbr) = plain["views"]
    assert (cbr["provider"], cbr["market_on"], cbr["level"]) == ("cbr", "2014-11-19", "")
    assert (cbr["rate"]["numerator"], cbr["rate"]["denominator"]) == ("235147", "5000")
    assert [leg["quote"] for leg in ecb["quotes"]] == ["1 EUR = 1.2535 USD", "1 EUR = 58.8432 RUB"]
    assert floats(plain) == []


@pytest.mark.parametrize(
    ("part", "text"),
    [
        (Fraction(1, 3), "33.333 %"),
        (Fraction(-5, 10**6), "-0.001 %"),
        (Fraction(-1, 10**7), "0.000 %"),
    ],
)
def test_parts_are_shown_in_per_cent(part, text):
    assert percent(part) == text


BANKS = ["bnr", "boc", "cnb", "ecb", "mnb", "nbp", "rba", "tcmb"]
PRICES = st.decimals("0.0001", "9999", places=4).map(lambda d: f"{d:f}")
SAYINGS = st.dictionaries(st.sampled_from(BANKS), PRICES, min_size=1)


def numbers(found):
    """Return all of a comparison but the copies among the views."""
    return [v for v in found.views if not v.copy_of], found[4:]


@settings(max_examples=60)
@given(SAYINGS, st.randoms(use_true_random=False))
def test_a_median_has_no_order_and_lies_between_all(prices, random):
    listed = list(prices.items())
    found = said(*listed)
    random.shuffle(listed)
    assert numbers(said(*listed)) == numbers(found)
    rates = [Fraction(price) for price in prices.values()]
    assert min(rates) <= found.median <= max(rates)
    assert found.n == len(prices)
    assert [v.rate.exact for v in found.views] == sorted(rates)


@settings(max_examples=60)
@given(SAYINGS, PRICES)
def test_a_copy_changes_nothing(prices, price):
    listed = [*(prices | {"ecb": price}).items()]
    before, after = said(*listed), said(*listed, ("dnb", price), records=(COPYING,))
    assert numbers(after) == numbers(before)
    assert len(after.views) == len(before.views) + 1


@settings(max_examples=60)
@given(SAYINGS)
def test_a_blend_is_the_exact_median_or_none(prices):
    found = said(*prices.items())
    if len(prices) < 3:
        with pytest.raises(InvalidOption):
            found.blend()
        return
    blend = found.blend()
    assert blend.exact == found.median == evaluated(blend.formula)
    assert sum(weight for _, weight in blend.inputs) == 1
    assert len(blend.inputs) == len(prices)


@pytest.fixture(scope="module")
def recorded(seed):
    """Give all that was recorded of the banks, over what the ECB printed."""
    if not RECORDED.exists():
        pytest.skip("the recorded documents are not here")
    store = Store.memory()
    for name in ids():
        for file, quotes in quotes_of(name, RECORDED / FOLDERS.get(name, name)).items():
            store.add(Source(name, file, "", ""), quotes)
    yield Overlay(store, seed)
    store.close()


@pytest.mark.parametrize(("pair", "near"), [(("EUR", "USD"), "1.17"), (("USD", "JPY"), "157.1")])
def test_banks_agree_within_half_a_per_cent_on_a_quiet_day(recorded, pair, near):
    found = compare(Converter(recorded, [COPYING, "ecb"]), *pair, on="2026-03-02")
    views = by_id(found)
    assert found.n >= 15
    assert abs(found.median / Fraction(near) - 1) < Fraction(1, 100)
    counting = [v for v in found.views if v.counts]
    assert [v.provider for v in counting if v.level == "outlier"] == []
    assert len([v for v in counting if v.level]) <= 1
    assert views["ecb"].counts
    assert (views["dnb"].counts, views["dnb"].copy_of) == (False, "ecb")
    assert {"cbr", "nbp", "cnb", "nbu", "rba", "ecb"} <= set(views)


@pytest.mark.parametrize(
    ("name", "pair", "wrong", "told"),
    [
        ("cnb", "JPY/CZK/100", {"per": 1}, "it is near 100 times the others"),
        ("imf", "EUR/USD", {"base": "USD", "term": "EUR"}, "it is near the inverse of the others"),
        ("cnb", "USD/CZK", {"base": "CZK", "term": "USD"}, "unexplained"),
    ],
)
def test_a_wrong_unit_or_direction_of_one_bank_is_found(recorded, name, pair, wrong, told):
    upper, on = Store.memory(), date(2026, 3, 2)
    (bulletin,) = recorded.between(name, on, on)
    right = bulletin.quote(bulletin.pairs.index(pair))
    upper.add(Source(name, "https://wrong.example/", "", ""), [right._replace(**wrong)])
    base, term = {"JPY/CZK/100": ("JPY", "USD")}.get(pair, ("EUR", "USD"))
    found = compare(Converter(Overlay(upper, recorded)), base, term, on=on)
    assert [v.provider for v in found.views if v.level == "outlier"] == [name]
    assert told in by_id(found)[name].notes[-1]


@pytest.fixture
def fxconv(tmp_path):
    """Give a terminal whose store has the roubles of three banks, two of them invented."""
    path = tmp_path / "rates.sqlite"
    store = Store(str(path), "rwc")
    add(store, quote("cbr", "47.0294", TABLE), quote("cnb", "46.9000"), quote("fixer", "49"))
    store.close()

    def run(*arguments, store=path):
        environment = {**SURROUNDINGS, "LC_ALL": "C.UTF-8"}
        environment |= {"FXCONV_OFFLINE": "1", "FXCONV_STORE": str(store), "HOME": str(tmp_path)}
        command = [sys.executable, "-m", "fxconv", "compare", *arguments]
        return subprocess.run(
            command, capture_output=True, encoding="utf-8", env=environment, check=False
        )

    return run


USUAL = ("USD", "RUB", "--on", "19 Nov 2014")


def test_a_terminal_shows_a_table_and_the_median(fxconv):
    done = fxconv(*USUAL)
    assert (done.returncode, done.stderr) == (0, "")
    assert (
        done.stdout
        == """\
1 USD in RUB, market day 2014-11-19
cnb    official   2014-11-19  46.9      -0.092 %
ecb    reference  2014-11-19  46.9431…  0.000 %
cbr    official   2014-11-19  47.0294   +0.184 %
fixer  market     2014-11-19  49        +4.382 %  outlier; another kind: market
median of 3 independent sources: 1 USD = 46.9431… RUB, spread 0.28 %
"""
    )


def test_a_terminal_shows_a_blend_only_if_it_is_asked_for(fxconv):
    assert "blend" not in fxconv(*USUAL).stdout
    lines = fxconv(*USUAL, "--blend", "median").stdout.splitlines()[-3:]
    assert lines == [
        "blend: 1 USD = 46.9431… RUB, which no bank published",
        "inputs and weights: cnb × 0, ecb × 1, cbr × 0",
        "formula: 1 ÷ 1.2535 × 58.8432",
    ]


def test_one_source_is_said_to_confirm_nothing(fxconv, tmp_path):
    done = fxconv(*USUAL, store=tmp_path / "none.sqlite")
    assert done.returncode == 0
    assert "median of 1 source: 1 USD = 46.9431… RUB" in done.stdout
    assert done.stderr == (
        "fxconv: one source confirms nothing; more may come by "
        "fxconv update cbr nbp cnb --since 2014-11-19 --until 2014-11-22\n"
    )


@pytest.mark.parametrize(
    ("typed", "code", "said"),
    [
        (["USD", "USD"], 2, "another currency than the base"),
        (["USD", "RUBB"], 2, "RUBB"),
        (["USD"], 2, "TERM"),
        (["EUR", "USD", "--on", "2026-10-30", "--blend", "median"], 2, "there are 1, ecb"),
        (["EUR", "USD", "--blend", "mean"], 2, "median"),
        (["USD", "RUB", "--on", "tomorrowish"], 2, "tomorrowish"),
        (["USD", "RUB", "--on", "1990-01-01"], 3, "fxconv update cbr"),
        (["DEM", "FRF"], 3, "law or decree"),
    ],
)
def test_what_cannot_be_compared_is_said_in_one_line(fxconv, typed, code, said):
    done = fxconv(*typed)
    assert (done.returncode, done.stdout) == (code, "")
    assert said in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("form", ["json", "jsonl"])
def test_json_has_all_of_it(fxconv, form):
    done = fxconv(*USUAL, "--blend", "median", "-o", form)
    plain = json.loads(done.stdout)
    assert (done.stdout.count("\n") == 1) is (form == "jsonl")
    assert floats(plain) == []
    assert [view["provider"] for view in plain["views"]] == ["cnb", "ecb", "cbr", "fixer"]
    assert [view["counts"] for view in plain["views"]] == [True, True, True, False]
    assert plain["blend"]["exact"] == plain["median"] == plain["views"][1]["rate"]
    assert plain["blend"]["formula"] == "1 ÷ 1.2535 × 58.8432"
    assert "blend" not in json.loads(fxconv(*USUAL, "-o", form).stdout)


def test_csv_has_a_row_for_each_source_and_one_for_a_blend(fxconv):
    text = fxconv(*USUAL, "--blend", "median", "-o", "csv").stdout
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["provider"] for row in rows] == ["cnb", "ecb", "cbr", "fixer", ""]
    assert [row["counts"] for row in rows] == ["true", "true", "true", "false", ""]
    assert rows[1]["rate"] == rows[4]["rate"] == "46.94311926605504587155963302752294"
    assert (rows[1]["deviation"], rows[3]["level"], rows[4]["kind"]) == ("0", "outlier", "blend")
    assert Decimal(rows[2]["deviation"]) == Decimal("0.001837984677923702313946216385240775")


def test_days_are_read_as_the_locale_writes_them(fxconv):
    done = fxconv("USD", "RUB", "--on", "19. November 2014", "--locale", "de_DE")
    assert "market day 2014-11-19" in done.stdout
