"""The SQLite file of a store: opens, creates, migrates, reads and writes it."""

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
"""Seconds to wait for another process that is writing."""


class Database:
    """One SQLite file; `mode` is `ro`, `rw`, `rwc` (created if missing) or `immutable`.

    Threads and processes can use it at the same time, because it keeps a write-ahead log. Raises
    StoreError if the file cannot be opened, is damaged, or was written by a newer fxconv.
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
        """Close the file; otherwise it is closed when the last reference to it goes."""
        with self._lock:
            self._closing()

    def vacuum(self) -> None:
        """Shrink the file; raise StoreError if that fails."""
        with self._watched(), self._lock:
            self._db.execute("VACUUM")
            self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def _opened(self, mode: str) -> tuple[sqlite3.Connection, int]:
        """Return a connection and the file's schema version.

        A file in a folder that is not writable is read without a log.
        """
        try:
            return _opened(self.path, mode)
        except sqlite3.OperationalError:
            if mode != "ro" or os.access(os.path.dirname(self.path) or ".", os.W_OK):
                raise
        return _opened(self.path, "immutable")

    def _current(self, mode: str, version: int) -> int:
        """Migrate a file of an older version; return the version it then has."""
        if mode in ("rw", "rwc") and version < VERSION:
            self._bring_up_to_date()
        elif mode == "ro" and version in MIGRATIONS:
            Database(self.path, "rw").close()
        else:
            return version
        return _version(self._db)

    def _bring_up_to_date(self) -> None:
        """Create the tables, or migrate those of an older version."""
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
        """Return the rows of a query; raise StoreError if it fails."""
        try:
            with self._lock:
                return self._db.execute(query, values).fetchall()
        except (sqlite3.Error, UnicodeDecodeError) as error:
            raise self.trouble(error) from error

    def row(self, query: str, values: Sequence[object] = ()) -> Any:
        """Return the single row of a query; raise StoreError if there is not exactly one."""
        rows = self.rows(query, values)
        if len(rows) != 1:
            raise self.trouble(ValueError("a row that another row refers to is missing"))
        return rows[0]

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Yield the connection for one transaction; raise StoreError if it fails."""
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
        """Close the file if anything is raised: Windows cannot move an open file."""
        try:
            yield
        except BaseException:
            self.close()
            raise

    @contextmanager
    def _watched(self) -> Iterator[None]:
        """Turn SQLite's errors into a StoreError that says what to do."""
        try:
            yield
        except sqlite3.Error as error:
            raise self.trouble(error) from error

    def trouble(self, error: Exception) -> StoreError:
        """Return a StoreError that says what is wrong with the file and what to do."""
        return StoreError(self.path, str(error), _advice(error))


def _opened(path: str, mode: str) -> tuple[sqlite3.Connection, int]:
    """Return a connection and the file's schema version; close the connection on an error."""
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
    """Close a connection, unless a thread is using it while the interpreter exits."""
    if lock.acquire(blocking=False):
        db.close()
        lock.release()


def _keep_log(db: sqlite3.Connection) -> None:
    """Switch the file to a write-ahead log; SQLite does not wait for other processes here."""
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
    """Return the number of tables: a file with tables but without a version is not ours."""
    return int(db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0])


def _other_version(version: int) -> tuple[str, str]:
    if version > VERSION:
        return "written by a newer version of fxconv", "upgrade fxconv"
    return "not an fxconv store", "move it away, or set FXCONV_STORE to another path"


def _advice(error: Exception) -> str:
    text = str(error)
    if "readonly" in text:
        return "make it writable, or set FXCONV_STORE to another path"
    if "unable to open" in text:
        return "check that the file exists and that you may read it"
    if "locked" in text:
        return "another process is writing to it: try again"
    return "the file is damaged: move it away, and fxconv will use its bundled rates"


def _connected(path: str, mode: str) -> sqlite3.Connection:
    return sqlite3.connect(
        _uri(path, mode),
        uri=True,
        check_same_thread=False,
        isolation_level=None,
        timeout=PATIENCE,
    )


def _uri(path: str, mode: str) -> str:
    """Return the path as an SQLite URI, in which `%`, `?` and `#` must be escaped."""
    if path == ":memory:":
        return "file::memory:"
    rooted = "/" + path.lstrip("/") if path.startswith("/") else path
    quoted = rooted.replace("%", "%25").replace("?", "%3f").replace("#", "%23")
    return f"file:{quoted}?{'immutable=1' if mode == 'immutable' else f'mode={mode}'}"
