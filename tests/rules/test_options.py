"""The rarer rules of a conversion: sides, fees, cash, dated units, ages, and the flags they set."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fxconv import Converter, Money, Quote, Source, Store
from fxconv.cli.explain import lines
from fxconv.errors import InvalidOption, NotQuoted, StaleRate
from fxconv.publishing.registry import load
from fxconv.rules import redenominations

DAY = date(2026, 3, 3)
SIDES = {"USD": ("43.9129", "43.9920"), "EUR": ("51.2001", "51.2923"), "JPY": ("27.9012", "28.086")}
NOMINALS = {"JPY": 100}
AMOUNTS = st.decimals("0.01", "1e9", places=2)
CODES = st.sampled_from(["USD", "EUR", "JPY", "TRY"])


def converting(provider, quotes, today=date(2026, 11, 24)):
    """Return a converter that knows some quotes of one bank."""
    store = Store.memory()
    store.add(Source(provider, "https://bank.example/", "", ""), quotes)
    return Converter(store, [provider], today=lambda: today)


def dealer(sides):
    """Return a converter that knows what a bank pays and asks for one day."""
    return converting(
        "tcmb",
        [
            Quote(code, "TRY", price, DAY, "tcmb", NOMINALS.get(code, 1), side, kind="indicative")
            for code, both in sides.items()
            for side, price in zip(("bid", "ask"), both, strict=True)
        ],
    )


@pytest.fixture(scope="module")
def tcmb():
    return dealer(SIDES)


@pytest.fixture(scope="module")
def nbp():
    """Give a bank that prints a middle, and a bid and an ask in a table of its own."""
    sides = {"mid": "3.6000", "bid": "3.5640", "ask": "3.6360"}
    dollar = [
        Quote("USD", "PLN", price, DAY, "nbp", 1, side, kind="average")
        for side, price in sides.items()
    ]
    return converting("nbp", [*dollar, Quote("HUF", "PLN", "0.0112", DAY, "nbp", kind="average")])


@pytest.fixture(scope="module")
def cbr():
    prices = {"USD": "77.1734", "EUR": "90.1212", "CNY": "11.1903"}
    return converting(
        "cbr",
        [
            Quote(code, "RUB", price, DAY, "cbr", 1, "mid", DAY - timedelta(1), "official")
            for code, price in prices.items()
        ],
    )


@pytest.mark.parametrize(
    ("base", "term", "side", "exact"),
    [
        ("USD", "TRY", "bid", Fraction("4391.29")),
        ("USD", "TRY", "ask", Fraction("4399.20")),
        ("USD", "TRY", "mid", Fraction("4395.245")),
        ("USD", "TRY", "dealt", Fraction("4391.29")),
        ("TRY", "USD", "bid", 100 / Fraction("43.9129")),
        ("TRY", "USD", "ask", 100 / Fraction("43.9920")),
        ("TRY", "USD", "dealt", 100 / Fraction("43.9920")),
        ("USD", "EUR", "dealt", 100 * Fraction("43.9129") / Fraction("51.2923")),
        ("USD", "EUR", "bid", 100 * Fraction("43.9129") / Fraction("51.2001")),
        ("JPY", "TRY", "dealt", Fraction("27.9012")),
        ("TRY", "JPY", "dealt", 10_000 / Fraction("28.086")),
    ],
)
def test_which_side_counts(tcmb, base, term, side, exact):
    made = tcmb.convert(100, base, term, on=DAY, side=side)
    assert made.exact == exact
    assert set(made.flags) & {"bid", "ask", "derived-mid"} == (
        {"derived-mid"} if side == "mid" else {leg.quote.side for leg in made.legs}
    )


PRICES = st.tuples(st.integers(1, 10**7), st.integers(0, 10**6)).map(
    lambda both: tuple(f"{Decimal(n).scaleb(-4):f}" for n in (both[0], sum(both)))
)


@given(PRICES, PRICES, PRICES, CODES, CODES, AMOUNTS)
@settings(max_examples=40, deadline=None)
def test_dealt_is_never_better_than_the_middle(dollar, euro, yen, base, term, amount):
    asked = dealer({"USD": dollar, "EUR": euro, "JPY": yen})
    middle, dealt = (
        asked.convert(amount, base, term, on=DAY, side=side) for side in ("mid", "dealt")
    )
    assert dealt.exact <= middle.exact
    assert dealt.result <= middle.result
    back = asked.convert(dealt.amount, term, base, on=DAY, side="dealt").rate
    assert dealt.rate.exact * back.exact <= 1


def test_a_printed_middle_and_the_table_of_sides(nbp):
    prices = {
        side: nbp.rate("USD", "PLN", on=DAY, side=side).legs[0].quote.price
        for side in ("mid", "bid", "ask", "dealt")
    }
    assert prices == {"mid": "3.6000", "bid": "3.5640", "ask": "3.6360", "dealt": "3.5640"}


@pytest.mark.parametrize("side", ["bid", "ask", "dealt"])
def test_a_side_that_is_not_printed(nbp, converter, side):
    with pytest.raises(NotQuoted, match="leave --side out"):
        nbp.convert(1, "HUF", "PLN", on=DAY, side=side)
    with pytest.raises(NotQuoted):
        nbp.rate("USD", "HUF", on=DAY, side=side)
    with pytest.raises(NotQuoted, match=r"printed (an? (bid|ask)|both sides) of it"):
        converter.convert(1, "USD", "EUR", on="2014-11-20", side=side)


def test_the_only_side_that_is_printed_answers_for_itself():
    quote = Quote("XDR", "TRY", "60.1", DAY, "tcmb", 1, "bid", kind="indicative")
    others = [
        quote._replace(base="USD", price=p, side=s) for p, s in [("43", "bid"), ("44", "ask")]
    ]
    asked = converting("tcmb", [quote, *others])
    assert asked.rate("XDR", "TRY", on=DAY, side="bid").legs[0].quote.price == "60.1"
    with pytest.raises(NotQuoted):
        asked.rate("XDR", "TRY", on=DAY, side="ask")


def test_what_the_law_fixes_has_no_sides(converter):
    made = converter.convert(100, "DEM", "FRF", side="dealt")
    assert (str(made.result), made.flags) == ("335.39", ("irrevocable",))


@pytest.mark.parametrize("side", ["bid", "ask", "dealt"])
def test_a_side_is_in_the_record_and_the_explanation(tcmb, side):
    record = tcmb.convert(100, "TRY", "USD", on=DAY, side=side).as_dict()
    taken = "ask" if side == "dealt" else side
    assert record["request"]["side"] == side
    assert [leg["side"] for leg in record["legs"]] == [taken]
    assert taken in record["flags"]
    told = "\n".join(lines(record))
    assert f"side {side}" in told
    assert f"tcmb indicative {taken} of {DAY}" in told


@pytest.mark.parametrize("side", ["", "buy", "MID", None, 5])
def test_another_side_is_not_possible(tcmb, side):
    with pytest.raises(InvalidOption, match="mid, bid, ask, dealt"):
        tcmb.convert(1, "USD", "TRY", on=DAY, side=side)


@pytest.mark.parametrize(
    ("fee", "pays", "gets"),
    [
        ("1.5%", "100 USD", "78.55 EUR"),
        ("1.5 %", "100 USD", "78.55 EUR"),
        ("2 EUR", "100 USD", "77.75 EUR"),
        ("EUR 2", "100 USD", "77.75 EUR"),
        ("2eur", "100 USD", "77.75 EUR"),
        ("3.50 USD", "103.50 USD", "79.75 EUR"),
        (Money(2, "EUR"), "100 USD", "77.75 EUR"),
        (("1.5%", "2 EUR"), "100 USD", "76.55 EUR"),
        (("2 EUR", "1.5%", "3 USD"), "103 USD", "76.55 EUR"),
        ((Money("0.05", "USD"), "0%"), "100.05 USD", "79.75 EUR"),
        ("100%", "100 USD", "0.00 EUR"),
        ((), "100 USD", "79.75 EUR"),
    ],
)
def test_fees(converter, fee, pays, gets):
    made = converter.convert(100, "USD", "EUR", on="2014-11-20", fee=fee)
    assert made.pays == Money(*pays.split())
    assert made.gets == Money(*gets.split())
    assert f"{made.result:f}" == "79.75"
    assert len(made.steps) == (len(fee) if isinstance(fee, tuple) else 1)


def test_a_fee_is_a_step_with_a_line_of_its_own(converter):
    made = converter.convert(100, "USD", "EUR", on="2014-11-20", fee=("1.5%", "3 USD"))
    assert str(made).splitlines()[2:] == [
        "fee 1.5%: -1.20 EUR",
        "fee 3.00 USD: +3.00 USD",
        "pays 103.00 USD",
        "gets 78.55 EUR",
    ]
    record = made.as_dict()
    assert [(step["kind"], step["side"], step["change"]) for step in record["steps"]] == [
        ("fee", "gets", {"amount": "-1.20", "currency": "EUR"}),
        ("fee", "pays", {"amount": "3", "currency": "USD"}),
    ]
    assert record["target"]["amount"] == "79.75"
    assert record["gets"] == {"amount": "78.55", "currency": "EUR"}
    assert record["pays"]["amount"] == "103"
    assert record["request"]["fee"] == ["1.5%", "3 USD"]


@given(
    AMOUNTS,
    st.lists(
        st.integers(0, 99_999).map(lambda n: f"{Decimal(n).scaleb(-3):f}%")
        | st.integers(0, 10**6).map(lambda n: f"{Decimal(n).scaleb(-2):f} EUR")
        | st.integers(0, 10**6).map(lambda n: f"{Decimal(n).scaleb(-2):f} USD"),
        max_size=3,
    ).map(tuple),
    st.sampled_from(["half-up", "half-even", "down", "up"]),
)
@settings(deadline=None)
def test_a_fee_is_never_in_the_rate(converter, amount, fees, mode):
    plain = converter.convert(amount, "USD", "EUR", on="2014-11-20", rounding=mode)
    made = converter.convert(amount, "USD", "EUR", on="2014-11-20", rounding=mode, fee=fees)
    assert (made.rate, made.result, made.exact) == (plain.rate, plain.result, plain.exact)
    assert made.unrounded == plain.unrounded
    assert made.formula == plain.formula
    assert made.flags == plain.flags
    on_top = sum(Decimal(fee.split()[0]) for fee in fees if "USD" in fee)
    assert made.pays == Money(amount + on_top, "USD")
    sums = sum(Decimal(fee.split()[0]) for fee in fees if "EUR" in fee)
    parts = sum(rounded(plain.result, fee[:-1], mode) for fee in fees if "%" in fee)
    assert made.gets == Money(plain.result - sums - parts, "EUR")


def rounded(amount, percent, mode):
    """Return a part of an amount in cents, rounded once and independently of the library."""
    cents = Fraction(amount) * Fraction(percent)
    whole, rest = divmod(cents, 1)
    up = {
        "half-up": rest >= Fraction(1, 2),
        "half-even": rest > Fraction(1, 2) or (rest == Fraction(1, 2) and whole % 2),
        "down": False,
        "up": rest > 0,
    }[mode]
    return Decimal(int(whole) + bool(up)).scaleb(-2)


@pytest.mark.parametrize(
    "fee",
    [
        "abc", " ", "%", "1.5", "-1%", "+1%", "1e3%", "1,5%", "1%%", "1000%", "２%",
        "-2 EUR", "2 GBP", "EUR", "2", "2..5 EUR", ". EUR", "2 XQZ", "2 EURO", "1 EUR 2",
        Money(-2, "EUR"), Money(1, "GBP"), ("1%", "abc"), ("1%", Money(1, "GBP")), 2,
        Decimal("1.5"), (2,),
    ],
)  # fmt: skip
def test_what_is_no_fee(converter, fee):
    with pytest.raises(InvalidOption) as caught:
        converter.convert(100, "USD", "EUR", on="2014-11-20", fee=fee)
    assert caught.value.option == "fee"


def test_several_fees_may_come_as_a_list(converter):
    made = converter.convert(100, "USD", "EUR", on="2014-11-20", fee=["1.5%", "2 EUR"])
    assert made.gets == Money("76.55", "EUR")


def test_fees_of_an_amount_that_stays_in_its_currency(converter):
    made = converter.convert("99.99", "EUR", "EUR", fee=("1%", "0.05 EUR"))
    assert (made.result, made.rate.exact, made.rate.legs) == (Decimal("99.99"), 1, ())
    assert (made.pays, made.gets) == (Money("99.99", "EUR"), Money("98.94", "EUR"))


def test_a_fee_is_rounded_to_the_minor_units_of_its_currency(converter):
    yen = converter.convert(100, "EUR", "JPY", on="2014-11-20", fee="1.5%", digits=2)
    assert f"{yen.result:f}" == "14825.00"
    assert yen.steps[0].change.amount == -222
    assert converter.convert(-100, "USD", "EUR", on="2014-11-20", fee="2 EUR").gets == Money(
        "-81.75", "EUR"
    )


@pytest.mark.parametrize(
    ("code", "place", "on", "total", "paid"),
    [
        ("CHF", "CH", "2014-11-20", "10.02", "10.00"),
        ("CHF", "CH", "2014-11-20", "10.03", "10.05"),
        ("CHF", "ch", "2014-11-20", "10.025", "10.05"),
        ("CAD", "CA", "2014-11-20", "4.92", "4.90"),
        ("CAD", "CA", "2013-02-04", "4.93", "4.95"),
        ("SEK", "SE", "2010-09-30", "10.25", "10.50"),
        ("SEK", "SE", "2010-09-30", "10.24", "10.00"),
        ("SEK", "SE", "2010-10-01", "10.49", "10"),
        ("SEK", "SE", "2010-10-01", "10.50", "11"),
        ("DKK", "DK", "2014-11-20", "10.25", "10.50"),
        ("DKK", "DK-change", "2014-11-20", "10.25", "10.00"),
        ("EUR", "FI", "2014-11-20", "-1.03", "-1.05"),
    ],
)
def test_cash(converter, code, place, on, total, paid):
    made = converter.convert(total, code, code, on=on, cash=place)
    assert f"{made.result:f}" == total
    assert made.gets == Money(paid, code)
    assert made.steps[-1].kind == "cash"
    assert Decimal(made.steps[-1].change.amount) == Decimal(paid) - Decimal(total)


def test_cash_is_rounded_last_on_the_total_after_fees(converter):
    """95.81 less 1.92 is 93.89, paid as 93.90; 95.80 less 1.92 would be 93.88, paid as 93.90."""
    made = converter.convert(100, "USD", "CHF", on="2014-11-20", fee=("2%", "0.02 CHF"), cash="CH")
    assert f"{made.result:f}" == "95.81"
    assert [step.kind for step in made.steps] == ["fee", "fee", "cash"]
    assert made.gets == Money("93.85", "CHF")
    assert made.steps[-1].change == Money("-0.02", "CHF")
    assert str(made).splitlines()[-2:] == [
        "cash CH, to 0.05 half-up: -0.02 CHF",
        "gets 93.85 CHF",
    ]


@given(AMOUNTS, st.integers(0, 9999).map(lambda n: f"{Decimal(n).scaleb(-3):f}%"))
@settings(deadline=None)
def test_cash_is_the_nearest_coin(converter, amount, fee):
    made = converter.convert(amount, "USD", "CHF", on="2014-11-20", fee=fee, cash="CH")
    before = converter.convert(amount, "USD", "CHF", on="2014-11-20", fee=fee)
    assert made.gets.amount % Decimal("0.05") == 0
    assert abs(made.gets.amount - before.gets.amount) <= Decimal("0.025")
    assert (made.result, made.rate) == (before.result, before.rate)


@pytest.mark.parametrize(
    ("place", "on", "allowed"),
    [
        ("SE", "2014-11-20", "CH"),
        ("XX", "2014-11-20", "CH"),
        ("CH", "2005-11-21", "2007-01-01"),
        (" CH", "2014-11-20", "CH"),
        (5, "2014-11-20", "CH"),
    ],
)
def test_a_place_without_such_coins(converter, place, on, allowed):
    with pytest.raises(InvalidOption, match=allowed) as caught:
        converter.convert(100, "USD", "CHF", on=on, cash=place)
    assert caught.value.option == "cash"


def test_fees_and_cash_at_an_instant_and_of_the_newest(converter):
    at = converter.convert(100, "USD", "SEK", at="2010-09-30T20:00:00Z", cash="SE")
    assert at.gets.amount % Decimal("0.5") == 0
    assert at.steps[0].text.startswith("SE, to 0.50")
    newest = converter.convert(100, "USD", "SEK", fee="1%", cash="SE")
    assert newest.gets.amount % 1 == 0


BREAKS = {
    "VES": (date(2021, 10, 1), 1_000_000),
    "KPW": (date(2009, 11, 30), 100),
    "SYP": (date(2026, 1, 1), 100),
    "ZWD": (date(2006, 8, 1), 1000),
}


@pytest.mark.parametrize("code", BREAKS)
def test_there_and_back_over_a_break(converter, code):
    first, ratio = BREAKS[code]
    before = first - timedelta(1)
    new = converter.convert(5 * ratio, code, code, on=first, dated=before)
    old = converter.convert(5, code, code, on=before, dated=first)
    assert (new.exact, old.exact) == (5, 5 * ratio)
    assert new.rate.exact * old.rate.exact == 1
    assert "redenomination" in new.flags
    assert "redenomination" in old.flags
    assert ("earlier-unit" in new.flags, "earlier-unit" in old.flags) == (False, True)
    for day in (before, first):
        same = converter.convert("5.10", code, code, on=day, dated=day)
        assert (f"{same.result:f}", same.rate.exact) == ("5.10", 1)


def test_a_bolivar_of_the_last_day(converter):
    made = converter.convert("1234567.89", "VES", "VES", on="2021-10-01", dated="2021-09-30")
    assert made.exact == Fraction("1.23456789")
    assert "1 VES = 1000000 VES" in str(made)
    assert made.as_dict()["request"]["dated"] == "2021-09-30"
    assert any("dated 2021-09-30" in line for line in lines(made.as_dict()))


def test_old_money_in_another_currency():
    on = date(2026, 3, 3)
    asked = converting("boc", [Quote("SYP", "CAD", "0.0124", on, "boc", kind="indicative")])
    plain = asked.convert(100, "SYP", "CAD", on=on)
    old = asked.convert(10_000, "SYP", "CAD", on=on, dated="2025-12-31")
    assert old.exact == plain.exact == Fraction("1.24")
    assert (old.provider, str(old.in_force)) == ("boc", "2026-03-03")
    assert "redenomination" in old.flags
    assert asked.convert(100, "SYP", "CAD", on=on, dated="2026-01-01").rate == plain.rate


@pytest.mark.parametrize(
    ("term", "on", "dated", "ratio"),
    [
        ("ZWN", "2007-01-01", None, Fraction(1, 1000)),
        ("ZWN", "2007-01-01", "2006-07-31", Fraction(1, 1000)),
        ("ZWN", "2007-01-01", "2006-08-01", Fraction(1)),
        ("ZWR", "2008-09-01", "2006-01-01", Fraction(1, 10**13)),
        ("ZWL", "2010-01-01", "2006-01-01", Fraction(1, 10**25)),
        ("ZWL", "2010-01-01", "2007-01-01", Fraction(1, 10**22)),
        ("ZWL", "2010-01-01", None, Fraction(1, 10**25)),
    ],
)
def test_the_dollar_of_zimbabwe(converter, term, on, dated, ratio):
    rate = converter.rate("ZWD", term, on=on, dated=dated)
    assert rate.exact == ratio
    back = converter.rate(term, "ZWD", on=on).exact
    assert back == Fraction(10**3 if term == "ZWN" else 10**13 if term == "ZWR" else 10**25)


@pytest.mark.parametrize("dated", ["1990-01-01", "2014-11-20", "2026-11-24"])
def test_a_code_that_kept_its_unit_is_unchanged(converter, dated):
    plain = converter.convert(100, "USD", "EUR", on="2014-11-20")
    made = converter.convert(100, "USD", "EUR", on="2014-11-20", dated=dated)
    assert (made.rate, made.exact, made.result) == (plain.rate, plain.exact, plain.result)
    assert made.flags == plain.flags
    same = converter.convert("5.10", "USD", "USD", dated=dated)
    assert (f"{same.result:f}", "identity" in same.flags) == ("5.10", True)


LONG = "1234567890123456789012345678901.12345678901234567890"


def test_an_amount_that_stays_in_its_unit_keeps_its_digits(converter):
    amount = LONG[1:]
    assert f"{converter.convert(amount, 'USD', 'USD').result:f}" == amount
    for rules in ({"dated": "2014-11-20"}, {"side": "bid"}, {"fee": "0 USD"}):
        made = converter.convert(amount, "USD", "USD", **rules)
        assert f"{made.result:f}" == amount, rules


@given(
    st.sampled_from([*BREAKS, "USD", "TRY"]),
    *[st.dates(date(2000, 1, 1), date(2026, 11, 1))] * 3,
)
def test_units_are_transitive(code, first, second, third):
    one, two, both = (
        redenominations.between(code, *days).exact
        for days in ((first, second), (second, third), (first, third))
    )
    assert one * two == both
    assert redenominations.between(code, second, first).exact * one == 1


@pytest.mark.parametrize("dated", ["2021-13-01", "yesterday", "x", 5])
def test_a_day_that_is_none(converter, dated):
    with pytest.raises(ValueError, match="YYYY-MM-DD"):
        converter.convert(1, "VES", "VES", dated=dated)


def test_a_table_of_crosses_is_of_several_moments(cbr, tcmb, nbp):
    assert cbr.convert(1, "USD", "CNY", on=DAY).flags == ("asynchronous",)
    assert cbr.convert(1, "USD", "RUB", on=DAY).flags == ()
    assert cbr.convert(1, "RUB", "USD", on=DAY).flags == ()
    assert "asynchronous" not in tcmb.convert(1, "USD", "EUR", on=DAY).flags
    assert "asynchronous" not in nbp.convert(1, "USD", "HUF", on=DAY).flags


def test_only_some_banks_cross_other_fixings():
    assert not load("cbr").snapshot
    assert load("ecb").snapshot


def test_two_days_in_one_rate_are_of_several_moments():
    quotes = [
        Quote("USD", "PLN", "3.6", date(2026, 3, 5), "nbp", kind="average"),
        Quote("AFN", "PLN", "0.05", date(2026, 3, 4), "nbp", kind="average"),
    ]
    asked = converting("nbp", quotes)
    assert "asynchronous" in asked.convert(1, "AFN", "USD", on="2026-03-05").flags
    assert "asynchronous" not in asked.convert(1, "AFN", "PLN", on="2026-03-05").flags


def test_a_currency_with_several_rates_and_one_with_an_earlier_unit():
    days = (date(2019, 8, 30), date(2022, 7, 29), date(2026, 3, 3))
    quotes = [
        Quote(code, "CAD", price, day, "boc", kind="indicative")
        for day in days
        for code, price in (("ARS", "0.0098"), ("SYP", "0.0005"))
    ]
    asked = converting("boc", quotes)
    flags = [set(asked.convert(1, "ARS", "CAD", on=day).flags) for day in days]
    assert flags == [set(), {"dual-rate"}, set()]
    redenominations = [
        "earlier-unit" in asked.convert(1, "CAD", "SYP", on=day).flags for day in days
    ]
    assert redenominations == [True, True, False]
    assert "dual-rate" not in asked.convert(1, "ARS", "ARS", on=days[1]).flags


def test_flags_are_sorted_and_there_once(tcmb):
    flags = tcmb.convert(1, "USD", "EUR", on=DAY, side="dealt", digits=3).flags
    assert list(flags) == sorted(set(flags))
    assert {"ask", "bid"} <= set(flags)


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
        allowed = str(caught.value.max_age).replace("b", " working days")
        assert f"and {allowed} are allowed" in str(caught.value)
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
    with pytest.raises(InvalidOption, match="7d, 2w, 3b"):
        converter.convert(1, "USD", "EUR", on="2014-11-20", max_age=age)


def said(*typed):
    command = [sys.executable, "-m", "fxconv", *typed]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_rules_at_the_terminal():
    typed = ["100", "USD", "CHF", "--on", "2014-11-20", "--fee", "2%", "--fee", "0.02 CHF"]
    done = said(*typed, "--cash", "ch")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[-1] == "gets 93.85 CHF"
    record = json.loads(said(*typed, "--cash", "CH", "-o", "json").stdout)
    assert record["gets"] == {"amount": "93.85", "currency": "CHF"}
    header, row = said(*typed, "--cash", "CH", "-o", "csv").stdout.splitlines()
    assert dict(zip(header.split(","), row.split(","), strict=True))["gets"] == "93.85"
    explained = said(*typed, "--cash", "CH", "--explain").stdout
    assert "fee        2%: -1.92 CHF" in explained
    assert "cash       CH, to 0.05 half-up: -0.02 CHF" in explained


@pytest.mark.parametrize(
    ("typed", "code", "told"),
    [
        (["--fee", "abc"], 2, "1.5%"),
        (["--fee", "2 GBP"], 2, "USD or CHF"),
        (["--cash", "SE"], 2, "CH"),
        (["--side", "buy"], 2, "mid, bid, ask, dealt"),
        (["--side", "bid"], 3, "printed a bid"),
        (["--dated", "frob"], 2, "frob"),
        (["--max-age", "soon"], 2, "7d, 2w, 3b"),
    ],
)
def test_wrong_rules_at_the_terminal(typed, code, told):
    done = said("100", "USD", "CHF", "--on", "2014-11-20", *typed)
    assert (done.returncode, done.stdout) == (code, "")
    assert told in done.stderr
    assert "Traceback" not in done.stderr


def test_what_a_reader_is_warned_of_at_the_terminal():
    old = said("1000000", "VES", "VES", "--on", "2021-10-01", "--dated", "30.09.2021")
    assert old.stdout.splitlines()[0] == "1,000,000.00 VES = 1.00 VES"
    assert old.stderr == ""
    earlier = said("1", "VES", "VES", "--on", "2021-09-30")
    assert "VES of 2021-09-30 is a unit that was replaced on 2021-10-01" in earlier.stderr
    assert "1000000 of it by one" in earlier.stderr
    dual = said("1", "USD", "ARS", "--on", "2025-03-21", "-o", "json")
    if dual.returncode == 0:
        assert "several rates" in dual.stderr
        assert "dual-rate" in json.loads(dual.stdout)["flags"]
    late = said("1", "USD", "EUR", "--on", "2014-04-21", "--max-age", "3d")
    assert late.returncode == 5
    assert late.stdout.startswith("1.00 USD = ")
