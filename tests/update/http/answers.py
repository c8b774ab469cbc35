"""What a server on loopback says, well or badly, and who asks it."""

from __future__ import annotations

import gzip
import os
import socket
import struct
import time

from fxconv.publishing.provider import Request
from fxconv.update.http import Client, Limits
from fxconv.update.throttle import Throttle

QUICK = Limits(connect=1, silence=0.4, total=1, size=100_000, tries=1)
ONCE = QUICK._replace(tries=0)
GOOD = b"EUR USD 1.2345"
WEEK = '"of-week-47"', "Fri, 20 Nov 2026 15:00:00 GMT"
BOMB = gzip.compress(b"0" * 10_000_000)


def good(h):
    h.give(GOOD)


def echo(h):
    h.give(h.sent)


def method(h):
    h.give(h.command.encode())


def agent(h):
    h.give(f"{h.headers['User-Agent']} {h.headers['Accept']}".encode())


def credentials(h):
    h.give(str(h.headers["Authorization"]).encode())


def conditions(h):
    asked = h.headers["If-None-Match"], h.headers["If-Modified-Since"]
    if asked == WEEK:
        h.give(b"", 304)
    else:
        h.give(repr(asked).encode(), ETag=WEEK[0], Last_Modified=WEEK[1])


def unchanged(h):
    h.give(b"", 304)


def missing(h):
    h.give(b"no such page", 404)


def elsewhere(h):
    h.give(b"", 302, Location="/good?session=0815")


def parroting(h):
    h.give(b"", 302, Location=f"/login?back={h.path}")


def parroting_in_the_path(h):
    h.give(b"", 302, Location="/login/" + h.path.partition("=")[2])


def broken(h):
    h.give(b"sorry", 500)


def broken_once(h):
    h.give(*((b"sorry", 503) if len(h.server.seen) < 2 else (GOOD,)))


def busy_once(h):
    if len(h.server.seen) < 2:
        h.give(b"later", 429, Retry_After="1")
    else:
        h.give(GOOD)


def silent(h):
    time.sleep(0.8)


def drip(h):
    h.send_response(200)
    h.end_headers()
    for _ in range(40):
        h.wfile.write(b"x")
        time.sleep(0.1)


def stalled(h):
    h.give(GOOD, Content_Length="1000")
    time.sleep(0.8)


def short(h):
    h.give(GOOD, Content_Length="1000")


def chunked(h, end=b"0\r\n\r\n"):
    h.protocol_version, h.close_connection = "HTTP/1.1", True
    h.send_response(200)
    h.send_header("Transfer-Encoding", "chunked")
    h.end_headers()
    h.wfile.write(b"4\r\nEUR \r\n")
    h.wfile.write(b"A\r\nUSD 1.2345\r\n" + end)


def chunked_short(h):
    chunked(h, end=b"")


def reset(h):
    h.give(GOOD, Content_Length="1000")
    time.sleep(0.1)
    h.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    os.close(h.connection.detach())


def huge(h):
    h.give(b"x" * 200_000)


def bomb(h):
    h.give(BOMB, Content_Encoding="gzip")


def packed(h):
    h.give(gzip.compress(GOOD), Content_Encoding="gzip")


def garbled(h):
    h.give(b"this is no gzip", Content_Encoding="gzip")


def page(handler):
    globals()[handler.path.strip("/").partition("?")[0].replace("-", "_")](handler)


def client(limits=QUICK, **facts):
    return Client(limits, **{"pace": Throttle(), **facts})


def ask(bank, path, known=("", ""), **facts):
    return client().fetch(Request(f"{bank.url}/{path}", **facts), known)


def nobody():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{free.getsockname()[1]}"
