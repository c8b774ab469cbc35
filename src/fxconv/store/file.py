"""The file of a store: opened, made, brought up to date, and read or written as a whole."""

from __future__ import annotations

import os
import sqlite3
import time
from contextlib import contextmanager, suppress
from threading import RLock
from typing import TYPE_CHECKING, Any, Final
from weakref import finalize

from ..errors import StoreError
from .schema import MIGRATIONS, SCHEMA, VERSION

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

PATIENCE: Final = 30.0
"""Seconds that a process waits for another one that is writing."""


class Database:
    """One SQLite file; `mode` is `ro`, `rw`, `rwc` (made if missing) or `immutable`.

    Safe for threads, and for several processes at once: it keeps a write-ahead log. Raises
    StoreError where the file cannot be opened, is damaged, or was made by a newer fxconv.
    """

    def __init__(self, path: str, mode: str = "ro") -> None:
        self.path = path
        self._lock = RLock()
        with self._watched():
            self._db, version = self._opened(mode)
        self._closing = finalize(self, _closed_if_idle, self._db, self._lock)
        with self._closed_on_error(), self._watched():
            version = self._current(mode, version)
            if version != VERSION:
                raise StoreError(path, *_other_version(version))

    def close(self) -> None:
        """Close the file; left open, it is closed once nothing refers to it."""
        with self._lock:
            self._closing()

    def vacuum(self) -> None:
        """Give back unused room; raises StoreError."""
        with self._watched(), self._lock:
            self._db.execute("VACUUM")
            self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def _opened(self, mode: str) -> tuple[sqlite3.Connection, int]:
        """Return a connection and the version of what is in the file.

        Where no log can be kept beside a file, it is read without one.
        """
        try:
            return _opened(self.path, mode)
        except sqlite3.OperationalError:
            if mode != "ro" or os.access(os.path.dirname(self.path) or ".", os.W_OK):
                raise
        return _opened(self.path, "immutable")

    def _current(self, mode: str, version: int) -> int:
        """Bring a file of an older version up to date; return the version it has then."""
        if mode in ("rw", "rwc") and version < VERSION:
            self._bring_up_to_date()
        elif mode == "ro" and version in MIGRATIONS:
            Database(self.path, "rw").close()
        else:
            return version
        return _version(self._db)

    def _bring_up_to_date(self) -> None:
        """Make the tables, or turn those of an older version into those of this one."""
        self._db.execute("BEGIN IMMEDIATE")
        version = _version(self._db)
        if version == 0 and not _tables(self._db):
            self._run(SCHEMA, VERSION)
        for step in range(version, VERSION if version else 0):
            self._run(MIGRATIONS[step], step + 1)
        self._db.execute("COMMIT")

    def _run(self, script: str, version: int) -> None:
        for statement in filter(str.strip, script.split(";")):
            self._db.execute(statement)
        self._db.execute(f"PRAGMA user_version = {version}")

    def rows(self, query: str, values: Sequence[object] = ()) -> list[Any]:
        """Return the rows of a query; raises StoreError."""
        try:
            with self._lock:
                return self._db.execute(query, values).fetchall()
        except (sqlite3.Error, UnicodeDecodeError) as error:
            raise self.trouble(error) from error

    def row(self, query: str, values: Sequence[object] = ()) -> Any:
        """Return the only row of a query; raises StoreError."""
        rows = self.rows(query, values)
        if len(rows) != 1:
            raise self.trouble(ValueError("a row that another names is missing"))
        return rows[0]

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Give the connection for changes that are made all or none; raises StoreError."""
        with self._watched(), self._lock:
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield self._db
            except BaseException:
                with suppress(sqlite3.Error):
                    self._db.execute("ROLLBACK")
                raise
            self._db.execute("COMMIT")

    @contextmanager
    def _closed_on_error(self) -> Iterator[None]:
        """Close the file where something is raised: an open one cannot be moved on Windows."""
        try:
            yield
        except BaseException:
            self.close()
            raise

    @contextmanager
    def _watched(self) -> Iterator[None]:
        """Turn what SQLite reports into an error that says what to do."""
        try:
            yield
        except sqlite3.Error as error:
            raise self.trouble(error) from error

    def trouble(self, error: Exception) -> StoreError:
        """Return an error that says what is wrong with the file and what to do."""
        return StoreError(self.path, str(error), _advice(error))


def _opened(path: str, mode: str) -> tuple[sqlite3.Connection, int]:
    """Return a connection and the version of what is in the file; left closed on an error."""
    db = _connected(path, mode)
    try:
        version = _version(db)
        if mode in ("rw", "rwc") and (0 < version <= VERSION or not _tables(db)):
            _keep_log(db)
    except BaseException:
        db.close()
        raise
    return db, version


def _closed_if_idle(db: sqlite3.Connection, lock: RLock) -> None:
    """Close a connection, unless a thread uses it while the interpreter ends."""
    if lock.acquire(blocking=False):
        db.close()
        lock.release()


def _keep_log(db: sqlite3.Connection) -> None:
    """Make the file one with a write-ahead log; SQLite does not wait for others with this."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            db.execute("PRAGMA journal_mode = WAL")
            break
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > until:
                raise
            time.sleep(0.01)
    db.execute("PRAGMA synchronous = NORMAL")


def _version(db: sqlite3.Connection) -> int:
    return int(db.execute("PRAGMA user_version").fetchone()[0])


def _tables(db: sqlite3.Connection) -> int:
    """Return how many tables there are: a file that has some, but no version, is not ours."""
    return int(db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0])


def _other_version(version: int) -> tuple[str, str]:
    if version > VERSION:
        return "it was made by a newer fxconv", "update fxconv"
    return "it is not a store of rates", "move it away or name another with FXCONV_STORE"


def _advice(error: Exception) -> str:
    text = str(error)
    if "readonly" in text:
        return "make it writable, or name another store with FXCONV_STORE"
    if "unable to open" in text:
        return "check that it exists and may be read"
    if "locked" in text:
        return "another process is writing: try again"
    return "it is damaged: move it away, fxconv goes on with the rates it came with"


def _connected(path: str, mode: str) -> sqlite3.Connection:
    return sqlite3.connect(
        _uri(path, mode),
        uri=True,
        check_same_thread=False,
        isolation_level=None,
        timeout=PATIENCE,
    )


def _uri(path: str, mode: str) -> str:
    """Return the path as an SQLite URI; percent, question mark and hash have a meaning there."""
    if path == ":memory:":
        return "file::memory:"
    rooted = "/" + path.lstrip("/") if path.startswith("/") else path
    quoted = rooted.replace("%", "%25").replace("?", "%3f").replace("#", "%23")
    return f"file:{quoted}?{'immutable=1' if mode == 'immutable' else f'mode={mode}'}"
