from __future__ import annotations

import subprocess
import sys

import pytest

from surroundings import SURROUNDINGS
from update.refresh.banks import AHEAD, serving


@pytest.fixture
def banks():
    with serving() as server:
        yield server


@pytest.fixture
def path(tmp_path):
    return tmp_path / "rates.sqlite"


@pytest.fixture
def fxconv(tmp_path, path, banks):
    def run(*arguments, **variables):
        environment = {
            **SURROUNDINGS,
            "TZ": AHEAD,
            "HOME": str(tmp_path),
            "FXCONV_STORE": str(path),
            "FXCONV_CONFIG": str(tmp_path / "none.toml"),
            "FXCONV_MIRROR": banks.url,
            **variables,
        }
        command = [sys.executable, "-m", "fxconv", *arguments]
        return subprocess.run(command, capture_output=True, text=True, env=environment, check=False)

    return run
