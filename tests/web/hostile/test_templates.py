"""Hostile text in templates of Jinja and Django."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import jinja2
import pytest

from fxconv.ext import jinja
from surroundings import ROOT
from web.elements import elements
from web.hostile.texts import CONTROL, SUM, SURROGATE, TAGS, VALUES, shape

if TYPE_CHECKING:
    from fxconv.web import Rates


TEMPLATES = {
    "fx_converter(x, 'USD', 'RUB')": "fx_converter()",
    "fx_converter(1, x, 'RUB')": "fx_converter()",
    "fx_converter(1, 'USD', x)": "fx_converter()",
    "fx_converter(locale=x)": "fx_converter()",
    "fx_converter(locale='en.' ~ x)": "fx_converter()",
    "fx_converter(layout=x)": "fx_converter()",
    "fx_converter(action='/x?' ~ x)": "fx_converter()",
    "fx_converter(action=x)": "fx_converter()",
    "fx_converter(pinned=[x])": "fx_converter(pinned=[])",
    "fx_converter(attrs={'title': x})": "fx_converter(attrs={'title': 'x'})",
    "fx_table(x)": "fx_table()",
    "fx_table('EUR', [x])": "fx_table('EUR', ['USD'])",
    "fx_table('EUR', ['USD'], chosen=[x])": "fx_table('EUR', ['USD'], chosen=[])",
    "fx_table('EUR', ['USD'], action=x)": "fx_table('EUR', ['USD'], action='/x')",
    "fx_table(attrs={'title': x})": "fx_table(attrs={'title': 'x'})",
    "fx_ticker(x)": "fx_ticker()",
    "fx_ticker('EUR', [x])": "fx_ticker('EUR', ['USD'])",
    "fx_ticker(published=x)": "fx_ticker()",
    "fx_ticker(on=x)": "fx_ticker()",
    "fx_rate_line(x, 'RUB')": "fx_rate_line()",
    "fx_rate_line('USD', x)": "fx_rate_line()",
    "fx_spark(x, 'USD', days=9)": "fx_spark('EUR', 'USD', days=9)",
    "fx_spark('EUR', 'USD', days=9, locale=x)": "fx_spark('EUR', 'USD', days=9)",
    "fx_spark('EUR', 'USD', days=9, attrs={'title': x})": (
        "fx_spark('EUR', 'USD', days=9, attrs={'title': 'x'})"
    ),
    "x|fx('USD', 'RUB')": "1|fx('USD', 'RUB')",
    "1|fx(x, 'RUB')": "1|fx('USD', 'RUB')",
    "1|fx('USD', x)": "1|fx('USD', 'RUB')",
    "1|fx('USD', 'RUB', locale=x)": "1|fx('USD', 'RUB')",
    "sum|fx_money(locale=x)": "sum|fx_money",
}


@pytest.fixture(scope="module")
def templates(known: Rates) -> jinja2.Environment:
    env = jinja2.Environment(autoescape=True)
    jinja.install(env, known)
    return env


@pytest.mark.parametrize("written", TEMPLATES)
def test_templates_print_it_in_its_place_or_nothing(
    templates: jinja2.Environment,
    written: str,
    caplog: pytest.LogCaptureFixture,
) -> None:
    hostile, usual = (
        templates.from_string(f"{{{{ {x} }}}}") for x in (written, TEMPLATES[written])
    )
    plain = shape(usual.render(sum=SUM))
    assert plain
    for text in VALUES:
        assert shape(hostile.render(x=text, sum=SUM)) in ([], plain), text
    said = [record.getMessage() for record in caplog.records]
    assert [line for line in said if CONTROL.search(line)] == []


DJANGO = """
import json, sys
import django
from django.conf import settings
settings.configure(
    INSTALLED_APPS=["fxconv.ext.django"],
    TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}],
)
django.setup()
from django.template import engines
from fxconv import Money
sys.path.insert(0, sys.argv[1])
from web.hostile.texts import VALUES

page = engines["django"].from_string('''{% load fxconv %}<p title="{{ x }}">{{ x }}</p>
{% fx_converter x "USD" "JPY" %}{% fx_converter 1 x "JPY" %}{% fx_converter 1 "USD" x %}
{% fx_converter locale=x %}{% fx_table x %}{% fx_ticker x %}{% fx_rate_line x "JPY" %}
{% fx x "USD" "JPY" %}{% fx 1 x "JPY" %}{{ sum|fx_money }}
{% fx_converter 1 "USD" "JPY" attrs=attrs action=action %}''')
facts = {"sum": Money(1, "USD")}
def made(x):
    return page.render({"x": x, "attrs": {"title": x}, "action": "/x?" + x, **facts})
print(json.dumps([made(x) for x in VALUES]))
"""


def test_tags_of_django_print_it_in_its_place_or_nothing() -> None:
    command = [sys.executable, "-c", DJANGO, str(ROOT / "tests")]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    pages = json.loads(done.stdout)
    for text, html in zip(VALUES, pages, strict=True):
        read = elements(html)
        assert read.of("p")[0]["title"] == text
        titles = [e["title"] for e in read.of("fx-converter") if "title" in e]
        assert titles == ([] if SURROGATE.search(text) else [text])
        assert not titles or f"/x?{text}" in [form["action"] for form in read.of("form")]
        assert {tag for tag, _ in read.found} <= TAGS, text
