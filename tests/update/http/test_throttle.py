"""Requests to one host are apart and never overlap."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from fxconv.errors import FetchFailed
from fxconv.publishing.provider import Request
from fxconv.update.http import Client
from fxconv.update.throttle import Throttle
from replay import served
from update.http.answers import GOOD, QUICK, client


class Diary:
    """A page that takes a while, and when each request of it began and ended."""

    def __init__(self, status=200):
        self.status = status
        self.times = []

    def __call__(self, handler):
        began = time.monotonic()
        time.sleep(0.1)
        self.times.append((began, time.monotonic()))
        handler.give(GOOD, self.status)


def at_once(clients, pages):
    with ThreadPoolExecutor() as pool:
        return list(pool.map(Client.fetch, clients, pages))


def test_requests_to_one_host_are_apart_and_never_overlap():
    diary, pace = Diary(), Throttle()
    with served(diary) as server:
        clients = [client(pause=0.2, pace=pace) for _ in range(3)]
        pages = [Request(f"{server.url}/{number}") for number in range(3)]
        at_once(clients, pages)
    ends = [end for _, end in diary.times[:-1]]
    begins = [begin for begin, _ in diary.times[1:]]
    assert all(begin - end >= 0.2 for begin, end in zip(begins, ends, strict=True))


def test_all_clients_of_a_process_keep_one_pace():
    diary = Diary()
    with served(diary) as server:
        for _ in range(2):
            Client(QUICK, pause=0.2).fetch(Request(server.url))
    (_, end), (begin, _) = diary.times
    assert begin - end >= 0.2


def test_a_failure_is_followed_by_a_pause_too():
    diary = Diary(404)
    with served(diary) as server:
        asking = client(pause=0.2)
        for _ in range(2):
            with pytest.raises(FetchFailed):
                asking.fetch(Request(server.url))
    (_, end), (begin, _) = diary.times
    assert begin - end >= 0.2


def test_a_turn_that_ends_in_an_error_is_over_and_followed_by_a_pause():
    pace = Throttle()
    with pytest.raises(ValueError, match="oops"), pace.turn("bank.example", 0.2):
        raise ValueError("oops")
    began = time.monotonic()
    with pace.turn("bank.example", 0):
        assert time.monotonic() - began > 0.1


def test_two_hosts_are_asked_at_the_same_time():
    both = threading.Barrier(2, timeout=2)

    def meeting(handler):
        both.wait()
        handler.give(GOOD)

    pace = Throttle()
    with served(meeting) as one, served(meeting) as two:
        clients = [client(QUICK._replace(silence=3), pause=5, pace=pace) for _ in range(2)]
        answers = at_once(clients, [Request(one.url), Request(two.url)])
    assert [answer.body for answer in answers] == [GOOD, GOOD]
