"""What a site's server answers: the page of the form, the rates, the files; by ASGI and Flask."""

from __future__ import annotations

import asyncio
import json
import re
import time
import xml.etree.ElementTree as ET
from contextlib import closing
from datetime import UTC, date, datetime
from urllib.parse import urlencode

import flask
import jinja2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fxconv import Converter, Quote, Source, Store
from fxconv.errors import InvalidOption
from fxconv.ext import asgi, jinja
from fxconv.ext.flask import FxConv
from fxconv.web import Snapshot, answers, feeds, table
from fxconv.web import converter as widget
from fxconv.web.query import Query
from fxconv.web.rates import Rates
from web.elements import HOSTILE, elements

ARTICLE = datetime(2014, 11, 19, 23, 4, tzinfo=UTC)


@pytest.fixture(scope="module")
def rates(converter):
    found = Rates(converter, provider="ecb")
    found.newest = Snapshot.of(converter, published=ARTICLE)
    return found


def asked(rates, path, query="", method="GET", headers=(), **scope):
    """Ask the ASGI application and return status, headers and body."""
    sent = []

    async def send(message):
        sent.append(message)

    scope = {"type": "http", "method": method, "path": path, "headers": list(headers), **scope}
    scope["query_string"] = query.encode()
    asyncio.run(asgi.app(rates)(scope, None, send))
    start, body = sent
    return start["status"], dict(start["headers"]), body["body"]


def test_the_form_is_answered_without_a_script(rates):
    status, headers, body = asked(rates, "/convert", "amount=1,000.50&from=USD&to=RUB")
    read = elements(body.decode())
    assert status == 200
    assert read.text["output"] == "1,000.50 USD = 46,966.59 RUB"
    assert read.of("html") == [{"lang": "en-GB", "dir": "ltr"}]
    assert b"script-src 'self'" in headers[b"content-security-policy"]
    assert [link["href"].split("/")[1] for link in read.of("link")] == [
        read.of("link")[0]["href"].split("/")[1]
    ]


def fields(read):
    """Return what a form sends as it stands, without what its buttons would add."""
    return urlencode([(e["name"], e["value"]) for e in read.of("input") if "name" in e])


def test_a_form_is_answered_by_the_rates_and_in_the_language_of_its_page(rates):
    today = Rates(rates._converter, provider="ecb")
    story = elements(widget(rates.newest, "1234.5", "USD", "RUB", locale="ru"))
    _, _, body = asked(today, "/convert", f"{fields(story)}&from=USD&to=RUB")
    read = elements(body.decode())
    assert read.of("html") == [{"lang": "ru", "dir": "ltr"}]
    assert read.text["output"] == "1\xa0234,50 USD = 57\xa0951,28 RUB"
    assert read.of("time") == [{"datetime": "2014-11-19"}]
    assert fields(read) == fields(story)


def test_the_boxes_of_a_table_are_answered_without_a_script(rates):
    today = Rates(rates._converter, provider="ecb")
    shown = table(rates.newest, "RUB", ["USD", "EUR"], chosen=(), action="/table", locale="ru")
    hidden = fields(elements(re.sub('<input type="checkbox".*?>', "", shown)))
    status, _, body = asked(today, "/table", f"{hidden}&currencies=USD&currencies=JPY")
    read = elements(body.decode())
    rows = [row["data-currency"] for row in read.of("tr") if row and "hidden" not in row]
    assert (status, sorted(rows)) == (200, ["JPY", "USD"])
    assert read.text["h1"] == "Курсы валют"
    assert "46,9431" in read.text["td"]
    assert read.of("time") == [{"datetime": "2014-11-19"}]
    assert asked(today, "/table", "base=XXX")[0] == 400


def test_what_is_wrong_is_said_and_the_rest_is_kept(rates):
    status, headers, body = asked(rates, "/convert", "amount=1.000.0&from=EUR&to=JPY&locale=de")
    read = elements(body.decode())
    assert (status, read.of("html")) == (400, [{"lang": "de", "dir": "ltr"}])
    assert headers[b"cache-control"] == b"no-store"
    assert "Bitte einen Betrag wie 1.234,56 eingeben" in read.text["p"]
    assert read.text["output"] == "1,00 EUR = 147 JPY"
    for wrong in ("on=yesterday", "locale=xx", "from=USB", "on=1998-01-01"):
        status, _, body = asked(rates, "/convert", f"amount=7&{wrong}")
        assert status == 400
        assert elements(body.decode()).text["output"] == "1.00 USD = 46.94 RUB"


def test_a_site_without_rates_says_so_and_finds_them_later():
    store = Store.memory()
    rates = Rates(Converter(store), provider="cbr")
    env = jinja2.Environment(autoescape=True)
    jinja.install(env, rates)
    page = env.from_string("<p>{{ fx_converter() }}{{ fx_spark('USD', 'RUB') }}</p>")
    assert page.render() == "<p></p>"
    for path in ("/convert", "/table", "/rates.json", "/feed.atom"):
        assert asked(rates, path)[0] == 503
    quote = Quote("USD", "RUB", "47.0294", date(2014, 11, 20), "cbr", kind="official")
    store.add(Source("cbr", "https://bank.example/", "", ""), [quote])
    assert "47.0294" in page.render()
    assert asked(rates, "/convert", "amount=2&from=USD&to=RUB")[0] == 200


