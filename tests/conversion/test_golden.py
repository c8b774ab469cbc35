"""The acceptance cases with known origins, through the public API."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest

from acceptance import GOLDEN, OF_THE_SEED, golden
from fxconv import Currency, Money, errors
from fxconv.dates.parsing import as_day, as_instant
from fxconv.errors import FxconvError, InvalidAmount, InvalidDate, RateNotFound, SeriesEnded
from fxconv.money.parsing import read_amount
from fxconv.money.rounding import MODES, significant, to_digits

pytestmark = pytest.mark.skipif(not GOLDEN.exists(), reason="the acceptance cases are not here")

NEVER = {"missing-06": "rates are never interpolated: a number that nobody published is no rate"}
ELSEWHERE = {"missing-12"}
"""By rules of law that need the documents of a bank."""
PROVIDERS = {"any": None, "euro-fixed": "fixed", "euro-fixed + ecb": "ecb"}
POLICIES = {"error": "exact"}


def cases(*categories):
    """Return the cases of some categories that are answered here."""
    left = {*NEVER, *ELSEWHERE}
    return [case for case in golden(*categories) if case.id not in left]


def of_shape(key, *categories):
    """Return the cases whose input has a key."""
    return [case for case in cases(*categories) if key in case.values[0]["input"]]


def asked(given):
    """Return a case's question as the keyword arguments of `convert`."""
    provider = given.get("provider", "fixed")
    policy = given.get("policy", "previous")
    law = policy.startswith("statutory:")
    found = {
        "provider": PROVIDERS.get(provider, provider),
        "policy": "previous" if law else POLICIES.get(policy, policy),
        "rule": policy.removeprefix("statutory:") if law else None,
        "intermediate_decimals": given.get("intermediate_decimals"),
        "on": given.get("rate_date", given.get("date", in_month(given))),
        "at": given.get("as_of"),
    }
    return {name: value for name, value in found.items() if value is not None}


def in_month(given):
    return f"{given['month']}-15" if "month" in given else None


def kind_of_error(name):
    """Return the class of the error that a case expects."""
    if "Suspended" in name:
        return SeriesEnded
    found = getattr(errors, name, None)
    return found if isinstance(found, type) and issubclass(found, FxconvError) else RateNotFound


def text(amount):
    return f"{amount:f}"


@pytest.mark.parametrize(
    "case",
    [c for c in of_shape("amount", *OF_THE_SEED) if "from" in c.values[0]["input"]],
)
def test_conversion(case, converter):
    given, expected = case["input"], case["expected"]
    options, pair = asked(given), (given.get("from"), given.get("to"))
    if "effective" in expected:
        options["on"] = expected["effective"]
    if "error" in expected:
        for both in (pair, pair[::-1]):
            with pytest.raises(kind_of_error(expected["error"])):
                converter.convert(given["amount"], *both, **options)
        return

    found = converter.convert(given["amount"], *pair, **options)

    result = expected.get("result", expected.get("right", expected.get("half_up")))
    if "ratio_old_per_new" in expected:
        assert found.result == Decimal(result)
    elif result is not None:
        assert text(found.result) == result
    assert found.exact == Fraction(expected.get("exact", found.exact))
    assert found.unrounded == Decimal(expected.get("decimal34", found.unrounded))
    assert found.term.code == expected.get("currency", found.term.code)
    if "half_up" in expected:
        assert found.digits == found.term.digits == expected["digits"]
        assert text(found.result) == expected["half_up"]
        even = converter.convert(given["amount"], *pair, rounding="half-even", **options)
        assert text(even.result) == expected["half_even"]
    if "table" in case:
        printed = {leg.quote.price for leg in found.legs}
        assert printed <= {*case["table"].values(), "1"}
    if "intermediate_eur" in expected:
        (euros, _) = found.as_dict()["rounding"]
        assert euros["euros"] == expected["intermediate_eur"]
        assert euros["digits"] == given["intermediate_decimals"]
    if "rate" in expected:
        assert found.rate.exact == Fraction(expected["rate"])


@pytest.mark.parametrize(
    "case",
    [c for c in of_shape("amount", *OF_THE_SEED) if "rate_id" in c.values[0]["expected"]],
)
def test_identity(case, converter):
    given = case["input"]
    found = converter.convert(given["amount"], given["from"], given["to"], on=given["date"])
    assert found.provider is case["expected"]["rate_id"] is None
    assert found.legs == ()
    assert found.rate.exact == 1
    assert text(found.result) == given["amount"]
    assert "identity" in found.flags


