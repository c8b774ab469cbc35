"""The only module that uses the network: it sends a request and returns the answer or an error.

It always verifies TLS, follows no redirects, and limits the time and size of an answer. It retries
after temporary failures (429, 500, 502, 503, 504, a broken connection), waiting longer each time or
as long as Retry-After asks. Requests to one host run one after the other, with a pause between
them. Whether an answer is a bulletin is decided by its provider's `parse`.

A key is added when a request is sent; it appears in no message, address or log.
"""

from __future__ import annotations

import time
from contextlib import nullcontext
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter
from urllib3.exceptions import DecodeError, HTTPError, ProtocolError, ReadTimeoutError
from urllib3.util import Retry

from ..errors import FetchFailed
from ..publishing.provider import Answer
from ..version import VERSION
from .keys import without
from .throttle import THROTTLE, Throttle

if TYPE_CHECKING:
    from collections.abc import Iterator

    from urllib3.response import BaseHTTPResponse

    from ..publishing.provider import Request
    from .keys import Secret

TEMPORARY = (429, 500, 502, 503, 504)
UNSENDABLE = "the key contains characters that cannot be sent"
LOOPBACK = ("127.0.0.1", "localhost", "::1")


class Limits(NamedTuple):
    """Limits of a request: seconds to connect, between bytes and in total; bytes; retries."""

    connect: float = 10.0
    silence: float = 30.0
    total: float = 180.0
    size: int = 64 << 20
    tries: int = 3


USUAL = Limits()


class _Patient(Retry):
    """Waits as long as Retry-After asks, but no longer than PATIENCE seconds."""

    PATIENCE = 60.0

    def get_retry_after(self, response: BaseHTTPResponse) -> float | None:
        asked = super().get_retry_after(response)
        return None if asked is None else min(asked, self.PATIENCE)


class Client:
    """A connection to a provider's server, with `pause` seconds between two requests.

    If `mirror` is given, requests go to that address, followed by the source's own:
    `https://mirror.example/www.bank.example/path`.
    """

    def __init__(
        self,
        limits: Limits = USUAL,
        pause: float = 0,
        secret: Secret | None = None,
        mirror: str = "",
        pace: Throttle = THROTTLE,
    ) -> None:
        self._limits = limits
        self._pause = pause
        self._secret = secret
        self._mirror = mirror.rstrip("/")
        self._pace = pace
        self._session = _session(limits)

    def close(self) -> None:
        """Close the connections; a later request opens a new one."""
        self._session.close()

    def fetch(self, request: Request, known: tuple[str, str] = ("", "")) -> Answer | None:
        """Return the answer to a request, or None if there is no bulletin or nothing new.

        `known` is the ETag and Last-Modified header of the last answer. Raises FetchFailed.
        """
        try:
            return self._answer(request, known)
        except FetchFailed:
            if not request.instead:
                raise
        return self._answer(request._replace(url=request.instead), ("", ""))

    def _answer(self, request: Request, known: tuple[str, str]) -> Answer | None:
        address = self._address(request.url)
        hidden = self._secret.hidden() if self._secret else nullcontext()
        with self._pace.turn(urlsplit(request.url).netloc, self._pause), hidden:
            try:
                with self._send(request, address, known) as response:
                    unchanged = any(known) and response.status_code == requests.codes.not_modified
                    if unchanged or response.status_code in request.absent:
                        return None
                    return self._read(response, request)
            except (requests.RequestException, HTTPError, _Refused) as error:
                why = _plain(error)
            except ValueError:  # http.client refuses a header
                why = UNSENDABLE
        secret = self._secret.value if self._secret else ""
        raise FetchFailed(request.url, without(why, secret))  # its cause could show the key

    def _address(self, url: str) -> str:
        """Return the address to send a request to; raise FetchFailed unless it is https."""
        address = f"{self._mirror}/{url.partition('://')[2]}" if self._mirror else url
        parts = urlsplit(address)
        if parts.scheme != "https" and parts.hostname not in LOOPBACK:
            raise FetchFailed(url, "not an https address")
        return address

    def _send(self, request: Request, address: str, known: tuple[str, str]) -> requests.Response:
        named = self._secret.named if self._secret else lambda place: {}
        return self._session.request(
            "POST" if request.sent else "GET",
            address,
            params=named("query"),
            data=request.sent or None,
            headers={**dict(request.headers), **_conditions(known), **named("header")},
            timeout=(self._limits.connect, self._limits.silence),
            allow_redirects=False,
            stream=True,
        )

    def _read(self, response: requests.Response, request: Request) -> Answer:
        began = time.monotonic()  # not earlier: waits for Retry-After do not count
        _check_status(response)
        body = b"".join(_chunks(response, began, self._limits))
        validator = response.headers.get("ETag", ""), response.headers.get("Last-Modified", "")
        return Answer(body, request.url, request.sent, validator)


def _session(limits: Limits) -> requests.Session:
    """Return a session that retries temporary failures and reads no passwords from .netrc."""
    retry = _Patient(
        total=limits.tries,
        backoff_factor=0.5,
        backoff_jitter=0.5,
        status_forcelist=TEMPORARY,
        allowed_methods=None,
        raise_on_status=False,
    )
    made = requests.Session()
    made.mount("https://", HTTPAdapter(max_retries=retry))
    made.mount("http://", HTTPAdapter(max_retries=retry))
    made.headers.update({"User-Agent": f"fxconv/{VERSION}", "Accept": "*/*"})
    made.auth = lambda request: request
    return made


def _conditions(known: tuple[str, str]) -> dict[str, str]:
    names = "If-None-Match", "If-Modified-Since"
    return {name: value for name, value in zip(names, known, strict=True) if value}


class _Refused(Exception):
    """The reason why an answer is rejected."""


def _check_status(response: requests.Response) -> None:
    if response.is_redirect:
        where = response.headers["location"].partition("?")[0]
        raise _Refused(f"redirects to {where}")
    if response.status_code != requests.codes.ok:
        raise _Refused(f"the server answered {response.status_code}")


def _chunks(response: requests.Response, began: float, limits: Limits) -> Iterator[bytes]:
    """Yield the body piece by piece as it arrives; raise _Refused above the limits."""
    size = 0
    while chunk := response.raw.read1(1 << 16, decode_content=True):
        size += len(chunk)
        if size > limits.size:
            raise _Refused(f"the answer is larger than {limits.size:,} bytes")
        if time.monotonic() - began > limits.total:
            raise _Refused(f"the answer took longer than {limits.total:.0f} seconds")
        yield chunk


def _plain(error: Exception) -> str:
    """Return what went wrong in a few words, without object addresses or query strings."""
    reasons = (error, getattr(error.args[0] if error.args else None, "reason", None))
    for kinds, why in REASONS:
        if any(isinstance(reason, kinds) for reason in reasons):
            return why
    return str(error) if isinstance(error, _Refused) else "cannot be reached"


REASONS = (
    ((requests.Timeout, TimeoutError, ReadTimeoutError), "no answer in time"),
    (requests.exceptions.SSLError, "invalid TLS certificate"),
    (requests.exceptions.InvalidHeader, UNSENDABLE),
    (DecodeError, "the answer cannot be decompressed"),
    (ProtocolError, "the connection broke off during the answer"),
)
