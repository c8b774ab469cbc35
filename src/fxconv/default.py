"""The converter you get if you ask for none: the user's store over the rates fxconv came with."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from .converter import Converter

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Concatenate, ParamSpec, TypeVar

    P = ParamSpec("P")
    R = TypeVar("R")


@cache
def converter() -> Converter:
    """Return the default converter, made once."""
    return Converter()


def _by_default(method: Callable[Concatenate[Converter, P], R]) -> Callable[P, R]:
    """Return the method as a function of the default converter."""

    def call(*args: P.args, **kwargs: P.kwargs) -> R:
        return method(converter(), *args, **kwargs)

    call.__doc__ = method.__doc__
    return call


convert = _by_default(Converter.convert)
