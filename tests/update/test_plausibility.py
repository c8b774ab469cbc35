"""Which prices are doubted."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from fxconv import Quote
from fxconv.update.plausibility import Doubts, near

START = date(2026, 3, 2)


def day(number):
    """Return a day of March 2026 or later, by the days since its second."""
    return START + timedelta(number)


def usd(price, number=0, per=1, side="mid"):
    return Quote("USD", "RUB", price, day(number), "cbr", per, side, kind="official")


def rub(price, number=0, per=1):
    return Quote("RUB", "USD", price, day(number), "cbr", per, kind="official")


def doubted(quotes, known=(), before=(), elsewhere=lambda quote: None):
    """Return the quotes that are doubted."""
    believed, found = Doubts(known, before, elsewhere).sift(quotes)
    assert sorted(map(str, [*believed, *(quote for quote, _ in found)])) == sorted(map(str, quotes))
    assert all(why for _, why in found)
    return [quote for quote, _ in found]


@pytest.mark.parametrize("power", [1, 2, 3, 4, 6, -1, -2, -3, -4, -6])
@pytest.mark.parametrize("price", ["80", "0.0123", "7.95", "12345.6"])
def test_a_slip_of_the_decimal_point_is_doubted(price, power):
    slipped = usd(f"{Decimal(price).scaleb(power) * Decimal('1.01'):f}", 1)
    assert doubted([slipped], [usd(price)]) == [slipped]


@pytest.mark.parametrize(
    ("old", "new", "is_doubted"),
    [
        ("100", "160", True),
        ("160", "100", True),
        ("100", "140", False),
        ("140", "100", False),
        ("100", "149.9", False),
        ("149.9", "100", False),
        ("100", "150", True),
        ("150", "100", True),
        ("80", "0.0125", True),
        ("100", "100", False),
    ],
)
def test_a_jump_of_half_is_doubted(old, new, is_doubted):
    assert bool(doubted([usd(new, 1)], [usd(old)])) is is_doubted


@pytest.mark.parametrize(
    ("factor", "is_doubted"), [("1.0", False), ("1.09", False), ("1.11", True), (None, True)]
)
@pytest.mark.parametrize("jump", ["160", "1000", "10000"])
def test_a_jump_that_other_sources_confirm_is_believed(jump, factor, is_doubted):
    says = Decimal(factor) if factor else None
    found = doubted([usd(jump, 1)], [usd("100")], elsewhere=lambda quote: says)
    assert bool(found) is is_doubted


def test_a_jump_that_the_next_day_repeats_is_believed():
    jump, later = usd("160", 1), usd("165", 2)
    assert doubted([jump, later], [usd("100")]) == [jump]
    assert doubted([later], [usd("100")], [jump]) == []
    assert doubted([later, usd("170", 3)], [usd("100")], [jump]) == []


def test_a_jump_that_the_next_day_does_not_repeat_is_doubted_again():
    assert doubted([usd("200", 2)], [usd("100")], [usd("160", 1)]) == [usd("200", 2)]


def test_a_jump_is_not_repeated_by_the_same_day():
    assert doubted([usd("160", 1)], [usd("100")], [usd("160", 1)]) == [usd("160", 1)]


@pytest.mark.parametrize("factor", ["10", "100", "0.1", "0.01", "11", "9"])
def test_a_power_of_ten_is_doubted_however_often_it_is_repeated(factor):
    slips = [usd(f"{80 * Decimal(factor):f}", n) for n in range(1, 6)]
    assert doubted(slips, [usd("80")]) == slips


def test_after_a_slip_the_right_price_is_believed():
    slip, right = usd("8000", 1), usd("81", 2)
    assert doubted([slip, right], [usd("80")]) == [slip]
    assert doubted([right], [usd("80")], [slip]) == []


@pytest.mark.parametrize(("silence", "is_doubted"), [(31, True), (32, False)])
def test_after_a_long_silence_the_last_price_says_nothing(silence, is_doubted):
    assert bool(doubted([usd("160", silence)], [usd("100")])) is is_doubted


@pytest.mark.parametrize(
    ("factor", "is_doubted"),
    [("100", True), ("95", True), ("10.5", True), ("1.05", False), ("3", False), (None, False)],
)
@pytest.mark.parametrize("known", [[], [usd("5", -40)]], ids=["first ever", "after a silence"])
def test_without_a_last_price_only_a_slip_against_others_is_doubted(known, factor, is_doubted):
    says = Decimal(factor) if factor else None
    found = doubted([usd("8000")], known, elsewhere=lambda quote: says)
    assert bool(found) is is_doubted


def test_a_pair_that_is_printed_the_other_way_round_is_judged_all_the_same():
    assert doubted([rub("0.0125", 1)], [usd("80")]) == []
    assert doubted([usd("80", 1)], [rub("0.0125")]) == []
    assert doubted([rub("1.25", 1, per=100)], [usd("80")]) == []
    assert doubted([rub("1.25", 1)], [usd("80")]) == [rub("1.25", 1)]
    assert doubted([usd("0.0125", 1)], [usd("80")]) == [usd("0.0125", 1)]


def test_a_pair_that_is_turned_round_and_back_is_judged_by_the_day_before():
    known = [usd("100"), rub("0.0075", 1)]
    assert doubted([usd("170", 2)], known) == []
    assert doubted([usd("60", 2)], known) == [usd("60", 2)]


def test_a_bid_and_an_ask_are_judged_apart():
    known = [usd("70", side="bid"), usd("120", side="ask")]
    assert doubted([usd("71", 1, side="bid"), usd("121", 1, side="ask")], known) == []
    slip = usd("7100", 1, side="bid")
    assert doubted([slip, usd("121", 1, side="ask")], known) == [slip]
    assert doubted([usd("700", 1)], known) == []


@pytest.mark.parametrize(
    ("price", "per", "is_doubted"),
    [("1000", 100, False), ("10", 100, True), ("1000", 1, True), ("10", 1, False)],
)
def test_a_nominal_that_changes_with_its_price_is_no_jump(price, per, is_doubted):
    assert bool(doubted([usd(price, 1, per)], [usd("10")])) is is_doubted


def test_each_price_of_a_document_is_judged_by_itself():
    def quote(code, price, number):
        return Quote(code, "RUB", price, day(number), "cbr")

    known = [quote("USD", "80", 0), quote("EUR", "90", 0), quote("CNY", "11", 0)]
    new = [quote("USD", "8000", 1), quote("EUR", "91", 1), quote("CNY", "1.1", 1)]
    assert doubted(new, known) == [new[0], new[2]]
    assert doubted([*new, quote("USD", "81", 2), quote("CNY", "11", 2)], known) == [new[0], new[2]]


def test_a_document_in_any_order_is_judged_day_by_day():
    rising = [usd(str(100 + 30 * n), n) for n in range(10)]
    assert doubted(rising[::-1]) == []


prices = st.decimals("0.001", "100000", places=6)
steps = st.lists(st.floats(1 / 1.39, 1.39), min_size=1, max_size=40)


def series(first, moves, turned=()):
    """Return a quote a day, each so many times the one before, printed either way round."""
    level, made = Decimal(first), []
    for number, move in enumerate([1, *moves]):
        level *= Decimal(move)
        either = rub if number < len(turned) and turned[number] else usd
        made.append(either(f"{1 / level if either is rub else level:.15f}", number))
    return made


@given(prices, steps, st.integers(0, 40))
def test_a_series_that_moves_less_than_four_tenths_a_step_is_never_doubted(first, moves, known):
    quotes = series(first, moves)
    assert doubted(quotes[known:], quotes[:known]) == []


@given(st.decimals("1", "100", places=4), st.lists(st.floats(0.9, 1.39), max_size=6), st.data())
@example("100", [1.3, 1.3], None)
def test_nor_is_one_that_is_printed_either_way_round(first, moves, data):
    length = len(moves) + 1
    either = st.lists(st.booleans(), min_size=length, max_size=length)
    turned = data.draw(either) if data else [False, True, False]
    assert doubted(series(first, moves, turned)) == []


@given(prices, st.lists(st.floats(0.95, 1.05), min_size=1, max_size=20), st.data())
def test_any_series_multiplied_by_a_hundred_is_doubted_from_that_day_on(first, moves, data):
    quotes = series(first, moves)
    since = data.draw(st.integers(1, len(quotes) - 1))
    slipped = [q._replace(price=f"{Decimal(q.price) * 100:f}") for q in quotes[since:]]
    assert slipped[0] in doubted([*quotes[:since], *slipped])
    assert slipped[0] in doubted(slipped, quotes[:since])


@given(prices, st.floats(0.5, 2))
def test_near_is_within_a_tenth_whichever_way_round(first, factor):
    quote, other = series(first, [factor])
    assert near(quote, other) == near(other, quote)
    turned = rub(f"{1 / Decimal(other.price):.15f}", 1)
    if abs(max(factor, 1 / factor) - 1.1) > 0.001:
        assert near(quote, other) is (max(factor, 1 / factor) < 1.1)
        assert near(quote, turned) is near(quote, other)
