from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import date, time, timedelta
from decimal import Decimal
from fractions import Fraction
from threading import Barrier

import pytest

import fxconv
from fxconv import Converter, Currency, Money, Quote, Source, Store, convert
from fxconv.errors import (
    FxconvError,
    InexactAmount,
    InvalidAmount,
    InvalidDate,
    InvalidOption,
    NoBulletin,
    NotQuoted,
    NotYetQuoted,
    RateNotFound,
    SeriesEnded,
    StaleRate,
    UnknownCurrency,
    UnknownProvider,
)
from fxconv.publishing.provider import Provider, Published
from fxconv.store.overlay import Overlay
from surroundings import TODAY

DAY = date(2026, 3, 3)
SOURCE = Source("bank", "https://bank.example/2026-03-03", "0" * 64, "2026-03-03T15:00:00Z")


def bank(**facts):
    """Return the record of a bank that quotes in roubles."""
    usual = {
        "id": "bank",
        "name": "The Bank",
        "country": "RU",
        "pivot": "RUB",
        "kind": "official",
        "dates": "in force",
        "since": date(2000, 1, 1),
        "gap": 3,
        "zone": "Europe/Moscow",
        "published": (Published(time(15, 0), timedelta(minutes=0)),),
        "home": "https://bank.example/",
        "terms": "none",
        "parse": lambda answer: iter(()),
    }
    return Provider(**{**usual, **facts})


@pytest.fixture
def store():
    quotes = [
        Quote("USD", "RUB", "77.8084", DAY, "bank", kind="official"),
        Quote("JPY", "RUB", "49.4240", DAY, "bank", 100, kind="official"),
        Quote("RUB", "AMD", "4.85", DAY, "bank", kind="official"),
        Quote("IDR", "RUB", "46.10", DAY, "bank", 10_000, kind="official"),
    ]
    with closing(Store.memory()) as made:
        made.add(SOURCE, quotes)
        yield made


@pytest.fixture
def own(store):
    return Converter(store, [bank()], today=lambda: DAY)


def test_the_headline(converter):
    found = converter.convert("1e9", "USD", "RUB", at="2014-11-20 02:04 UTC+3", provider="ecb")
    assert str(found.result) == "46943119266.06"
    assert found.exact == Fraction(5_116_800_000_000, 109)
    assert str(found.unrounded) == "46943119266.05504587155963302752294"
    assert found.formula == "1000000000 ÷ 1.2535 × 58.8432"
    assert found.rate.path == ("USD", "EUR", "RUB")
    assert found.source == Money("1e9", "USD")
    assert found.target == Money("46943119266.06", "RUB")
    assert (found.in_force, found.age, found.provider) == (date(2014, 11, 19), 1, "ecb")
    assert str(found) == (
        "1,000,000,000.00 USD = 46,943,119,266.06 RUB\n"
        "1 USD = 46.9431… RUB, ecb reference rate of 2014-11-19, 1 day old"
    )


def test_the_function_is_the_default_converter():
    assert convert("1e9", "USD", "RUB", on="2014-11-19").result == Decimal("46943119266.06")
    assert fxconv.convert(1, "USD", "USD").result == 1


@pytest.mark.parametrize("amount", ["100", 100, Decimal(100), "1e2", Decimal("1E+2")])
@pytest.mark.parametrize(
    "pair", [("USD", "EUR"), ("usd", "978"), (Currency("USD"), Currency("eur"))]
)
def test_ways_to_ask(converter, amount, pair):
    for day in ("2014-11-19", date(2014, 11, 19)):
        assert str(converter.convert(amount, *pair, on=day).result) == "79.78"


def test_money_brings_its_currency(converter):
    found = converter.convert(Money(100, "USD"), "EUR", on="2014-11-19")
    assert found.target == Money("79.78", "EUR")
    assert found.source == Money(100, "USD")
    again = converter.convert(found.target, "USD", on="2014-11-19")
    assert (again.base.code, again.term.code) == ("EUR", "USD")


def test_money_and_another_base_contradict_each_other(converter):
    same = converter.convert(Money(100, "USD"), "USD", "EUR", on="2014-11-19")
    assert str(same.result) == "79.78"
    with pytest.raises(FxconvError):
        converter.convert(Money(100, "USD"), "GBP", "EUR", on="2014-11-19")