def test_a_mounted_application_knows_where_it_is(rates):
    _, _, body = asked(rates, "/fx/convert", root_path="/fx")
    (link,) = elements(body.decode()).of("link")
    status, headers, style = asked(rates, link["href"], root_path="/fx")
    assert status == 200
    assert headers[b"content-type"].startswith(b"text/css")
    assert b"immutable" in headers[b"cache-control"]
    assert len(style) > 1000


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("name", ["amount", "from", "to"])
def test_hostile_queries_are_told_what_is_wrong(rates, name, text):
    found = answers.route("convert", Query.read(rates, urlencode({name: text})))
    read = elements(found.body.decode())
    assert found.status == 400
    assert [tag for tag, _ in read.found].count("script") == 2
    assert "alert(1)" not in "".join(str(attrs) for _, attrs in read.found)
    (alert,) = (attrs for tag, attrs in read.found if attrs.get("role") == "alert")
    assert alert == {"role": "alert"}


@given(
    st.dictionaries(
        st.sampled_from(["amount", "from", "to", "on", "locale", "base", "currencies"]), st.text()
    )
)
def test_any_query_is_answered(rates, query):
    for path in ("convert", "table"):
        found = answers.route(path, Query.read(rates, urlencode(query)))
        assert found.status in (200, 400)
        assert found.body.startswith(b"<!doctype html>")


@given(st.binary(max_size=200), st.text(max_size=30))
def test_any_address_is_answered(rates, query, path):
    status, _, _ = asked(rates, f"/{path}", query.decode("latin-1"))
    assert status in (200, 304, 400, 404)


def test_rates_are_sent_once(rates):
    status, headers, body = asked(rates, "/rates.json")
    assert (status, json.loads(body)["rates"]["RUB"]) == (200, "58.8432")
    etag = headers[b"etag"]
    assert asked(rates, "/rates.json", headers=[(b"if-none-match", etag)])[0] == 304
    assert asked(rates, "/rates.json", headers=[(b"if-none-match", b"W/" + etag)])[0] == 304
    assert asked(rates, "/rates.json", headers=[(b"if-none-match", b'"old"')])[0] == 200
    assert headers[b"cache-control"].startswith(b"public, max-age=300")


def test_a_query_with_more_fields_than_any_form_has_asks_for_nothing(rates):
    status, _, body = asked(rates, "/convert", "&".join(["amount=7"] * 401))
    assert (status, elements(body.decode()).text["output"]) == (200, "1.00 USD = 46.94 RUB")


def test_other_methods_and_addresses(rates):
    assert asked(rates, "/convert", method="POST")[0] == 405
    assert asked(rates, "/convert", method="HEAD")[2] == b""
    for path in ("/", "/../manifest.json", "/manifest.json", "/fx.js", "/%2e%2e/x"):
        assert asked(rates, path)[0] == 404
    with pytest.raises(ValueError, match="websocket"):
        asyncio.run(asgi.app(rates)({"type": "websocket"}, None, None))


def test_flask(rates):
    app = flask.Flask(__name__)
    app.config.update(FXCONV_LOCALE="ru", FXCONV_PREFIX="/rates")
    extension = FxConv(rates=rates)
    extension.init_app(app)
    page = "{{ fx_assets() }}{{ fx_converter(5, 'USD', 'RUB') }}{{ fx_converter(5, 'USD', 'XAU') }}"
    app.add_url_rule("/", view_func=lambda: flask.render_template_string(page))
    client = app.test_client()
    read = elements(client.get("/").text)
    assert app.extensions["fxconv"] is rates
    assert read.text["output"] == "5,00 USD = 234,72 RUB"
    assert len(read.of("fx-converter")) == 1
    for address in (read.of("link")[0]["href"], read.of("script")[0]["src"]):
        assert client.get(address).status_code == 200
    form = read.of("form")[0]["action"]
    asked_for = client.get(f"{form}?amount=2,5&from=EUR&to=RUB")
    assert "2,50 EUR = 147,11 RUB" in asked_for.text
    again = client.get("/rates/rates.json").headers["ETag"]
    assert client.get("/rates/rates.json", headers={"If-None-Match": again}).status_code == 304
    assert client.get("/rates/nothing").status_code == 404


