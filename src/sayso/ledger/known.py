"""The user's lists of known people, kept whole in the ledger."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Callable, Iterator, Sequence, Set

import msgspec

from sayso.ledger.rows import insert_sql
from sayso.records import Known, KnownList

Execute = Callable[..., sqlite3.Cursor]  # of an open transaction


def insert_lists(execute: Execute, run_id: int, lists: Sequence[KnownList]) -> None:
    """Store lists, each once however often it is given, and that they hold from this run on."""
    for one in lists:
        names = ("list_id", "run_id", "path", "entries")
        stored = execute(insert_sql("known_lists", names), (one.list_id, run_id, one.path, one.entries)).rowcount
        for number, packed in enumerate(one.chunks if stored else ()):
            sql = insert_sql("known_chunks", ("list_id", "number", "run_id", "packed"))
            execute(sql, (one.list_id, number, run_id, packed))
        execute(insert_sql("known_choices", ("run_id", "list_id")), (run_id, one.list_id))


def near(chunks: Callable[[], Iterator[bytes]], keys: Set[str], offices: Set[tuple[str, str]]) -> Iterator[Known]:
    """Every line about those who bear a name with one of these keys, or are told in one of these offices.

    `chunks` gives the packed lines anew at each call: the first pass finds the ids, the second takes all their lines.
    """
    ids = {line.known_id for line in _lines(chunks()) if not keys.isdisjoint(line.keys) or _held(line) & offices}
    if ids:
        yield from (line for line in _lines(chunks()) if line.known_id in ids)


def _held(line: Known) -> Set[tuple[str, str]]:
    """The offices a line tells, each with every party it may be of."""
    return {(r.title, party) for r in line.roles for party in ((r.party,) if r.party else line.parties)}


def _lines(chunks: Iterator[bytes]) -> Iterator[Known]:
    decode = msgspec.msgpack.Decoder(tuple[Known, ...]).decode
    for packed in chunks:
        yield from decode(zlib.decompress(packed))
