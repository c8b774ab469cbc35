"""The acceptance cases about single banks, answered from their recorded documents."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from decimal import Context, Decimal
from fractions import Fraction

import pytest

from acceptance import GOLDEN, OF_THE_SEED, golden, golden_all
from fxconv import Converter, Quote, Rate, Source, Store
from fxconv.dates.parsing import read_day
from fxconv.errors import NotYetKnown
from fxconv.money.rounding import significant, to_digits
from fxconv.providers import cbr
from fxconv.publishing.hours import known
from fxconv.publishing.provider import Answer
from fxconv.publishing.registry import load
from providers.documents import FOLDERS, RECORDED, documents

pytestmark = pytest.mark.skipif(not GOLDEN.exists(), reason="the acceptance cases are not here")

BANKS = """bnr boc cbr cbu cnb fred hnb imf nbg nbk nbp nbu norges rba tcmb-evds"""
IDS = {"tcmb": "tcmb-evds"}
DAYS = ("in_force_on", "effectiveDate", "valid_for", "evds_date", "date")
CATEGORIES = """cbr-nominal cbr-metal nbp nbu nbk nbg cbu tcmb bnr boc rba norges hnb fed-h10
cnb"""


@pytest.fixture(scope="module")
def banks():
    """Give a store of all that was recorded of these banks."""
    store = Store.memory()
    for name in BANKS.split():
        for _, answer in documents(RECORDED / FOLDERS.get(name, name)):
            quotes = list(load(name).parse(answer))
            if quotes:
                store.add(Source(name, answer.url, "", ""), quotes)
    yield store
    store.close()


def converting(store, provider):
    return Converter(store, [IDS.get(provider, provider)], today=lambda: date(2026, 11, 24))


def day_of(given):
    return read_day(next(given[name] for name in DAYS if name in given))


def amounts(*categories):
    cases = golden(*categories)
    return [c for c in cases if {"amount", "from"} <= set(c.values[0]["input"])]


def printed(store, provider, on, base, term):
    """Return the prices by side that a bank printed for a pair and day."""
    quotes = store.printed(IDS.get(provider, provider), on, on)
    return {q.side: q.price for q in quotes if (q.base, q.term) == (base, term)}


def press(table, on, provider="cbr", term="RUB"):
    """Return a converter that knows the prices of one day from the press."""
    store = Store.memory()
    quotes = [Quote(code, term, price, on, provider) for code, price in table.items()]
    store.add(Source(provider, "https://press.example/", "", ""), quotes)
    return converting(store, provider)


@pytest.mark.parametrize("case", amounts(*CATEGORIES.split()))
def test_amounts(case, banks):
    given, expected = case["input"], case["expected"]
    bank, pair, on = given["provider"], (given["from"], given["to"]), day_of(given)
    rules = {"on": on, "side": given.get("side", "mid")}
    found = converting(banks, bank).convert(given["amount"], *pair, **rules)
    assert found.exact == Fraction(expected["exact"])
    assert found.unrounded == Decimal(expected["decimal34"])
    assert f"{found.result:f}" == expected["half_up"]
    assert found.digits == expected["digits"]
    even = converting(banks, bank).convert(given["amount"], *pair, rounding="half-even", **rules)
    assert f"{even.result:f}" == expected["half_even"]


def test_the_price_is_by_value_and_nominal(banks):
    """cbr-13: what the bank prints for one unit may be rounded or in powers of ten."""
    recorded = RECORDED / "cbr"
    daily = [a for _, a in documents(recorded) if "XML_daily" in a.url]
    quotes = [q for answer in daily for q in cbr.parse(answer)]
    assert len(quotes) >= 54
    rare = [q for q in quotes if q.per == 1_000_000]
    assert {Fraction(q.price) / q.per == q.ratio for q in rare} == {True}
    assert "53.9256" in {q.price for q in rare}


def test_monday_is_answered_by_saturdays_table(banks):
    """cbr-15 and neg-ff-01: the bank has no record of a Monday, and a Saturday is not dropped."""
    history = banks.printed("cbr", date(2026, 2, 27), date(2026, 3, 5))
    assert date(2026, 3, 2) not in {q.on for q in history}
    asked = press({"USD": "77.2"}, date(2026, 2, 28))
    assert asked.rate("USD", "RUB", on="2026-03-02").on == date(2026, 2, 28)


def test_tomorrows_table_is_not_known_at_noon(banks):
    """cbr-16."""
    with pytest.raises(NotYetKnown):
        converting(banks, "cbr").rate("USD", "RUB", on="2026-03-04", at="2026-03-03T12:00:00+03:00")
    noon = converting(banks, "cbr").rate("USD", "RUB", at="2026-03-03T12:00:00+03:00")
    assert [leg.quote.price for leg in noon.legs] == ["77.1734"]
    evening = converting(banks, "cbr").rate("USD", "RUB", at="2026-03-03T20:00:00+03:00")
    assert [leg.quote.price for leg in evening.legs] == ["77.6093"]


@pytest.mark.parametrize("case", [c for c in golden("cbr-asof") if c.id in ("cbr-17", "cbr-19")])
def test_tables_that_the_press_printed(case):
    given, expected = case["input"], case["expected"]
    on = read_day(given["in_force_on"])
    table = case.get("table") or {code: expected[code] for code in ("USD", "EUR")}
    asked = press(table, on)
    dollar, euro = (asked.rate(code, "RUB", on=on).exact for code in ("USD", "EUR"))
    if "exact" in expected:
        assert asked.convert(given["amount"], "USD", "RUB", on=on).exact == Decimal(
            expected["exact"]
        )
    if "basket_055_045" in expected:
        basket = dollar * Fraction("0.55") + euro * Fraction("0.45")
        assert abs(basket - Fraction(expected["basket_055_045"])) <= Fraction(1, 20_000)


def test_a_table_is_in_force_from_the_day_after_it_was_set():
    """cbr-22: public on the 22nd, in force from the 23rd."""
    on = date(2014, 12, 23)
    asked = press({"USD": "56.494", "EUR": "69.2503"}, on)
    assert asked.rate("USD", "RUB", on=on).exact == Fraction("56.494")
    assert known(cbr.PROVIDER, datetime.fromisoformat("2014-12-22T15:00:00+03:00")) == on


def test_a_table_holds_through_days_that_no_calendar_knows():
    """cbr-24: set on 27 March 2020, in force to 6 April."""
    asked = press({"USD": "77.7325"}, date(2020, 3, 28))
    for on in (date(2020, 3, 28), date(2020, 4, 6)):
        assert asked.rate("USD", "RUB", on=on).on == date(2020, 3, 28)


@pytest.mark.parametrize("case", [c for c in golden("nbg") if "query_date" in c.values[0]["input"]])
def test_a_day_asked_for_is_answered_by_the_table_in_force(case, banks):
    given, expected = case["input"], case["expected"]
    found = converting(banks, "nbg").rate("USD", "GEL", on=given["query_date"])
    assert str(found.on) == expected["validFromDate"]
    assert found.legs[0].quote.price == expected["USD"]
    published = datetime.fromisoformat(expected["published_at"])
    assert known(load("nbg"), published + timedelta(minutes=90)) >= found.on


def test_a_fixing_is_valid_over_the_days_without_one():
    """cnb-05."""
    asked = press({"EUR": "24.3"}, date(2025, 12, 23), "cnb", "CZK")
    for day in range(23, 29):
        assert asked.rate("EUR", "CZK", on=date(2025, 12, day)).on == date(2025, 12, 23)


def test_the_nominal_is_that_which_is_printed():
    """cnb-06: the lira went from 1 to 100 units on 2024-01-02."""
    rows = [("2023-12-29", 1, "0.758"), ("2024-01-02", 100, "75.931")]
    found = [
        {"validFor": on, "currencyCode": "TRY", "amount": per, "rate": Decimal(price)}
        for on, per, price in rows
    ]
    body = json.dumps({"rates": found}, default=str).encode()
    quotes = list(load("cnb").parse(Answer(body, "https://api.cnb.cz/")))
    assert [q.per for q in quotes] == [1, 100]
    assert abs(quotes[0].ratio - quotes[1].ratio) < Fraction(1, 100)


def test_both_sides_are_printed_and_their_middle_is_derived(banks):
    """tcmb-01."""
    (case,) = (c.values[0] for c in golden("tcmb") if c.id == "tcmb-01")
    on, expected = day_of(case["input"]), case["expected"]
    sides = printed(banks, "tcmb", on, "USD", "TRY")
    assert (sides["bid"], sides["ask"]) == (expected["bid"], expected["ask"])
    made = converting(banks, "tcmb").convert(1, "USD", "TRY", on=on)
    assert made.exact == Fraction(expected["mid_exact"])
    assert "derived-mid" in made.flags


def test_kuna_and_euro_lists_of_croatia(banks):
    """hnb-03 and hnb-04."""
    cases = {c.id: c.values[0] for c in golden("hnb")}
    given, expected = cases["hnb-03"]["input"], cases["hnb-03"]["expected"]
    for on, price in zip(given["datum_primjene"], expected["srednji"], strict=True):
        shown = printed(banks, "hnb", read_day(on), "EUR", "USD")
        assert shown["mid"] == price.replace(",", ".")
    sides = printed(banks, "hnb", date(2023, 1, 2), "EUR", "USD")
    expected = cases["hnb-04"]["expected"]
    assert sides["ask"] == expected["kupovni"].replace(",", ".")
    assert sides["bid"] == expected["prodajni"].replace(",", ".")


@pytest.mark.parametrize(
    "case", [c for c in golden("imf-sdr") if "compute" in c.values[0]["input"]]
)
def test_an_sdr_by_a_currency_is_by_way_of_the_dollar(case, banks):
    expected, table = case["expected"], case["table"]
    on = day_of(case["input"])
    base = Fraction(table["SDR per USD"])
    per = table.get("USD per unit")
    made = base * Fraction(per) if per else base / Fraction(table["unit per USD"])
    digits = significant(made.numerator, made.denominator)
    six = Context(prec=6, rounding="ROUND_HALF_UP").plus(digits)
    assert six == Decimal(expected["computed_6sf"]) == Decimal(expected["published"])
    shown = {q.price for q in banks.printed("imf", on, on) if q.term == "XDR"}
    assert {expected["published"], table["SDR per USD"]} <= shown


@pytest.mark.parametrize("case", [c for c in golden("missing-date") if c.id == "missing-12"])
def test_polish_vat_is_by_the_working_day_before(case, banks):
    given, expected = case["input"], case["expected"]
    rules = {"on": given["tax_point"], "rule": given["policy"].removeprefix("statutory:")}
    asked = Converter(banks, today=lambda: date(2026, 11, 24))
    made = asked.convert(given["amount"], given["from"], given["to"], **rules)
    (leg,) = made.legs
    assert (leg.quote.number, str(leg.quote.on)) == (expected["table_no"], expected["rate_date"])
    assert leg.quote.price == expected["EUR/PLN"]
    assert made.exact == Fraction(expected["exact"])
    assert f"{made.result:f}" == expected["half_up"]
    assert made.provider == given["provider"]


@pytest.mark.parametrize("case", [c for c in golden("imf-sdr") if c.id == "imf-sdr-basket"])
def test_the_basket_of_the_sdr(case):
    """Six decimals for each part, and the dollar price of an SDR by the rounded SDR price."""
    expected, parts = case["expected"], {}
    for code, part in case["input"]["basket"].items():
        rate = Rate.of("USD" if code in ("CNY", "JPY") else code, "XDR", part["rate"], date.min)
        per_dollar = rate.inverse() if code in ("CNY", "JPY") else rate
        parts[code] = Fraction(part["amount"]) * per_dollar.exact
    rounded = {code: to_digits(significant(*p.as_integer_ratio()), 6) for code, p in parts.items()}
    assert {code: f"{part:f}" for code, part in rounded.items()} == expected["usd_equivalents_6dp"]
    total = sum(rounded.values())
    assert f"{total:f}" == expected["sum"]
    sdr = Context(prec=6, rounding="ROUND_HALF_UP").divide(Decimal(1), total)
    assert sdr == Decimal(expected["SDR_per_USD_6sf"])
    assert Context(prec=6).divide(Decimal(1), sdr) == Decimal(expected["USD_per_SDR"])


@pytest.mark.parametrize("case", golden("lineage"))
def test_a_table_of_several_moments_is_said_to_be_one(case, banks):
    """The Bank of Russia's minor currencies are fixings of other banks, of this day or before."""
    given, expected = case["input"], case["expected"]
    asked = converting(banks, given["provider"])
    days = set()
    for code, match in expected["matches"].items():
        made = asked.convert(1, "USD", code, on=given["in_force_on"])
        inverse = Decimal(match["imf_reported"]) < 1
        implied = made.rate.inverse().exact if inverse else made.rate.exact
        assert abs(implied / Fraction(match["imf_reported"]) - 1) < Fraction(1, 10_000)
        assert ("asynchronous" not in made.flags) == expected["synchronous"]
        days.add(match["imf_date"])
    assert sorted(days) == expected["market_dates_inside_one_table"]
    assert "asynchronous" not in asked.convert(1, "USD", "RUB", on=given["in_force_on"]).flags


def test_every_acceptance_case_belongs_to_a_category_that_is_tested():
    here = {*CATEGORIES.split(), "cbr-asof", "cbr-format", "imf-sdr", "lineage", "missing-date"}
    tested = {case.id for case in golden(*here, *OF_THE_SEED, "negative")}
    assert {case.id for case in golden_all()} == tested
