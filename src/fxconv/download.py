"""From a provider's plan to bulletins in the user's store, one document at a time."""

from __future__ import annotations

import os
import time
from datetime import UTC, datetime
from hashlib import sha256
from typing import TYPE_CHECKING

from . import config
from .errors import FetchFailed, InvalidDocument
from .fetch import fetch, session
from .provider import parsed
from .quote import Source
from .store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .bulletin import Span
    from .provider import Answer, Provider


def download(
    provider: Provider, span: Span, path: str | None = None
) -> Iterator[int | FetchFailed | InvalidDocument]:
    """Return for each request how many rates were stored, or why none were.

    A failure stores nothing of its document and does not keep the others from being asked.
    """
    store = _store(path or config.store_path())
    connections = session()
    for number, request in enumerate(provider.plan(span)):
        if number:
            time.sleep(provider.pause)
        try:
            answer = fetch(request, connections)
            yield _keep(store, provider, answer) if answer else 0
        except (FetchFailed, InvalidDocument) as error:
            yield error


def _store(path: str) -> Store:
    os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
    return Store(path, "rwc")


def _keep(store: Store, provider: Provider, answer: Answer) -> int:
    """Store the quotes of an answer with where they came from; none on a day without a bulletin."""
    quotes = parsed(provider, answer)
    if quotes:
        now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        document = sha256(answer.body).hexdigest()
        store.add(Source(provider.id, answer.url, document, now), quotes)
    return len(quotes)
