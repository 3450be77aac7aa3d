"""What parts of a pile gave, in a file beside the ledger, so that a page more need not work all of them out again.

It holds nothing that does not follow from the ledger, and may be deleted at any time; a fault in it costs time, never
more. What this code or another one made is told apart by a digest of the code and its tables.
"""

from __future__ import annotations

import hashlib
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

from sayso.kept import Kept

KEPT = 500  # articles; what fewer give is worked out in two seconds
PATIENCE = 1.0  # seconds; past this another process is at it, and one does without the file
_MADE_WITH = ("numpy", "wordllama")  # what else the parts are made with
_TABLES = (".py", ".csv", ".json", ".toml")  # endings of what holds rules and constants

_SCHEMA = """
CREATE TABLE IF NOT EXISTS about (version TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS parts (key BLOB PRIMARY KEY, packed BLOB NOT NULL);
"""


def parts_path(ledger: Path) -> Path:
    """The file that holds what parts of a pile gave, for a ledger."""
    return ledger.with_name(ledger.name + "-parts")


@contextmanager
def parts_beside(ledger: Path, articles: int) -> Iterator[Kept]:
    """What is kept beside a ledger of so many articles; in the end the file holds what was used meanwhile, and no more.

    A file that is damaged, of other code, or that cannot be written is done without, and where possible made anew.
    """
    path = parts_path(ledger)
    if articles < KEPT:
        _delete(path)
    held = _connection(path, code_digest()) if articles >= KEPT else None
    if held is None:
        yield Kept()
        return
    with closing(held):
        kept = Kept(lambda key: _packed(held, key))
        yield kept
        try:
            _keep(held, kept)
        except sqlite3.Error:
            held.close()
            _delete(path)


def _connection(path: Path, known: str) -> sqlite3.Connection | None:
    """The open file, emptied where other code made it; None where it cannot be had."""
    for _ in range(2):
        try:
            connection = sqlite3.connect(path, timeout=PATIENCE, isolation_level=None)
            connection.execute("PRAGMA synchronous = OFF")  # what a power cut damages is made again
            connection.executescript(_SCHEMA)
            if connection.execute("SELECT version FROM about").fetchone() != (known,):
                connection.executescript("BEGIN IMMEDIATE; DELETE FROM parts; DELETE FROM about;")
                connection.execute("INSERT INTO about VALUES (?)", (known,))
                connection.execute("COMMIT")
        except sqlite3.OperationalError:
            return None  # another process is at it, or nobody may write here
        except sqlite3.DatabaseError:
            _delete(path)
        else:
            return connection
    return None


def _packed(held: sqlite3.Connection, key: bytes) -> bytes | None:
    with suppress(sqlite3.Error):
        found = held.execute("SELECT packed FROM parts WHERE key = ?", (key,)).fetchone()
        return found[0] if found and isinstance(found[0], bytes) else None
    return None


def _keep(held: sqlite3.Connection, kept: Kept) -> None:
    """Let the file hold what was used, all or nothing."""
    held.execute("BEGIN IMMEDIATE")
    there = {key for (key,) in held.execute("SELECT key FROM parts")}
    held.executemany("DELETE FROM parts WHERE key = ?", ((key,) for key in there - kept.used))
    held.executemany("INSERT OR REPLACE INTO parts VALUES (?, ?)", kept.fresh.items())
    held.execute("COMMIT")


def _delete(path: Path) -> None:
    with suppress(OSError):
        path.unlink(missing_ok=True)


@cache
def code_digest(root: Path | None = None) -> str:
    """A digest of all rules and constants by which parts are worked out: the code, its tables, what they run on.

    `root` is the folder they stand in: sayso's own.
    """
    root = root or Path(str(files("sayso")))
    told = hashlib.blake2b(sys.version.encode(), digest_size=16)
    for package in _MADE_WITH:
        told.update(f"{package} {version(package)}\n".encode())
    for path in sorted(path for path in root.rglob("*") if path.suffix in _TABLES):
        told.update(path.relative_to(root).as_posix().encode())
        told.update(hashlib.blake2b(path.read_bytes()).digest())
    return told.hexdigest()
