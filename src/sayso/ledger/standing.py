"""What tracing copies left behind, in a file beside the ledger, so that a page more need not trace all again.

It holds nothing that does not follow from the ledger, and may be deleted at any time. Postings are kept as sorted
64-bit numbers in chunks, each a row under its first number, so that a few hashes are looked up and added without the
rest. Numbers that SQLite cannot hold, from 2^63 on, are moved down by 2^63; that keeps their order.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sayso.ledger.migrations import split
from sayso.ledger.opening import saying
from sayso.ledger.parts import PATIENCE

Hashes = NDArray[np.uint64]
Kind = Literal["shingles", "words"]
Table = Literal["articles", "held", "texts", "boilerplate", "near", "retold", "traced"]

VERSION = 1  # of the file's tables; what tracing makes of articles is counted by `deriving.DERIVATION`
CHUNK = 1024  # hashes in a chunk when it is made; parted when there are more than twice as many
OWNER_BITS = np.uint64(22)  # as in `copies.postings`
_TOP = 1 << 63

_SCHEMA = """
CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE articles (
  number INTEGER PRIMARY KEY,  -- in order of coming
  article_id TEXT NOT NULL UNIQUE,
  article_key INTEGER NOT NULL,  -- in the ledger
  day TEXT NOT NULL, sign INTEGER NOT NULL, length INTEGER NOT NULL  -- its place in the pile
);
CREATE TABLE held (
  number INTEGER PRIMARY KEY,
  fingerprint BLOB NOT NULL,
  words BLOB  -- null: it is a near-verbatim copy, or too short to be told again
);
CREATE TABLE shingles (first INTEGER PRIMARY KEY, packed BLOB NOT NULL);
CREATE TABLE words (first INTEGER PRIMARY KEY, packed BLOB NOT NULL);
CREATE TABLE texts (word INTEGER PRIMARY KEY, count INTEGER NOT NULL);
CREATE TABLE boilerplate (shingle INTEGER PRIMARY KEY);
CREATE TABLE near (one INTEGER, other INTEGER, PRIMARY KEY (one, other)) WITHOUT ROWID;
CREATE INDEX near_other ON near (other);
CREATE TABLE retold (one INTEGER, other INTEGER, odds REAL, PRIMARY KEY (one, other)) WITHOUT ROWID;  -- null: too low
CREATE INDEX retold_other ON retold (other);
CREATE TABLE traced (article_id TEXT PRIMARY KEY, link BLOB, changes BLOB, family BLOB);  -- packed records, or null
"""


class Written(NamedTuple):
    """Rows that go and rows that come, the whole row in the order of the table's columns."""

    table: Table
    gone: Sequence[tuple[object, ...]]  # the leading columns that name a row
    come: Iterable[tuple[object, ...]]


def standing_path(ledger: Path) -> Path:
    """The file that holds what tracing left behind for a ledger."""
    return ledger.with_name(ledger.name + "-copies")


