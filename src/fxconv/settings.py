"""Where fxconv keeps its files, and what its settings say: the environment before the file."""

from __future__ import annotations

import os
import sys
from functools import cache
from typing import Any, TypeVar

from .data.facts import FOLDER
from .errors import InvalidOption

SEED = os.path.join(FOLDER, "seed.sqlite")
BUDGET, LONGEST = "3", 3600
"""Seconds that a conversion may spend on asking for what is due, if nothing else is set."""

T = TypeVar("T")


def store_path() -> str:
    """Return the path of the user's store: FXCONV_STORE, else the platform's place for data."""
    return os.environ.get("FXCONV_STORE") or os.path.join(_folder("data"), "rates.sqlite")


def config_path() -> str:
    """Return the path of the settings: FXCONV_CONFIG, else the platform's place for them."""
    return os.environ.get("FXCONV_CONFIG") or os.path.join(_folder("config"), "config.toml")


def offline() -> bool:
    """Return whether nothing may be asked: FXCONV_OFFLINE, else `offline` in the settings."""
    given = os.environ.get("FXCONV_OFFLINE")
    return given not in ("", "0") if given is not None else _setting("offline", bool, False)


def budget() -> float:
    """Return the seconds that asking may take: FXCONV_BUDGET, else `budget` in the settings."""
    given = os.environ.get("FXCONV_BUDGET") or _setting("budget", object, BUDGET)
    try:
        seconds = float(str(given))
    except ValueError:
        seconds = -1.0
    if not 0 <= seconds < LONGEST:
        raise InvalidOption("budget", given, "a number of seconds")
    return seconds


def mirror() -> str:
    """Return the address that all requests go to, with that of the source behind it, if any."""
    return os.environ.get("FXCONV_MIRROR") or _setting("mirror", str, "")


def order() -> list[str]:
    """Return the ids of the providers that the settings want asked, in order."""
    return [str(name) for name in _setting("order", list, [])]


def key(provider: str) -> str:
    """Return the key for a provider: FXCONV_KEY_<ID>, else that of the settings; "" for none."""
    given = os.environ.get(key_variable(provider))
    return given or str(_setting("keys", dict, {}).get(provider, ""))


def key_variable(provider: str) -> str:
    """Return the name of the variable that has the key for a provider."""
    return "FXCONV_KEY_" + provider.upper().replace("-", "_")


def _setting(name: str, kind: type[T], usual: T) -> T:
    """Return what the file of settings says; its text may be a key and is in no error."""
    found = _read(config_path()).get(name, usual)
    if not isinstance(found, kind):
        wanted = {bool: "true or false", str: "a text", list: "a list", dict: "a table"}[kind]
        raise InvalidOption("the setting", name, wanted)
    return found


@cache
def _read(path: str) -> dict[str, Any]:
    """Return what a file of settings says, nothing where there is none; raises InvalidOption."""
    if not os.path.exists(path):
        return {}
    import tomllib

    try:
        with open(path, "rb") as file:
            return tomllib.load(file)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        why = f"a file in TOML, which {path} is not: {error}"
        raise InvalidOption("the settings", os.path.basename(path), why) from None


def _folder(kind: str) -> str:
    """Return the folder for data or for settings."""
    if sys.platform.startswith("linux"):
        # As platformdirs has it, whose import would cost a conversion a fifth of its time.
        usual = {"data": "~/.local/share", "config": "~/.config"}[kind]
        home = os.environ.get(f"XDG_{kind.upper()}_HOME") or os.path.expanduser(usual)
        return os.path.join(home, "fxconv")
    import platformdirs

    find = {"data": platformdirs.user_data_dir, "config": platformdirs.user_config_dir}[kind]
    return find("fxconv", appauthor=False)
