"""What can be saved of a damaged ledger, in a new file; what is lost is read again from the pages."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from msgspec import Struct

from sayso.errors import LedgerUnusable
from sayso.ledger.migrations import MIGRATIONS, migrate
from sayso.ledger.opening import connect, saying
from sayso.writing import flush

# Parents before children, each with the columns that name its parents' rows. What follows from the readings is left
# out: it is worked out again.
_KEPT: dict[str, dict[str, tuple[str, str]]] = {
    "runs": {},
    "run_ends": {"run_id": ("runs", "run_id")},
    "pages": {"run_id": ("runs", "run_id")},
    "page_paths": {"page_id": ("pages", "page_id")},
    "input_rejections": {},
    "readings": {"page_id": ("pages", "page_id")},
    "articles": {"reading_id": ("readings", "reading_id")},
    "statements": {"reading_id": ("readings", "reading_id")},
    "reading_rejections": {"reading_id": ("readings", "reading_id")},
    "reading_flags": {"reading_id": ("readings", "reading_id")},
    "known_lists": {},
    "known_chunks": {"list_id": ("known_lists", "list_id")},
    "known_choices": {"list_id": ("known_lists", "list_id")},
    "owners": {"run_id": ("runs", "run_id")},
    "rulings": {},
    "fetches": {},
    "alerts": {},
}
_INDEXES = ("article_search", "statement_search")


class Repaired(Struct, frozen=True):
    """What a repair did."""

    kept: int  # rows saved
    lost: int  # rows that could not be read, or whose parents could not; -1 when nobody can tell how many there were
    unread: tuple[str, ...]  # pages without a reading now, by their first path
    inputs: tuple[str, ...]  # what the runs were given, in their order: where lost pages may be read again
    old: Path  # the damaged file, kept


def mend_search(path: Path) -> None:
    """Make both search indexes anew."""
    with saying(path), closing(connect(path, write=True)) as connection:
        for index in _INDEXES:
            connection.execute(f"INSERT INTO {index} ({index}) VALUES ('rebuild')")


def salvage(path: Path) -> Repaired:
    """Put all rows that can be read of the file at `path` into a new ledger under its name.

    The damaged file is kept as `path.damaged`. Raises LedgerUnusable when nothing can be read, or the disk is full.
    """
    old, new = path.with_name(path.name + ".damaged"), path.with_name(path.name + ".repaired")
    if old.exists():
        raise LedgerUnusable(f"{old}: is there already, from an earlier repair. Move it away and run again.")
    new.unlink(missing_ok=True)
    kept = lost = 0
    with saying(path), closing(sqlite3.connect(f"file:{path}?mode=rw", uri=True)) as damaged:
        damaged.text_factory = lambda raw: raw.decode("utf-8", "replace")
        with closing(sqlite3.connect(new, isolation_level=None)) as fresh:
            migrate(fresh, new, MIGRATIONS)
            fresh.execute("BEGIN")
            for table, parents in _KEPT.items():
                saved, missed = _carry(damaged, fresh, table, parents)
                kept, lost = kept + saved, lost + missed
            for index in _INDEXES:
                fresh.execute(f"INSERT INTO {index} ({index}) VALUES ('rebuild')")
            fresh.execute("COMMIT")
            unread = [p for (p,) in fresh.execute(_UNREAD)]
            inputs = [i for (i,) in fresh.execute(_INPUTS)]
    if not kept:
        new.unlink()
        raise LedgerUnusable(f"{path}: no row of it can be read. Ingest the pages into a new ledger.")
    _put_in_place(path, old, new)
    return Repaired(kept, lost, tuple(unread), tuple(inputs), old)


_UNREAD = """
    SELECT coalesce(min(g.path), p.page_id) FROM pages p LEFT JOIN page_paths g ON g.page_id = p.page_id
    WHERE NOT EXISTS (
        SELECT 1 FROM readings r JOIN articles a ON a.reading_id = r.reading_id WHERE r.page_id = p.page_id)
      AND NOT EXISTS (
        SELECT 1 FROM readings r JOIN reading_rejections j ON j.reading_id = r.reading_id WHERE r.page_id = p.page_id)
    GROUP BY p.page_id ORDER BY 1"""
_INPUTS = "SELECT i.value FROM runs r, json_each(r.inputs) i GROUP BY i.value ORDER BY min(r.run_id), i.value"


def _carry(
    damaged: sqlite3.Connection, fresh: sqlite3.Connection, table: str, parents: dict[str, tuple[str, str]]
) -> tuple[int, int]:
    """Copy the rows of a table that can be read and whose parents were; how many were kept, and lost."""
    there = [row[1] for row in damaged.execute(f"PRAGMA table_info({table})")]
    names = [row[1] for row in fresh.execute(f"PRAGMA table_info({table})") if row[1] in there]
    if not names:
        return 0, 0
    known = {
        column: {key for (key,) in fresh.execute(f"SELECT {of} FROM {parent}")}
        for column, (parent, of) in parents.items()
    }
    places = [(names.index(column), keys) for column, keys in known.items()]
    marks = ", ".join("?" * len(names))
    sql = f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks}) ON CONFLICT DO NOTHING"
    kept = missed = 0
    for row in _readable(damaged, table, names):
        if all(row[at] in keys for at, keys in places) and _inserted(fresh, sql, row):
            kept += 1
        else:
            missed += 1
    return kept, missed


def _inserted(fresh: sqlite3.Connection, sql: str, row: tuple[object, ...]) -> bool:
    try:
        return fresh.execute(sql, row).rowcount > 0
    except sqlite3.IntegrityError:  # a value of another type than its column's, or none where one must be
        return False


def _readable(damaged: sqlite3.Connection, table: str, names: list[str]) -> Iterator[tuple[object, ...]]:
    """The rows before a damaged place, and those behind it, read from the other end."""
    key = [row[1] for row in damaged.execute(f"PRAGMA table_info({table})") if row[5]] or ["rowid"]
    seen: set[tuple[object, ...]] = set()
    for direction in ("", " DESC"):
        order = ", ".join(f"{column}{direction}" for column in key)
        rows = damaged.execute(f"SELECT {', '.join(key)}, {', '.join(names)} FROM {table} NOT INDEXED ORDER BY {order}")
        try:
            for row in rows:
                mark, values = row[: len(key)], row[len(key) :]
                if mark not in seen:
                    seen.add(mark)
                    yield values
            return
        except sqlite3.DatabaseError:
            continue


def _put_in_place(path: Path, old: Path, new: Path) -> None:
    flush(new)
    path.rename(old)
    for ending in ("-wal", "-shm"):  # they belong to the damaged file; SQLite would play them into any of its name
        beside = path.with_name(path.name + ending)
        if beside.exists():
            beside.rename(old.with_name(old.name + ending))
    new.rename(path)
    flush(path.absolute().parent)
