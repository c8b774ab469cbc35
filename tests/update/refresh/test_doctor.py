"""What `fxconv doctor` and `fxconv providers` say of how current everything is."""

from __future__ import annotations

import json
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from urllib.parse import parse_qs, urlsplit

from fxconv import Quote, Source, Store, settings
from update.refresh.banks import (
    API,
    CBR,
    LONG_AGO,
    broken,
    cbr_table,
    damage,
    day_of,
    fill,
    hosts,
    journal,
)


def currency_api(handler, _):
    day, _, rest = handler.path.partition("currency-api@")[2].partition("/")
    base = "eur" if rest.endswith("eur.json") else "usd"
    prices = {"eur": {"usd": 1.1172, "rub": 94.53}, "usd": {"rub": 84.61, "eur": 0.8951}}[base]
    handler.give(json.dumps({"date": day, base: prices}).encode())


def test_doctor_reports_the_rates_that_fxconv_came_with_as_stale(fxconv, banks):
    done = fxconv("doctor", "-o", "json")
    assert done.returncode == 5
    rows = {row["provider"]: row for row in json.loads(done.stdout)}
    assert list(rows) == ["currency-api", "ecb"]
    last = Store(settings.SEED, "immutable").span("ecb").last
    assert f"newest stored rates are from {last}" in rows["ecb"]["trouble"]
    assert rows["ecb"]["advice"] == "run `fxconv update ecb`"
    assert hosts(banks) == []


def test_doctor_says_that_all_is_well_once_everything_is_current(fxconv, banks):
    banks.banks[API] = currency_api
    yesterday = str(datetime.now(UTC).date() - timedelta(1))
    market = fxconv("update", "currency-api", "--since", yesterday, "--until", yesterday)
    assert market.returncode == 0
    week = str(datetime.now(UTC).date() - timedelta(7))
    assert fxconv("update", "ecb", "--since", week).returncode == 0
    done = fxconv("doctor")
    assert (done.stdout, done.stderr, done.returncode) == ("all is well\n", "", 0)


def test_doctor_says_what_failed_and_why_and_when_it_is_asked_again(fxconv, banks, path, tmp_path):
    banks.banks[CBR] = broken
    (tmp_path / "none.toml").write_text('order = ["cbr"]')
    fxconv("1e9", "USD", "RUB")
    done = fxconv("doctor", "-o", "json")
    assert done.returncode == 5
    (row,) = (row for row in json.loads(done.stdout) if row["provider"] == "cbr")
    assert "failed once" in row["trouble"]
    assert "the server answered 500" in row["trouble"]
    assert f"{journal(path, 'cbr').due:%H:%M}Z" in row["advice"]
    shown = fxconv("doctor")
    assert shown.returncode == 5
    assert "the server answered 500" in shown.stdout


def test_doctor_reports_a_damaged_store_among_the_rest(fxconv, path):
    fill(path, [("USD", "RUB", "84.0000", date(2026, 9, 1), "cbr")])
    damage(path)
    done = fxconv("doctor", "-o", "json")
    assert done.returncode == 5
    rows = json.loads(done.stdout)
    assert any(str(path) in row["trouble"] for row in rows)
    assert {row["provider"] for row in rows} >= {"currency-api", "ecb"}


def test_a_provider_is_shown_with_its_terms_and_the_documents_it_was_asked_for(fxconv, banks):
    fxconv("1e9", "USD", "RUB")
    day = day_of(parse_qs(urlsplit(banks.seen[0]).query))
    hosts(banks)
    done = fxconv("providers", "cbr")
    assert done.returncode == 0
    assert "Bank of Russia" in done.stdout
    assert "name the source" in done.stdout
    assert f"https://www.cbr.ru/scripts/XML_daily.asp?date_req={day:%d/%m/%Y}" in done.stdout
    assert f"sha256 {sha256(cbr_table(day)).hexdigest()}" in done.stdout
    assert hosts(banks) == []


def test_rates_of_a_package_that_is_gone_are_told_and_stop_nothing(fxconv, path):
    with closing(Store(str(path), "rwc")) as store:
        quote = Quote("USD", "CHF", "0.79", date(2026, 3, 3), "ruritania")
        store.add(Source("ruritania", "https://bank.example/", "", LONG_AGO), [quote])
    found = fxconv("doctor", "-o", "json")
    rows = {row["provider"]: row for row in json.loads(found.stdout)}
    assert "no longer installed" in rows["ruritania"]["trouble"]
    done = fxconv("update", "--until", "2026-09-29")
    assert sorted(done.stdout.splitlines()) == ["currency-api: up to date", "ecb: up to date"]
