"""The urls to include: `path("fx/", include("fxconv.ext.django.urls"))`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.urls import path
from django.views.decorators.http import require_safe

from ...web import answers
from ...web.query import Query
from .apps import rates, setting

if TYPE_CHECKING:
    from django.http import HttpRequest

    from ...web.answers import Answer


@require_safe  # type: ignore[untyped-decorator]
def answer(request: HttpRequest, name: str) -> HttpResponse:
    """Answer a form, or send the rates, a feed or a static file."""
    text = request.META.get("QUERY_STRING", "")
    query = Query.read(rates(), text, setting("LOCALE"), request.path.removesuffix(name))
    return _response(answers.route(name, query, request.headers.get("If-None-Match", "")))


def _response(answer: Answer) -> HttpResponse:
    return HttpResponse(answer.body, status=answer.status, headers=answer.headers)


app_name = "fxconv"
urlpatterns = [path("<str:name>", answer, name="answer")]
