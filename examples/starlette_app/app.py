"""A story with Starlette.

Run `python examples/starlette_app/app.py` and open http://127.0.0.1:8000/. FastAPI is based on
Starlette, so `app.mount("/fx", fxconv.ext.asgi.app(rates))` works there, too.
"""

from __future__ import annotations

import argparse
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import uvicorn
from starlette.applications import Starlette
from starlette.routing import Mount, Route
from starlette.templating import Jinja2Templates

from fxconv.ext import asgi, jinja
from fxconv.web import Rates

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; form-action 'self'"
STORY = {
    "title": "Port signs for two cranes",
    "at": datetime.fromisoformat("2014-11-20T02:04:00+03:00"),
}


def create_app() -> Starlette:
    """Return the site; its rates are the ECB's in the user's store."""
    rates = Rates(provider="ecb")
    pages = Jinja2Templates(Path(__file__).parent / "templates")
    jinja.install(pages.env, rates, static="/fx/", action="/fx/convert")

    async def story(request: Request) -> Response:
        policy = {"Content-Security-Policy": POLICY}
        return pages.TemplateResponse(request, "story.html", {"story": STORY}, headers=policy)

    return Starlette(routes=[Route("/", story), Mount("/fx", asgi.app(rates))])


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="A story with rates.")
    parser.add_argument("--port", type=int, default=8000)
    uvicorn.run(create_app(), host="127.0.0.1", port=parser.parse_args().port)