@pytest.mark.parametrize("amount", [1.1, 100.0, float("nan"), True, None, Fraction(1, 3), b"1"])
def test_inexact_amounts(converter, amount):
    for pair in (("USD", "EUR"), ("USD", "USD")):
        with pytest.raises(InexactAmount) as caught:
            converter.convert(amount, *pair, on="2014-11-19")
        assert isinstance(caught.value, TypeError)


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        (("1,5", "USD", "EUR"), InvalidAmount),
        (("1e999999999", "USD", "EUR"), InvalidAmount),
        ((1, "USX", "EUR"), UnknownCurrency),
        ((1, "USD", "USX"), UnknownCurrency),
        ((1, "USD"), InvalidOption),
        ((1, "", "EUR"), UnknownCurrency),
    ],
)
def test_bad_questions(converter, question, kind):
    with pytest.raises(kind):
        converter.convert(*question, on="2014-11-19")


@pytest.mark.parametrize(
    ("options", "kind"),
    [
        ({"on": "19.11.2014"}, InvalidDate),
        ({"on": "2014-02-30"}, InvalidDate),
        ({"rounding": "bankers"}, InvalidOption),
        ({"policy": "interpolate"}, InvalidOption),
        ({"digits": -1}, InvalidOption),
        ({"digits": 31}, InvalidOption),
        ({"digits": 2.0}, InvalidOption),
        ({"digits": True}, InvalidOption),
        ({"intermediate_decimals": 2}, InvalidOption),
        ({"intermediate_decimals": 3.0}, InvalidOption),
        ({"provider": "nobody"}, UnknownProvider),
    ],
)
def test_bad_options(converter, options, kind):
    for usual in ({"digits": 2}, {"digits": 1}, {"intermediate_decimals": 3}):
        converter.convert(1, "USD", "EUR", **{"on": "2014-11-19", **usual})
    with pytest.raises(kind):
        converter.convert(1, "USD", "EUR", **{"on": "2014-11-19", **options})


def test_an_unknown_provider_is_told_which_there_are(converter):
    with pytest.raises(UnknownProvider, match="ecb") as caught:
        converter.convert(1, "USD", "EUR", provider="nobody")
    assert "ecb" in caught.value.known
    with pytest.raises(UnknownProvider):
        Converter(Overlay(), ["nobody"])


MISSING = [
    ("USD", "RUB", "2024-03-01", {}, SeriesEnded, "suspended after 2022-03-01"),
    ("EUR", "RUB", "2022-03-02", {}, SeriesEnded, "suspended after 2022-03-01"),
    (
        "EUR",
        "TRL",
        "2004-12-25",
        {"policy": "exact"},
        NoBulletin,
        "no bulletin of a day that the policy allows",
    ),
    ("USD", "RUB", "2005-03-31", {}, NotYetQuoted, "begins on 2005-04-01"),
    ("USD", "JPY", "1999-01-03", {}, NotYetQuoted, "begin on 1999-01-04"),
    ("USD", "XAU", "2014-11-19", {}, NotQuoted, "ecb does not quote XAU"),
    ("XAU", "XAG", "2014-11-19", {}, NotQuoted, "ecb does not quote XA"),
    ("ISK", "USD", "2010-01-04", {}, NoBulletin, "not quoted after 2008-12-09"),
    (
        "USD",
        "JPY",
        "2026-11-07",
        {},
        NoBulletin,
        "last bulletin known is of 2026-10-30, and one answers for 7 days",
    ),
    (
        "USD",
        "JPY",
        "2014-11-22",
        {"policy": "exact"},
        NoBulletin,
        "no bulletin of a day that the policy allows",
    ),
]


