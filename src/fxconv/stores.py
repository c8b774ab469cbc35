"""Which stores are read: the user's over the rates that fxconv came with, or those given."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from . import config
from .errors import StoreError
from .layers import Layers
from .store import Store

if TYPE_CHECKING:
    from .shelf import Shelf


def opened(store: Shelf | str | os.PathLike[str] | None = None) -> Shelf:
    """Return what bulletins are looked up in.

    A path, by default that of the user's store, is read over the rates that fxconv came with, which
    answer alone where there is no such file yet. A store that cannot be read is left out and kept
    in `damaged`. Anything else is taken as it is. Raises StoreError where the rates that fxconv
    came with cannot be read.
    """
    if store is None or isinstance(store, str | os.PathLike):
        return _over_seed(os.fspath(store or config.store_path()))
    return store


def _over_seed(path: str) -> Shelf:
    seed = Store(config.SEED, "immutable")
    if not os.path.exists(path):
        return seed
    try:
        return Layers(Store(path), seed)
    except StoreError as error:
        return Layers(seed, damaged=[error])
