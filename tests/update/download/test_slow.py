"""A bank that wastes time is left alone, and an interrupt does not wait for it."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from datetime import timedelta

import pytest

from fxconv import Store
from fxconv.errors import FetchFailed
from fxconv.store.journal import Journal
from fxconv.update.download import Kept
from surroundings import started
from update.download.answers import DAY, GOOD, QUICK, RIGHT, UPDATE, giving, on, surroundings


def silent(bank):
    time.sleep(1)


def dripping(bank):
    bank.send_response(200)
    bank.end_headers()
    for i in range(len(GOOD)):
        bank.wfile.write(GOOD[i : i + 1])
        bank.wfile.flush()
        time.sleep(0.02)


def endless(bank):
    bank.send_response(200)
    bank.send_header("Content-Length", str(2 << 30))
    bank.end_headers()
    while True:
        bank.wfile.write(b"<!-- -->" * 1000)


@pytest.mark.parametrize(
    ("say", "why"),
    [
        (silent, "no answer in time"),
        (dripping, "the answer took longer than 1 seconds"),
        (endless, "the answer is larger than 100,000 bytes"),
        (giving(b"", 429, Retry_After="0"), "the server answered 429"),
        (giving(b"", 503), "the server answered 503"),
    ],
    ids=["silent", "dripping", "two gigabytes", "429 for ever", "503 for ever"],
)
def test_a_bank_that_wastes_time_is_left_and_asked_again(download, bank, path, say, why):
    bank.say = say
    began = time.monotonic()
    (failure,) = download(limits=QUICK)
    assert time.monotonic() - began < 10
    assert isinstance(failure, FetchFailed)
    assert failure.why == why
    assert on(path) == set()
    assert Journal(Store(path)).asked("cbr").why == why
    bank.say = giving(GOOD)
    assert download() == [Kept(2)]
    assert on(path) == RIGHT
    assert Journal(Store(path)).asked("cbr").failures == 0


def test_an_interrupt_does_not_wait_for_the_banks(bank, tmp_path):
    bank.say = lambda handler: time.sleep(30)
    command = [sys.executable, "-m", "fxconv", *UPDATE]
    environment = surroundings(tmp_path, bank.url)
    with started(command, env=environment, stderr=subprocess.PIPE) as running:
        while not bank.seen:
            time.sleep(0.01)
        began = time.monotonic()
        running.send_signal(signal.SIGINT)
        assert running.stderr.read().strip() == b"fxconv: interrupted"
        assert running.wait() == 130
    assert time.monotonic() - began < 15


def test_a_bank_that_fails_three_times_in_a_row_is_left(download, bank):
    bank.say = giving(b"", 404)
    found = download(DAY, DAY + timedelta(30))
    assert [type(outcome) for outcome in found] == [FetchFailed] * 3
    assert len(bank.seen) == 3
