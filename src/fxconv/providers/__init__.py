"""The providers: one file each, whose name is its id (with "_" for "-")."""

from __future__ import annotations

import os
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

from ..errors import UnknownProvider

if TYPE_CHECKING:
    from ..provider import Provider


@cache
def load(name: str) -> Provider:
    """Return the provider with an id; raises UnknownProvider, which lists those there are."""
    if name not in ids():
        raise UnknownProvider(name, ids())
    provider: Provider = import_module(f".{name.replace('-', '_')}", __name__).PROVIDER
    return provider


@cache
def ids() -> tuple[str, ...]:
    """Return the ids of all providers, in alphabetical order."""
    files = os.listdir(os.path.dirname(__file__))
    names = (f[:-3] for f in files if f.endswith(".py") and not f.startswith("_"))
    return tuple(sorted(name.replace("_", "-") for name in names))
