"""Bringing a ledger file to the schema this sayso knows. A migration that was released is never edited."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from importlib.resources import files
from pathlib import Path

from sayso.errors import LedgerTooNew, LedgerUnusable

APPLICATION_ID = 0x53415953  # "SAYS": what tells a ledger from another SQLite file

_NAMES = {path.name for path in files("sayso.ledger").iterdir() if path.name.startswith("schema_")}

MIGRATIONS: tuple[str, ...] = tuple(
    (files("sayso.ledger") / name).read_text(encoding="utf-8")
    for name in ("schema.sql", *(f"schema_{number}.sql" for number in range(2, len(_NAMES) + 2)))
)
"""Script n brings schema n to n + 1; an empty file has schema 0."""


def schema_of(connection: sqlite3.Connection, path: Path, migrations: Sequence[str]) -> int:
    """The schema version of an open file: 0 for an empty one.

    Raises LedgerTooNew, and LedgerUnusable for an SQLite file that is no ledger.
    """
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    owner: int = connection.execute("PRAGMA application_id").fetchone()[0]
    filled: int = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    if owner != APPLICATION_ID:
        if owner or version or filled:
            raise LedgerUnusable(f"{path}: an SQLite file, but no sayso ledger. Name another file.")
        return 0
    if version > len(migrations):
        raise LedgerTooNew(path, version, len(migrations))
    return version


def migrate(connection: sqlite3.Connection, path: Path, migrations: Sequence[str]) -> None:
    """Bring the file to the newest schema, each step a transaction of its own. Raises as `schema_of` does."""
    while schema_of(connection, path, migrations) < len(migrations):
        connection.execute("BEGIN IMMEDIATE")
        try:
            found = schema_of(connection, path, migrations)  # again: another process may have been quicker
            if found < len(migrations):
                for statement in split(migrations[found]):
                    connection.execute(statement)
                connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
                connection.execute(f"PRAGMA user_version = {found + 1}")
            connection.execute("COMMIT")
        finally:
            if connection.in_transaction:
                connection.execute("ROLLBACK")


def split(script: str) -> Iterator[str]:
    """The single statements of a script whose statements each end at the end of a line."""
    pending = ""
    for line in script.splitlines(keepends=True):
        pending += line
        if sqlite3.complete_statement(pending):
            yield pending
            pending = ""
