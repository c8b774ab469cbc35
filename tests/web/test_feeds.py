"""Feeds of the rates, read back as readers of feeds read them."""

from __future__ import annotations

import json
from datetime import datetime
from urllib.parse import urlencode
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fxconv import Converter, Quote, Source, Store
from fxconv.errors import InvalidOption, NotQuoted
from fxconv.web import Rates, Snapshot, answers, feeds
from fxconv.web.query import Query
from web.elements import HOSTILE
from web.entries import ATOM, entries

FIXED = datetime.fromisoformat("2014-11-19T14:30:00+01:00")


@pytest.fixture(scope="module")
def rates(converter):
    return Snapshot.of(converter, published="2014-11-20T02:04+03:00", provider="ecb")


@pytest.fixture(scope="module")
def site(converter, rates):
    site = Rates(converter, provider="ecb")
    site.newest = rates
    return site


@pytest.mark.parametrize("kind", feeds.KINDS)
def test_each_currency_is_an_entry(rates, kind):
    (entry,) = entries(kind, feeds.feed(kind, rates, "RUB", ["USD"]))
    assert entry == (
        "urn:fxconv:ecb:2014-11-19:USD:RUB", "1 USD = 46.9431 RUB",
        "European Central Bank, 19 November 2014", rates.home, FIXED,
    )  # fmt: skip


@pytest.mark.parametrize("kind", feeds.KINDS)
def test_all_currencies_but_the_base_where_none_are_chosen(rates, kind):
    found = entries(kind, feeds.feed(kind, rates, "EUR"))
    assert [title[2:5] for _, title, *_ in found] == sorted(set(rates.rates) - {"EUR"})
    assert len({id_ for id_, *_ in found}) == len(found) == len(rates.rates) - 1
    assert entries(kind, feeds.feed(kind, rates, "EUR", [])) == []


@pytest.mark.parametrize("kind", feeds.KINDS)
def test_ids_stay_while_the_day_does_and_differ_where_days_do(rates, kind, converter):
    later = Snapshot.of(converter, on="2014-11-20", provider="ecb")
    ids = [{e[0] for e in entries(kind, feeds.feed(kind, r, "EUR"))} for r in (rates, later)]
    assert not ids[0] & ids[1]
    again = rates._replace(rates={**rates.rates, "USD": "1.3"}, name="Another name")
    assert {e[0] for e in entries(kind, feeds.feed(kind, again, "EUR"))} == ids[0]


def test_an_atom_feed_has_what_rfc_4287_asks_for(rates):
    root = ET.fromstring(feeds.feed("atom", rates, "EUR", locale="ru_RU"))
    assert [root.findtext(f"{ATOM}{name}") for name in ("id", "title", "updated")] == [
        "urn:fxconv:ecb:EUR", "EUR: Европейский центральный банк", "2014-11-19T14:30:00+01:00",
    ]  # fmt: skip
    assert root.findtext(f"{ATOM}author/{ATOM}name") == "Европейский центральный банк"
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "ru-RU"
    titles = [e.text for e in root.iter(f"{ATOM}title")]
    assert "1 RUB = 0,0169943 EUR" in titles


def test_a_json_feed_and_an_rss_feed_have_what_their_specifications_ask_for(rates):
    found = json.loads(feeds.feed("json", rates))
    assert found["version"] == "https://jsonfeed.org/version/1.1"
    assert (found["title"], found["language"]) == ("EUR: European Central Bank", "en-GB")
    assert found["authors"] == [{"name": "European Central Bank"}]
    channel = ET.fromstring(feeds.feed("rss", rates)).find("channel")
    assert [channel.findtext(n) for n in ("title", "link", "description", "language")] == [
        "EUR: European Central Bank", rates.home, "EUR: European Central Bank", "en-GB",
    ]  # fmt: skip
    assert channel.findtext("pubDate") == "Wed, 19 Nov 2014 14:30:00 +0100"
    assert {g.get("isPermaLink") for g in channel.iter("guid")} == {"false"}


