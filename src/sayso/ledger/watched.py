"""What a watch keeps in the ledger: the state of addresses it fetched, and what it has told of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Literal

import msgspec

from sayso.ledger.rows import columns, insert_sql, to_row
from sayso.records import Fetch

Execute = Callable[..., Any]
Rows = Callable[..., Iterator[tuple[Any, ...]]]

# What a round fetched that was cut off may never have been read: it does not count, and is fetched again.
_NEWEST = """
    SELECT {what} FROM fetches WHERE url = ? AND {which} AND run_id IN (SELECT run_id FROM run_ends)
    ORDER BY seq DESC LIMIT 1"""


def insert_fetches(execute: Execute, run_id: int, fetches: Iterable[Fetch]) -> None:
    """Record what servers answered."""
    sql = insert_sql("fetches", ("run_id", *columns(Fetch)))
    for fetch in fetches:
        execute(sql, (run_id, *to_row(fetch)))


def newest_state(rows: Rows, url: str) -> tuple[str | None, str | None]:
    """`(etag, last_modified)` that the server told last for an address; both null: never asked, or it told nothing."""
    for etag, last_modified in rows(_NEWEST.format(what="etag, last_modified", which="status = 200"), (url,)):
        return etag, last_modified
    return None, None


def newest_digest(rows: Rows, url: str) -> str | None:
    """SHA-256 of what an address gave last; None: it was never fetched."""
    for (digest,) in rows(_NEWEST.format(what="sha256", which="sha256 IS NOT NULL"), (url,)):
        return str(digest)
    return None


def was_archived(rows: Rows, url: str) -> bool:
    """Whether a body of this address was kept: those of lists are not."""
    return any(rows("SELECT 1 FROM fetches WHERE url = ? AND archive IS NOT NULL LIMIT 1", (url,)))


def told_statements(rows: Rows, kind: Literal["claims", "positions"]) -> set[str]:
    """Statements that were ever on a claim, or position, that was told of."""
    name = kind.removesuffix("s")
    sql = f"SELECT statement_ids FROM {kind} WHERE '{name} ' || {name}_id IN (SELECT key FROM alerts)"
    return {of for (packed,) in rows(sql) for of in msgspec.json.decode(packed, type=list[str])}


def insert_alerts(execute: Execute, run_id: int, keys: Iterable[str]) -> None:
    """Note alerts as told; those that were told before stay as they are."""
    for key in keys:
        execute(insert_sql("alerts", ("key", "run_id")), (key, run_id))
