"""Django: tags, urls and checks, with a real Django in a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from web.elements import elements

SITE = """
import json, sys
import django
from django.conf import settings
given = json.loads(sys.argv[1])
where = given.pop("where", "fx/")
STORAGE = "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"
folder = given.pop("static", "")
more = {
    "INSTALLED_APPS": ["fxconv.ext.django", "django.contrib.staticfiles"],
    "STATIC_URL": "/files/", "STATIC_ROOT": folder,
    "STORAGES": {"staticfiles": {"BACKEND": STORAGE}},
}
settings.configure(
    ROOT_URLCONF=__name__, FXCONV=given, ALLOWED_HOSTS=["*"],
    **(more if folder else {"INSTALLED_APPS": ["fxconv.ext.django"]}),
    TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}],
)
django.setup()
from django.core.checks import run_checks
from django.http import HttpResponse
from django.template import engines
from django.test import Client
from django.urls import include, path
from fxconv import Money

PAGE = '''{% load fxconv %}{% fx_assets %}<p>{{ name }}</p>
{% fx_converter 100 "USD" "RUB" published=at %}{% fx_converter 1 "USD" "AED" %}
{% fx_table "RUB" on="2014-11-20" as rates %}{{ rates }}{% fx_rate_line "USD" "EUR" %}
{% fx_spark "USD" "RUB" days=7 published=at %}
<p>{{ sum|fx_money }} – {% fx "25e9" "USD" "RUB" published=at approx=True %}</p>'''

def page(request):
    at = "2014-11-20T02:04+03:00"
    facts = {"at": at, "name": "<b>", "sum": Money("25e9", "USD")}
    return HttpResponse(engines["django"].from_string(PAGE).render(facts))

if folder:
    from django.core.management import call_command
    call_command("collectstatic", verbosity=0)

def bank():
    from fxconv import Converter
    from fxconv.web import Rates
    return Rates(Converter(), provider="currency-api")

urlpatterns = [path("", page)]
urlpatterns += [path(where, include("fxconv.ext.django.urls"))] if where else []
client = Client()
if sys.argv[2] == "check":
    found = [str(error) for error in run_checks()]
else:
    headers = {"HTTP_IF_NONE_MATCH": sys.argv[3]} if len(sys.argv) > 3 else {}
    answer = client.get(sys.argv[2], **headers)
    found = [answer.status_code, dict(answer.headers), answer.content.decode()]
print(json.dumps(found))
"""


def asked(*words, **settings):
    command = [sys.executable, "-c", SITE, json.dumps(settings), *words]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_a_page_with_the_tags():
    status, _, html = asked("/", LOCALE="ru")
    read = elements(html)
    assert status == 200
    assert read.text["output"] == "100,00 USD = 4\xa0694,31 RUB"
    assert "<p>&lt;b&gt;</p>" in html
    assert (len(read.of("fx-converter")), len(read.of("fx-rates"))) == (1, 1)
    assert "25 миллиардов долларов США</data> – <data" in html
    source = "Европейский центральный банк, 19 ноября 2014\u202fг."
    assert f'"1173577981651.38" title="{source}">около 1,17 триллиона рублей</data>' in html
    assert read.of("form")[0]["action"] == "/fx/convert"
    assert len(read.of("svg")) == 1
    for address in (read.of("link")[0]["href"], read.of("script")[0]["src"]):
        assert asked(address)[0] == 200


def test_files_are_those_of_staticfiles_where_it_is_used(tmp_path):
    read = elements(asked("/", static=str(tmp_path))[2])
    for address in (read.of("link")[0]["href"], read.of("script")[0]["src"]):
        assert address.startswith("/files/fxconv/fx.")
        assert (tmp_path / address.removeprefix("/files/")).stat().st_size > 1000


def test_urls_are_where_the_site_includes_them():
    read = elements(asked("/", where="money/rates/")[2])
    form, style = read.of("form")[0]["action"], read.of("link")[0]["href"]
    assert form == "/money/rates/convert"
    assert style.startswith("/money/rates/fx.")
    _, _, html = asked(f"{form}?amount=2", where="money/rates/")
    assert elements(html).of("link")[0]["href"] == style
    (said,) = asked("check", where="")
    assert "fxconv's urls are not included" in said


def test_the_rates_of_a_site_are_made_by_its_own_function():
    answer = asked("/fx/rates.json", RATES="__main__.bank")
    assert json.loads(answer[2])["provider"] == "currency-api"


def test_a_site_whose_provider_has_no_rates_yet_still_answers():
    status, _, html = asked("/", PROVIDER="cbr")
    assert (status, "<p>&lt;b&gt;</p>" in html) == (200, True)
    assert asked("/fx/convert", PROVIDER="cbr")[0] == 503


def test_the_form_and_the_rates():
    status, headers, html = asked("/fx/convert?amount=2.5&from=EUR&to=USD")
    assert (status, elements(html).text["output"]) == (200, "2.50 EUR = 2.79 USD")
    assert "script-src 'self'" in headers["Content-Security-Policy"]
    assert asked("/fx/convert?amount=x")[0] == 400
    status, headers, body = asked("/fx/rates.json")
    assert json.loads(body)["provider"] == "ecb"
    assert asked("/fx/rates.json", headers["ETag"])[0] == 304
    assert asked("/fx/nothing")[0] == 404


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({}, []),
        ({"LOCALE": "de", "PROVIDER": "cbr"}, []),
        ({"LOCALE": None}, ["FXCONV, LOCALE"]),
        ({"PROVIDER": ["ecb"]}, ["FXCONV, PROVIDER"]),
        ({"RATES": "os.sep"}, ["is not a function that returns Rates"]),
        ({"LOCAL": "de"}, ["no setting 'LOCAL'"]),
        ({"LOCALE": "xx"}, ["locale xx is not valid"]),
        ({"PROVIDER": "nobody"}, ["unknown provider 'nobody'"]),
        ({"RATES": "__main__.bank"}, []),
        ({"RATES": "nowhere.rates"}, ["No module named 'nowhere'"]),
    ],
)
def test_settings_are_checked(settings, said):
    found = asked("check", **settings)
    assert len(found) == len(said)
    assert all(part in error for part, error in zip(said, found, strict=True))
