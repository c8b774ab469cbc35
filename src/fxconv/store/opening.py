"""Opens stores: the user's on top of the bundled rates to read, the user's alone to write."""

from __future__ import annotations

import os
from contextlib import closing, suppress
from typing import TYPE_CHECKING

from .. import settings
from ..errors import StoreError
from .overlay import Overlay
from .store import Store

if TYPE_CHECKING:
    from datetime import datetime

    from .protocol import BulletinReader


def opened(
    store: BulletinReader | str | os.PathLike[str] | None = None,
    vintage: str | datetime | None = None,
) -> BulletinReader:
    """Open a store for reading.

    A path (default: the user's store) is read on top of the bundled rates, which are used alone if
    the file does not exist yet. A store that cannot be read is ignored, and its error is kept in
    `damaged`. A reader is returned as it is. With a vintage, documents downloaded after that
    instant are ignored. Raises InvalidDate, and StoreError if the bundled rates cannot be read.
    """
    if store is None or isinstance(store, str | os.PathLike):
        return _over_seed(os.fspath(store or settings.store_path()), _utc(vintage))
    return store


def _utc(instant: str | datetime | None) -> str:
    """Return an instant as stores write it, or an empty string for None."""
    if instant is None:
        return ""
    from datetime import UTC

    from ..dates.parsing import as_instant

    return f"{as_instant(instant).astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def _over_seed(path: str, vintage: str) -> BulletinReader:
    seed = Store(settings.SEED, "immutable", vintage)
    if not os.path.exists(path):
        return seed
    try:
        return Overlay(Store(path, vintage=vintage), seed)
    except StoreError as error:
        return Overlay(seed, damaged=[error])


def writable(path: str) -> Store:
    """Open the user's store for writing, and create it if missing; raise StoreError if that fails.

    A damaged store is renamed, with the time appended to its name, and a new one is created.
    """
    try:
        os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
    except OSError as error:
        hint = "set FXCONV_STORE to another path"
        raise StoreError(path, f"cannot create its folder ({error.strerror})", hint) from None
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
    """Create a store in one step, so that no reader finds an unfinished file."""
    made = f"{path}.{os.getpid()}.new"
    Store(made, "rwc").close()
    try:
        os.link(made, path)
    except FileExistsError:
        pass
    finally:
        os.unlink(made)


def _damaged(path: str) -> bool:
    """Return whether a file is an SQLite database that can no longer be read."""
    import sqlite3

    with open(path, "rb") as file:
        if file.read(16) != b"SQLite format 3\0":
            return False
    try:
        with closing(sqlite3.connect(path)) as db:
            return bool(db.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok")
    except sqlite3.DatabaseError as error:
        return type(error) is sqlite3.DatabaseError
