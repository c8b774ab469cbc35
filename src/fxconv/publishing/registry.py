"""Finds providers by id: files of `fxconv.providers`, and entry points of other packages."""

from __future__ import annotations

import os
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

from ..errors import UnknownProvider

if TYPE_CHECKING:
    from .provider import Provider

GROUP = "fxconv.providers"
FOLDER = os.path.join(os.path.dirname(os.path.dirname(__file__)), "providers")


@cache
def load(name: str) -> Provider:
    """Return the provider with an id; raises UnknownProvider, which lists the known ids.

    If fxconv has no such provider, installed packages are searched for an entry point with that
    name in the group `fxconv.providers`.
    """
    if name in ids():
        provider: Provider = import_module(f"{GROUP}.{name.replace('-', '_')}").PROVIDER
        return provider
    found = _offered(name)
    if found is None:
        raise UnknownProvider(name, ids())
    return found


def find(name: str) -> Provider | None:
    """Return the provider with an id; None if the package that adds it is not installed."""
    return load(name) if name in ids() else _offered(name)


def _offered(name: str) -> Provider | None:
    from importlib.metadata import entry_points

    from .provider import Provider

    for point in entry_points(group=GROUP, name=name):
        provider = point.load()
        if isinstance(provider, Provider) and provider.id == name:
            return provider
    return None


@cache
def ids() -> tuple[str, ...]:
    """Return the ids of all providers, in alphabetical order."""
    files = os.listdir(FOLDER)
    names = (f[:-3] for f in files if f.endswith(".py") and not f.startswith("_"))
    return tuple(sorted(name.replace("_", "-") for name in names))
