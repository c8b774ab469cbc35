"""Where fxconv keeps its files, and its settings; the environment overrides the settings file."""

from __future__ import annotations

import os
import sys
from functools import cache
from typing import Any, TypeVar

from .data.facts import FOLDER
from .errors import InvalidOption

SEED = os.path.join(FOLDER, "seed.sqlite")
BUDGET, LONGEST = "3", 3600
"""The default and the upper limit of the seconds that a conversion may spend on downloads."""

T = TypeVar("T")


def store_path() -> str:
    """Return the path of the user's store: FXCONV_STORE, or the platform's folder for data."""
    return os.environ.get("FXCONV_STORE") or os.path.join(_folder("data"), "rates.sqlite")


def config_path() -> str:
    """Return the path of the settings file: FXCONV_CONFIG, or a file in the platform's folder."""
    return os.environ.get("FXCONV_CONFIG") or os.path.join(_folder("config"), "config.toml")


def offline() -> bool:
    """Return whether downloads are off: FXCONV_OFFLINE, or `offline` in the settings."""
    given = os.environ.get("FXCONV_OFFLINE")
    return given not in ("", "0") if given is not None else _setting("offline", bool, False)


def budget() -> float:
    """Return the seconds that downloads may take: FXCONV_BUDGET, or `budget` in the settings."""
    given = os.environ.get("FXCONV_BUDGET") or _setting("budget", object, BUDGET)
    try:
        seconds = float(str(given))
    except ValueError:
        seconds = -1.0
    if not 0 <= seconds < LONGEST:
        raise InvalidOption("the setting budget", given, f"seconds, from 0 to less than {LONGEST}")
    return seconds


def mirror() -> str:
    """Return the address that all requests go to, followed by that of the source; "" for none."""
    return os.environ.get("FXCONV_MIRROR") or _setting("mirror", str, "")


def order() -> list[str]:
    """Return the ids of the providers in the settings, in the order to ask them."""
    return [str(name) for name in _setting("order", list, [])]


def key(provider: str) -> str:
    """Return the key for a provider: FXCONV_KEY_<ID>, or that in the settings; "" for none."""
    given = os.environ.get(key_variable(provider))
    return given or str(_setting("keys", dict, {}).get(provider, ""))


def key_variable(provider: str) -> str:
    """Return the name of the environment variable that holds the key for a provider."""
    return "FXCONV_KEY_" + provider.upper().replace("-", "_")


def _setting(name: str, kind: type[T], usual: T) -> T:
    """Return a setting from the file; it may hold a key, so no error shows its value."""
    found = _read(config_path()).get(name, usual)
    if not isinstance(found, kind):
        wanted = {bool: "true or false", str: "text", list: "a list", dict: "a table"}[kind]
        raise InvalidOption("the setting", name, wanted)
    return found


@cache
def _read(path: str) -> dict[str, Any]:
    """Return the settings in a file, none if it does not exist; raises InvalidOption."""
    if not os.path.exists(path):
        return {}
    import tomllib

    try:
        with open(path, "rb") as file:
            return tomllib.load(file)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        instead = f"a readable TOML file in place of {path}: {error}"
        raise InvalidOption("the settings file", os.path.basename(path), instead) from None


def _folder(kind: str) -> str:
    """Return the folder for `data` or for `config`."""
    if sys.platform.startswith("linux"):
        # The same folders as platformdirs, whose import would take a fifth of a conversion's time.
        usual = {"data": "~/.local/share", "config": "~/.config"}[kind]
        home = os.environ.get(f"XDG_{kind.upper()}_HOME") or os.path.expanduser(usual)
        return os.path.join(home, "fxconv")
    import platformdirs

    find = {"data": platformdirs.user_data_dir, "config": platformdirs.user_config_dir}[kind]
    return find("fxconv", appauthor=False)
