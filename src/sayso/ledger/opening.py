"""Opening a ledger file, and saying in words what SQLite could not do."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import quote

from sayso.errors import LedgerMissing, LedgerUnusable
from sayso.ledger.migrations import MIGRATIONS, migrate, schema_of

BUSY_SECONDS = 30.0  # a transaction of 32 pages takes well under one; past this the other process hangs

LOG_BYTES = 64 << 20  # of the log beside a ledger, from which on it is folded in and cut off
FOLD_SECONDS = 0.25  # for readers to be done meanwhile: a page of the workspace takes well under one

_WORDS = {
    sqlite3.SQLITE_BUSY: "another process is writing this ledger. Wait for it to end, or stop it, and run again.",
    sqlite3.SQLITE_LOCKED: "another process is writing this ledger. Wait for it to end, or stop it, and run again.",
    sqlite3.SQLITE_FULL: "the disk is full. Free some space and run again; what was stored stays.",
    sqlite3.SQLITE_IOERR: "the disk refused to read or write: full, over quota, or failing. What was stored stays.",
    sqlite3.SQLITE_READONLY: "cannot be written: the file or its folder is read-only. Copy it to where you may write.",
    sqlite3.SQLITE_CANTOPEN: "cannot be opened. Check that the folder is there and that you may read and write in it.",
    sqlite3.SQLITE_PERM: "cannot be opened: no permission. Copy it to where you may read and write.",
    sqlite3.SQLITE_CORRUPT: "the file is damaged. Restore a backup, or save what can be with `sayso check --repair`.",
    sqlite3.SQLITE_NOTADB: "not a ledger. Name another file.",
}


@contextmanager
def saying(path: Path) -> Iterator[None]:
    """Turn what the operator can mend into LedgerUnusable; anything else SQLite raises is our own bug."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        words = _WORDS.get(getattr(error, "sqlite_errorcode", 0) & 0xFF)
        if words is None:
            raise
        raise LedgerUnusable(f"{path}: {words} (SQLite: {error})") from error


def connect(path: Path, *, write: bool) -> sqlite3.Connection:
    """Open the file at `path`; for writing it is made and migrated when need be.

    Raises LedgerMissing, LedgerUnusable, LedgerTooNew.
    """
    if not write and (not path.is_file() or path.stat().st_size == 0):
        if path.exists() and not path.is_file():
            raise LedgerUnusable(f"{path}: not a file. Name the ledger file.")
        raise LedgerMissing(path)
    with saying(path):
        return _connect_to_write(path) if write else _connect_to_read(path)


def _connect_to_write(path: Path) -> sqlite3.Connection:
    connection = _open(path, "rwc")
    try:
        schema_of(connection, path, MIGRATIONS)  # before anything is changed: it may be no ledger
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")  # in WAL: a power cut may lose the last batch, never more
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA recursive_triggers = ON")  # so that no REPLACE slips past the append-only triggers
        migrate(connection, path, MIGRATIONS)
    except BaseException:
        connection.close()
        raise
    return connection


def _connect_to_read(path: Path) -> sqlite3.Connection:
    """Read-write where the file system allows it (SQLite then tidies its side files up), but barred from writing."""
    connection = _open(path, "rw")
    try:
        try:
            found = schema_of(connection, path, MIGRATIONS)
        except sqlite3.OperationalError as error:
            # WAL needs a side file, and the folder is read-only. Without a log beside it the file is complete.
            if error.sqlite_errorcode & 0xFF not in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY):
                raise
            connection.close()
            if _log_bytes(path):
                raise LedgerUnusable(
                    f"{path}: its folder is read-only, and {path.name}-wal beside it holds rows not yet in it. "
                    "Copy both files to where you may write."
                ) from error
            connection = _open(path, "ro&immutable=1")
            found = schema_of(connection, path, MIGRATIONS)
        if found == 0:
            raise LedgerMissing(path)
        if found < len(MIGRATIONS):
            migrate(connection, path, MIGRATIONS)
        connection.execute("PRAGMA query_only = ON")
    except BaseException:
        connection.close()
        raise
    return connection


def fold_log(connection: sqlite3.Connection, path: Path) -> None:
    """Fold a log that has grown long into the ledger, and cut it off.

    SQLite begins a log anew only at a moment when nobody reads from it. Under readers that overlap there is none, and
    it would grow as long as they ask. Whoever reads for longer is not waited for: the next transaction tries again.
    """
    if _log_bytes(path) < LOG_BYTES:
        return
    connection.execute(f"PRAGMA busy_timeout = {int(FOLD_SECONDS * 1000)}")
    try:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode != sqlite3.SQLITE_LOCKED:  # a query of this very connection is still being read
            raise
    finally:
        connection.execute(f"PRAGMA busy_timeout = {int(BUSY_SECONDS * 1000)}")


def _open(path: Path, mode: str) -> sqlite3.Connection:
    address = f"file:{quote(os.fsencode(path.absolute()))}?mode={mode}"
    return sqlite3.connect(address, uri=True, timeout=BUSY_SECONDS, isolation_level=None)


def _log_bytes(path: Path) -> int:
    """How long the log beside a ledger is; 0: there is none."""
    with suppress(OSError):
        return path.with_name(path.name + "-wal").stat().st_size
    return 0
