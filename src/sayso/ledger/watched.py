"""What a watch keeps in the ledger: the state of addresses it fetched, and what it has told of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Literal

import msgspec

from sayso.ledger.rows import columns, insert_sql, to_row
from sayso.records import Fetch

Execute = Callable[..., Any]
Rows = Callable[..., Iterator[tuple[Any, ...]]]


def insert_fetches(execute: Execute, run_id: int, fetches: Iterable[Fetch]) -> None:
    """Record what servers answered."""
    sql = insert_sql("fetches", ("run_id", *columns(Fetch)))
    for fetch in fetches:
        execute(sql, (run_id, *to_row(fetch)))


def newest_state(rows: Rows, url: str) -> tuple[str | None, str | None]:
    """`(etag, last_modified)` that the server told last for an address; both null: never asked, or it told nothing."""
    sql = "SELECT etag, last_modified FROM fetches WHERE url = ? AND status = 200 ORDER BY seq DESC LIMIT 1"
    for etag, last_modified in rows(sql, (url,)):
        return etag, last_modified
    return None, None


def newest_digest(rows: Rows, url: str) -> str | None:
    """SHA-256 of what an address gave last; None: it was never fetched."""
    sql = "SELECT sha256 FROM fetches WHERE url = ? AND sha256 IS NOT NULL ORDER BY seq DESC LIMIT 1"
    for (digest,) in rows(sql, (url,)):
        return str(digest)
    return None


def told_statements(rows: Rows, kind: Literal["claims", "positions"]) -> set[str]:
    """Statements that were ever on a claim, or position, that was told of."""
    name = kind.removesuffix("s")
    sql = f"SELECT statement_ids FROM {kind} WHERE '{name} ' || {name}_id IN (SELECT key FROM alerts)"
    return {of for (packed,) in rows(sql) for of in msgspec.json.decode(packed, type=list[str])}


def insert_alerts(execute: Execute, run_id: int, keys: Iterable[str]) -> None:
    """Note alerts as told; those that were told before stay as they are."""
    for key in keys:
        execute(insert_sql("alerts", ("key", "run_id")), (key, run_id))
