"""Which of some texts a search finds, without a ledger: by the same words and stems as `queries.search`."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import closing

from sayso.ledger.queries.search import to_fts

# As `article_search` in schema.sql has it, without keeping the words: they are asked once.
_INDEX = """
    CREATE VIRTUAL TABLE texts USING fts5(
      title, text, content='', detail='full', tokenize='porter unicode61 remove_diacritics 2')"""


def matching(texts: Iterable[tuple[str | None, str]], wanted: str) -> list[int]:
    """The places, from 0, of the `(title, text)` that hold all that is wanted; none when nothing is.

    Memory: an index of the texts, about half their size.
    """
    query = to_fts(wanted)
    if not query:
        return []
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.execute(_INDEX)
        connection.execute("BEGIN")
        connection.executemany(
            "INSERT INTO texts (rowid, title, text) VALUES (?, ?, ?)", ((n, *both) for n, both in enumerate(texts))
        )
        found = connection.execute("SELECT rowid FROM texts WHERE texts MATCH ? ORDER BY rowid", (query,))
        return [number for (number,) in found]