@pytest.mark.parametrize("case", of_shape("pair", *OF_THE_SEED))
def test_rate_of_a_day_or_an_instant(case, converter):
    given, expected = case["input"], case["expected"]
    base, term = given["pair"].split("/")
    options = asked(given)
    if "error" in expected:
        for both in ((base, term), (term, base)):
            with pytest.raises(kind_of_error(expected["error"])):
                converter.rate(*both, **options)
        return

    found = converter.convert(1, base, term, **options)

    if "rate_date" in expected:
        assert found.in_force == date.fromisoformat(expected["rate_date"])
    for pair, price in expected.items():
        if re.fullmatch("[A-Z]{3}/[A-Z]{3}", pair):
            rate = converter.rate(*pair.split("/"), **options)
            assert rate.decimal == Decimal(price)
            assert rate.decimal != Decimal(expected.get("not", 0))
    if "look_ahead" in expected:
        assert ("look-ahead" in found.flags) == expected["look_ahead"]
    if "use" in expected:
        assert expected["use"] in found.flags
    if "valid_from" in expected:
        holds = found.as_dict()["rule"]["holds"]
        assert holds == [expected["valid_from"], expected["valid_to"]]
    if "at" in options:
        with pytest.raises(errors.InvalidOption):
            converter.convert(1, base, term, **{**options, "policy": "next"})


@pytest.mark.parametrize("case", of_shape("feeds", "ecb-digits"))
def test_printed_digits(case, converter):
    day = case["input"]["date"]
    feeds = {name: feed for name, feed in case["expected"].items() if isinstance(feed, dict)}
    assert "hist_csv" in feeds
    for name, feed in feeds.items():
        for code, price in feed.items():
            (leg,) = converter.rate("EUR", code, on=day, provider="ecb").legs
            assert leg.quote.on == date.fromisoformat(day)
            assert leg.ratio == Fraction(price)
            assert name != "hist_csv" or leg.quote.price == price


@pytest.mark.parametrize("case", of_shape("table", "euro-legacy"))
def test_irrevocable_rates(case, converter):
    expected = case["expected"]
    assert len(expected["rates"]) == expected["count"]
    for code, price in expected["rates"].items():
        since = date.fromisoformat(expected["adoption"][code])
        first = converter.convert(1, "EUR", code, on=since, provider="fixed")
        assert [leg.quote.price for leg in first.legs] == [price]
        assert first.flags == ("irrevocable",)
        assert len(price.replace(".", "").lstrip("0")) == 6
        try:
            before = converter.convert(1, "EUR", code, on=since - timedelta(1), provider="fixed")
        except RateNotFound:
            continue
        assert before.flags == ("peg",)


@pytest.mark.parametrize("case", of_shape("check", "euro-legacy"))
def test_bilateral_table(case, converter):
    compared = 0
    for unit, pesetas in case["expected"].items():
        if found := re.fullmatch(r"([A-Z]{3})(\d*)", unit):
            code, amount = found[1], found[2] or "1"
            got = converter.convert(amount, code, "ESP", digits=4, provider="fixed")
            assert text(got.result) == pesetas
            compared += 1
    assert compared


@pytest.mark.parametrize(
    "case",
    [c for c in cases("redenomination") if "effective" in c.values[0]["expected"]],
)
def test_redenomination(case, converter):
    given, expected = case["input"], case["expected"]
    since = date.fromisoformat(expected["effective"])
    new, old = given["to"], given["from"]
    rate = converter.rate(new, old, on=since, provider="fixed")
    assert rate.exact == Fraction(expected["ratio_old_per_new"])
    assert rate.inverse().exact == 1 / Fraction(expected["ratio_old_per_new"])
    assert [leg.quote.kind for leg in rate.legs] == ["redenomination"]
    with pytest.raises(RateNotFound):
        converter.rate(new, old, on=since - timedelta(1), provider="fixed")


@pytest.mark.parametrize("case", of_shape("chain", "redenomination"))
def test_chain_of_redenominations(case, converter):
    given, expected = case["input"], case["expected"]
    last = given["chain"][-1][-1]
    rate = converter.rate(given["from"], given["to"], on=last, provider="fixed")
    assert rate.exact == Fraction(expected["exact_rational_inverse"])
    back = converter.rate(given["to"], given["from"], on=last, provider="fixed")
    assert back.exact == Fraction(expected["old_per_new"])
    codes = [old for old, new, *_ in given["chain"] if old != new]
    assert rate.path == (*codes, given["to"])