@pytest.mark.parametrize("prefix", ["/fx", "/fx/", "fx", "/", "/a/b/"])
@pytest.mark.parametrize("root", ["", "/site"])
def test_flask_below_another_address(rates, prefix, root):
    app = flask.Flask(__name__)
    app.config["FXCONV_PREFIX"] = prefix
    FxConv(app, rates)
    page = "{{ fx_assets() }}{{ fx_converter() }}"
    app.add_url_rule("/page/of/", view_func=lambda: flask.render_template_string(page))
    asking = {"environ_overrides": {"SCRIPT_NAME": root}}
    read = elements(app.test_client().get("/page/of/", **asking).text)
    addresses = [read.of(tag)[0][a] for tag, a in (("link", "href"), ("script", "src"))]
    addresses += [f"{read.of('form')[0]['action']}?amount=2"]
    for address in addresses:
        assert re.match(rf"{root}/[^/]", address)
        answer = app.test_client().get(address.removeprefix(root), **asking)
        assert answer.status_code == 200
    assert elements(answer.text).of("link")[0]["href"] == addresses[0]


def test_flask_refuses_a_language_that_there_is_not(rates):
    app = flask.Flask(__name__)
    app.config["FXCONV_LOCALE"] = "zz"
    with pytest.raises(InvalidOption, match="locale"):
        FxConv(app, rates)


def test_a_damaged_store_is_logged(tmp_path, caplog):
    path = tmp_path / "rates.sqlite"
    path.write_bytes(b"no store" * 999)
    rates = Rates(Converter(path), provider="ecb")
    assert rates.newest.provider == "ecb"
    assert [r.levelname for r in caplog.records if str(path) in r.getMessage()] == ["WARNING"]


def test_newer_rates_are_taken_outside_of_requests(converter):
    rates = Rates(converter, provider="ecb")
    assert rates.of() is rates.newest
    assert rates.of(published=ARTICLE) is rates.of(published=ARTICLE)
    assert str(rates.of(on="2014-11-20").on) == "2014-11-20"


def test_what_another_process_stored_is_shown_after_a_refresh(tmp_path):
    def stored(store, day, price):
        quote = Quote("USD", "RUB", price, day, "cbr", kind="official")
        store.add(Source("cbr", "https://bank.example/", "", ""), [quote])

    with closing(Store(str(tmp_path / "rates.sqlite"), "rwc")) as store:
        stored(store, date(2014, 11, 19), "46.9797")
        rates = Rates(Converter(tmp_path / "rates.sqlite"), provider="cbr")
        env = jinja2.Environment(autoescape=True)
        jinja.install(env, rates)
        page = env.from_string('{{ fx_rate_line() }}{{ fx_rate_line(on="2014-11-20") }}')
        assert page.render().count("46.9797") == 2
        stored(store, date(2014, 11, 20), "47.0294")
        assert page.render().count("46.9797") == 2
        rates.refresh()
        assert page.render().count("47.0294") == 2
        end = rates.follow(seconds=1)
        stored(store, date(2014, 11, 21), "46.1234")
        for _ in range(1000):
            if "46.1234" in page.render():
                break
            time.sleep(0.01)
        end()
        assert page.render().count("46.1234") == 1
        for never in (0, -1, "5", 0.5):
            with pytest.raises(InvalidOption, match="seconds"):
                rates.follow(never)


@pytest.mark.parametrize("kind", ["json", "atom", "rss"])
def test_feeds_have_an_entry_for_each_currency(rates, kind):
    path, query = f"/feed.{kind}", "base=RUB&currencies=usd,EUR,XXX,RUB,USD"
    status, headers, body = asked(rates, path, query)
    assert status == 200
    assert headers[b"content-type"].decode() == feeds.KINDS[kind]
    if kind == "json":
        items = [(i["title"], i["id"], i["date_published"]) for i in json.loads(body)["items"]]
        day = "2014-11-19T14:30:00+01:00"
    else:
        names = {"atom": ("entry", "id", "updated"), "rss": ("item", "guid", "pubDate")}[kind]
        found = [e for e in ET.fromstring(body).iter() if e.tag.endswith(names[0])]
        texts = [{c.tag.rpartition("}")[2]: c.text for c in e} for e in found]
        items = [(t["title"], t[names[1]], t[names[2]]) for t in texts]
        day = "2014-11-19T14:30:00+01:00" if kind == "atom" else "Wed, 19 Nov 2014 14:30:00 +0100"
    assert items == [
        ("1 USD = 46.9431 RUB", "urn:fxconv:ecb:2014-11-19:USD:RUB", day),
        ("1 EUR = 58.8432 RUB", "urn:fxconv:ecb:2014-11-19:EUR:RUB", day),
    ]
    again = [(b"if-none-match", headers[b"etag"])]
    assert asked(rates, path, query, headers=again)[0] == 304
    assert asked(rates, path, "base=AED")[0] == 400


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("kind", ["atom", "rss"])
def test_hostile_names_stay_in_their_place_in_feeds(rates, text, kind):
    plain, hostile = (
        ET.fromstring(feeds.feed(kind, r, "EUR"))
        for r in (rates.newest, rates.newest._replace(name=text, home=text))
    )
    assert [e.tag for e in plain.iter()] == [e.tag for e in hostile.iter()]
    assert json.loads(feeds.feed("json", rates.newest._replace(name=text)))["items"]