@pytest.mark.parametrize("kind", feeds.KINDS)
def test_a_bulletin_in_force_tomorrow_is_not_dated_in_the_future(kind):
    store = Store.memory()
    quote = Quote("USD", "RUB", "47.0294", datetime(2014, 11, 21).date(), "cbr", kind="official")
    store.add(Source("cbr", "https://bank.example/", "", ""), [quote])
    found = Snapshot.of(Converter(store), on="2014-11-21", provider="cbr")
    (entry,) = entries(kind, feeds.feed(kind, found, "RUB"))
    assert entry[0] == "urn:fxconv:cbr:2014-11-21:USD:RUB"
    assert entry[-1] == datetime.fromisoformat("2014-11-20T13:00:00+03:00")


@pytest.mark.parametrize("kind", feeds.KINDS)
def test_a_provider_that_is_not_installed_has_midnight(rates, kind):
    foreign = rates._replace(provider="bank of x:y")
    (entry,) = entries(kind, feeds.feed(kind, foreign, "EUR", ["USD"]))
    assert entry[0] == "urn:fxconv:bank%20of%20x%3Ay:2014-11-19:USD:EUR"
    assert entry[-1] == datetime.fromisoformat("2014-11-19T00:00:00+00:00")


@pytest.mark.parametrize("text", [*HOSTILE, "a\ud800b", "\ufffe", "\x0b"])
@pytest.mark.parametrize("kind", feeds.KINDS)
def test_hostile_names_stay_in_their_place(rates, kind, text):
    hostile = rates._replace(name=text, home=text)
    body = feeds.feed(kind, hostile, "EUR", ["USD"])
    gone = [0xD800] if kind == "json" else [0, 0x0B, 0xD800, 0xFFFE]
    kept = text.translate(dict.fromkeys(gone))
    (entry,) = entries(kind, body)
    assert entry[2:4] == (f"{kept}, 19 November 2014", kept)
    if kind != "json":
        plain = ET.fromstring(feeds.feed(kind, rates, "EUR", ["USD"]))
        assert [e.tag for e in ET.fromstring(body).iter()] == [e.tag for e in plain.iter()]


@given(st.text(), st.sampled_from(sorted(feeds.KINDS)))
def test_any_name_makes_a_feed_that_is_read(rates, text, kind):
    hostile = rates._replace(name=text, home=text, provider=text)
    assert len(entries(kind, feeds.feed(kind, hostile, "EUR", ["USD", "GBP"]))) == 2


def served(kind, site, etag="", **query):
    """Return the feed as a site answers with it."""
    return answers.route(f"feed.{kind}", Query.read(site, urlencode(query)), etag)


@given(st.text(), st.sampled_from(sorted(feeds.KINDS)))
def test_any_query_is_answered(site, text, kind):
    found = served(kind, site, currencies=text)
    assert found.status == 200
    entries(kind, found.body)
    assert served(kind, site, base=f"{text}-").status == 400


@pytest.mark.parametrize("kind", feeds.KINDS)
def test_unknown_currencies_are_left_out_and_the_order_is_that_asked_for(site, kind):
    query = {"base": "rub", "currencies": " usd,nonsense,AED,,EUR,USD,RUB"}
    found = served(kind, site, **query)
    assert [title for _, title, *_ in entries(kind, found.body)] == [
        "1 USD = 46.9431 RUB", "1 EUR = 58.8432 RUB",
    ]  # fmt: skip
    assert found.headers["Content-Type"] == feeds.KINDS[kind]
    again = served(kind, site, found.headers["ETag"], **query)
    assert (again.status, again.body) == (304, b"")
    assert served(kind, site, found.headers["ETag"], base="rub").status == 200


def test_what_has_no_feed_is_told(rates):
    with pytest.raises(NotQuoted):
        feeds.feed("atom", rates, "AED")
    with pytest.raises(InvalidOption):
        feeds.feed("atom", rates, "EUR", locale="no such locale")
    with pytest.raises(KeyError):
        feeds.feed("opml", rates)
