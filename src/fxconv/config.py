"""Where fxconv keeps its files, and the variables of the environment that say otherwise."""

from __future__ import annotations

import os
import sys

from .data import FOLDER

SEED = os.path.join(FOLDER, "seed.sqlite")


def store_path() -> str:
    """Return the path of the user's store: FXCONV_STORE, else the platform's place for data."""
    return os.environ.get("FXCONV_STORE") or os.path.join(_data_folder(), "rates.sqlite")


def _data_folder() -> str:
    if sys.platform.startswith("linux"):
        # As platformdirs has it, whose import would cost a conversion a fifth of its time.
        home = os.environ.get("XDG_DATA_HOME") or os.path.expanduser("~/.local/share")
        return os.path.join(home, "fxconv")
    from platformdirs import user_data_dir

    return user_data_dir("fxconv", appauthor=False)
