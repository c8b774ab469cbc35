"""Limits the pace of requests: one to a host at a time, and a pause after it."""

from __future__ import annotations

import time
from collections import defaultdict
from contextlib import contextmanager
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


class Throttle:
    """Lets requests to one host through one after the other, with a pause after each."""

    def __init__(self) -> None:
        self._turns: defaultdict[str, Lock] = defaultdict(Lock)
        self._free: dict[str, float] = {}

    @contextmanager
    def turn(self, host: str, pause: float) -> Iterator[None]:
        """Wait for a turn at a host; the next one starts `pause` seconds after this one ends."""
        with self._turns[host]:
            time.sleep(max(0.0, self._free.get(host, 0.0) - time.monotonic()))
            try:
                yield
            finally:
                self._free[host] = time.monotonic() + pause


THROTTLE = Throttle()
"""The one that all requests of this process share."""
