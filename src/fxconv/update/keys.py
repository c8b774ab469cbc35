"""The key for a source: added to the request when it is sent, and hidden everywhere else."""

from __future__ import annotations

import logging
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote, quote_plus

from .. import settings
from ..errors import KeyNeeded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..publishing.provider import Key, Provider

LOGGERS = ("urllib3.connectionpool", "urllib3.util.retry")


class Secret(NamedTuple):
    """A key, and where in a request the provider expects it."""

    key: Key
    value: str

    def named(self, place: str) -> dict[str, str]:
        """Return the fields for a place in the request: `header` or `query`."""
        if place != self.key.place:
            return {}
        names = self.key.names
        parts = self.value.split(":", len(names) - 1)
        return {n: self.key.prefix + part for n, part in zip(names, parts, strict=False)}

    @contextmanager
    def hidden(self) -> Iterator[None]:
        """Hide the key from the libraries' logs while a request runs."""
        loggers = [logging.getLogger(name) for name in LOGGERS]
        hiding = _Hidden(self.value)
        for logger in loggers:
            logger.addFilter(hiding)
        try:
            yield
        finally:
            for logger in loggers:
                logger.removeFilter(hiding)


class _Hidden(logging.Filter):
    """Removes a secret from log records."""

    def __init__(self, secret: str) -> None:
        super().__init__()
        self._secret = secret

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = without(record.getMessage(), self._secret), ()
        return True


def secret_of(provider: Provider) -> Secret | None:
    """Return a provider's key, or None if it needs none; raise KeyNeeded if none is set."""
    if provider.key is None:
        return None
    value = settings.key(provider.id)
    if not value:
        raise KeyNeeded(provider.id, settings.key_variable(provider.id), provider.key.home)
    return Secret(provider.key, value)


def without(text: str, secret: str) -> str:
    """Return a text with a secret and each of its parts replaced by `***`, however encoded."""
    parts = {part for part in (secret, *secret.split(":")) if part}
    for part in sorted(parts, key=len, reverse=True):
        for written in (quote(part, safe=""), quote_plus(part), part):
            text = text.replace(written, "***")
    return text
