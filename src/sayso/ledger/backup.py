"""A copy of a ledger in use, whole or not at all."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from sayso.errors import LedgerUnusable
from sayso.ledger.opening import connect, saying
from sayso.writing import flush

_PART = ".part"


def back_up(source: Path, target: Path) -> int:
    """Copy the ledger at `source` to the new file `target`, and give its size in bytes.

    SQLite's online backup: one state, though another process writes meanwhile. The copy is checked, flushed to
    the disk, and only then gets its name. Raises LedgerMissing, LedgerUnusable (the source is damaged, the target is
    there already, the disk is full or read-only).
    """
    if target.exists():
        raise LedgerUnusable(f"{target}: is there already, and a backup replaces nothing. Name another file.")
    part = target.with_name(target.name + _PART)
    with closing(connect(source, write=False)) as original:
        try:
            copy_whole(original, source, part)
            flush(part)
            part.replace(target)
            flush(target.absolute().parent)
        except OSError as error:
            raise LedgerUnusable(
                f"{target}: cannot be written: {error.strerror or error}. Choose another place."
            ) from error
        finally:
            part.unlink(missing_ok=True)
    return target.stat().st_size


def copy_whole(original: sqlite3.Connection, source: Path, target: Path) -> None:
    """Write what the connection sees to one file at `target`, and check it. Raises LedgerUnusable."""
    target.unlink(missing_ok=True)
    with saying(target), closing(sqlite3.connect(target)) as copy:
        original.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")  # one file, with no log beside it
        found = [words for (words,) in copy.execute("PRAGMA integrity_check(1)")]
    if found != ["ok"]:
        raise LedgerUnusable(
            f"{source}: the file is damaged ({found[0]}). `sayso check --repair` mends what can be mended."
        )
