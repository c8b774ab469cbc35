from __future__ import annotations

import pytest

from fxconv import Store
from fxconv.publishing.registry import load
from fxconv.update.download import Download
from replay import served
from update.download.answers import DAY, GOOD, PATIENT, giving, one_request, running, stocked


@pytest.fixture
def path(tmp_path):
    return stocked(tmp_path)


@pytest.fixture
def bank():
    with served(giving(GOOD)) as server:
        yield server


@pytest.fixture
def fxconv(tmp_path, bank):
    def run(*typed, **variables):
        return running(tmp_path, bank.url, *typed, **variables)

    return run


@pytest.fixture
def download(bank, path, monkeypatch):
    """Return what downloads days of the Bank of Russia, at once."""
    monkeypatch.setenv("FXCONV_MIRROR", bank.url)

    def run(first=DAY, last=None, now=None, again=False, limits=PATIENT):
        store = Store(path, "rw")
        made = Download(one_request(load("cbr")), store, store, limits, now)
        return [o for span in made.lacking(first, last or first, again) for o in made.run(span)]

    return run
