"""Which stores are read, the user's over the rates that fxconv came with, and which is written."""

from __future__ import annotations

import os
from contextlib import closing, suppress
from threading import get_ident
from typing import TYPE_CHECKING

from . import config
from .errors import StoreError
from .layers import Layers
from .store import Store

if TYPE_CHECKING:
    from datetime import datetime

    from .shelf import Shelf


def opened(
    store: Shelf | str | os.PathLike[str] | None = None, vintage: str | datetime | None = None
) -> Shelf:
    """Return what bulletins are looked up in.

    A path, by default that of the user's store, is read over the rates that fxconv came with, which
    answer alone where there is no such file yet. A store that cannot be read is left out and kept
    in `damaged`. Anything else is taken as it is. With a vintage, what was downloaded after that
    instant is left out of the files. Raises InvalidDate, and StoreError where the rates that fxconv
    came with cannot be read.
    """
    if store is None or isinstance(store, str | os.PathLike):
        return _over_seed(os.fspath(store or config.store_path()), _utc(vintage))
    return store


def _utc(instant: str | datetime | None) -> str:
    """Return an instant as stores write it; nothing for none."""
    if instant is None:
        return ""
    from datetime import UTC

    from .days import as_instant

    return f"{as_instant(instant).astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def _over_seed(path: str, vintage: str) -> Shelf:
    seed = Store(config.SEED, "immutable", vintage)
    if not os.path.exists(path):
        return seed
    try:
        return Layers(Store(path, vintage=vintage), seed)
    except StoreError as error:
        return Layers(seed, damaged=[error])


def writable(path: str) -> Store:
    """Return the user's store to add to, made if there is none; raises StoreError.

    One that is damaged is moved aside, under its name with the time, and a new one made.
    """
    try:
        os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
    except OSError as error:
        hint = "name another store with FXCONV_STORE"
        raise StoreError(path, f"its folder cannot be made, {error.strerror}", hint) from None
    if not os.path.exists(path):
        _make(path)
    try:
        return Store(path, "rwc")
    except StoreError:
        if not _damaged(path):
            raise
    from datetime import UTC, datetime

    aside = f"{path}.damaged-{datetime.now(UTC):%Y%m%dT%H%M%SZ}"
    for end in ("", "-wal", "-shm"):
        with suppress(FileNotFoundError):
            os.replace(path + end, aside + end)
    return Store(path, "rwc")


def _make(path: str) -> None:
    """Make a store where there is none, in one step for those who read it."""
    made = f"{path}.{os.getpid()}.{get_ident()}.new"
    Store(made, "rwc").close()
    try:
        os.link(made, path)
    except FileExistsError:
        pass
    finally:
        os.unlink(made)


def _damaged(path: str) -> bool:
    """Return whether a file was a store once and cannot be read any more."""
    import sqlite3

    with open(path, "rb") as file:
        if file.read(16) != b"SQLite format 3\0":
            return False
    try:
        with closing(sqlite3.connect(path)) as db:
            return bool(db.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok")
    except sqlite3.DatabaseError as error:
        return type(error) is sqlite3.DatabaseError