@pytest.mark.parametrize(("base", "term", "day", "options", "kind", "why"), MISSING)
def test_no_rate(converter, base, term, day, options, kind, why):
    for pair in ((base, term), (term, base)):
        with pytest.raises(RateNotFound) as caught:
            converter.convert(100, *pair, on=day, provider="ecb", **options)
        error = caught.value
        assert type(error) is kind
        assert isinstance(error, LookupError)
        assert (error.base, error.term, error.provider) == (*pair, "ecb")
        assert error.on == date.fromisoformat(day)
        assert str(error).startswith(f"no {pair[0]}/{pair[1]} rate from ecb on {day}: ")
        assert why in str(error)
        with pytest.raises(kind):
            converter.rate(*pair, on=day, provider="ecb", **options)


def test_a_series_that_ended_is_never_carried_forward_to_today(converter):
    for pair in (("RUB", "USD"), ("USD", "RUB")):
        with pytest.raises(SeriesEnded):
            converter.convert(100, *pair, provider="ecb")


def test_the_instant_of_a_missing_rate(converter):
    with pytest.raises(SeriesEnded, match="2024-03-01"):
        converter.convert(1, "USD", "RUB", at="2024-03-01T20:00:00Z", provider="ecb")


def test_everybody_who_was_asked_is_named(converter):
    with pytest.raises(RateNotFound) as caught:
        converter.convert(1, "USD", "RUB", on="2024-03-01")
    for name in ("ecb: ", "currency-api: ", "2022-03-01"):
        assert name in str(caught.value)
    assert caught.value.provider is None


def test_what_could_be_asked_instead(converter):
    with pytest.raises(NotQuoted, match="currency-api"):
        converter.convert(1, "USD", "XAU", on="2026-09-29", provider="ecb")
    with pytest.raises(NoBulletin, match="leave the day out"):
        converter.convert(1, "USD", "JPY", on="2026-11-20")


def test_the_order_of_providers(seed):
    def asked(*order, pair=("USD", "JPY")):
        found = Converter(seed, order, today=lambda: date(2026, 9, 29))
        return found.convert(1, *pair, on="2026-09-29").provider

    assert asked("ecb", "currency-api") == "ecb"
    assert asked("currency-api", "ecb") == "currency-api"
    assert asked("ecb", "currency-api", pair=("USD", "XAU")) == "currency-api"
    assert asked("currency-api") == "currency-api"


def test_the_named_provider_answers_alone(converter):
    on = "2026-09-29"
    by = {
        name: converter.convert(1000, "USD", "JPY", on=on, provider=name)
        for name in ("ecb", "currency-api")
    }
    assert by["ecb"].exact != by["currency-api"].exact
    assert {name: found.provider for name, found in by.items()} == {name: name for name in by}
    assert "market" in by["currency-api"].flags
    assert "market" not in by["ecb"].flags


def test_no_provider_at_all(seed):
    with pytest.raises(FxconvError):
        Converter(seed, []).convert(1, "USD", "EUR")


def test_age_and_staleness(converter):
    newest = converter.convert(1, "USD", "EUR")
    assert (newest.in_force, newest.age, newest.stale) == (date(2026, 10, 30), 25, True)
    assert newest.flags == ("stale",)
    assert newest.day == TODAY
    assert (newest.on, newest.known_at) == (None, None)
    assert "25 days old" in str(newest)
    fresh = converter.convert(1, "USD", "EUR", on="2026-10-31")
    assert (fresh.age, fresh.stale, fresh.flags) == (1, False, ())


@pytest.mark.parametrize(("day", "age"), [("2014-11-21", 0), ("2014-11-22", 1), ("2014-11-23", 2)])
def test_max_age(converter, day, age):
    assert converter.convert(1, "USD", "EUR", on=day, max_age=age).age == age
    if age:
        with pytest.raises(StaleRate) as caught:
            converter.convert(1, "USD", "EUR", on=day, max_age=age - 1)
        assert caught.value.conversion.result == Decimal("0.81")
        assert caught.value.max_age == age - 1
        assert "2014-11-21" in str(caught.value)


def test_max_age_does_not_concern_what_the_law_fixes(converter):
    assert str(converter.convert(100, "DEM", "FRF", max_age=0).result) == "335.39"
    assert converter.convert(1, "USD", "USD", max_age=0).result == 1
    with pytest.raises(StaleRate):
        converter.convert(1, "USD", "EUR", max_age=7)