class StandingFile:
    """The open file, to which nobody else has access meanwhile. A context manager; what is not written goes at its end.

    Every method raises LedgerUnusable as those of a ledger do.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._known: dict[Kind, Hashes] = {}  # where each chunk begins
        with saying(path):
            self._connection = sqlite3.connect(path, timeout=PATIENCE, isolation_level=None)
            self._connection.execute("BEGIN EXCLUSIVE")  # who adds to a pile must have read what it adds to
            if not self.rows("SELECT 1 FROM sqlite_master"):
                for statement in split(_SCHEMA):
                    self._connection.execute(statement)

    def __enter__(self) -> StandingFile:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        self._connection.close()

    def about(self, name: str) -> str | None:
        """What was noted under this name; null: nothing."""
        return next((str(value) for (value,) in self.rows("SELECT value FROM about WHERE name = ?", (name,))), None)

    def rows(self, sql: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """The rows of a query."""
        with saying(self.path):
            return self._connection.execute(sql, values).fetchall()

    def rows_of(self, sql: str, asked: Iterable[object]) -> list[tuple[Any, ...]]:
        """The rows of a query in which `?` stands for the list of what is asked for, as JSON."""
        return self.rows(sql, (json.dumps(list(asked)),))

    def packed(self, kind: Kind, hashes: Hashes) -> Hashes:
        """The postings of these hashes, which are sorted and have no owner bits."""
        firsts = self._firsts(kind)
        if not len(firsts) or not len(hashes):
            return np.zeros(0, dtype=np.uint64)
        low = hashes << OWNER_BITS
        high = low + (np.uint64(1) << OWNER_BITS) - np.uint64(1)
        begin = np.maximum(np.searchsorted(firsts, low, side="right") - 1, 0)
        chunks = np.zeros(len(firsts) + 1, dtype=np.int64)
        np.add.at(chunks, begin, 1)
        np.add.at(chunks, np.maximum(np.searchsorted(firsts, high, side="right"), begin + 1), -1)
        held = self._chunks(kind, firsts[np.flatnonzero(np.cumsum(chunks[:-1]))])
        every = np.concatenate([np.zeros(0, dtype=np.uint64), *(packed for _, packed in held)])
        wanted: Hashes = every[np.isin(every >> OWNER_BITS, hashes)]
        return wanted

    def write(
        self, about: dict[str, str], tables: Iterable[Written], postings: dict[Kind, tuple[Hashes, Hashes]]
    ) -> None:
        """Keep what changed, all or nothing. `postings`: packed ones that go, and that come."""
        with saying(self.path):
            for written in tables:
                self._write(written)
            for kind, (gone, come) in postings.items():
                self._merge(kind, gone, come)
                self._known.pop(kind, None)
            self._connection.executemany("INSERT OR REPLACE INTO about VALUES (?, ?)", about.items())
            self._connection.execute("COMMIT")
            self._connection.execute("BEGIN EXCLUSIVE")

    def _write(self, written: Written) -> None:
        names = [row[1] for row in self.rows("SELECT * FROM pragma_table_info(?)", (written.table,))]
        for row in written.gone[:1]:
            named = " AND ".join(f"{name} = ?" for name, _ in zip(names, row, strict=False))
            self._connection.executemany(f"DELETE FROM {written.table} WHERE {named}", written.gone)
        marks = ", ".join("?" * len(names))
        self._connection.executemany(f"INSERT OR REPLACE INTO {written.table} VALUES ({marks})", written.come)

    def _merge(self, kind: Kind, gone: Hashes, come: Hashes) -> None:
        firsts = self._firsts(kind)
        if not len(firsts):
            self._store(kind, come)
            return
        at = [np.maximum(np.searchsorted(firsts, some, side="right") - 1, 0) for some in (gone, come)]
        touched = np.unique(np.concatenate(at))
        place = {int(firsts[chunk]): int(chunk) for chunk in touched.tolist()}
        for first, packed in self._chunks(kind, firsts[touched]):
            chunk = place[first]
            left = np.setdiff1d(packed, gone[at[0] == chunk], assume_unique=True)
            self._connection.execute(f"DELETE FROM {kind} WHERE first = ?", (signed(first),))
            self._store(kind, np.union1d(left, come[at[1] == chunk]))

    def _store(self, kind: Kind, packed: Hashes) -> None:
        size = CHUNK if len(packed) > 2 * CHUNK else max(len(packed), 1)
        rows = ((signed(int(packed[at])), packed[at : at + size].tobytes()) for at in range(0, len(packed), size))
        self._connection.executemany(f"INSERT INTO {kind} VALUES (?, ?)", rows)

    def _firsts(self, kind: Kind) -> Hashes:
        if kind not in self._known:
            rows = self.rows(f"SELECT first FROM {kind} ORDER BY first")
            self._known[kind] = np.array([first + _TOP for (first,) in rows], dtype=np.uint64)
        return self._known[kind]

    def _chunks(self, kind: Kind, firsts: Hashes) -> Iterator[tuple[int, Hashes]]:
        sql = f"SELECT first, packed FROM {kind} WHERE first IN (SELECT value FROM json_each(?)) ORDER BY first"
        for first, packed in self.rows_of(sql, (signed(one) for one in firsts.tolist())):
            yield first + _TOP, np.frombuffer(packed, dtype=np.uint64)


def signed(number: int) -> int:
    """A 64-bit number as SQLite holds it."""
    return number - _TOP
