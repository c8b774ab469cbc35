"""The converter you get if you ask for none: the user's store over the rates fxconv came with."""

from __future__ import annotations

import os
from functools import cache
from typing import TYPE_CHECKING

from . import config
from .converter import Converter
from .errors import StoreError
from .layers import Layers
from .store import Store

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Concatenate, ParamSpec, TypeVar

    P = ParamSpec("P")
    R = TypeVar("R")


@cache
def store() -> Layers:
    """Return the user's store, if there is one, over the rates that fxconv came with.

    A store that cannot be read is left out and kept in `damaged`. Raises StoreError where the
    rates that fxconv came with cannot be read.
    """
    path = config.store_path()
    seed = Store(config.SEED, "immutable")
    if not os.path.exists(path):
        return Layers(seed)
    try:
        return Layers(Store(path), seed)
    except StoreError as error:
        return Layers(seed, damaged=[error])


@cache
def converter() -> Converter:
    """Return the default converter, made once."""
    return Converter(store())


def _by_default(method: Callable[Concatenate[Converter, P], R]) -> Callable[P, R]:
    """Return the method as a function of the default converter."""

    def call(*args: P.args, **kwargs: P.kwargs) -> R:
        return method(converter(), *args, **kwargs)

    call.__doc__ = method.__doc__
    return call


convert = _by_default(Converter.convert)