def test_the_identity_asks_nobody():
    converter = Converter(Overlay(), ["ecb"])
    found = converter.convert("123.450", "USD", "USD", on="1066-10-14")
    assert str(found.result) == "123.450"
    assert (found.provider, found.in_force, found.age) == (None, None, None)
    assert found.flags == ("identity", "not-rounded")
    assert "exactly 1" in str(found)
    assert str(converter.convert("123.455", "USD", "USD", digits=2).result) == "123.46"


def test_digits(converter):
    def result(term, **options):
        return str(converter.convert(1000, "GBP", term, on="2016-07-01", **options).result)

    assert result("JPY") == "136335"
    assert result("JPY", digits=4) == "136335.4408"
    assert result("EUR", digits=0) == "1193"
    assert result("EUR", digits=0, rounding="floor") == "1192"
    whole, _, fraction = result("EUR", digits=30).partition(".")
    assert (whole, len(fraction)) == ("1192", 30)
    assert int(whole + fraction) == 10**37 // 8383


def test_a_currency_without_minor_units_is_not_rounded(converter):
    found = converter.convert(1000, "USD", "XAU", on="2026-09-29")
    assert found.digits is None
    assert "not-rounded" in found.flags
    assert found.result == found.unrounded
    assert found.as_dict()["rounding"] == []
    two = converter.convert(1000, "USD", "XAU", on="2026-09-29", digits=2)
    assert str(two.result) == "0.24"
    assert "not-rounded" not in two.flags


@pytest.mark.parametrize(("base", "term"), [("XAU", "XAG"), ("JPY", "XAU"), ("XAG", "XDR")])
def test_unrounded_results_have_a_text(converter, base, term):
    found = converter.convert("0.00001", base, term, on="2026-09-29")
    answer = str(found).split(" = ")[1].split(" ")[0].replace(",", "")
    assert Decimal(answer) == found.result


@pytest.mark.parametrize(
    ("mode", "result"),
    [("half-up", "2933.75"), ("half-even", "2933.74"), ("up", "2933.75"), ("down", "2933.74")],
)
def test_rounding_is_recorded(converter, mode, result):
    found = converter.convert(1500, "EUR", "DEM", rounding=mode)
    assert str(found.result) == result
    assert found.as_dict()["rounding"] == [{"mode": mode, "digits": 2}]
    assert found.as_dict()["request"]["rounding"] == mode


@pytest.mark.parametrize(
    ("decimals", "result", "euros"),
    [(None, "335.39", None), (3, "335.38", "51.129"), (4, "335.39", "51.1292")],
)
def test_rounding_between_two_national_units(converter, decimals, result, euros):
    found = converter.convert(100, "DEM", "FRF", intermediate_decimals=decimals)
    assert str(found.result) == result
    record = found.as_dict()
    assert record["request"]["intermediate_decimals"] == decimals
    last = {"mode": "half-up", "digits": 2}
    first = {"mode": "half-up", "digits": decimals, "euros": euros}
    assert record["rounding"] == ([first, last] if euros else [last])
    assert found.exact == Fraction(euros or Fraction(100) / Fraction("1.95583")) * Fraction(
        "6.55957"
    )


@pytest.mark.parametrize("mode", ["half-up", "half-even", "up", "down", "ceiling", "floor"])
def test_each_step_is_recorded_with_the_mode_that_was_used(converter, mode):
    found = converter.convert(100, "DEM", "FRF", intermediate_decimals=3, rounding=mode)
    euros, francs = found.as_dict()["rounding"]
    exact = Fraction(100) / Fraction("1.95583")
    expected = Money(Decimal(exact.numerator) / Decimal(exact.denominator), "EUR")
    assert euros["euros"] == str(expected.round(euros["mode"], digits=3).amount)
    assert francs["mode"] == mode


@pytest.mark.parametrize(("base", "term"), [("DEM", "USD"), ("DEM", "EUR"), ("USD", "GBP")])
def test_only_between_two_national_units(converter, base, term):
    for day in ("2001-06-01", "2014-11-19"):
        plain = converter.convert(12345, base, term, on=day)
        asked = converter.convert(12345, base, term, on=day, intermediate_decimals=3)
        assert asked.exact == plain.exact
        assert len(asked.as_dict()["rounding"]) == 1


