"""A real server on loopback that stands for every bank: what it was told to say, it says.

Whole programs are pointed at it by FXCONV_MIRROR; it sees `/host/path?query` of the real address.
"""

from __future__ import annotations

import threading
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Say = Callable[["Handler"], None]


class Handler(BaseHTTPRequestHandler):
    """Answers as `say` of its server does."""

    server: Server

    def log_message(self, *_: object) -> None:
        pass

    def do_GET(self) -> None:
        length = int(self.headers.get("Content-Length", 0))
        self.sent = self.rfile.read(length)
        self.server.seen.append(self.path)
        with suppress(ConnectionError):
            self.server.say(self)

    def do_POST(self) -> None:
        self.do_GET()

    def give(self, body: bytes, status: int = 200, **headers: str) -> None:
        """Send an answer; a header may be given as None to leave it out."""
        self.send_response(status)
        for name, value in {"Content_Length": str(len(body)), **headers}.items():
            if value is not None:
                self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)


class Server(ThreadingHTTPServer):
    """`seen` are the paths that were asked for, in order."""

    daemon_threads = True

    def __init__(self, say: Say) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.say = say
        self.seen: list[str] = []
        self.url = f"http://127.0.0.1:{self.server_port}"

    def handle_error(self, *_: object) -> None:
        pass


@contextmanager
def served(say: Say) -> Iterator[Server]:
    """Give a running server that answers as `say` does."""
    with Server(say) as server:
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        yield server
        server.shutdown()
