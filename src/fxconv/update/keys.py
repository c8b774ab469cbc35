"""The key for a source: added when a request is sent, and told to nobody else."""

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
    """A key, and how the provider wants it."""

    key: Key
    value: str

    def named(self, place: str) -> dict[str, str]:
        """Return what goes to a place of the request: its header or its query."""
        if place != self.key.place:
            return {}
        names = self.key.names
        parts = self.value.split(":", len(names) - 1)
        return {n: self.key.prefix + part for n, part in zip(names, parts, strict=False)}

    @contextmanager
    def hidden(self) -> Iterator[None]:
        """Keep it out of what the libraries log while a request is on its way."""
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
    """Leaves a secret out of a log."""

    def __init__(self, secret: str) -> None:
        super().__init__()
        self._secret = secret

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = without(record.getMessage(), self._secret), ()
        return True


def secret_of(provider: Provider) -> Secret | None:
    """Return the key that is set for a provider, None for one without; raises KeyNeeded."""
    if provider.key is None:
        return None
    value = settings.key(provider.id)
    if not value:
        raise KeyNeeded(provider.id, settings.key_variable(provider.id), provider.key.home)
    return Secret(provider.key, value)


def without(text: str, secret: str) -> str:
    """Return a text with stars for a secret, and for each of its parts, however it is written."""
    parts = {part for part in (secret, *secret.split(":")) if part}
    for part in sorted(parts, key=len, reverse=True):
        for written in (quote(part, safe=""), quote_plus(part), part):
            text = text.replace(written, "***")
    return text
