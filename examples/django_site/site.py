"""A story with Django.

Run `python examples/django_site/site.py runserver` and open http://127.0.0.1:8000/. Settings, urls
and the view are in one file here; in your own site, they are where Django puts them.
"""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.management import execute_from_command_line
from django.shortcuts import render
from django.urls import include, path

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

HERE = Path(__file__).parent
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; form-action 'self'"
STORY = {
    "title": "Port signs for two cranes",
    "at": datetime.fromisoformat("2014-11-20T02:04:00+03:00"),
}

settings.configure(
    DEBUG=True,
    ALLOWED_HOSTS=["127.0.0.1", "localhost"],
    ROOT_URLCONF=__name__,
    SECRET_KEY="an example needs none",
    INSTALLED_APPS=["django.contrib.staticfiles", "fxconv.ext.django"],
    STATIC_URL="/static/",
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "DIRS": [HERE / "templates"],
            "APP_DIRS": True,
        }
    ],
    FXCONV={"PROVIDER": "ecb", "LOCALE": "en-GB"},
)


def story(request: HttpRequest) -> HttpResponse:
    """Show the story with the rates that were known when it was published."""
    page = render(request, "story.html", {"story": STORY})
    page["Content-Security-Policy"] = POLICY
    return page


urlpatterns = [path("", story), path("fx/", include("fxconv.ext.django.urls"))]

if __name__ == "__main__":
    execute_from_command_line(sys.argv)
