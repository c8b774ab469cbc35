"""What type checkers see of the public names; checked by mypy, never run."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any, assert_type

from fxconv import (
    Conversion,
    Converter,
    Currency,
    Leg,
    Money,
    Quote,
    Rate,
    RateTable,
    Source,
    Store,
    convert,
    currencies,
)
from fxconv.store.overlay import Overlay

day, instant = date(2014, 11, 20), datetime(2014, 11, 20, tzinfo=UTC)

found = convert("1e9", "USD", "RUB", on="2014-11-19")
assert_type(found, Conversion)
assert_type(convert(1, Currency("USD"), "EUR", on=day, provider="ecb"), Conversion)
assert_type(convert(Decimal("1.1"), "USD", "EUR", at=instant, policy="exact"), Conversion)
assert_type(convert(Money(1, "USD"), "EUR", digits=4, rounding="half-even"), Conversion)
assert_type(convert(1, "DEM", "FRF", intermediate_decimals=3, max_age=7), Conversion)
assert_type(found.result, Decimal)
assert_type(found.amount, Decimal)
assert_type(found.exact, Fraction)
assert_type(found.unrounded, Decimal)
assert_type(found.precision_bound, Decimal)
assert_type(found.source, Money)
assert_type(found.target, Money)
assert_type(found.base, Currency)
assert_type(found.term, Currency)
assert_type(found.rate, Rate)
assert_type(found.legs, tuple[Leg, ...])
assert_type(found.in_force, date | None)
assert_type(found.known_at, datetime | None)
assert_type(found.age, int | None)
assert_type(found.stale, bool)
assert_type(found.flags, tuple[str, ...])
assert_type(found.provider, str | None)
assert_type(found.formula, str)
assert_type(found.as_dict(), dict[str, Any])

convert(1.5, "USD", "EUR")  # type: ignore[arg-type]
convert(None, "USD", "EUR")  # type: ignore[arg-type]
convert(Fraction(1, 3), "USD", "EUR")  # type: ignore[arg-type]
convert("1", 840, "EUR")  # type: ignore[arg-type]
convert("1", "USD", "EUR", on=20141120)  # type: ignore[arg-type]
convert("1", "USD", "EUR", at=day)  # type: ignore[arg-type]
convert("1", "USD", "EUR", digits="2")  # type: ignore[arg-type]
convert("1", "USD", "EUR", max_age=1.5)  # type: ignore[arg-type]
convert("1", "USD", "EUR", "2014-11-20")  # type: ignore[call-arg]
convert("1", "USD", "EUR", date="2014-11-20")  # type: ignore[call-arg]
convert("1")  # type: ignore[call-arg]
found.source = Money("1", "USD")  # type: ignore[misc]

money = Money("1.10", "USD")
assert_type(money + money, Money)
assert_type(money - money, Money)
assert_type(-money, Money)
assert_type(abs(money), Money)
assert_type(money * 2, Money)
assert_type(2 * money, Money)
assert_type(money / Decimal("0.5"), Money)
assert_type(money < money, bool)
assert_type(money == money, bool)
assert_type(money.amount, Decimal)
assert_type(money.currency, Currency)
assert_type(money.round("half-even", digits=1), Money)
assert_type(money.round(step="0.05"), Money)
assert_type(money.allocate([1, 2]), tuple[Money, ...])

Money(1.1, "USD")  # type: ignore[arg-type]
Money("1.1")  # type: ignore[call-arg]
money * 1.5  # type: ignore[operator]
money / 1.5  # type: ignore[operator]
money * money  # type: ignore[operator]
_ = money < 1  # type: ignore[operator]
money.round(step=0.05)  # type: ignore[arg-type]
money.allocate([0.5, 0.5])  # type: ignore[list-item]

usd = Currency("usd")
assert_type(usd.code, str)
assert_type(usd.digits, int | None)
assert_type(usd.retired, bool)
assert_type(usd.successors, tuple[str, ...])
assert_type(currencies(), tuple[Currency, ...])

Currency(840)  # type: ignore[arg-type]

quote = Quote("EUR", "USD", "1.2535", day, "ecb")
assert_type(quote.price, str)
assert_type(quote.ratio, Fraction)
assert_type(quote.source, Source | None)
assert_type(Leg(quote, inverted=True).ratio, Fraction)
rate = Rate.of("USD", "RUB", "94.1520", day, per=10)
assert_type(rate, Rate)
assert_type(rate.exact, Fraction)
assert_type(rate.decimal, Decimal)
assert_type(rate.inverse(), Rate)
assert_type(rate.then(rate.inverse()), Rate)
assert_type(rate.path, tuple[str, ...])
assert_type(RateTable([quote]).rate("EUR", "USD"), Rate | None)

Quote("EUR", "USD", 1.2535, day, "ecb")  # type: ignore[arg-type]
Quote("EUR", "USD", Decimal("1.2535"), day, "ecb")  # type: ignore[arg-type]
Quote("EUR", "USD", "1.2535", "2014-11-19", "ecb")  # type: ignore[arg-type]
Rate.of("USD", "RUB", 94.152, day)  # type: ignore[arg-type]
quote.price = "1.3"  # type: ignore[misc]

store = Store.memory()
assert_type(store, Store)
assert_type(store.add(Source("ecb", "https://bank.example/", "0", "2026"), [quote]), int)
converter = Converter(Overlay(store), ["ecb"], today=lambda: day)
assert_type(converter.convert("1", "USD", "EUR"), Conversion)
assert_type(converter.rate("USD", "EUR", on=day), Rate)
assert_type(converter.rates("USD", at=instant), tuple[Rate, ...])
assert_type(converter.history("USD", "EUR", "2014-11-01", day), tuple[Rate, ...])
Converter()
Converter(store)
Converter("rates.sqlite")

Converter(1)  # type: ignore[arg-type]
Converter(store, today=day)  # type: ignore[arg-type]
converter.convert(1.5, "USD", "EUR")  # type: ignore[arg-type]
converter.rate("USD", "EUR", amount=1)  # type: ignore[call-arg]
