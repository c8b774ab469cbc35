"""An application for Starlette, FastAPI and any other ASGI framework.

Mount it with `app.mount("/fx", fxconv.ext.asgi.app(rates))`. It is plain ASGI, needs no framework,
and serves `/convert`, `/table`, `/rates.json`, `/feed.json`, `/feed.atom`, `/feed.rss` and the
static files.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..web import answers
from ..web.query import Query

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, MutableMapping

    from ..web.rates import Rates

    Message = MutableMapping[str, Any]
    Scope = MutableMapping[str, Any]
    Receive = Callable[[], Awaitable[Message]]
    Send = Callable[[Message], Awaitable[None]]


def app(rates: Rates, locale: str = "en-GB") -> Callable[[Scope, Receive, Send], Awaitable[None]]:
    """Return the application; each response uses the rates in memory at that time."""

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            raise ValueError(f"only http is served here, not {scope['type']}")
        found = respond(scope, rates, locale)
        headers = [(k.lower().encode(), v.encode()) for k, v in found.headers.items()]
        await send({"type": "http.response.start", "status": found.status, "headers": headers})
        body = b"" if scope["method"] == "HEAD" else found.body
        await send({"type": "http.response.body", "body": body})

    return answer


def respond(scope: Scope, rates: Rates, locale: str) -> answers.Answer:
    """Return the response to a request."""
    root = scope.get("root_path", "")
    path = scope["path"].removeprefix(f"{root}/").strip("/")
    if scope["method"] not in ("GET", "HEAD"):
        return answers.Answer(405, {"Allow": "GET, HEAD"}, b"")
    text = scope["query_string"].decode("ascii", "replace")
    marks = (v.decode("latin-1") for k, v in scope["headers"] if k == b"if-none-match")
    return answers.route(path, Query.read(rates, text, locale, f"{root}/"), ", ".join(marks))
