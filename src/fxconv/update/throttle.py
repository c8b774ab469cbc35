"""The pace of asking: one request to a host at a time, and a pause after it."""

from __future__ import annotations

import time
from collections import defaultdict
from contextlib import contextmanager
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


class Throttle:
    """Takes requests to one host one after the other, with a pause after each."""

    def __init__(self) -> None:
        self._turns: defaultdict[str, Lock] = defaultdict(Lock)
        self._free: dict[str, float] = {}

    @contextmanager
    def turn(self, host: str, pause: float) -> Iterator[None]:
        """Wait until a host may be asked, and leave it alone for so many seconds afterwards."""
        with self._turns[host]:
            time.sleep(max(0.0, self._free.get(host, 0.0) - time.monotonic()))
            try:
                yield
            finally:
                self._free[host] = time.monotonic() + pause


THROTTLE = Throttle()
"""Of this process."""
