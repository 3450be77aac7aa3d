"""The ledger as the pipeline sees it: begin a run, append what pages gave, store what follows from all of them.

Every method that writes is one transaction: it happens whole or not at all, and doing it twice adds nothing.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from sayso.ledger.appending import Execute, Found, index_words, insert_page, insert_path, insert_reading, storable
from sayso.ledger.backup import copy_whole
from sayso.ledger.deriving import Derived, state_of, store_derived
from sayso.ledger.known import insert_lists, near
from sayso.ledger.opening import connect, fold_log, saying
from sayso.ledger.rows import chunked, columns, from_row, insert_sql, to_json, to_row
from sayso.ledger.watched import (
    insert_alerts,
    insert_fetches,
    newest_digest,
    newest_state,
    told_statements,
    was_archived,
)
from sayso.records import (
    Address,
    Article,
    Change,
    CopyLink,
    Family,
    Fetch,
    Inferred,
    Known,
    KnownList,
    Owned,
    Position,
    Reading,
    Rejected,
    Ruling,
    Statement,
)

CHUNK = 256  # records fetched at a time: some 5 MB of article text

_KEYED: dict[type[Struct], tuple[str, str]] = {
    Article: ("articles", "article_key"),
    Statement: ("statements", "statement_key"),
    Position: ("positions", "row"),
}

R = TypeVar("R", bound=Struct)


class RunInfo(Struct, frozen=True):
    """What one ingest was: enough to repeat it."""

    sayso: str  # version
    reader: str  # what read the pages: sayso and model versions
    settings: str  # a JSON object
    started_at: str  # ISO 8601, told by the caller
    inputs: tuple[str, ...]  # paths as given


class Ledger:
    """An open ledger file. A context manager; close it to let others tidy the file up.

    Every method raises LedgerUnusable when the file is damaged, locked by another writer, read-only, or the disk is
    full. What was stored before stays.
    """

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self._connection = connection

    def __enter__(self) -> Ledger:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Close the file. Closing twice is allowed."""
        self._connection.close()

    # ------------------------------------------------------------ runs

    def begin_run(self, info: RunInfo) -> int:
        """Record that a run begins, and give its number."""
        values = (
            info.sayso,
            info.reader,
            info.settings,
            to_json([storable(path) for path in info.inputs]),
            info.started_at,
        )
        with self._transaction() as execute:
            names = ("sayso", "reader", "settings", "inputs", "started_at")
            run_id = execute(insert_sql("runs", names), values).lastrowid
        assert run_id is not None  # an INSERT always sets it
        return run_id

    def finish_run(self, run_id: int, finished_at: str, tally: Struct | Mapping[str, int]) -> None:
        """Record that a run ended, and what it counted. A run without an end was cut off."""
        with self._transaction() as execute:
            values = (run_id, finished_at, to_json(tally))
            execute(insert_sql("run_ends", ("run_id", "finished_at", "tally")), values)

    # ------------------------------------------------------------ pages and what was read of them

    def known_pages(self, reader: str) -> set[str]:
        """Ids of the pages this reader has read already."""
        return {page_id for (page_id,) in self.rows("SELECT page_id FROM readings WHERE reader = ?", (reader,))}

    def append(self, run_id: int, reader: str, readings: Sequence[Reading]) -> None:
        """Store pages with what `reader` read of them. A page that it has read before only gains the path."""
        with self._transaction() as execute:
            for reading in readings:
                insert_page(execute, run_id, reading.page)
                insert_reading(execute, run_id, reader, reading)
            index_words(execute)

    def add_paths(self, run_id: int, places: Iterable[Found]) -> None:
        """Record where pages that are in the ledger were found: the same page twice is one with two paths."""
        with self._transaction() as execute:
            for found in places:
                insert_path(execute, run_id, found)

    def reject(self, run_id: int, rejected: Iterable[Rejected]) -> None:
        """Record inputs that never became a page. They stay listed until a page is read under the same path."""
        sql = insert_sql("input_rejections", ("path", "stage", "reason", "detail", "subject_id", "run_id"))
        with self._transaction() as execute:
            for item in rejected:
                words = (item.path, item.stage, item.reason, item.detail, item.subject_id)
                execute(sql, (*map(storable, words), run_id))

    # ------------------------------------------------------------ what a watch fetched and told

    def note_fetches(self, run_id: int, fetches: Iterable[Fetch]) -> None:
        """Record what servers answered."""
        with self._transaction() as execute:
            insert_fetches(execute, run_id, fetches)

    def newest_state(self, url: str) -> tuple[str | None, str | None]:
        """`(etag, last_modified)` that the server told last for an address; both null: never asked, or not told.

        A run without an end does not count, for what it fetched may not have been read.
        """
        return newest_state(self.rows, url)

    def was_archived(self, url: str) -> bool:
        """Whether a body of this address was kept: those of lists are not."""
        return was_archived(self.rows, url)

    def newest_digest(self, url: str) -> str | None:
        """SHA-256 of what an address gave last; None: it was never fetched. A run without an end does not count."""
        return newest_digest(self.rows, url)

    def told_alerts(self) -> set[str]:
        """Keys of the alerts that were told of."""
        return {key for (key,) in self.rows("SELECT key FROM alerts")}

    def told_statements(self, kind: Literal["claims", "positions"]) -> set[str]:
        """Statements that were ever on a claim, or position, that was told of."""
        return told_statements(self.rows, kind)

    def note_alerts(self, run_id: int, keys: Iterable[str]) -> None:
        """Note alerts as told; those that were told before stay as they are."""
        with self._transaction() as execute:
            insert_alerts(execute, run_id, keys)

    # ------------------------------------------------------------ lists of known people

    def keep_known(self, run_id: int, lists: Sequence[KnownList]) -> None:
        """Let these lists hold from this run on, in place of those that did. Without any, those go on to hold."""
        with self._transaction() as execute:
            insert_lists(execute, run_id, lists)

    def known_near(self, keys: Set[str], offices: Set[tuple[str, str]]) -> Iterator[Known]:
        """What the lists that hold tell of everybody with one of these keys of a name, or in one of these offices."""
        sql = """
            SELECT c.packed FROM current_known_lists l JOIN known_chunks c ON c.list_id = l.list_id
            ORDER BY c.list_id, c.number"""
        return near(lambda: (packed for (packed,) in self.rows(sql)), keys, offices)

    # ------------------------------------------------------------ who owns which outlet

    def keep_owners(self, run_id: int, owned: Sequence[Owned]) -> None:
        """Let this table hold from this run on, in place of the one that did. Without any, that one goes on to hold."""
        if sorted(owned) == self.owners():
            return
        with self._transaction() as execute:
            for line in owned:
                execute(insert_sql("owners", ("run_id", "outlet", "owner")), (run_id, line.outlet, line.owner))

    def owners(self) -> list[Owned]:
        """The table that holds, by outlet."""
        return [Owned(*row) for row in self.rows("SELECT outlet, owner FROM current_owners ORDER BY outlet")]

    # ------------------------------------------------------------ rulings

    def rule(self, run_id: int, rulings: Sequence[Ruling]) -> None:
        """Store rulings. They hold from the next `derive` on; until then the ledger is stale."""
        with self._transaction() as execute:
            for ruling in rulings:
                execute(insert_sql("rulings", ("run_id", *columns(Ruling))), (run_id, *to_row(ruling)))

    def rulings(self) -> list[Ruling]:
        """All rulings, undone ones too, in order of time."""
        sql = f"SELECT {', '.join(columns(Ruling))} FROM rulings ORDER BY at, ruling_id"
        return [from_row(Ruling, row) for row in self.rows(sql)]

    # ------------------------------------------------------------ the current state

    def articles(self) -> Iterator[Article]:
        """Articles of the newest reading of each page as they were read, ordered by page and place on it."""
        keys = self.rows("SELECT article_key FROM current_articles ORDER BY page_id, ordinal, article_id")
        return self._by_key(Article, [key for (key,) in keys])

    def article_keys(self) -> dict[str, int]:
        """The row of each of these articles, which never changes, by article id."""
        return dict(self.rows("SELECT article_id, article_key FROM current_articles"))

    def fetched(self) -> dict[str, str]:
        """When each page was first captured, by page id, where an archive tells."""
        return dict(
            self.rows("""
            SELECT page_id, min(json_extract(capture, '$.at')) AS at FROM page_paths
            WHERE json_extract(capture, '$.at') IS NOT NULL GROUP BY page_id ORDER BY page_id""")
        )

    def addresses(self) -> dict[str, Address]:
        """Where on the web each page was, by page id; pages of which it is not told are left out."""
        fetched = self.fetched()
        rows = self.rows("SELECT page_id, uri FROM pages WHERE uri IS NOT NULL ORDER BY page_id")
        return {page_id: Address(uri, fetched.get(page_id)) for page_id, uri in rows}

    def statements(self) -> Iterator[Statement]:
        """Statements of the newest reading of each page as they were read.

        By article, headlines first, then by their first words.
        """
        keys = self.rows("""
            SELECT s.statement_key FROM statements s JOIN current_articles a USING (reading_id, article_id)
            ORDER BY a.page_id, a.ordinal, a.article_id, s.headline DESC, s.first, s.statement_id""")
        return self.by_key(Statement, [key for (key,) in keys])

    def state_digest(self) -> str:
        """A digest of current pages, readings, captures, the user's lists and table, and the rulings, in any order."""
        rows = self.rows("SELECT page_id, reader, digest FROM current_readings ORDER BY page_id")
        lists = self.rows("SELECT list_id FROM current_known_lists WHERE entries > 0 ORDER BY list_id")
        owned = [(line.outlet, line.owner) for line in self.owners()]
        ruled = [ruling.ruling_id for ruling in self.rulings()]
        return state_of(list(rows), [*lists, *owned], ruled, self.fetched())

    def readings_digest(self) -> str:
        """A digest of the current pages and readings alone, in whatever order."""
        rows = self.rows("SELECT page_id, reader, digest FROM current_readings ORDER BY page_id")
        return state_of(list(rows))

    def derived_digest(self) -> str | None:
        """The `state_digest` that the derived rows were made from; None when none were made yet."""
        for (state,) in self.rows("SELECT state FROM derivations ORDER BY seq DESC LIMIT 1"):
            return str(state)
        return None

    def is_stale(self) -> bool:
        """Whether pages or lists were added since copies and claims were worked out (an ingest was cut off)."""
        return (self.derived_digest() or state_of([])) != self.state_digest()

    def traced_digest(self) -> str | None:
        """What `derive` was told the copies were traced from; None when nothing was derived yet."""
        for (traced,) in self.rows("SELECT traced FROM derivations ORDER BY seq DESC LIMIT 1"):
            return str(traced)
        return None

    def links(self) -> list[CopyLink]:
        """The copy links that stand now, by copy and origin."""
        sql = f"SELECT {', '.join(columns(CopyLink))} FROM current_copies ORDER BY copy_id, origin_id, row"
        return [from_row(CopyLink, row) for row in self.rows(sql)]

    def changes(self) -> list[Change]:
        """What copies altered as it stands now, by copy and origin, the gravest first."""
        sql = f"SELECT {', '.join(columns(Change))} FROM current_changes ORDER BY copy_id, origin_id, gravity DESC, row"
        return [from_row(Change, row) for row in self.rows(sql)]

    def withdrawn_pages(self) -> dict[str, str]:
        """Pages without a story that say that it was withdrawn, and their words."""
        sql = """
            SELECT f.subject_id, f.why FROM reading_flags f JOIN current_readings r ON r.reading_id = f.reading_id
            WHERE f.kind = 'withdrawn' AND f.subject_id = r.page_id ORDER BY f.subject_id, f.why DESC"""
        return dict(self.rows(sql))

    def families(self) -> list[Family]:
        """The families that stand now, by id."""
        sql = f"SELECT {', '.join(columns(Family))} FROM current_families ORDER BY family_id, row"
        return [from_row(Family, row) for row in self.rows(sql)]

    def derive(self, run_id: int, found: Derived) -> None:
        """Store what follows from all readings together: only what appeared or is gone since the last time."""
        with self._transaction() as execute:
            store_derived(execute, run_id, found)
            state = found.state or self.state_digest()
            if (state, found.traced_from) != (self.derived_digest(), self.traced_digest()):
                values = (run_id, state, found.traced_from)
                execute(insert_sql("derivations", ("run_id", "state", "traced")), values)

    def copy_to(self, path: Path) -> None:
        """Write this ledger, as it is now and whole, to a new file at `path`. Others may go on reading and writing."""
        copy_whole(self._connection, self.path, path)

    # ------------------------------------------------------------ reading, for the other modules of this package

    def rows(self, sql: str, values: Sequence[object] = ()) -> Iterator[tuple[Any, ...]]:
        """The rows of a query, one by one."""
        with saying(self.path):
            yield from self._connection.execute(sql, values)

    def by_key(self, kind: type[R], keys: Sequence[int]) -> Iterator[R]:
        """The records stored under these keys, in their order, a chunk at a time so that memory stays bounded.

        Articles that tell no day bear the interval that was inferred for them.
        """
        for some in chunked(keys, CHUNK):
            found = list(self._by_key(kind, some))
            dated = self._inferred([one.article_id for one in found if isinstance(one, Article)])
            yield from (_with_interval(one, dated) for one in found)

    def _inferred(self, article_ids: Sequence[str]) -> dict[str, Inferred]:
        if not article_ids:
            return {}
        names = ", ".join(columns(Inferred))
        sql = f"SELECT {names} FROM current_inferred WHERE article_id IN (SELECT value FROM json_each(?))"
        found = (from_row(Inferred, row) for row in self.rows(sql, (json.dumps(article_ids),)))
        return {one.article_id: one for one in found}

    def _by_key(self, kind: type[R], keys: Sequence[int]) -> Iterator[R]:
        """The records as they were stored."""
        table, key = _KEYED[kind]
        names = ", ".join(columns(kind))
        sql = f"SELECT {key}, {names} FROM {table} WHERE {key} IN (SELECT value FROM json_each(?))"
        for some in chunked(keys, CHUNK):
            found = {row[0]: row[1:] for row in self.rows(sql, (json.dumps(some),))}
            yield from (from_row(kind, found[at]) for at in some)

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Within it, every query sees the same state, whatever others write meanwhile. One may hold another."""
        if self._connection.in_transaction:
            yield
            return
        with saying(self.path):
            self._connection.execute("BEGIN")
        try:
            yield
        finally:
            self._connection.execute("ROLLBACK")

    @contextmanager
    def _transaction(self) -> Iterator[Execute]:
        """Give `execute`; commit at the end, or take everything back."""
        with saying(self.path):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection.execute
                self._connection.execute("COMMIT")
                fold_log(self._connection, self.path)
            finally:
                if self._connection.in_transaction:  # a full disk has rolled back by itself
                    self._connection.execute("ROLLBACK")


def open_ledger(path: Path, *, create: bool = False) -> Ledger:
    """Open the ledger at `path`: to read, or with `create` to write too, making the file when it is not there.

    Raises LedgerMissing (none there, and `create` is not set), LedgerUnusable, LedgerTooNew.
    """
    return Ledger(path, connect(path, write=create))


def _with_interval(one: R, dated: Mapping[str, Inferred]) -> R:
    """An article with what was inferred of its day; any other record as it is."""
    found = dated.get(one.article_id) if isinstance(one, Article) else None
    return replace(one, published=found.published, times=found.times) if found is not None else one