def test_a_provider_of_ones_own(own):
    found = own.convert(1000, "USD", "JPY")
    assert found.exact == 1000 * Fraction("77.8084") / (Fraction("49.4240") / 100)
    assert found.formula == "1000 × 77.8084 ÷ (49.4240 ÷ 100)"
    assert found.rate.path == ("USD", "RUB", "JPY")
    assert found.legs[1].quote.source == SOURCE
    assert found.as_dict()["legs"][1]["per"] == 100
    assert "bank official rate of 2026-03-03" in str(found)
    named = own.convert(1000, "USD", "JPY", provider="bank")
    assert (named.result, named.legs) == (found.result, found.legs)


@pytest.mark.parametrize(
    ("base", "term", "rate"),
    [
        ("USD", "RUB", Fraction("77.8084")),
        ("RUB", "USD", 1 / Fraction("77.8084")),
        ("JPY", "RUB", Fraction("0.49424")),
        ("RUB", "JPY", 1 / Fraction("0.49424")),
        ("RUB", "AMD", Fraction("4.85")),
        ("AMD", "RUB", 1 / Fraction("4.85")),
        ("USD", "AMD", Fraction("77.8084") * Fraction("4.85")),
        ("AMD", "JPY", 1 / Fraction("4.85") / Fraction("0.49424")),
        ("IDR", "JPY", Fraction("0.00461") / Fraction("0.49424")),
    ],
)
def test_nominals_and_directions(own, base, term, rate):
    assert own.rate(base, term).exact == rate
    result = own.convert("1e9", base, term, digits=6).result
    assert abs(Fraction(result) - 10**9 * rate) <= Fraction(1, 2 * 10**6)
    assert own.convert("1e9", base, term).exact == 10**9 * rate


def test_the_gap_of_a_provider(store):
    converter = Converter(store, [bank(gap=3)], today=lambda: DAY + timedelta(10))
    assert converter.convert(1, "USD", "RUB", on=DAY + timedelta(3)).age == 3
    with pytest.raises(NoBulletin, match="3 days at most"):
        converter.convert(1, "USD", "RUB", on=DAY + timedelta(4))
    newest = converter.convert(1, "USD", "RUB")
    assert (newest.age, newest.stale) == (10, True)


def test_an_empty_store():
    with closing(Store.memory()) as empty, pytest.raises(NoBulletin, match="no rates of ecb"):
        Converter(empty, ["ecb"]).convert(1, "USD", "EUR")


def test_rates_of_a_bulletin(converter):
    rates = converter.rates("EUR", on="2014-11-19")
    by_code = {rate.term: rate for rate in rates}
    assert list(by_code) == sorted(by_code)
    assert by_code["USD"].exact == Fraction("1.2535")
    assert "EUR" not in by_code
    assert {rate.on for rate in rates} == {date(2014, 11, 19)}
    crosses = {rate.term: rate for rate in converter.rates("USD", on="2014-11-19")}
    assert crosses["RUB"].exact == Fraction("58.8432") / Fraction("1.2535")
    assert crosses["EUR"].exact == 1 / Fraction("1.2535")
    assert set(crosses) == {*by_code, "EUR"} - {"USD"}
    for code, rate in crosses.items():
        assert rate == converter.rate("USD", code, on="2014-11-19")


def test_rates_of_a_base_that_nobody_quotes(converter):
    with pytest.raises(RateNotFound):
        converter.rates("RUB", on="2024-03-01")
    with pytest.raises(UnknownCurrency):
        converter.rates("USX")


def test_rates_at_an_instant(converter):
    rates = converter.rates("EUR", at="2014-11-20T02:04:00+03:00")
    assert {rate.on for rate in rates} == {date(2014, 11, 19)}


def test_history(converter):
    rates = converter.history("USD", "RUB", "2014-11-17", "2014-11-24")
    days = [rate.on.day for rate in rates]
    assert days == [17, 18, 19, 20, 21, 24]
    for rate in rates:
        assert rate == converter.rate("USD", "RUB", on=rate.on)
    back = converter.history("RUB", "USD", date(2014, 11, 17), date(2014, 11, 24))
    assert [a.exact * b.exact for a, b in zip(rates, back, strict=True)] == [1] * 6


