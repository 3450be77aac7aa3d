"""The ledger as the pipeline sees it: begin a run, append what pages gave, store what follows from all of them.

Every method that writes is one transaction: it happens whole or not at all, and doing it twice adds nothing.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from contextlib import closing, contextmanager
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import Any, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from sayso.ledger.known import insert_lists, near
from sayso.ledger.lineage import claim_changes
from sayso.ledger.opening import connect, saying
from sayso.ledger.rows import chunked, columns, from_row, insert_sql, row_digest, text_digest, to_json, to_row
from sayso.ledger.watched import insert_alerts, insert_fetches, newest_digest, newest_state
from sayso.records import (
    Article,
    Capture,
    Claim,
    CopyLink,
    Family,
    Fetch,
    Flag,
    Identified,
    Inferred,
    Known,
    KnownList,
    Owned,
    Page,
    Position,
    Reading,
    Rejected,
    Related,
    Ruled,
    Ruling,
    RulingState,
    Statement,
    Timed,
    Traced,
    Upheld,
)

# Counted up when other rows follow from the same readings: an older ledger is then stale. 5: claims. 6: dates.
DERIVATION = 6
CHUNK = 256  # records fetched at a time: some 5 MB of article text

_KEYED: dict[type[Struct], tuple[str, str]] = {
    Article: ("articles", "article_key"),
    Statement: ("statements", "statement_key"),
    Position: ("positions", "row"),
}

NOBODY = Identified((), ())
NO_TIMES = Timed((), ())
NOTHING_FETCHED: Mapping[str, str] = MappingProxyType({})
NOTHING_RULED = Ruled()
R = TypeVar("R", bound=Struct)
Execute = Callable[..., sqlite3.Cursor]  # of an open transaction


class RunInfo(Struct, frozen=True):
    """What one ingest was: enough to repeat it."""

    sayso: str  # version
    reader: str  # what read the pages: sayso and model versions
    settings: str  # a JSON object
    started_at: str  # ISO 8601, told by the caller
    inputs: tuple[str, ...]  # paths as given


class Found(Struct, frozen=True):
    """A place where a page was found."""

    page_id: str
    path: str
    capture: Capture = Capture()


class Derived(Struct, frozen=True):
    """What follows from all readings and rulings together."""

    traced: Traced | None  # null: the copies stand as they are
    related: Related
    identified: Identified = NOBODY
    ruled: Ruled = NOTHING_RULED
    timed: Timed = NO_TIMES
    state: str | None = None  # the `state_digest` it was made from; null: that of what is current now
    traced_from: str = ""  # a digest of what the copies were traced from


class _UpheldRow(Struct, frozen=True):
    """An Upheld as it is stored: the ruling itself has its own table."""

    ruling_id: str
    state: RulingState
    detail: str
    subjects: tuple[str, ...]
    others: tuple[str, ...]

    @classmethod
    def of(cls, one: Upheld) -> _UpheldRow:
        return cls(one.ruling.ruling_id, one.state, one.detail, one.subjects, one.others)


_CLAIMS = f"SELECT {', '.join(columns(Claim))} FROM current_claims ORDER BY claim_id, row"


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
                _insert_page(execute, run_id, reading.page)
                _insert_reading(execute, run_id, reader, reading)
            _index_words(execute)

    def add_paths(self, run_id: int, places: Iterable[Found]) -> None:
        """Record where pages that are in the ledger were found: the same page twice is one with two paths."""
        with self._transaction() as execute:
            for found in places:
                _insert_path(execute, run_id, found)

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
        """`(etag, last_modified)` that the server told last for an address; both null: never asked, or not told."""
        return newest_state(self.rows, url)

    def newest_digest(self, url: str) -> str | None:
        """SHA-256 of what an address gave last; None: it was never fetched."""
        return newest_digest(self.rows, url)

    def told_alerts(self) -> set[str]:
        """Keys of the alerts that were told of."""
        return {key for (key,) in self.rows("SELECT key FROM alerts")}

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

    def fetched(self) -> dict[str, str]:
        """When each page was first captured, by page id, where an archive tells."""
        return dict(
            self.rows("""
            SELECT page_id, min(json_extract(capture, '$.at')) AS at FROM page_paths
            WHERE json_extract(capture, '$.at') IS NOT NULL GROUP BY page_id ORDER BY page_id""")
        )

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
        return _state(list(rows), [*lists, *owned], ruled, self.fetched())

    def readings_digest(self) -> str:
        """A digest of the current pages and readings alone, in whatever order."""
        rows = self.rows("SELECT page_id, reader, digest FROM current_readings ORDER BY page_id")
        return _state(list(rows))

    def derived_digest(self) -> str | None:
        """The `state_digest` that the derived rows were made from; None when none were made yet."""
        for (state,) in self.rows("SELECT state FROM derivations ORDER BY seq DESC LIMIT 1"):
            return str(state)
        return None

    def is_stale(self) -> bool:
        """Whether pages or lists were added since copies and claims were worked out (an ingest was cut off)."""
        return (self.derived_digest() or _state([])) != self.state_digest()

    def traced_digest(self) -> str | None:
        """What `derive` was told the copies were traced from; None when nothing was derived yet."""
        for (traced,) in self.rows("SELECT traced FROM derivations ORDER BY seq DESC LIMIT 1"):
            return str(traced)
        return None

    def links(self) -> list[CopyLink]:
        """The copy links that stand now, by copy and origin."""
        sql = f"SELECT {', '.join(columns(CopyLink))} FROM current_copies ORDER BY copy_id, origin_id, row"
        return [from_row(CopyLink, row) for row in self.rows(sql)]

    def families(self) -> list[Family]:
        """The families that stand now, by id."""
        sql = f"SELECT {', '.join(columns(Family))} FROM current_families ORDER BY family_id, row"
        return [from_row(Family, row) for row in self.rows(sql)]

    def derive(self, run_id: int, found: Derived) -> None:
        """Store what follows from all readings together: only what appeared or is gone since the last time."""
        related = found.related
        kinds: list[tuple[str, Sequence[Struct]]] = [
            ("positions", related.positions),
            ("flags", (*related.flags, *found.timed.flags)),
            ("inferred", found.timed.inferred),
            ("people", found.identified.people),
            ("spoken", found.identified.spoken),
            ("ruled_statements", found.ruled.statements),
            ("ruled_articles", found.ruled.articles),
            ("upheld", [_UpheldRow.of(one) for one in found.ruled.upheld]),
        ]
        if found.traced is not None:
            kinds += [
                ("copy_links", found.traced.links),
                ("families", found.traced.families),
                ("changes", found.traced.changes),
            ]
        with self._transaction() as execute:
            before = [from_row(Claim, row) for row in execute(_CLAIMS)]
            for kind, records in (("claims", related.claims), *kinds):
                _note_differences(execute, run_id, kind, records)
            for change in claim_changes(before, related.claims):
                names = ("run_id", *columns(type(change)))
                execute(insert_sql("claim_changes", names), (run_id, *to_row(change)))
            state = found.state or self.state_digest()
            if (state, found.traced_from) != (self.derived_digest(), self.traced_digest()):
                values = (run_id, state, found.traced_from)
                execute(insert_sql("derivations", ("run_id", "state", "traced")), values)

    def copy_to(self, path: Path) -> None:
        """Write this ledger, as it is now and whole, to a new file at `path`. Others may go on reading and writing."""
        with saying(self.path), closing(sqlite3.connect(path)) as target:
            self._connection.backup(target)

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


def _state(
    readings: Sequence[object],
    lists: Sequence[object] = (),
    rulings: Sequence[str] = (),
    fetched: Mapping[str, str] = NOTHING_FETCHED,
) -> str:
    return text_digest((DERIVATION, readings, lists, rulings, sorted(fetched.items())))


def storable(words: str) -> str:
    """File names that are no UTF-8 reach Python as lone surrogates, which no database holds: spelled `\\udcff`."""
    return words.encode("utf-8", "backslashreplace").decode("utf-8")


def _insert_page(execute: Execute, run_id: int, page: Page) -> None:
    names = ("page_id", "run_id", "uri", "sha256", "size", "media_type", "fetched_at", "given")
    values = (page.page_id, run_id, page.uri, page.sha256, page.size, page.media_type, page.fetched_at)
    execute(insert_sql("pages", names), (*values, to_json(page.given)))
    _insert_path(execute, run_id, Found(page.page_id, page.path, page.capture))


def _insert_path(execute: Execute, run_id: int, found: Found) -> None:
    sql = insert_sql("page_paths", ("page_id", "path", "run_id", "capture"))
    execute(sql, (found.page_id, storable(found.path), run_id, storable(to_json(found.capture))))


def _insert_reading(execute: Execute, run_id: int, reader: str, reading: Reading) -> None:
    rejected = [tuple(map(storable, (r.subject_id, r.stage, r.reason, r.detail))) for r in reading.rejected]
    digest = text_digest((reading.articles, reading.statements, rejected, reading.flags))
    page_id = reading.page.page_id
    done = execute(
        insert_sql("readings", ("page_id", "reader", "digest", "run_id")),
        (page_id, reader, digest, run_id),
    )
    if not done.rowcount:
        return
    key = (done.lastrowid, run_id)
    for table, records in (("articles", reading.articles), ("statements", reading.statements)):
        for record in records:
            execute(insert_sql(table, ("reading_id", "run_id", *columns(type(record)))), (*key, *to_row(record)))
    for flag in reading.flags:
        sql = insert_sql("reading_flags", ("reading_id", "run_id", *columns(Flag)))
        execute(sql, (*key, *to_row(flag)))
    names = ("reading_id", "run_id", "subject_id", "stage", "reason", "detail")
    for row in rejected:
        execute(insert_sql("reading_rejections", names), (*key, *row))


def _index_words(execute: Execute) -> None:
    """Put what was inserted since the last time into the two search indexes."""
    execute("""
        INSERT INTO article_search (rowid, title, text)
        SELECT article_key, title, text FROM articles
        WHERE article_key > (SELECT coalesce(max(id), 0) FROM article_search_docsize)""")
    execute("""
        INSERT INTO statement_search (rowid, words)
        SELECT statement_key, words FROM statement_words
        WHERE statement_key > (SELECT coalesce(max(id), 0) FROM statement_search_docsize)""")


def _note_differences(execute: Execute, run_id: int, kind: str, records: Sequence[Struct]) -> None:
    """Store the records that are new, and an event for each that appeared or is gone."""
    now = {row_digest(record): record for record in records}
    newest = "SELECT row, present, max(seq) FROM events WHERE kind = ? GROUP BY row"
    before = {row for row, present, _ in execute(newest, (kind,)) if present}
    event = insert_sql("events", ("run_id", "kind", "row", "present"))
    for row in sorted(before - now.keys()):
        execute(event, (run_id, kind, row, 0))
    for row in sorted(now.keys() - before):
        sql = insert_sql(kind, ("row", "run_id", *columns(type(now[row]))))
        execute(sql, (row, run_id, *to_row(now[row])))
        execute(event, (run_id, kind, row, 1))
