"""A converter that is used again and again, and the record of what it answers."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import date, timedelta
from threading import Barrier

import pytest

from fxconv import Converter, Quote, Source, Store
from fxconv.store.overlay import Overlay
from surroundings import TODAY


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
