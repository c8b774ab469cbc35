"""The only network: a request in, an answer or a failure that says why out.

TLS is always verified, redirects are not followed, and an answer has limits of time and size. What
is temporary (429, 500, 502, 503, 504, a broken connection) is tried again, later each time and as
late as Retry-After asks. Whether an answer is a bulletin at all, its provider's `parse` decides.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter
from urllib3.exceptions import ReadTimeoutError
from urllib3.util import Retry

from .errors import FetchFailed
from .provider import Answer
from .version import VERSION

if TYPE_CHECKING:
    from collections.abc import Iterator

    from urllib3.response import BaseHTTPResponse

    from .provider import Request

TEMPORARY = (429, 500, 502, 503, 504)
LOOPBACK = ("127.0.0.1", "localhost", "::1")


class Limits(NamedTuple):
    """Seconds to connect, between two bytes and in all; bytes of an answer; further tries."""

    connect: float = 10.0
    silence: float = 30.0
    total: float = 180.0
    size: int = 64 << 20
    tries: int = 3


USUAL = Limits()


class _Patient(Retry):
    """Tries again as late as it is asked to, within reason."""

    PATIENCE = 60.0

    def get_retry_after(self, response: BaseHTTPResponse) -> float | None:
        asked = super().get_retry_after(response)
        return None if asked is None else min(asked, self.PATIENCE)


def session(limits: Limits = USUAL) -> requests.Session:
    """Return connections that try again what is temporary."""
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
    return made


def fetch(request: Request, using: requests.Session, limits: Limits = USUAL) -> Answer | None:
    """Return the answer to a request, None where it says there is no bulletin; or FetchFailed."""
    _check_address(request.url)
    began = time.monotonic()
    try:
        with using.request(
            "POST" if request.sent else "GET",
            request.url,
            data=request.sent or None,
            headers=dict(request.headers),
            timeout=(limits.connect, limits.silence),
            allow_redirects=False,
            stream=True,
        ) as response:
            if response.status_code in request.absent:
                return None
            _check_status(response)
            body = b"".join(_chunks(response, began, limits))
    except requests.RequestException as error:
        raise FetchFailed(request.url, _plain(error)) from error
    return Answer(body, request.url, request.sent)


def _check_address(url: str) -> None:
    parts = urlsplit(url)
    if parts.scheme != "https" and parts.hostname not in LOOPBACK:
        raise FetchFailed(url, "only https is asked")


def _check_status(response: requests.Response) -> None:
    if response.is_redirect:
        raise FetchFailed(response.url, f"it leads elsewhere, to {response.headers['location']}")
    if response.status_code != requests.codes.ok:
        raise FetchFailed(response.url, f"the server answered {response.status_code}")


def _chunks(response: requests.Response, began: float, limits: Limits) -> Iterator[bytes]:
    """Return the body piece by piece while it keeps within its limits."""
    size = 0
    for chunk in response.iter_content(1 << 16):
        size += len(chunk)
        if size > limits.size:
            raise FetchFailed(response.url, f"its answer is larger than {limits.size:,} bytes")
        if time.monotonic() - began > limits.total:
            raise FetchFailed(response.url, f"it took longer than {limits.total:.0f} seconds")
        yield chunk


def _plain(error: requests.RequestException) -> str:
    """Return what went wrong in a few words, without addresses of objects or queries."""
    reason = getattr(error.args[0], "reason", None) if error.args else None
    if isinstance(error, requests.Timeout) or isinstance(reason, ReadTimeoutError):
        return "it did not answer in time"
    if isinstance(error, requests.exceptions.SSLError):
        return "its certificate does not hold"
    if isinstance(error, requests.exceptions.ChunkedEncodingError):
        return "the connection broke in the middle of the answer"
    return "it cannot be reached"