@pytest.mark.parametrize("case", of_shape("codes", "redenomination"))
def test_currencies_in_both_lists(case):
    for code in case["input"]["codes"]:
        assert Currency(code).retired == case["expected"]["retired"]


@pytest.mark.parametrize("case", of_shape("value", "rounding"))
def test_rounding(case):
    given, expected = case["input"], case["expected"]
    digits = given.get("digits")
    modes = {name: name for name in expected if name.replace("_", "-") in MODES}
    for key, mode in (modes or {"result": given.get("mode", "half-up")}).items():
        if "currency" in given:
            rounded = Money(given["value"], given["currency"]).round(mode).amount
            assert digits in (None, Currency(given["currency"]).digits)
        else:
            rounded = to_digits(Decimal(given["value"]), digits or 0, mode)
        assert text(rounded) == expected[key]


@pytest.mark.parametrize("case", of_shape("step", "cash-rounding"))
def test_cash_rounding(case):
    given = case["input"]
    money = Money(given["value"], given["currency"])
    rounded = money.round(given["mode"], step=given["step"])
    assert text(rounded.amount) == case["expected"]["result"]


@pytest.mark.parametrize("case", of_shape("text", "parse-amount"))
def test_amount(case):
    given, expected = case["input"], case["expected"]
    if not expected["accept"]:
        with pytest.raises(InvalidAmount):
            amount_of(given)
        return
    amount = amount_of(given)
    assert amount == Decimal(expected["value_plain"])
    assert text(amount) == expected["value_plain"]


def amount_of(given):
    if "locale" in given:
        return read_amount(given["text"], given["locale"])
    return Money(given["text"], "EUR").amount


@pytest.mark.parametrize("case", of_shape("text", "parse-date"))
def test_date(case):
    given, expected = case["input"], case["expected"]
    if not expected["accept"]:
        for reader in (as_day, as_instant):
            with pytest.raises(InvalidDate):
                reader(given["text"])
    elif "T" in expected["value"]:
        wanted = datetime.fromisoformat(expected["value"])
        assert as_instant(given["text"]).astimezone(UTC) == wanted
    else:
        day = as_day(given["text"], date_format=given.get("date_format"))
        assert day == date.fromisoformat(expected["value"])
        if "date_format" in given:
            with pytest.raises(InvalidDate):
                as_day(given["text"])


@pytest.mark.parametrize("case", of_shape("express_in_units_of", "redenomination"))
def test_a_unit_that_kept_its_code(case, converter):
    given = case["input"]
    code, day = given["currency"], given["express_in_units_of"]
    made = converter.convert(given["amount"], code, code, dated=given["amount_dated"], on=day)
    assert text(made.result) == case["expected"]["result"]
    assert [leg.quote.kind for leg in made.legs] == ["redenomination"]


@pytest.mark.parametrize("case", [c for c in golden("negative") if c.id == "neg-cc-01"])
def test_a_suspended_series_is_never_carried_forward(case, converter):
    amount, base, term = re.findall(r"convert\((\d+),'(\w+)','(\w+)'\)", case["input"]["call"])[0]
    for pair in ((base, term), (term, base)):
        with pytest.raises(SeriesEnded):
            converter.convert(amount, *pair, provider="ecb")


@pytest.mark.parametrize("case", [c for c in golden("negative") if c.id.startswith("neg-peg")])
def test_a_peg_holds_from_its_first_day(case, converter):
    given = case["input"]
    pair, since = given["pair"].split("/"), date.fromisoformat(given["since"])
    with pytest.raises(RateNotFound):
        converter.rate(*pair, on=given["date"], provider="fixed")
    assert converter.rate(*pair, on=since, provider="fixed").exact == Fraction(given["peg"])


def test_rates_are_never_interpolated(converter):
    assert NEVER.keys() <= {case.id for case in golden("missing-date")}
    with pytest.raises(errors.InvalidOption):
        converter.convert(1, "EUR", "RUB", on="2014-11-22", policy="interpolate")


def test_every_case_has_a_test():
    shapes = {"amount", "pair", "feeds", "table", "check", "chain", "codes", "value", "text"}
    shapes |= {"express_in_units_of"}
    forgotten = [
        case.id for case in cases(*OF_THE_SEED) if not shapes & case.values[0]["input"].keys()
    ]
    assert not forgotten


@pytest.mark.parametrize("case", of_shape("amount", "ecb-cross", "ecb-direct"))
def test_decimal34_is_the_exact_ratio(case):
    expected = case["expected"]
    exact = Fraction(expected["exact"])
    decimal = significant(exact.numerator, exact.denominator)
    assert decimal == Decimal(expected.get("decimal34", decimal))