def test_history_until_today(converter):
    rates = converter.history("EUR", "USD", "2026-10-29")
    assert [rate.on for rate in rates] == [date(2026, 10, 29), date(2026, 10, 30)]


def test_history_of_a_series_with_ends(converter):
    rates = converter.history("EUR", "RUB", "2022-02-25", "2022-12-31")
    assert [rate.on.isoformat() for rate in rates] == ["2022-02-25", "2022-02-28", "2022-03-01"]
    with pytest.raises(RateNotFound):
        converter.history("EUR", "RUB", "2023-01-01", "2023-12-31", provider="ecb")
    with pytest.raises(InvalidOption, match="2014-11-17"):
        converter.history("EUR", "USD", "2014-11-24", "2014-11-17")


def test_the_whole_history(converter):
    rates = converter.history("EUR", "USD", "1999-01-01", provider="ecb")
    assert len(rates) == 7126
    days = [rate.on for rate in rates]
    assert days == sorted(set(days))


def test_a_missing_weekend_is_explained_by_the_bulletins(converter):
    with pytest.raises(RateNotFound) as caught:
        converter.history("USD", "GBP", "2014-11-22", "2014-11-23", provider="ecb")
    assert "GBP was not quoted" not in str(caught.value)


def test_today_is_asked_each_time(seed):
    days = iter([date(2026, 10, 30), date(2026, 11, 2)])
    converter = Converter(seed, ["ecb"], today=lambda: next(days))
    assert [converter.convert(1, "USD", "EUR").age for _ in range(2)] == [0, 3]


def test_eight_threads_at_once(seed):
    start = date(2014, 1, 1)
    codes = ["USD", "JPY", "GBP", "RUB", "CHF", "DEM"]
    questions = [
        (start + timedelta(n % 97), codes[n % 6], codes[(n * 5 + 1) % 6]) for n in range(600)
    ]
    calm = Converter(Overlay(seed))
    expected = [str(calm.convert(n, b, t, on=d).result) for n, (d, b, t) in enumerate(questions)]
    shared, gate = Converter(Overlay(seed)), Barrier(8)

    def work(_):
        gate.wait()
        return [str(shared.convert(n, b, t, on=d).result) for n, (d, b, t) in enumerate(questions)]

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(work, range(8))) == [expected] * 8


def test_a_conversion_does_not_change(converter):
    found = converter.convert(1, "USD", "EUR")
    for name in ("result", "amount", "day"):
        with pytest.raises(AttributeError):
            setattr(found, name, None)


def test_the_record(converter):
    found = converter.convert("1.50", "USD", "RUB", on="2014-11-22", provider="ecb")
    record = found.as_dict()
    assert record["request"]["amount"] == "1.50"
    assert record["request"]["on"] == "2014-11-22"
    assert record["source"] == {"amount": "1.50", "currency": "USD"}
    assert record["target"] == {"amount": str(found.result), "currency": "RUB"}
    assert record["in_force"] == "2014-11-21"
    assert record["age_days"] == 1
    assert record["exact"] == f"{found.exact.numerator}/{found.exact.denominator}"
    assert [leg["inverted"] for leg in record["legs"]] == [True, False]
    for leg in record["legs"]:
        assert len(leg["source"]["sha256"]) == 64
        assert leg["on"] == "2014-11-21"
    assert record["flags"] == []


def test_there_and_back_is_asked_of_the_same_bank():
    with closing(Store.memory()) as store:
        for provider, price in (("ecb", "4.2501"), ("nbp", "4.2502")):
            quote = Quote("EUR", "PLN", price, TODAY, provider)
            store.add(Source(provider, "https://bank.example/", "", ""), [quote])
        asked = Converter(store, today=lambda: TODAY)
        there, back = asked.rate("EUR", "PLN"), asked.rate("PLN", "EUR")
        assert there.then(back).exact == 1
        assert there.legs[0].quote is not back.legs[0].quote
        assert there.legs[0].quote.provider == back.legs[0].quote.provider == "ecb"
